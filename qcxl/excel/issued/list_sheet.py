"""The additions to a drawn list: formats and dropdowns far down, a table, running numbers and totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qcxl.core.sheets.layout import TABLE_ROWS, SheetLayout
from qcxl.core.sheets.placeholders import NUMBER, TOTAL
from qcxl.excel.issued.drawing import at, head_with_texts, take_style
from qcxl.excel.issued.finished import Finished, set_formula
from qcxl.excel.issued.formulas import Sheets, number_formula, total_formula
from qcxl.excel.issued.input_rules import add_input_rule
from qcxl.model.grid import address, column_letters

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.table import Table
    from openpyxl.worksheet.worksheet import Worksheet


def finish_list(worksheet: Worksheet, layout: SheetLayout, sheets: Sheets) -> Finished:
    """Make a drawn list an Excel table with formats, dropdowns, running numbers and totals."""
    from openpyxl.worksheet.table import Table, TableStyleInfo

    first, last = layout.row, layout.header_row + TABLE_ROWS
    for entry in layout.form.fields:
        column = layout.places[entry.id][1]
        model = at(worksheet, (first, column))
        for row in range(first + 1, last + 1):
            take_style(model, worksheet.cell(row, column))
        _column_format(worksheet, model)
        letters = column_letters(column)
        add_input_rule(worksheet, f"{letters}{first}:{letters}{layout.last_row}", entry, sheets)
    # A stated height would cut a long name: a row without one grows with what is typed.
    worksheet.row_dimensions[first].height = None
    head_with_texts(worksheet, layout)
    corner = address((last, layout.width))
    table = Table(displayName=layout.form.id, ref=f"{address((layout.header_row, 1))}:{corner}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    cached = _running_numbers(worksheet, layout, table)
    for name, spot in layout.spots.items():
        if name.startswith(TOTAL):
            cached |= set_formula(
                at(worksheet, spot), total_formula(layout.sum_range(name.removeprefix(TOTAL)))
            )
    worksheet.add_table(table)
    return Finished(cached)


def _running_numbers(worksheet: Worksheet, layout: SheetLayout, table: Table) -> dict[str, str | int]:
    """Fill the column 序号 and return what it shows in a blank workbook, by cell.

    Every row of the table has the same formula, rows added later too.
    """
    from openpyxl.worksheet.filters import AutoFilter
    from openpyxl.worksheet.table import TableColumn, TableFormula

    spot = layout.spots.get(NUMBER)
    cached: dict[str, str | int] = {}
    if spot is None:
        return cached
    formula = number_formula(layout)
    model = at(worksheet, spot)
    for row in range(layout.row, layout.header_row + TABLE_ROWS + 1):
        cell = at(worksheet, (row, spot[1]))
        take_style(model, cell)
        cached |= set_formula(cell, formula)
    columns = range(1, layout.width + 1)
    names = [str(worksheet.cell(layout.header_row, column).value) for column in columns]
    table.tableColumns = [
        TableColumn(id=column, name=name) for column, name in zip(columns, names, strict=True)
    ]
    table.tableColumns[spot[1] - 1].calculatedColumnFormula = TableFormula(attr_text=formula.text)
    table.autoFilter = AutoFilter(ref=table.ref)
    return cached


def _column_format(worksheet: Worksheet, model: Cell) -> None:
    """Format the whole column like its first row, borders and fill apart: text typed below is text too."""
    from openpyxl.styles import Border, PatternFill

    dimension = worksheet.column_dimensions[model.column_letter]
    take_style(model, dimension)
    dimension.border = Border()
    dimension.fill = PatternFill()
