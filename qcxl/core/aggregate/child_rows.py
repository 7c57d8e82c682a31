"""The rows by which a unit's workbook lists its children, list by list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from qcxl.core.aggregate.new_rows import NewRow, new_row
from qcxl.core.aggregate.subtotals import direct_unit_text, lists_subtotals, subtotals
from qcxl.core.figures.additive import AddedList
from qcxl.core.rollup.contributions import Contribution, Contributions, source_unit_code
from qcxl.core.rollup.deduction import DirectUnits
from qcxl.model.organisation import Roster, Unit
from qcxl.model.submission import Row, Table


@dataclass(frozen=True, slots=True)
class RowsOfChild:
    """The rows of one list that stand for `child`; `stay` is true for rows of the unit's own workbook."""

    child: Unit
    rows: tuple[NewRow, ...]
    stay: bool


def rows_of_children(
    added: AddedList,
    directs: DirectUnits,
    unit: Unit,
    contributions: Contributions,
    own: Mapping[int, NewRow] | None,
) -> Iterator[RowsOfChild]:
    """The rows of one list that the roll-up counts for each child that has any, children in roster order.

    `own` are the rows of the unit's own workbook by sheet row (None: no workbook); where the roll-up counts
    these rows, they stay as they were typed. A list without a `source_unit` column yields nothing.
    """
    roster = directs.roster
    for child in roster.children(unit.code) if added.source_field else ():
        parts = tuple(contributions.counted(added.form.id, child.code))
        if not parts:
            continue
        if own is not None and parts[0].holder_code == unit.code:
            rows = tuple(own[row.number] for part in parts for row in part.rows)
            yield RowsOfChild(child, rows, stay=True)
        elif lists_subtotals(unit, roster, added):
            rows = subtotals(added, directs, parts, name_as_source(roster, child))
            yield RowsOfChild(child, rows, stay=False)
        else:
            rows = tuple(_copies(added, directs, parts, name_as_source(roster, child)))
            yield RowsOfChild(child, rows, stay=False)


def name_as_source(roster: Roster, child: Unit) -> str:
    """The text in `source_unit` of a child's rows: the child's name, or its code for an ambiguous name."""
    named_code = source_unit_code(roster, child.parent_code, child.name)
    return child.name if named_code == child.code else child.code


def source_codes(table: Table, added: AddedList, roster: Roster, holder: str) -> list[str | None]:
    """The code of the unit for which a row stands, row by row; None where the row names no known unit.

    `holder` is the code of the unit whose workbook holds the list. In a list without a `source_unit` column
    every row stands for the holder.
    """
    if not added.source_field:
        return [holder] * len(table.rows)
    texts = [row.text(added.source_field) for row in table.rows]
    codes = {text: source_unit_code(roster, holder, text) for text in set(texts)}
    return [codes[text] for text in texts]


def _copies(
    added: AddedList, directs: DirectUnits, parts: Iterable[Contribution], source: str
) -> Iterator[NewRow]:
    for part in parts:
        for row in part.rows:
            yield _copy(added, directs, part, row, source)


def _copy(added: AddedList, directs: DirectUnits, part: Contribution, row: Row, source: str) -> NewRow:
    values = {**row.values, added.source_field: source}
    if added.direct_field:
        text = row.text(added.direct_field)
        values[added.direct_field] = direct_unit_text(directs, part.unit_code, text)
    return replace(new_row(values, added.form), copied=row, holder_code=part.holder_code)
