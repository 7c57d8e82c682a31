"""Who counts: for each unit and list the one workbook whose rows are its figures (nobody twice)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qcxl.core.figures.additive import AddedList
from qcxl.model.organisation import Roster
from qcxl.model.submission import Row, Submission

Placed = Mapping[str | None, tuple[Row, ...]]
"""The rows of one list by the unit for which they stand, None for those that stand nowhere."""


def source_unit_code(roster: Roster, holder_code: str, text: str) -> str | None:
    """The code of the unit for which a row stands that says `text` in its `source_unit` cell.

    Blank is the holder of the workbook itself. None when the cell names neither the holder nor exactly one
    of its children: such a row counts nowhere (`source_unit_not_child`).
    """
    if not text:
        return holder_code
    meant = roster.find_all(text)
    # A child may be called like its parent; the parent itself is meant by a blank.
    children = [unit.code for unit in meant if unit.parent_code == holder_code]
    found = children or [unit.code for unit in meant if unit.code == holder_code]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Contribution:
    """The rows of one list (`table`) in the workbook of `holder_code` that stand for `unit_code`."""

    table: str
    unit_code: str
    holder_code: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of one unit in one list: what its parent lists for it, and what it reports itself.

    Where `given` is there, it counts; `own` and the `children` (codes) are then only compared with it.
    """

    given: Contribution | None
    own: Contribution | None
    children: tuple[str, ...]

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """The rows kept for this unit, counted or not."""
        return tuple(found for found in (self.given, self.own) if found is not None)

    @property
    def reports_itself(self) -> bool:
        """True where the unit's own workbook or one from below it was accepted."""
        return self.own is not None or bool(self.children)


@dataclass(frozen=True, slots=True)
class Contributions:
    """Where every accepted row stands: `origins` by list and unit code, `misplaced` rows nowhere.

    The counted rows of the root, the superseded and the misplaced ones are together all accepted rows.
    """

    root_code: str
    origins: Mapping[str, Mapping[str, Origin]]
    misplaced: tuple[Contribution, ...]

    def counted(self, table: str, unit_code: str) -> Iterator[Contribution]:
        """The rows that the figures of a unit are made of; `unit_code` of each is the unit they come from."""
        origins = self.origins[table]
        waiting = [unit_code]
        while waiting:
            origin = origins.get(waiting.pop())
            if origin is None:
                continue
            if origin.given is not None:
                yield origin.given
                continue
            if origin.own is not None:
                yield origin.own
            waiting.extend(reversed(origin.children))

    def superseded(self) -> Iterator[Contribution]:
        """The rows that do not reach the root, because a workbook further up lists that unit itself."""
        for table, origins in self.origins.items():
            counted = {(found.unit_code, found.holder_code) for found in self.counted(table, self.root_code)}
            for origin in origins.values():
                for found in origin.contributions:
                    if (found.unit_code, found.holder_code) not in counted:
                        yield found


def who_counts(
    lists: Mapping[str, AddedList], roster: Roster, accepted: Mapping[str, Submission]
) -> Contributions:
    """Where every row of the accepted workbooks (by unit code) stands.

    A parent's workbook stands for its child in each list where it has rows of it, and in all lists as soon as
    it has some where statistics add up figures: a city that struck out all teams of a county means none.
    Raises KeyError for an accepted unit that is not in the roster.
    """
    placed = {
        roster.unit(holder).code: place_rows(lists, roster, holder, submission)
        for holder, submission in accepted.items()
    }
    origins: dict[str, dict[str, Origin]] = {table: {} for table in lists}
    for unit in reversed(tuple(roster.walk())):
        own, above = placed.get(unit.code, {}), placed.get(unit.parent_code, {})
        speaks = any(
            added.has_amounts and unit.code in above.get(table, {}) for table, added in lists.items()
        )
        for table, added in lists.items():
            given = above.get(table, {}).get(unit.code)
            if given is None and speaks and added.source_field and table in above:
                given = ()
            origin = Origin(
                None if given is None else Contribution(table, unit.code, unit.parent_code, given),
                Contribution(table, unit.code, unit.code, own[table].get(unit.code, ()))
                if table in own
                else None,
                tuple(child.code for child in roster.children(unit.code) if child.code in origins[table]),
            )
            if origin.given is not None or origin.reports_itself:
                origins[table][unit.code] = origin
    return Contributions(roster.root.code, origins, tuple(_misplaced(roster, placed)))


def _misplaced(roster: Roster, placed: Mapping[str, Mapping[str, Placed]]) -> Iterator[Contribution]:
    for unit in roster.walk():
        for table, rows in placed.get(unit.code, {}).items():
            if None in rows:
                yield Contribution(table, "", unit.code, rows[None])


def place_rows(
    lists: Mapping[str, AddedList], roster: Roster, holder: str, submission: Submission
) -> dict[str, Placed]:
    """The rows of each list of one workbook by the unit they stand for (None: for none)."""
    return {
        table: _by_unit(roster, holder, submission, added)
        for table, added in lists.items()
        if table in submission.tables
    }


def _by_unit(roster: Roster, holder: str, submission: Submission, added: AddedList) -> Placed:
    rows = submission.tables[added.form.id].rows
    if not added.source_field:
        return {holder: rows} if rows else {}
    codes: dict[str, str | None] = {}
    found: dict[str | None, list[Row]] = {}
    for row in rows:
        text = row.text(added.source_field)
        if text not in codes:
            codes[text] = source_unit_code(roster, holder, text)
        found.setdefault(codes[text], []).append(row)
    return {code: tuple(members) for code, members in found.items()}
