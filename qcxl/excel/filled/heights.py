"""The heights that rows need for typed texts, which only Excel works out by itself on opening a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qcxl.excel.filled.column_widths import DEFAULT_WIDTH, PIXELS_PER_POINT
from qcxl.excel.filled.sheet_cells import SheetCells
from qcxl.excel.filled.styles import Styles
from qcxl.excel.text_sizes import lines
from qcxl.model.grid import Place

_LINE = 1.4  # height of a line over the size of its letters
_MARGINS = 6
_GREATEST_HEIGHT = 409.0


def fit_rows(
    texts: Mapping[Place, str], widths: Mapping[int, int], cells: SheetCells, styles: Styles
) -> None:
    """Make rows high enough for the texts in cells that break lines; rows of a fixed height stay."""
    for row, points in _needed(texts, widths, cells, styles):
        cells.heighten(row, min(points, _GREATEST_HEIGHT))


def _needed(
    texts: Mapping[Place, str], widths: Mapping[int, int], cells: SheetCells, styles: Styles
) -> Iterator[tuple[int, float]]:
    for place, text in texts.items():
        size = styles.wrapped_size(cells.style(place))
        letter = size * PIXELS_PER_POINT / 2
        room = widths.get(place[1], DEFAULT_WIDTH) - _MARGINS
        if size and room > letter:
            count = lines(text, int(room / letter))
            if count > 1:
                yield place[0], round(count * size * _LINE + _MARGINS / PIXELS_PER_POINT)
