"""The size and the place of a note's box, in the cells that the box covers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qcxl.excel.filled.column_widths import DEFAULT_WIDTH, PIXELS_PER_POINT, column_widths
from qcxl.excel.filled.sheet_xml import MAIN, TRUE
from qcxl.excel.text_sizes import lines
from qcxl.model.grid import Place

if TYPE_CHECKING:
    from qcxl.opc.package import Element

# Pixels, as Excel counts them at normal size.
_WIDTH = 250
_LINE_HEIGHT = 18
_MARGINS = 16
_GREATEST_HEIGHT = 480
_RIGHT_OF_CELL, _BELOW_TOP = 15, 2
_DEFAULT_HEIGHT = 20
# Letters of 9 points are six pixels wide, Chinese characters twice that.
_LETTERS_PER_LINE = (_WIDTH - _MARGINS) // 6
_ROWS, _COLUMNS = 1_048_576, 16_384
_ROOM = 16  # columns or rows kept free between a box and the sheet's last one


class Boxes:
    """The boxes of a worksheet's notes, measured by the widths of its columns and heights of its rows."""

    def __init__(self, sheet: Element) -> None:
        self._widths = column_widths(sheet)
        self._heights = {
            int(row.get("r", "")): 0
            if row.get("hidden") in TRUE
            else round(float(row.get("ht", "")) * PIXELS_PER_POINT)
            for row in sheet.iter(f"{MAIN}row")
            if "ht" in row.attrib or row.get("hidden") in TRUE
        }

    def anchor(self, place: Place, text: str) -> tuple[int, ...]:
        """The anchor of a note's box as Excel writes it; columns and rows count from 0.

        First column, pixels into that column, first row, pixels into that row, then the same for the end of
        the box. The box stands right of its cell and is high enough for the text, up to about 25 lines.
        """
        row, column = place
        height = min(lines(text, _LETTERS_PER_LINE) * _LINE_HEIGHT + _MARGINS, _GREATEST_HEIGHT)
        left = min(column + 1, _COLUMNS - _ROOM)
        top = min(row, _ROWS - _ROOM)
        right = _end(left, _RIGHT_OF_CELL + _WIDTH, lambda number: self._widths.get(number, DEFAULT_WIDTH))
        bottom = _end(top, _BELOW_TOP + height, lambda number: self._heights.get(number, _DEFAULT_HEIGHT))
        return left - 1, _RIGHT_OF_CELL, top - 1, _BELOW_TOP, right[0] - 1, right[1], bottom[0] - 1, bottom[1]


def _end(start: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
    """The column or row in which a length of `pixels` from `start` on ends, and the pixels into that one."""
    while pixels >= size(start):
        pixels -= size(start)
        start += 1
    return start, pixels
