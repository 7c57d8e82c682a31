"""One table of the analysis as one sheet: title, notes, header, lines; printed on A4 across."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qcxl.excel.analysis.column_headings import write_header, write_heading
from qcxl.excel.analysis.exact import is_number, is_time
from qcxl.excel.analysis.fitting_texts import cell_text, quoted
from qcxl.excel.analysis.formats import Formats, aligned, shown
from qcxl.excel.analysis.pages import Pages, pages
from qcxl.excel.analysis.sizes import (
    column_widths,
    header_heights,
    line_height,
    runs_over,
)
from qcxl.excel.analysis.stream import write_text
from qcxl.model.analysis import AnalysisTable, CellValue, Column, Jump, Line, LineStyle

MOST_LINKS = 65_000
"""The greatest number of links on one sheet; with more than 65,530 Excel calls a workbook damaged."""

_A4 = 9
_MARGINS = {"left": 0.3, "right": 0.3, "top": 0.5, "bottom": 0.7}
_LONGEST_FOOTER = 100
_TIP = "单击查看这个数字的来源"


@dataclass(frozen=True, slots=True)
class Frame:
    """The places of the parts of a table on its sheet; rows and columns count from 0.

    `group_row` is None where no column has a heading.
    """

    sheet: str
    last_column: int
    group_row: int | None
    label_row: int

    def reference(self, line: int) -> str:
        """The address of a whole line of the table, as links write it; lines count from 0."""
        from xlsxwriter.utility import xl_range

        row = self.label_row + 1 + line
        return f"internal:{quoted(self.sheet)}!{xl_range(row, 0, row, self.last_column)}"


def frame(table: AnalysisTable, sheet: str) -> Frame:
    """The places of the parts of `table` on the sheet called `sheet`."""
    below = 1 + len(table.notes)
    grouped = any(column.group for column in table.columns)
    return Frame(sheet, len(table.columns) - 1, below if grouped else None, below + grouped)


def set_page(sheet: Any, title: str) -> None:
    """Make a sheet print on A4 across, with its title and the page's number at the foot."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    footed = cell_text(title)[:_LONGEST_FOOTER].replace("\n", " ").replace("&", "&&")
    sheet.set_footer(f"&L{footed}&R第 &P 页，共 &N 页", {"margin": 0.3})


def write_table(
    sheet: Any, table: AnalysisTable, place: Frame, formats: Formats, targets: Mapping[str, Frame]
) -> None:
    """Write `table` to `sheet`; `targets` are the frames of all tables by their sheet, for jumps."""
    table = aligned(table)
    filtered = _can_be_filtered(table)
    widths = column_widths(table, filtered=filtered)
    printed = pages(widths, table.frozen)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    last_note_column = write_heading(sheet, table, formats, widths, printed.breaks)
    heights = header_heights(table, widths, filtered=filtered, breaks=printed.breaks)
    write_header(sheet, table, (place.group_row, place.label_row), formats, heights, printed.breaks)
    first = place.label_row + 1
    links = 0
    for row, line in enumerate(table.lines, start=first):
        height = line_height(line, widths)
        if height is not None:
            sheet.set_row(row, height)
        links = _write_line(sheet, row, line, table.columns, formats, targets, links)
    if not table.lines:
        write_text(sheet, first, 0, table.empty, formats.empty())
    last = max(first, first + len(table.lines) - 1)
    if filtered:
        sheet.autofilter(place.label_row, 0, last, place.last_column)
    sheet.freeze_panes(first, table.frozen)
    sheet.repeat_rows(place.label_row if place.group_row is None else place.group_row, place.label_row)
    sheet.print_area(0, 0, last, max(place.last_column, last_note_column))
    _fit(sheet, printed, table.frozen)
    set_page(sheet, table.title)


def _fit(sheet: Any, printed: Pages, repeated: int) -> None:
    if not printed.breaks:
        sheet.fit_to_pages(1, 0)
        return
    # Programs that fit a sheet to pages forget where these end, and a heading would be torn apart.
    sheet.set_print_scale(printed.percent)
    sheet.set_v_pagebreaks(printed.breaks)
    sheet.print_across()
    if repeated:
        sheet.repeat_columns(0, repeated - 1)


def _can_be_filtered(table: AnalysisTable) -> bool:
    # A filter would tear headings and subtotals that stand between the lines from their lines.
    return len(table.lines) > 1 and not any(
        line.style in (LineStyle.SECTION, LineStyle.SUBTOTAL) for line in table.lines
    )


def _write_line(
    sheet: Any,
    row: int,
    line: Line,
    columns: Sequence[Column],
    formats: Formats,
    targets: Mapping[str, Frame],
    links: int,
) -> int:
    for index, (value, column) in enumerate(zip(line.cells, columns, strict=True)):
        jump = line.jumps.get(index) if links < MOST_LINKS else None
        if runs_over(line, index) or (line.style is LineStyle.SECTION and value is None):
            form = formats.section_text()
        else:
            form = formats.cell(line.style, value, column, linked=jump is not None)
        if jump is not None:
            links += 1
            _write_link(sheet, row, index, jump, form, targets)
        write_value(sheet, row, index, value, column, form)
    return links


def _write_link(
    sheet: Any, row: int, column: int, jump: Jump, form: Any, targets: Mapping[str, Frame]
) -> None:
    # A link writes its text into the cell; the value that is written next takes its place.
    sheet.write_url(row, column, targets[jump.sheet].reference(jump.line), form, _TIP, _TIP)


def write_value(sheet: Any, row: int, index: int, value: CellValue, column: Column, form: Any) -> None:
    """Write one value as a number or a time where a spreadsheet holds it exactly, else as a text."""
    if value is None or value == "":
        sheet.write_blank(row, index, None, form)
    elif is_number(value):
        sheet.write_number(row, index, float(value), form)
    elif is_time(value):
        # A spreadsheet knows no zones: what stands there is the time on the clock.
        plain = value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value
        sheet.write_datetime(row, index, plain, form)
    else:
        write_text(sheet, row, index, shown(value, column), form)
