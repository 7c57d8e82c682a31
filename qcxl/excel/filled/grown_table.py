"""An Excel table that grows when values stand below it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from qcxl.core.sheets.layout import LAST_ROW
from qcxl.excel.filled.sheet_cells import SheetCells
from qcxl.excel.filled.sheet_xml import MAIN
from qcxl.model.grid import Place, address, parse_address

if TYPE_CHECKING:
    from qcxl.opc.package import Element


def grow_table(table: Element, places: Collection[Place], cells: SheetCells) -> None:
    """Make a table reach down to the last of `places` in its columns, new rows drawn like its first row.

    Raises ValueError when one of `places` is a column name of the table: Excel repairs a file in which a
    header cell differs from the name that the table states for the column.
    """
    (header, left), (bottom, right) = map(parse_address, table.get("ref", "").split(":"))
    rows = {row for row, column in places if left <= column <= right}
    if header in rows:
        raise ValueError(f"row {header} holds the column names of the table {table.get('name')}")
    last = max(rows, default=0)
    if last <= bottom:
        return
    # Rows left empty in between are drawn too, but not down to a stray value at the end of the sheet.
    drawn = {*range(bottom + 1, min(last, LAST_ROW) + 1), *(row for row in rows if row > bottom)}
    styles = {column: cells.style((header + 1, column)) for column in range(left, right + 1)}
    formulas = _formulas(table, left)
    for row in sorted(drawn):
        cells.draw_row(row, styles)
        for column, formula in formulas.items():
            cells.set_formula((row, column), formula)
    reference = f"{address((header, left))}:{address((last, right))}"
    for element in (table, *table.iter(f"{MAIN}autoFilter")):
        element.set("ref", reference)


def _formulas(table: Element, left: int) -> dict[int, str]:
    """The formulas that all rows of the table have alike, by column."""
    calculated = {
        column: column_element.findtext(f"{MAIN}calculatedColumnFormula")
        for column, column_element in enumerate(table.iter(f"{MAIN}tableColumn"), start=left)
    }
    return {column: formula for column, formula in calculated.items() if formula}
