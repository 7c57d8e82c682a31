"""An analysis (汇总工作簿) as plain tables and charts, apart from the spreadsheet that will hold them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

MARK = "qcxl:analysis"
"""The text in A1 of a hidden sheet of every analysis, by which it is told from a returned workbook."""

CellValue = str | int | Decimal | dt.date | dt.datetime | None
"""The value that a cell shows; amounts are exact and in the measure of their column."""


class LineStyle(StrEnum):
    """The style of a line, by which it stands out from plain lines."""

    PLAIN = "plain"
    RESULT = "result"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    SECTION = "section"
    FAULT = "fault"


class Jump(NamedTuple):
    """The target of a click: line `line` (from 0) of the table on sheet `sheet`."""

    sheet: str
    line: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label, the measure of its figures, the heading (`group`) shared with its neighbours.

    `widest` is the width in letters (a Chinese character is two) from which texts break into lines; `places`
    is the number of decimals of the figures, None where a figure keeps its own.
    """

    label: str
    measure: str = ""
    group: str = ""
    widest: int = 40
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, a cell for each column; `jumps` by column index (from 0)."""

    cells: tuple[CellValue, ...]
    style: LineStyle = LineStyle.PLAIN
    jumps: Mapping[int, Jump] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnalysisTable:
    """One sheet: `sheet` is its name, `notes` stand between title and header.

    `frozen` is the number of columns that stay in sight, `empty` the text of a table without lines.
    """

    sheet: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    frozen: int = 1
    empty: str = "没有。"


class ChartKind(StrEnum):
    """The way in which a chart draws its series: as columns, or as shares of a whole."""

    COLUMNS = "columns"
    SHARES = "shares"


class Tone(StrEnum):
    """The meaning of a share of a whole, which has the same colour in every chart."""

    GOOD = "good"
    BY_ABOVE = "by_above"
    BY_BELOW = "by_below"
    FAULTY = "faulty"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a value for each category, None where the series has a gap."""

    label: str
    values: tuple[int | Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its categories (units, states) and series, all figures in `measure`.

    `tones` are the meanings of the categories of a chart of shares; other charts have none.
    """

    title: str
    kind: ChartKind
    measure: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """A whole analysis workbook of one unit: its sheets in order, and its charts."""

    title: str
    tables: tuple[AnalysisTable, ...]
    charts: tuple[Chart, ...]
