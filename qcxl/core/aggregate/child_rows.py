"""What the workbook of a unit lists for each of its children, list by list."""

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
    """The rows of one list that stand for `child`; `stay` says that they stood in the workbook already."""

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
    """The rows of one list for every child with a report, in the order of the roster, as the roll-up counts.

    `own` are the rows of the unit's own workbook by number: where these count they stay as they were typed.
    Nothing where the list cannot say whose a row is.
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
            found = subtotals(added, directs, parts, name_as_source(roster, child))
            yield RowsOfChild(child, found, stay=False)
        else:
            found = tuple(_copies(added, directs, parts, name_as_source(roster, child)))
            yield RowsOfChild(child, found, stay=False)


def name_as_source(roster: Roster, child: Unit) -> str:
    """What stands in `source_unit` of a child's rows: its name, or its code where two are called that."""
    means = source_unit_code(roster, child.parent_code, child.name)
    return child.name if means == child.code else child.code


def source_codes(table: Table, added: AddedList, roster: Roster, holder: str) -> list[str | None]:
    """For each row of a list the code of the unit it stands for, None where that is nobody."""
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
