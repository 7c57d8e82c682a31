"""Cell references in untrusted XML, held against the size of a sheet.

Lengths are bounded before anything is computed: numbers from texts of megabytes take more than linear time.
"""

from __future__ import annotations

from qcxl.model.grid import Place, parse_address

DIGITS = "0123456789"
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_LONGEST_NUMBER = 20
_LONGEST_LETTERS = 3


def place_of(reference: str) -> Place:
    """The place of a cell reference without dollar signs; ValueError when there is no such cell."""
    letters = reference.rstrip(DIGITS)
    return row_number(reference[len(letters) :]), column_number(letters)


def row_number(digits: str) -> int:
    """The row number that `digits` state; ValueError when there is no such row."""
    if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER:
        row = int(digits)
        if 1 <= row <= _LAST_ROW:
            return row
    raise ValueError("no such row")


def column_number(letters: str) -> int:
    """The number of the column that `letters` name; ValueError when there is no such column."""
    if letters.isalpha() and len(letters) <= _LONGEST_LETTERS:
        column = parse_address(f"{letters}1")[1]
        if column <= _LAST_COLUMN:
            return column
    raise ValueError("no such column")
