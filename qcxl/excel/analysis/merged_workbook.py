"""A merged list as a workbook of any length, written row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qcxl.core.rollup.merged import MergedCell, MergedColumn, Standing
from qcxl.excel.analysis.exact import decimals, is_number, is_time
from qcxl.excel.analysis.formats import shown
from qcxl.excel.analysis.stream import new_book, write_text
from qcxl.excel.text_sizes import letters
from qcxl.model.analysis import Column
from qcxl.model.form import FieldKind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""The greatest number of rows in a sheet of Excel, those of ids and header included."""

_LONGEST_NAME = 31  # letters of a sheet's name
_PAPER_A4 = 9
_IDS, _HEADER = 0, 1  # rows counted from 0
_FROZEN = 2
_HEADER_HEIGHT = 36
_WIDTHS = {
    "file": 28,
    "row": 8,
    "unit_name": 20,
    "source_name": 20,
    FieldKind.TEXT: 28,
    FieldKind.LONG_TEXT: 40,
    FieldKind.NAMES: 30,
    FieldKind.CODE: 21,
    FieldKind.PHONE: 16,
    FieldKind.EMAIL: 26,
    FieldKind.DIRECT_UNIT: 24,
    FieldKind.SOURCE_UNIT: 20,
}
_USUAL_WIDTH = 14
_FILTER_BUTTON = 3
_ONE_LINE = 14
_PREFER_BRACKET = 4
# No line begins with a closing bracket or ends in an opening one, and no word or number is torn.
_TOGETHER = re.compile(r"[（(].|.[）)、，%]|[A-Za-z0-9]{2}")
# Excel before 2013 shows #### for a longer text in a cell of the format @.
_LONGEST_AS_TEXT = 255
_AS_IT_IS = Column("")


def write_merged_list(
    path: Path,
    name: str,
    columns: Sequence[MergedColumn],
    rows: Iterable[Sequence[MergedCell]],
    limit: int = MOST_ROWS,
) -> None:
    """Write a list to `path`, on sheets `name`, `name_2` … of at most `limit` rows, ids and header included.

    A hidden first row holds the ids of the columns, the header below it their labels. Figures are numbers and
    texts are texts, never formulas or links. Memory does not grow with the rows. Raises ValueError for a
    `limit` below 3 and OSError where the file cannot be written.
    """
    if limit <= _FROZEN:
        raise ValueError(f"a sheet must hold ids, a header and a row, got limit {limit}")
    with new_book(path, constant_memory=True) as book:
        styles = _Styles(book)
        sheet = _new_sheet(book, name, 1, columns, styles)
        sheet_number, row_number = 1, 0
        for row in rows:
            if row_number + _FROZEN == limit:
                _finish(sheet, row_number, columns)
                sheet_number, row_number = sheet_number + 1, 0
                sheet = _new_sheet(book, name, sheet_number, columns, styles)
            row_number += 1
            for column, value in enumerate(row):
                _write(sheet, _HEADER + row_number, column, value, styles)
        _finish(sheet, row_number, columns)


class _Styles:
    """The formats of one workbook, each made when it is first needed."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._numbers: dict[int, Format] = {}
        # The indent keeps a text apart from the figure before it.
        text = {"valign": "top", "align": "left", "indent": 1}
        self.text = book.add_format({"num_format": "@", **text})
        self.long_text = book.add_format(text)
        self.header = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "align": "center",
                "bg_color": "#DDEBF7",
                "border": 1,
                "border_color": "#BFBFBF",
            }
        )
        self.date = book.add_format({"num_format": "yyyy-mm-dd", **text})

    def number(self, places: int) -> Format:
        """The format of figures with `places` decimals; a long figure shrinks rather than show ####."""
        if places not in self._numbers:
            code = "#,##0" + ("." + "0" * places if places else "")
            self._numbers[places] = self._book.add_format(
                {"num_format": code, "shrink": True, "valign": "top"}
            )
        return self._numbers[places]


def _new_sheet(
    book: Workbook, name: str, count: int, columns: Sequence[MergedColumn], styles: _Styles
) -> Worksheet:
    suffix = f"_{count}" if count > 1 else ""
    sheet = book.add_worksheet(name[: _LONGEST_NAME - len(suffix)] + suffix)
    sheet.freeze_panes(_FROZEN, 0)
    sheet.set_landscape()
    sheet.set_paper(_PAPER_A4)
    sheet.repeat_rows(_HEADER)
    sheet.set_row(_IDS, None, None, {"hidden": True})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _width(column))
        sheet.write_string(_IDS, at, column.id)
    # Only one row at a time is held, and the ids come first.
    sheet.set_row(_HEADER, _HEADER_HEIGHT)
    for at, column in enumerate(columns):
        sheet.write_string(_HEADER, at, " ".join(column.label.split()), styles.header)
    return sheet


def _width(column: MergedColumn) -> float:
    usual = _WIDTHS.get(column.field.kind if column.field else column.id, _USUAL_WIDTH)
    return max(usual, *(letters(line) + _FILTER_BUTTON for line in _two_lines(column.label)))


def _two_lines(label: str) -> tuple[str, ...]:
    """The label on one line, or on two of about the same length when it is long."""
    text = " ".join(label.split())
    if letters(text) <= _ONE_LINE:
        return (text,)
    breaks = [at for at in range(1, len(text)) if not _TOGETHER.match(text, at - 1)]
    if not breaks:
        return (text,)

    def cost(at: int) -> int:
        longest = max(letters(text[:at]), letters(text[at:]))
        return longest if text[at] in "（(" else longest + _PREFER_BRACKET

    at = min(breaks, key=cost)
    return text[:at].rstrip(), text[at:].lstrip()


def _finish(sheet: Worksheet, last_row: int, columns: Sequence[MergedColumn]) -> None:
    sheet.autofilter(_HEADER, 0, _HEADER + last_row, len(columns) - 1)
    # Codes of digits are meant to be texts.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})


def _write(sheet: Worksheet, row: int, column: int, value: MergedCell, styles: _Styles) -> None:
    if value is None:
        return
    if isinstance(value, Standing):
        sheet.write_string(row, column, value.label, styles.text)
    elif isinstance(value, str):
        style = styles.text if len(value) <= _LONGEST_AS_TEXT else styles.long_text
        write_text(sheet, row, column, value, style)
    elif is_number(value):
        sheet.write_number(row, column, value, styles.number(decimals(value)))
    elif is_time(value):
        sheet.write_datetime(row, column, value, styles.date)
    else:
        write_text(sheet, row, column, shown(value, _AS_IT_IS), styles.text)
