"""The widths of columns of the analysis, in which no figure shows as ####, and the heights of rows."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from qcxl.excel.analysis.exact import is_time
from qcxl.excel.analysis.formats import SIZE, TITLE_SIZE, shown
from qcxl.excel.text_sizes import letters, lines
from qcxl.model.analysis import AnalysisTable, CellValue, Column, Line, LineStyle

FILTER_BUTTON = 2
"""The width of a filter's button in letters."""

SPARE_WIDTH = 9.0
"""The width in letters of a column beside a table, into which the table's title and notes run."""

_LEAST, _NOTES, _MOST = 6.0, 120.0, 120.0
_FIGURE = 1.15  # the digits of Chinese fonts, bold ones above all, are wider than Excel's own
_MARGIN, _FIGURE_MARGIN = 2.0, 1.5
_HEADER, _HEADER_LINES = 8.0, 8
_LINE_HEIGHT, _ROW_MARGIN, _GREATEST_HEIGHT = 14.5, 4.0, 409.0
_MOST_LINES = int(_GREATEST_HEIGHT / _LINE_HEIGHT) - 1
_FILLING = 0.93  # lines break before words and marks, not in the last letter


def column_widths(table: AnalysisTable, *, filtered: bool) -> list[float]:
    """The width of every column in letters: whole figures, texts up to `widest`, headers in few lines.

    A text for which a row could not be high enough makes its column wider than `widest`.
    """
    widths = [_header_width(column, filtered=filtered) for column in table.columns]
    for line in table.lines:
        for index, (value, column) in enumerate(zip(line.cells, table.columns, strict=True)):
            if value is not None and not runs_over(line, index):
                widths[index] = max(widths[index], _cell_width(value, column))
    return widths


def runs_over(line: Line, index: int) -> bool:
    """True for a heading between lines whose text runs over the empty cells to the right."""
    return (
        line.style is LineStyle.SECTION
        and isinstance(line.cells[index], str)
        and all(cell is None for cell in line.cells[index + 1 :])
    )


def line_height(line: Line, widths: Sequence[float]) -> float | None:
    """The height of a line in points, None where one row of text is enough."""
    count = 1
    for index, value in enumerate(line.cells):
        if isinstance(value, str):
            room = sum(widths[index:]) if runs_over(line, index) else widths[index]
            if _widest(value) > room - _MARGIN / 2 or "\n" in value:
                count = max(count, lines(value, max(1, int(room * _FILLING))))
    return text_height(count) if count > 1 else None


def header_heights(
    table: AnalysisTable, widths: Sequence[float], *, filtered: bool, breaks: Container[int] = ()
) -> tuple[float, float]:
    """The heights in points of the row of headings and of the row of labels."""
    groups = [
        lines(table.columns[first].group, max(1, int(sum(widths[first : last + 1]) * _FILLING)))
        for first, last in spans(table, breaks)
        if table.columns[first].group
    ]
    labels = [
        sum(lines(part, max(1, int((width - FILTER_BUTTON * filtered) * _FILLING))) for part in parts)
        for parts, width in zip(map(label_parts, table.columns), widths, strict=True)
    ]
    return text_height(max(groups, default=1)), text_height(max(labels, default=1))


def text_height(count: int) -> float:
    """The height of a row with this many lines of text, in points."""
    return min(_LINE_HEIGHT * count + _ROW_MARGIN, _GREATEST_HEIGHT)


def note_lines(note: str, width: float) -> int:
    """The number of lines that a note takes over this width in letters."""
    return lines(note, max(1, int(width * _FILLING)))


def note_columns(title: str, widths: Sequence[float]) -> int:
    """The number of columns over which title and notes run: 120 letters or more, beyond a narrow table."""
    wanted = max(_NOTES, _widest(title) * TITLE_SIZE / SIZE * 1.1)
    sums = list(accumulate(widths))
    for count, total in enumerate(sums, start=1):
        if total >= wanted:
            return count
    return len(widths) + 1 + int((wanted - (sums[-1] if sums else 0)) / SPARE_WIDTH)


def spans(table: AnalysisTable, breaks: Container[int] = ()) -> Iterator[tuple[int, int]]:
    """The first and last column of each heading; a column without a heading stands alone.

    A heading ends with its page, too: the next page begins at each column of `breaks`.
    """
    first = 0
    for index in range(1, len(table.columns) + 1):
        group = table.columns[first].group
        ends = index == len(table.columns) or index in breaks
        if ends or not group or table.columns[index].group != group:
            yield first, index - 1
            first = index


def label_parts(column: Column) -> tuple[str, ...]:
    """The lines of a column's header: its label, and its measure in brackets."""
    return (column.label, f"（{column.measure}）") if column.measure else (column.label,)


def _header_width(column: Column, *, filtered: bool) -> float:
    """The width of a column's header in letters; a long label breaks into lines.

    Without a measure in the last line the button of a filter needs room there.
    """
    label = _widest(column.label)
    measure = _widest(f"（{column.measure}）") if column.measure else 0
    in_few_lines = max(_HEADER, label / (_HEADER_LINES * _FILLING) + 1)
    button = FILTER_BUTTON * filtered if not measure else 0
    return max(min(label, in_few_lines) + button, measure, _LEAST) + _MARGIN


def _cell_width(value: CellValue, column: Column) -> float:
    if isinstance(value, int | Decimal) or is_time(value):
        return len(shown(value, column)) * _FIGURE + _FIGURE_MARGIN
    text = shown(value, column)
    wanted = float(_widest(text))
    if wanted > column.widest:
        wanted = max(float(column.widest), min(wanted / (_MOST_LINES * _FILLING), _MOST))
    return wanted + _MARGIN


@lru_cache(maxsize=4096)
def _widest(text: str) -> int:
    return max(map(letters, text.split("\n")))
