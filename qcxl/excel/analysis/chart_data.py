"""Sheet 图表数据: the figures that the charts draw, one plain block below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from qcxl.excel.analysis.column_headings import TITLE_HEIGHT
from qcxl.excel.analysis.formats import Formats
from qcxl.excel.analysis.sizes import column_widths, header_heights, label_parts
from qcxl.excel.analysis.stream import write_text
from qcxl.excel.analysis.table_sheets import set_page, write_value
from qcxl.model.analysis import AnalysisTable, Chart, ChartKind, Column, Line, LineStyle, Series

_TITLE = "图表数据"
_NOTE = "“图表”工作表里的图由本页的数字画出，请不要删除本页。"
_WIDEST_CATEGORY = 40
_FIRST_BLOCK = 3


@dataclass(frozen=True, slots=True)
class Block:
    """The place of one chart's figures: rows count from 0, the series stand from column 1 on."""

    chart: Chart
    header_row: int

    @property
    def first_row(self) -> int:
        """The row of the first category."""
        return self.header_row + 1

    @property
    def last_row(self) -> int:
        """The row of the last category."""
        return self.header_row + len(self.chart.categories)


def drawable(chart: Chart) -> Chart | None:
    """`chart` without the categories of which nothing can be seen, None where no category is left.

    Nothing can be seen of a category without figures and, in a chart of shares, of a category of 0.
    """
    kept = [
        index
        for index in range(len(chart.categories))
        if any(series.values[index] for series in chart.series)
        or (
            chart.kind is not ChartKind.SHARES
            and any(series.values[index] is not None for series in chart.series)
        )
    ]
    if not kept:
        return None
    return replace(
        chart,
        categories=tuple(chart.categories[index] for index in kept),
        series=tuple(
            Series(series.label, tuple(series.values[index] for index in kept)) for series in chart.series
        ),
        tones=tuple(chart.tones[index] for index in kept) if chart.tones else (),
    )


def write_chart_data(sheet: Any, charts: Sequence[Chart], formats: Formats) -> list[Block]:
    """Write the figures of `charts` to `sheet` and return the place of each chart's figures, in order."""
    set_page(sheet, _TITLE)
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, TITLE_HEIGHT)
    write_text(sheet, 0, 0, _TITLE, formats.title())
    write_text(sheet, 1, 0, _NOTE, formats.empty())
    tables = [_table(chart) for chart in charts]
    _set_widths(sheet, tables)
    blocks = []
    row = _FIRST_BLOCK
    for chart, table in zip(charts, tables, strict=True):
        write_text(sheet, row, 0, chart.title, formats.heading())
        blocks.append(Block(chart, row + 1))
        _write_block(sheet, row + 1, table, formats)
        row += len(table.lines) + 3
    return blocks


def _table(chart: Chart) -> AnalysisTable:
    columns = (
        Column("名称", widest=_WIDEST_CATEGORY),
        *(Column(series.label, chart.measure) for series in chart.series),
    )
    lines = tuple(
        Line((category, *(series.values[index] for series in chart.series)))
        for index, category in enumerate(chart.categories)
    )
    return AnalysisTable(_TITLE, chart.title, columns, lines)


def _set_widths(sheet: Any, tables: Sequence[AnalysisTable]) -> None:
    widths: dict[int, float] = {}
    for table in tables:
        for index, width in enumerate(column_widths(table, filtered=False)):
            widths[index] = max(widths.get(index, 0.0), width)
    for index, width in widths.items():
        sheet.set_column(index, index, width)


def _write_block(sheet: Any, header_row: int, table: AnalysisTable, formats: Formats) -> None:
    widths = column_widths(table, filtered=False)
    sheet.set_row(header_row, header_heights(table, widths, filtered=False)[1])
    for index, column in enumerate(table.columns):
        label = "\n".join(label_parts(column))
        write_text(sheet, header_row, index, label, formats.label(open_top=False))
    for row, line in enumerate(table.lines, start=header_row + 1):
        for index, (value, column) in enumerate(zip(line.cells, table.columns, strict=True)):
            form = formats.cell(LineStyle.PLAIN, value, column, linked=False)
            write_value(sheet, row, index, value, column, form)
