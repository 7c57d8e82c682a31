"""The widths of a worksheet's columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qcxl.excel.filled.sheet_xml import MAIN, TRUE

if TYPE_CHECKING:
    from qcxl.opc.package import Element

PIXELS_PER_POINT = 4 / 3
DEFAULT_WIDTH = 64
"""The width in pixels of a column for which no width is stated."""

_DIGIT_WIDTH, _CELL_PADDING = 7, 5


def column_widths(sheet: Element) -> dict[int, int]:
    """The width in pixels of every column for which a width is stated, 0 for a hidden column."""
    return {
        column: 0
        if entry.get("hidden") in TRUE
        else int(float(entry.get("width", "9")) * _DIGIT_WIDTH + _CELL_PADDING)
        for entry in sheet.iter(f"{MAIN}col")
        for column in range(int(entry.get("min", "")), int(entry.get("max", "")) + 1)
    }
