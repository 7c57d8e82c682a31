"""A workbook as plain rows of raw cell values: the border between files and everything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

RawValue = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
Place = tuple[int, int]
"""Row and column, both counted from 1."""
Area = tuple[int, int, int, int]
"""First row, first column, last row and last column of a range, all counted from 1."""


@cache
def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 1 → `A`, 28 → `AB`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(place: Place) -> str:
    """The A1 address of a place: (3, 2) → `B3`."""
    return f"{column_letters(place[1])}{place[0]}"


def parse_address(text: str) -> Place:
    """The place of an A1 address (dollar signs allowed); ValueError for a text that is no address."""
    plain = text.replace("$", "").upper()
    letters = plain.rstrip("0123456789")
    digits = plain[len(letters) :]
    if not (letters and digits and letters.isascii() and letters.isalpha()):
        raise ValueError(f"not a cell address: {text!r}")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def covers(merged: Area, place: Place) -> bool:
    """True for a place that a merged range hides: any of its places but the first, which keeps the value."""
    (top, left, bottom, right), (row, column) = merged, place
    return top <= row <= bottom and left <= column <= right and place != (top, left)


class Attachment(StrEnum):
    """The kind of a thing that lies on a sheet and is no cell."""

    PICTURE = "picture"
    TEXT_BOX = "text_box"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Attached:
    """A thing that lies on a sheet at a place, and the text in it (empty for a picture)."""

    kind: Attachment
    place: Place
    text: str = ""


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """One sheet: `rows[0][0]` is A1, always; short rows are allowed.

    `formulas` are the cells that hold a formula, `uncomputed` the formula cells that were saved without a
    result (their raw value is None, as for a formula that shows nothing), `errors` the cells whose value is
    an error such as `#REF!` (their raw value is None), `hidden_rows` the hidden rows, `merged` the merged
    ranges, `percents` the numbers shown as percentages (their raw value is 0.85 where a person sees 85%),
    `measures` the numbers that their format (its code) shows in a measure of its own, `struck` the values
    with a line through them, `partly_struck` the texts with a line through a part, `attached` what lies on
    the sheet. All places count from 1. `hidden` tells that the whole sheet is hidden.
    `formula_texts` are the formulas, with their =, behind places of `uncomputed` and `errors`, where known;
    `cell_pictures` those places of `errors` in which a picture stands.
    """

    name: str
    rows: tuple[tuple[RawValue, ...], ...]
    formulas: frozenset[Place] = frozenset()
    uncomputed: frozenset[Place] = frozenset()
    errors: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    percents: frozenset[Place] = frozenset()
    measures: Mapping[Place, str] = field(default_factory=dict)
    struck: frozenset[Place] = frozenset()
    partly_struck: frozenset[Place] = frozenset()
    attached: tuple[Attached, ...] = ()
    hidden: bool = False
    formula_texts: Mapping[Place, str] = field(default_factory=dict)
    cell_pictures: frozenset[Place] = frozenset()

    def value(self, place: Place) -> RawValue:
        """The raw value at a place, None outside the used area and for blank cells."""
        row, column = place
        if row > len(self.rows) or column > len(self.rows[row - 1]):
            return None
        raw = self.rows[row - 1][column - 1]
        return None if raw == "" else raw


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole workbook: its sheets in order."""

    sheets: tuple[SheetGrid, ...]
