"""The widths of texts in letters, and the numbers of lines that texts take."""

from __future__ import annotations

import unicodedata

_WIDE = "WFA"


def lines(text: str, letters_per_line: int) -> int:
    """The number of lines that a text takes, a Chinese character counted as two letters."""
    if 2 * len(text) <= letters_per_line and "\n" not in text:
        return 1
    return sum(1 + (letters(line) - 1) // letters_per_line for line in text.split("\n"))


def letters(line: str) -> int:
    """The width of one line in letters, at least one; a Chinese character is two letters wide."""
    if line.isascii():
        return max(1, len(line))
    return sum(2 if unicodedata.east_asian_width(character) in _WIDE else 1 for character in line)
