"""Enterprises that count twice or nowhere, found by comparing the rows of all accepted workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from qcxl.core.contacts.credit_codes import why_no_credit_code
from qcxl.core.figures.additive import AddedList, added_lists
from qcxl.core.names.decoration import Decorations
from qcxl.core.rollup.contributions import Contribution, Contributions
from qcxl.core.rollup.deduction import DirectUnits, direct_unit_named
from qcxl.core.rollup.likely_meant import LikelyMeant
from qcxl.core.rollup.most_detailed import has_subtotals, most_detailed
from qcxl.core.rollup.reconciliation import Discrepancy, Reconciliation, RowKey, Side
from qcxl.model.edition import Edition
from qcxl.model.form import FieldKind
from qcxl.model.organisation import Roster, Unit
from qcxl.model.text import name_key

_SHORTEST_CODE = 6
_MOST_SIMILAR = 3


def reconcile(
    edition: Edition, roster: Roster, contributions: Contributions, directs: DirectUnits, scope: str = ""
) -> Reconciliation:
    """The enterprises that count twice or nowhere, by the most detailed rows of `scope` and below.

    Two rows are the same enterprise by credit code, else by name (`Decorations.key`). Only direct units in
    `scope` (a unit code, by default the root) are compared, because the reports of others are not known. No
    enterprise is called missing from a direct unit that has nameless subtotal rows. Linear in rows.
    """
    scope = scope or roster.root.code
    direct = frozenset[str]().union(*directs.direct.values())
    inside = tuple(unit for unit in roster.walk(scope) if unit.code in direct)
    discrepancies: list[Discrepancy] = []
    reported: dict[RowKey, Side] = {}
    for added in added_lists(edition).values():
        if added.direct_field and added.additive:
            likely = LikelyMeant(edition, roster, added.form)
            comparison = _Comparison(roster, directs, added, inside, likely, Decorations.of(edition))
            discrepancies += comparison.discrepancies(contributions, scope)
            reported |= comparison.reported
    silent = frozenset(
        unit.code
        for unit in inside
        if not any(unit.code in origins for origins in contributions.origins.values())
    )
    return Reconciliation(tuple(discrepancies), reported, silent)


class _Keys(NamedTuple):
    """The keys by which rows are matched: credit code (empty where the row has none) and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class _Index:
    """Rows by the keys that match them: `codes` has the first row of a credit code, `names` all of a name.

    `unsure` has, by name, the first further row of that name with a missing or faulty credit code, which does
    not tell the enterprise for sure.
    """

    codes: dict[str, Side] = field(default_factory=dict)
    names: dict[str, list[tuple[str, Side]]] = field(default_factory=dict)
    unsure: dict[str, Side] = field(default_factory=dict)

    def add(self, keys: _Keys, side: Side) -> None:
        if keys.code:
            self.codes.setdefault(keys.code, side)
        same_name = self.names.setdefault(keys.name, [])
        # Codes are judged for namesakes only: nearly all names stand once.
        if same_name and keys.name not in self.unsure and why_no_credit_code(keys.code):
            self.unsure[keys.name] = side
        same_name.append((keys.code, side))

    def find(self, keys: _Keys) -> Side | None:
        """The row of the same enterprise, by code, else by name unless the codes tell them apart; or None."""
        by_code = self.codes.get(keys.code) if keys.code else None
        same_name = self.names.get(keys.name)
        if by_code or not same_name:
            return by_code
        code, first = same_name[0]
        return self.unsure.get(keys.name) if _tells_apart(keys.code, code) else first

    def namesakes(self, keys: _Keys) -> list[Side]:
        """The rows of the same name, whatever their codes."""
        return [side for _, side in self.names.get(keys.name, ())]


def _tells_apart(first: str, second: str) -> bool:
    """True for two different codes without a fault: a mistyped code does not tell enterprises apart."""
    return first != second and not (why_no_credit_code(first) or why_no_credit_code(second))


