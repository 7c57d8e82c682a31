"""Sheet 图表: native charts, two side by side, and no pair of charts broken by the end of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qcxl.excel.analysis.chart_data import Block, drawable, write_chart_data
from qcxl.excel.analysis.chart_drawing import WIDTH, across, draw, labelled
from qcxl.excel.analysis.fitting_texts import cell_text
from qcxl.excel.analysis.formats import Formats
from qcxl.excel.analysis.stream import write_text
from qcxl.excel.analysis.table_sheets import set_page
from qcxl.model.analysis import Analysis, Chart

_NOTHING = "没有可以画成图的数字。"
# 16 columns of 70 pixels fill the width of a page at 95 %, and 33 rows of 15.75 points then fill its height.
# So pages end where charts end even in a program that forgets breaks when it fits a sheet to the page width.
# Rows of 15 points, the usual height, would be written as rows without a height.
_PAGE_ROWS, _ROW_PIXELS, _ROW_POINTS = 33, 21, 15.75
_CHART_COLUMNS, _GAP = 8, 10
_COLUMN_PIXELS = (WIDTH + _GAP) // _CHART_COLUMNS
_TITLE_POINTS = (24, 6)  # two rows, together no higher than two other rows
_LEAST_ROWS, _MOST_ROWS = 15, _PAGE_ROWS - len(_TITLE_POINTS)
_AROUND_BARS, _BAR, _LABELLED_BAR, _BETWEEN_BARS = 130, 11, 14, 8  # pixels


def write_charts(book: Any, sheet: Any, data_sheet: Any, analysis: Analysis, formats: Formats) -> None:
    """Draw the charts of `analysis` on `sheet` and write their figures to `data_sheet`.

    A chart without any figure is left out; without charts the sheet says that there is nothing to draw.
    """
    charts = [visible for chart in analysis.charts if (visible := drawable(chart))]
    blocks = write_chart_data(data_sheet, charts, formats)
    _set_sheet(sheet, analysis.title, formats)
    if not charts:
        write_text(sheet, len(_TITLE_POINTS), 0, _NOTHING, formats.empty())
    row, breaks = len(_TITLE_POINTS), []
    for pair in _pairs(blocks):
        height = max(_rows(block.chart) for block in pair)
        if row % _PAGE_ROWS + height > _PAGE_ROWS:
            row += -row % _PAGE_ROWS
        if row % _PAGE_ROWS == 0:
            breaks.append(row)
        for index, block in enumerate(pair):
            drawn = draw(book, data_sheet.name, block, height * _ROW_PIXELS - _GAP)
            options = {
                "object_position": 3,
                "description": cell_text(block.chart.title),
                "x_offset": _GAP / 2,
                # On the very edge, the border of a chart would be printed on the page before, too.
                "y_offset": _GAP / 2,
            }
            sheet.insert_chart(row, index * _CHART_COLUMNS, drawn, options)
        row += height
    # Where no row height is stated, each program has its own, and charts shrink with their rows.
    for number in range(len(_TITLE_POINTS), row):
        sheet.set_row(number, _ROW_POINTS)
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, max(row - 1, len(_TITLE_POINTS)), 2 * _CHART_COLUMNS - 1)


def _set_sheet(sheet: Any, title: str, formats: Formats) -> None:
    set_page(sheet, title)
    sheet.fit_to_pages(1, 0)
    sheet.set_column_pixels(0, 2 * _CHART_COLUMNS - 1, _COLUMN_PIXELS)
    for row, height in enumerate(_TITLE_POINTS):
        sheet.set_row(row, height)
    write_text(sheet, 0, 0, title, formats.title())


def _pairs(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    return (blocks[index : index + 2] for index in range(0, len(blocks), 2))


def _rows(chart: Chart) -> int:
    if not across(chart):
        return _LEAST_ROWS
    bar = _LABELLED_BAR if labelled(chart) else _BAR
    pixels = _AROUND_BARS + len(chart.categories) * (bar * len(chart.series) + _BETWEEN_BARS)
    return min(max(_LEAST_ROWS, -(-pixels // _ROW_PIXELS)), _MOST_ROWS)
