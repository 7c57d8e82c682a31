"""Texts and sheet names that every spreadsheet program can open, whatever somebody typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

MOST_LETTERS = 32_767
"""What a cell holds, counted in UTF-16 as Excel does."""

_LONGEST_NAME = 31
_CUT = "……"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\t\n]")


def cell_text(text: str) -> str:
    """`text` as a cell can hold it: no control characters, plain line breaks, at most MOST_LETTERS.

    What is longer ends in ……; half a character, which no file can hold, becomes U+FFFD.
    """
    kept = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = _LONE_SURROGATE.sub("\ufffd", kept)
    return kept if _units(kept) <= MOST_LETTERS else _cut(kept, MOST_LETTERS - len(_CUT)) + _CUT


def sheet_names(wanted: Iterable[str]) -> Mapping[str, str]:
    """A valid name for each wanted sheet, by the wanted one, different from all others whatever the case."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for one in wanted:
        plain = _NOT_IN_NAMES.sub("_", cell_text(one)).strip("'") or "_"
        name, number = _cut(plain, _LONGEST_NAME), 1
        while name.casefold() in taken:
            number += 1
            ending = f"_{number}"
            name = _cut(plain, _LONGEST_NAME - len(ending)) + ending
        taken.add(name.casefold())
        names[one] = name
    return names


def quoted(sheet: str) -> str:
    """A sheet name as references write it."""
    return "'" + sheet.replace("'", "''") + "'"


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    # A character of two units stands on the border or before it; half of it is dropped.
    return (
        text if _units(text) <= units else text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")
    )
