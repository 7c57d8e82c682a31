"""A blank workbook filled with data, marks and links, without losing a part of its package."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.core.sheets.content import Link, Mark, SheetContent
from qcxl.excel.filled.column_widths import column_widths
from qcxl.excel.filled.grown_table import grow_table
from qcxl.excel.filled.heights import fit_rows
from qcxl.excel.filled.links import add_links
from qcxl.excel.filled.notes import add_notes
from qcxl.excel.filled.sheet_cells import SheetCells
from qcxl.excel.filled.styles import Styles
from qcxl.excel.filled.values import BLANK, stored
from qcxl.excel.workbook_package import WorkbookPackage

__all__ = ["Link", "Mark", "SheetContent", "fill_form"]

_STYLES = "xl/styles.xml"


def fill_form(blank: bytes, contents: Mapping[str, SheetContent]) -> bytes:
    """The bytes of `blank` filled with `contents` (by sheet name); the same arguments give the same bytes.

    `blank` is a workbook that `FormPackage.workbook` made or that was filled before. Sheets, protection,
    dropdowns, formulas and their cached results stay as they are. Rows below the end of an Excel table become
    part of the table, look like its first row and carry on its formulas. A text stays a text even where it
    begins with `=`; what no cell holds is cut (after 32,767 characters) or escaped (`_x0001_`). A date keeps
    the date format of its cell, or brings a format where the cell has none for dates.

    Raises KeyError for an unknown sheet, ValueError for a cached result where no formula stands and for a
    value among the column names of a table.
    """
    package = WorkbookPackage(blank)
    styles = Styles(package.edit(_STYLES))
    for name, content in contents.items():
        _fill_sheet(package, package.sheets[name], styles, content)
    return package.data()


def _fill_sheet(package: WorkbookPackage, part: str, styles: Styles, content: SheetContent) -> None:
    sheet = package.edit(part)
    cells = SheetCells(sheet)
    typed = {place: stored(value) for place, value in sorted(content.values.items())}
    given = [place for place, value in typed.items() if value is not BLANK]
    for table in package.related(part, "table"):
        grow_table(package.edit(table), given, cells)
    for place, value in typed.items():
        cells.put(place, value)
        if value.number_format is not None:
            cells.set_style(place, styles.showing(cells.style(place), value.number_format))
    if content.fitted:
        fitted = {place: value.text for place, value in typed.items() if place[0] in content.fitted}
        fit_rows(fitted, column_widths(sheet), cells, styles)
    for place, result in content.shown.items():
        cells.show(place, result)
    for place, mark in sorted(content.marks.items()):
        cells.set_style(place, styles.marked(cells.style(place), mark.severity))
    for place in sorted(content.links):
        cells.set_style(place, styles.linked(cells.style(place)))
    cells.correct_dimension()
    if content.links:
        add_links(sheet, content.links)
    if content.marks:
        add_notes(package, part, {place: mark.text for place, mark in content.marks.items()})
