"""An analysis as plain tables and charts, before any spreadsheet knows of it (汇总工作簿)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

MARK = "qcxl:analysis"
"""What stands in A1 of a hidden sheet, so that an analysis beside returned workbooks is taken for none."""

CellValue = str | int | Decimal | dt.date | dt.datetime | None
"""What a cell shows; amounts are exact and in the measure of their column."""


class LineStyle(StrEnum):
    """How a line stands out."""

    PLAIN = "plain"
    RESULT = "result"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    SECTION = "section"
    FAULT = "fault"


class Jump(NamedTuple):
    """Where a click leads: line `line` (from 0) of the table on sheet `sheet`."""

    sheet: str
    line: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label, the measure of its figures, the heading that it shares with its neighbours.

    `widest` is how many letters (a Chinese character is two) it may take before its texts break into lines;
    `places` fixes the decimals of its figures, None shows each as it is.
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

    `frozen` columns stay in sight; `empty` is said where there is no line.
    """

    sheet: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    frozen: int = 1
    empty: str = "没有。"


class ChartKind(StrEnum):
    """How a chart draws its series."""

    COLUMNS = "columns"
    SHARES = "shares"


class Tone(StrEnum):
    """What a share of a whole means, so that it has the same colour in every chart."""

    GOOD = "good"
    BY_ABOVE = "by_above"
    BY_BELOW = "by_below"
    FAULTY = "faulty"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart, a value for each category; None leaves a gap."""

    label: str
    values: tuple[int | Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its categories (units, states) and series, all figures in `measure`.

    `tones` say of shares what each category means.
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
