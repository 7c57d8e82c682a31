"""The rows that count: for each unit and list the one workbook whose rows make the unit's figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qcxl.core.figures.additive import AddedList
from qcxl.model.organisation import Roster
from qcxl.model.submission import Row, Submission

Placed = Mapping[str | None, tuple[Row, ...]]
"""The rows of one list by the code of the unit for which they stand; misplaced rows under None."""


def source_unit_code(roster: Roster, holder_code: str, text: str) -> str | None:
    """The code of the unit for which a row with `text` in its `source_unit` cell stands.

    A blank cell means the holder of the workbook. None for a text that names neither the holder nor exactly
    one of the holder's children: the row counts nowhere (`source_unit_not_child`).
    """
    if not text:
        return holder_code
    meant = roster.find_all(text)
    # A child may have the name of its parent; a blank means the parent.
    children = [unit.code for unit in meant if unit.parent_code == holder_code]
    codes = children or [unit.code for unit in meant if unit.code == holder_code]
    return codes[0] if len(codes) == 1 else None


@dataclass(frozen=True, slots=True)
class Contribution:
    """The rows of one list (`table`) in the workbook of `holder_code` that stand for `unit_code`."""

    table: str
    unit_code: str
    holder_code: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """The rows known of one unit in one list: `given` in its parent's workbook, `own` in the unit's workbook.

    `children` are the codes of the children with rows. Where `given` is not None, `given` alone counts; `own`
    and the rows of the children are only compared with `given`.
    """

    given: Contribution | None
    own: Contribution | None
    children: tuple[str, ...]

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """The given and the own rows of the unit, counted or not."""
        return tuple(part for part in (self.given, self.own) if part is not None)

    @property
    def reports_itself(self) -> bool:
        """True where the unit's own workbook has the list, or an accepted workbook from below the unit."""
        return self.own is not None or bool(self.children)


@dataclass(frozen=True, slots=True)
class Contributions:
    """The place of every accepted row: its unit (`origins` by list id and unit code), or `misplaced`.

    The counted rows of the root, the superseded rows and the misplaced rows are together all accepted rows.
    """

    root_code: str
    origins: Mapping[str, Mapping[str, Origin]]
    misplaced: tuple[Contribution, ...]

    def counted(self, table: str, unit_code: str) -> Iterator[Contribution]:
        """The rows that make the figures of a unit, as contributions of the unit and of units below it."""
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
        """The rows that do not reach the root, because a workbook further up lists rows for their unit."""
        for table, origins in self.origins.items():
            counted = {(part.unit_code, part.holder_code) for part in self.counted(table, self.root_code)}
            for origin in origins.values():
                for part in origin.contributions:
                    if (part.unit_code, part.holder_code) not in counted:
                        yield part


def who_counts(
    lists: Mapping[str, AddedList], roster: Roster, accepted: Mapping[str, Submission]
) -> Contributions:
    """The place of every row of the accepted workbooks (by unit code).

    A parent's workbook counts in place of its child's in each list in which the parent has rows for the
    child; with such rows in a list whose figures statistics add up, the parent counts in all its lists: a
    city that struck out all teams of a county means none. Raises KeyError for an accepted unit that is not in
    the roster.
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
    """The rows of one workbook by list id and by the code of their unit (None: misplaced rows)."""
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
    rows_of: dict[str | None, list[Row]] = {}
    for row in rows:
        text = row.text(added.source_field)
        if text not in codes:
            codes[text] = source_unit_code(roster, holder, text)
        rows_of.setdefault(codes[text], []).append(row)
    return {code: tuple(members) for code, members in rows_of.items()}
