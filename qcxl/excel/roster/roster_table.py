"""The table in a roster workbook: its header row and the texts of the rows below."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qcxl.core.cells.shown import render_raw
from qcxl.core.sheets.header_row import best_header, by_label
from qcxl.model.catalogue import problem
from qcxl.model.grid import RawValue, SheetGrid, address
from qcxl.model.problem import Problem
from qcxl.model.text import clean

REQUIRED = ("代码", "名称", "级别", "上级代码", "直报")
OPTIONAL = ("联系人", "手机", "邮箱")

_HEADER_SEARCH_ROWS = 20  # a title or a note may stand above the header


@dataclass(frozen=True, slots=True)
class RosterTable:
    """One sheet and its header: `columns` maps header texts to columns; rows and columns count from 1."""

    grid: SheetGrid
    header_row: int
    columns: Mapping[str, int]
    repeated: tuple[tuple[str, int], ...]

    def raw(self, row: int, header: str) -> RawValue:
        """The raw value of a row under a header, None when there is no such column."""
        column = self.columns.get(header)
        return None if column is None else self.grid.value((row, column))

    def problem(self, code: str, row: int, header: str, value: str = "", /, **facts: Any) -> Problem:
        """The problem `code` at a row under a header (in the first column when there is no such header)."""
        cell = address((row, self.columns.get(header, 1)))
        return problem(code, sheet=self.grid.name, cell=cell, field=header, value=value, **facts)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One filled row as clean texts; codes, level and direct mark are in half width and without spaces."""

    row: int
    code: str
    name: str
    level: str
    parent_code: str
    direct: str
    contact: str
    mobile: str
    email: str


def find_table(grid: SheetGrid) -> RosterTable:
    """The table of a sheet: its header is the row with the most known headers, else the first row."""
    rows = range(1, min(len(grid.rows), _HEADER_SEARCH_ROWS) + 1)
    known = {header: header for header in REQUIRED + OPTIONAL}
    header = best_header(grid, rows, by_label(known), least=1)
    return RosterTable(grid, header.row or 1, header.columns, header.repeated)


def lines(table: RosterTable) -> Iterator[RosterLine]:
    """The rows below the header that are not blank."""
    for row in range(table.header_row + 1, len(table.grid.rows) + 1):
        texts = [clean(_text(table.raw(row, header))) for header in REQUIRED + OPTIONAL]
        if any(texts):
            code, name, level, parent, direct, *contacts = texts
            yield RosterLine(row, _half(code), name, _half(level), _half(parent), _half(direct), *contacts)


def _text(raw: RawValue) -> str:
    # With slashes, which no code may hold: so a code that Excel made a date of is found.
    return f"{raw:%Y/%m/%d}" if isinstance(raw, dt.date) else render_raw(raw)


def _half(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
