"""The part of a sheet above the lines of a table: title, notes, and the header of the columns."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from qcxl.excel.analysis.formats import Formats
from qcxl.excel.analysis.sizes import SPARE_WIDTH, label_parts, note_columns, note_lines, spans, text_height
from qcxl.excel.analysis.stream import write_text
from qcxl.model.analysis import AnalysisTable

TITLE_HEIGHT = 30.0
_CONTINUED = "（续）"


def write_heading(
    sheet: Any, table: AnalysisTable, formats: Formats, widths: Sequence[float], breaks: Sequence[int]
) -> int:
    """Write title and notes of a table and return the last column (from 0) over which these run.

    Every further page, which begins at a column of `breaks`, has the title again.
    """
    # Columns that are printed again on further pages would show the beginning of each sentence there.
    first = table.frozen if breaks else 0
    room = widths[first : breaks[0]] if breaks else widths
    count = min(note_columns(table.title, room), len(room)) if breaks else note_columns(table.title, room)
    spare = count - len(room)
    if spare > 0:
        sheet.set_column(len(widths), count - 1, SPARE_WIDTH)
    width = sum(room[:count]) + SPARE_WIDTH * max(0, spare)
    # The title is not merged: it runs over the empty cells beside it.
    sheet.set_row(0, TITLE_HEIGHT)
    write_text(sheet, 0, first, table.title, formats.title())
    for column in breaks:
        write_text(sheet, 0, column, f"{table.title}{_CONTINUED}", formats.title())
    last = first + count - 1
    for row, note in enumerate(table.notes, start=1):
        sheet.set_row(row, text_height(note_lines(note, width)))
        if count > 1:
            sheet.merge_range(row, first, row, last, "", formats.note())
        write_text(sheet, row, first, note, formats.note())
    return last


def write_header(
    sheet: Any,
    table: AnalysisTable,
    rows: tuple[int | None, int],
    formats: Formats,
    heights: tuple[float, float],
    breaks: Container[int],
) -> None:
    """Write the labels of the columns and, above them, the headings that several columns share.

    `rows` are the row of the headings (None where no column has a heading) and the row of the labels,
    `heights` the heights of both in points.
    """
    group_row, label_row = rows
    if group_row is not None:
        sheet.set_row(group_row, heights[0])
        for first, last in spans(table, breaks):
            group = table.columns[first].group
            if not group:
                sheet.write_blank(group_row, first, None, formats.above_label())
            else:
                if last > first:
                    sheet.merge_range(group_row, first, group_row, last, "", formats.group())
                write_text(sheet, group_row, first, group, formats.group())
    sheet.set_row(label_row, heights[1])
    for index, column in enumerate(table.columns):
        form = formats.label(open_top=group_row is not None and not column.group)
        write_text(sheet, label_row, index, "\n".join(label_parts(column)), form)
