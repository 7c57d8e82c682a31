"""The drawn form in the distributed workbook: what is drawn is what is distributed."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, cast

from qcxl.core.sheets.layout import MARKER, SheetLayout
from qcxl.core.sheets.placeholders import PLACEHOLDER, UNIT, fixed_texts, local_names
from qcxl.excel.edition.declared_tables import cell_text
from qcxl.model.edition import Edition
from qcxl.model.form import FormKind
from qcxl.model.grid import Place, address, column_letters, parse_address

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.styles.styleable import StyleableObject
    from openpyxl.worksheet.worksheet import Worksheet


def draw(source: Worksheet, target: Worksheet, layout: SheetLayout, edition: Edition) -> None:
    """Fill `target` (of the same workbook, so that styles carry over) with the drawn form.

    Facts of the notice and of the form are put in; the placeholders of fields are cleared, those of the unit
    and of facts that differ from unit to unit stay for the per-unit pass. Row 1 is hidden and carries the
    sheet's marker.
    """
    per_unit = {name: f"{{{{{name}}}}}" for name in (*UNIT, *local_names(edition))}
    texts = fixed_texts(layout.form, edition) | per_unit
    for number, row in enumerate(source.iter_rows(max_col=layout.width), start=1):
        for column, cell in enumerate(row, start=1):
            _copy(cell, at(target, (layout.moved(number), column)), texts)
    for number, drawn_row in source.row_dimensions.items():
        target.row_dimensions[layout.moved(number)].height = drawn_row.height
    for letters, drawn_column in source.column_dimensions.items():
        # Excel writes neighbours of one width as one entry.
        first = drawn_column.min or parse_address(f"{letters}1")[1]
        for column in range(first, (drawn_column.max or first) + 1):
            target.column_dimensions[column_letters(column)].width = drawn_column.width
            target.column_dimensions[column_letters(column)].hidden = drawn_column.hidden
    for merged in source.merged_cells.ranges:
        target.merge_cells(
            start_row=layout.moved(merged.min_row),
            end_row=layout.moved(merged.max_row),
            start_column=merged.min_col,
            end_column=merged.max_col,
        )
    _page(source, target, layout)
    target["A1"] = MARKER + layout.form.id
    target.row_dimensions[1].hidden = True
    if layout.ids_row:
        _ids(target, layout, layout.ids_row)
    elif layout.form.kind in (FormKind.CARD, FormKind.COVER):
        _rulers(target, layout)


def at(worksheet: Worksheet, place: Place) -> Cell:
    """The cell at a place; a cell that a merged range covers counts as one, too, only without a value."""
    return cast("Cell", worksheet.cell(*place))


def head_with_texts(worksheet: Worksheet, layout: SheetLayout) -> None:
    """Make the header of an Excel table text, as Excel wants it: a drawn 2020 may be a number."""
    for column in range(1, layout.width + 1):
        header = at(worksheet, (layout.header_row, column))
        if header.value is not None:
            header.value = cell_text(header.value)


def take_style(source: StyleableObject, target: StyleableObject) -> None:
    """Give `target` the style of `source`, a cell of the same workbook, where style indexes carry over."""
    target._style = copy(source._style)  # type: ignore[attr-defined]


def _copy(source: Cell | MergedCell, target: Cell, texts: Mapping[str, str]) -> None:
    if source.has_style:
        take_style(source, target)
    if isinstance(source.value, str):
        target.value = PLACEHOLDER.sub(lambda match: texts.get(match[1], ""), source.value) or None
    else:
        target.value = source.value


def _page(source: Worksheet, target: Worksheet, layout: SheetLayout) -> None:
    target.page_setup = copy(source.page_setup)
    target.page_margins = copy(source.page_margins)
    target.print_options = copy(source.print_options)
    target.sheet_properties.tabColor = copy(source.sheet_properties.tabColor)
    target.sheet_properties.pageSetUpPr = copy(source.sheet_properties.pageSetUpPr)
    target.oddFooter = copy(source.oddFooter)
    target.sheet_view.showGridLines = source.sheet_view.showGridLines
    if source.freeze_panes:
        row, column = parse_address(source.freeze_panes)
        target.freeze_panes = address((layout.moved(row), column))
    if source.print_title_rows:
        first, last = (int(number) for number in source.print_title_rows.replace("$", "").split(":"))
        target.print_title_rows = f"{layout.moved(first)}:{layout.moved(last)}"
    if source.print_area:
        _print_area(str(source.print_area), target, layout)


def _print_area(drawn: str, target: Worksheet, layout: SheetLayout) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    # One rectangle round all drawn areas; a single cell is an area too.
    areas = [area.split("!")[-1] for area in drawn.split(",")]
    corners = [parse_address(corner) for area in areas for corner in area.split(":")]
    first = min(row for row, _ in corners), min(column for _, column in corners)
    last = max(row for row, _ in corners), max(column for _, column in corners)
    if layout.ids_row:
        # Whole columns: a fixed last row would cut a long list, or print empty pages below a short one.
        columns = f"${column_letters(first[1])}:${column_letters(last[1])}"
        target.defined_names.add(DefinedName("_xlnm.Print_Area", attr_text=f"{layout.quoted}!{columns}"))
    else:
        rows = layout.moved(first[0]), layout.moved(last[0])
        target.print_area = f"{column_letters(first[1])}{rows[0]}:{column_letters(last[1])}{rows[1]}"


def _ids(target: Worksheet, layout: SheetLayout, row: int) -> None:
    """Write the hidden row of field ids: where people move columns, the ids move along."""
    columns = layout.places if layout.form.kind is FormKind.LIST else layout.spots
    for field_id, place in columns.items():
        if layout.form.kind is FormKind.LIST or field_id.startswith("result."):
            target.cell(row, place[1], field_id)
    target.row_dimensions[row].hidden = True


def _rulers(target: Worksheet, layout: SheetLayout) -> None:
    """Write the hidden rulers of a card: each row and column then tells its place as issued."""
    ruler = layout.width + 1
    for row in range(2, target.max_row + 1):
        target.cell(row, ruler, row)
    for column in range(2, ruler):
        target.cell(1, column, column_letters(column))
    target.column_dimensions[column_letters(ruler)].hidden = True
