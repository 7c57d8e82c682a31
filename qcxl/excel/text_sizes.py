"""How wide texts are in letters, and how many lines they take."""

from __future__ import annotations

import unicodedata

_WIDE = "WFA"


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
