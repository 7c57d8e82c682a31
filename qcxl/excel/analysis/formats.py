"""The formats of cells in the analysis, and the texts in which figures and times are shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from qcxl.excel.analysis.exact import decimals, is_time
from qcxl.model.analysis import AnalysisTable, CellValue, Column, LineStyle

FONT, TITLE_FONT = "宋体", "黑体"
SIZE = 10
TITLE_SIZE = 16

_DATE, _TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"

_HEADER_FILL, _RULE = "#D9E2EC", "#A6B4C2"
_LINK, _FAULT = "#1F4E79", "#B00020"
_STYLES: dict[LineStyle, dict[str, Any]] = {
    LineStyle.PLAIN: {},
    LineStyle.TOTAL: {"bold": True, "bg_color": "#E8EDF3"},
    LineStyle.RESULT: {"bg_color": "#F4F6F9"},
    LineStyle.SUBTOTAL: {"bold": True, "bg_color": "#F4F6F9"},
    LineStyle.SECTION: {"bold": True, "bg_color": _HEADER_FILL},
    LineStyle.FAULT: {"font_color": _FAULT, "bg_color": "#FCEBEC"},
}


def aligned(table: AnalysisTable) -> AnalysisTable:
    """`table` with equal decimals in every column that has a measure and does not state its decimals.

    All figures of such a column show as many decimals as the longest of them has.
    """
    columns = []
    for index, column in enumerate(table.columns):
        figures = [
            figure
            for line in table.lines
            if isinstance(figure := line.cells[index], int | Decimal) and figure
        ]
        if column.measure and column.places is None and figures:
            columns.append(replace(column, places=max(decimals(figure) for figure in figures)))
        else:
            columns.append(column)
    return replace(table, columns=tuple(columns))


def _places(value: int | Decimal, column: Column) -> int:
    """The number of decimals that a figure shows: those of its column, else its own; 0 shows no decimals."""
    if not value:
        return 0
    return column.places if column.places is not None else decimals(value)


def shown(value: CellValue, column: Column) -> str:
    """The text that a cell shows for a value."""
    if isinstance(value, int | Decimal):
        places = _places(value, column)
        return f"{Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return value or ""


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Any] = {}

    def title(self) -> Any:
        """The format of a sheet's title."""
        return self._format("title", font_name=TITLE_FONT, font_size=TITLE_SIZE, bold=True)

    def note(self) -> Any:
        """The format of a sentence between title and header."""
        return self._format("note", text_wrap=True, font_color="#404040")

    def heading(self) -> Any:
        """The format of a block's heading."""
        return self._format("heading", bold=True)

    def empty(self) -> Any:
        """The format of the sentence that a table without lines shows."""
        return self._format("empty", italic=True, font_color="#606060")

    def group(self) -> Any:
        """The format of a heading over several columns."""
        return self._header("group", border=1)

    def label(self, *, open_top: bool) -> Any:
        """The format of a column's label; with an open top the label takes the height of both header rows."""
        return self._header("label", open_top, border=1, **({"top": 0} if open_top else {}))

    def above_label(self) -> Any:
        """The format of the empty cell above a label whose column has no heading."""
        return self._header("above", border=1, bottom=0)

    def cell(self, style: LineStyle, value: CellValue, column: Column, *, linked: bool) -> Any:
        """The format of one cell; a link is blue where its line has no colour of its own."""
        number_format, is_figure = _number_format(value, column), isinstance(value, int | Decimal)
        key = (style, number_format, is_figure, linked)
        if made := self._made.get(key):
            return made
        shape: dict[str, Any] = {"border": 1, "border_color": _RULE, "text_wrap": not number_format}
        if number_format:
            shape |= {"num_format": number_format, "align": "right" if is_figure else "center"}
        if linked:
            shape["font_color"] = _LINK
        return self._format(*key, **{**shape, **_STYLES[style]})

    def section_text(self) -> Any:
        """The format of a heading between lines that runs over the empty cells beside it."""
        look = _STYLES[LineStyle.SECTION]
        return self._format("section", **look, border=1, border_color=_RULE, left=0, right=0)

    def _header(self, *key: object, **shape: Any) -> Any:
        look = {"bold": True, "text_wrap": True, "align": "center", "bg_color": _HEADER_FILL}
        return self._format(*key, border_color=_RULE, **look, **shape)

    def _format(self, *key: object, **shape: Any) -> Any:
        if key not in self._made:
            base = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter"}
            self._made[key] = self._book.add_format({**base, **shape})
        return self._made[key]


def _number_format(value: CellValue, column: Column) -> str:
    if isinstance(value, int | Decimal):
        places = _places(value, column)
        # The last two signs leave a gap before the text in the next column.
        return "#,##0" + "." * bool(places) + "0" * places + "_ "
    if is_time(value):
        return _TIME if isinstance(value, dt.datetime) else _DATE
    return ""
