"""Texts and sheet names made fit for every spreadsheet program, whatever was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

MOST_LETTERS = 32_767
"""The greatest length of a text in a cell, in UTF-16 units as Excel counts."""

_LONGEST_NAME = 31
_CUT = "……"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\t\n]")


def cell_text(text: str) -> str:
    """`text` as a cell can hold it: no control characters, plain line breaks, at most MOST_LETTERS.

    A longer text is cut and ends in ……; half a character, which no file can hold, becomes U+FFFD.
    """
    fitting = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    fitting = _LONE_SURROGATE.sub("\ufffd", fitting)
    return fitting if _units(fitting) <= MOST_LETTERS else _cut(fitting, MOST_LETTERS - len(_CUT)) + _CUT


def sheet_names(wanted: Iterable[str]) -> Mapping[str, str]:
    """A valid sheet name by each wanted name; no two names differ by the case of letters alone."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for wanted_name in wanted:
        plain = _NOT_IN_NAMES.sub("_", cell_text(wanted_name)).strip("'") or "_"
        name, number = _cut(plain, _LONGEST_NAME), 1
        while name.casefold() in taken:
            number += 1
            ending = f"_{number}"
            name = _cut(plain, _LONGEST_NAME - len(ending)) + ending
        taken.add(name.casefold())
        names[wanted_name] = name
    return names


def quoted(sheet: str) -> str:
    """A sheet name in quotes, as references to cells write it."""
    return "'" + sheet.replace("'", "''") + "'"


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    # A character of two units may stand on the border: its first half is dropped, too.
    return (
        text if _units(text) <= units else text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")
    )
