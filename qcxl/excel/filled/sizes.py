"""How wide the columns of a worksheet are, and how many lines a text takes."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from qcxl.excel.filled.xml import MAIN, TRUE

if TYPE_CHECKING:
    from qcxl.excel.filled.xml import Element

PIXELS_PER_POINT = 4 / 3
DEFAULT_WIDTH = 64
"""Pixels of a column for which no width is stated."""

_DIGIT_WIDTH, _CELL_PADDING = 7, 5
_WIDE = "WFA"


def column_widths(sheet: Element) -> dict[int, int]:
    """The pixels of every column for which a width is stated, 0 for hidden ones."""
    return {
        column: 0
        if each.get("hidden") in TRUE
        else int(float(each.get("width", "9")) * _DIGIT_WIDTH + _CELL_PADDING)
        for each in sheet.iter(f"{MAIN}col")
        for column in range(int(each.get("min", "")), int(each.get("max", "")) + 1)
    }


def lines(text: str, letters_per_line: int) -> int:
    """How many lines a text takes, a Chinese character counted as two letters."""
    if 2 * len(text) <= letters_per_line and "\n" not in text:
        return 1
    return sum(1 + (letters(line) - 1) // letters_per_line for line in text.split("\n"))


def letters(line: str) -> int:
    """How many letters wide one line is, at least one; a Chinese character is two."""
    if line.isascii():
        return max(1, len(line))
    return sum(2 if unicodedata.east_asian_width(each) in _WIDE else 1 for each in line)
