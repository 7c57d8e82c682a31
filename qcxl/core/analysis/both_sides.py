"""What two rows of one enterprise say differently, column by column."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.core.analysis.cells import amount_cell
from qcxl.core.analysis.labels import measure_label, short_label
from qcxl.core.rollup.amounts import AddedList
from qcxl.core.rollup.deduction import DirectUnits, left_out
from qcxl.core.rollup.reconciliation import MOST_NAMED, Discrepancy
from qcxl.model.analysis import CellValue
from qcxl.model.edition import Field

_SAME, _NOTHING = "各项数没有不同", "各项都是 0"
_REST = "等 {count} 项"
Compared = tuple[CellValue, CellValue, CellValue, CellValue, CellValue]
"""Label and measure, what each side says, and the difference."""


def differing_cells(each: Discrepancy, added: AddedList, directs: DirectUnits) -> Iterator[Compared]:
    """Label, measure, both figures and difference of each column that differs; one line where none does.

    Where there is one side only, no more than `MOST_NAMED` columns stand here, and how many there are.
    """
    found = [amounts for amounts in _amounts(each, added, directs) if amounts[1] != amounts[2]]
    named = found if each.other else found[:MOST_NAMED]
    for field, mine, theirs in named:
        shown = (mine, theirs, mine - (theirs or 0))
        one, other, difference = (amount_cell(amount, field.measure) for amount in shown)
        yield short_label(field), measure_label(field), one, other, difference
    if len(named) < len(found):
        yield _REST.format(count=len(found)), None, None, None, None
    elif not found:
        yield _SAME if each.other else _NOTHING, None, None, None, None


def _amounts(
    each: Discrepancy, added: AddedList, directs: DirectUnits
) -> Iterator[tuple[Field, int, int | None]]:
    """What both sides say in each column, or what is lost where there is one side only."""
    row = each.one.row
    forms = directs.deducting_forms(each.one.unit_code, row.text(added.direct_field))
    lost = left_out(added, row, forms) if each.other is None else {}
    for id_, column in added.additive.items():
        if column.for_subtotals:
            continue
        if each.other is not None:
            yield column.field, column.amount(row), column.amount(each.other.row)
        elif lost.get(id_):
            yield column.field, lost[id_], None