class _Comparison:
    """The comparison of the rows of one list; `discrepancies` fills `reported` on its way."""

    def __init__(
        self,
        roster: Roster,
        directs: DirectUnits,
        added: AddedList,
        inside: Sequence[Unit],
        likely: LikelyMeant,
        decorations: Decorations,
    ) -> None:
        code = added.form.field_of_kind(FieldKind.CODE)
        self._roster, self._directs, self._added, self._likely = roster, directs, added, likely
        self._decorations = decorations
        self._name, self._code = added.form.fields[0].id, code.id if code else ""
        self._by_direct_unit = {unit.code: _Index() for unit in inside}
        self._known_in_part: set[str] = set()
        self._of_direct_units, self._of_regions = _Index(), _Index()
        self.reported: dict[RowKey, Side] = {}

    def discrepancies(self, contributions: Contributions, scope: str) -> list[Discrepancy]:
        """The discrepancies of the rows of `scope` and below, discrepancies among direct units first."""
        parts = tuple(most_detailed(contributions, self._added.form.id, self._name, scope))
        discrepancies = [discrepancy for part in parts for discrepancy in self._among_direct_units(part)]
        discrepancies += [discrepancy for part in parts for discrepancy in self._of_part(part)]
        return self._with_similar(discrepancies)

    def _among_direct_units(self, part: Contribution) -> Iterator[Discrepancy]:
        above = self._direct_above(part.unit_code)
        if not above:
            return
        if has_subtotals(part, self._name):
            self._known_in_part.update(unit.code for unit in above)
        indices = [self._of_direct_units]
        indices += [self._by_direct_unit[unit.code] for unit in above if unit.code in self._by_direct_unit]
        for side, keys in self._sides(part):
            twin = self._of_direct_units.find(keys)
            if twin and twin.unit_code != side.unit_code:
                yield Discrepancy("claimed_twice", side, twin, None)
            for index in indices:
                index.add(keys, side)

    def _of_part(self, part: Contribution) -> Iterator[Discrepancy]:
        is_region = not self._direct_above(part.unit_code)
        meant: dict[str, Unit | None] = {"": None}
        for side, keys in self._sides(part):
            text = side.row.text(self._added.direct_field)
            if text not in meant:
                forms = self._directs.deducting_forms(part.unit_code, text)
                meant[text] = direct_unit_named(self._roster, text) if forms else None
            unit = meant[text]
            if unit:
                yield from self._deducted(side, keys, unit)
            elif is_region:
                yield from self._own(side, keys)

    def _deducted(self, side: Side, keys: _Keys, unit: Unit) -> Iterator[Discrepancy]:
        index = self._by_direct_unit.get(unit.code)
        if index is None:
            return
        reported = index.find(keys)
        if reported:
            self.reported[side.key] = reported
        elif unit.code not in self._known_in_part:
            yield Discrepancy("deducted_not_reported", side, None, unit)

    def _own(self, side: Side, keys: _Keys) -> Iterator[Discrepancy]:
        reported, twin = self._of_direct_units.find(keys), self._of_regions.find(keys)
        self._of_regions.add(keys, side)
        if reported:
            unit = self._direct_above(reported.unit_code)[0]
            yield Discrepancy("reported_twice", side, reported, unit)
        elif twin and twin.unit_code != side.unit_code:
            yield Discrepancy("claimed_twice", side, twin, None)

    def _with_similar(self, discrepancies: Sequence[Discrepancy]) -> list[Discrepancy]:
        """The discrepancies, those of unreported enterprises with the rows that may be meant (`similar`)."""
        missing: dict[str, list[Side]] = {}
        for discrepancy in discrepancies:
            if discrepancy.direct_unit and not discrepancy.other:
                missing.setdefault(discrepancy.direct_unit.code, []).append(discrepancy.one)
        taken = {side.key for side in self.reported.values()}
        meant: dict[RowKey, tuple[Side | None, tuple[Side, ...]]] = {}
        for code, sides in missing.items():
            index = self._by_direct_unit[code]
            left = {
                name: side
                for name, of_name in index.names.items()
                for _, side in of_name
                if side.key not in taken
            }
            likely = self._likely.among([self._keys(side).name for side in sides], left)
            for side in sides:
                keys = self._keys(side)
                elsewhere = self._of_direct_units.find(keys) or self._of_regions.find(keys)
                alike = (*index.namesakes(keys), *(left[name] for name in likely.get(keys.name, ())))
                meant[side.key] = elsewhere, alike[:_MOST_SIMILAR]
        return [
            replace(
                discrepancy, elsewhere=meant[discrepancy.one.key][0], similar=meant[discrepancy.one.key][1]
            )
            if discrepancy.one.key in meant
            else discrepancy
            for discrepancy in discrepancies
        ]

    def _direct_above(self, code: str) -> tuple[Unit, ...]:
        """The units at and above `code` that report directly for some form, the nearest first."""
        upwards = (self._roster.unit(code), *self._roster.ancestors(code))
        return tuple(
            unit for unit in upwards if any(unit.code in direct for direct in self._directs.direct.values())
        )

    def _sides(self, part: Contribution) -> Iterator[tuple[Side, _Keys]]:
        """The rows that name an enterprise, each with its keys."""
        for row in part.rows:
            name = row.text(self._name)
            if name:
                code = row.text(self._code)
                side = Side(part.unit_code, part.holder_code, part.table, row, name, code)
                yield side, self._keys(side)

    def _keys(self, side: Side) -> _Keys:
        code = name_key(side.credit_code)
        # Entries in place of a code (无, 000000, 办理中) are no sign of the same enterprise.
        says_which = len(code) >= _SHORTEST_CODE and len(set(code)) > 1 and any(map(str.isdigit, code))
        return _Keys(code if says_which else "", self._decorations.key(side.name))
