"""Raw values as a worksheet's XML stores them."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from qcxl.model.grid import RawValue

LONGEST_TEXT = 32767
"""The greatest length of a text in a cell or a note of Excel, in UTF-16 units."""
GENERAL, DATE, TIME, DATE_TIME, DURATION = 0, 14, 21, 22, 46
"""Number formats that every spreadsheet program has: 14 and 22 are written as the reader's country does."""

_LARGEST_NUMBER = 9.99999999999999e307
_SECONDS_PER_DAY = 86400
# Excel counts days from 1900-01-01 as 1, and a 29 February of that year which never was.
_FIRST_DAY = dt.date(1900, 1, 1)
_AFTER_LEAP_DAY = dt.date(1900, 3, 1)
_DAY_ZERO, _DAY_ZERO_AFTER = dt.date(1899, 12, 31), dt.date(1899, 12, 30)
# Characters that XML cannot hold, line ends that XML would change, and text that looks like an escape itself.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Stored(NamedTuple):
    """The content of a cell: its `t` attribute, its text, and for a number a format of the right kind."""

    type: str
    text: str
    number_format: int | None = None


BLANK = Stored("", "")


def stored(value: RawValue) -> Stored:
    """The content of a cell that holds a raw value; None and "" are `BLANK`.

    A number past Excel's largest and a date before 1900 become text, as no cell holds them.
    """
    if value is None or value == "":
        return BLANK
    if isinstance(value, str):
        text = escaped(value)
        return Stored("inlineStr", text) if text else BLANK
    if isinstance(value, bool):
        return Stored("b", str(int(value)))
    if isinstance(value, int | float):
        return _number(value)
    return _moment(value)


def escaped(text: str) -> str:
    """A text as Excel writes it into XML: cut to what a cell holds, `_x0001_` for what XML cannot hold.

    Codes that are no characters (half surrogate pairs, U+FFFE) are dropped.
    """
    if not text.isascii():
        text = _NO_CHARACTERS.sub("", text)
        # A character takes two units at most, so that only very long texts have to be measured.
        if 2 * len(text) > LONGEST_TEXT:
            # "ignore" drops the first half of a character at the cut.
            text = text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
    return _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text[:LONGEST_TEXT])


def _number(value: float) -> Stored:
    if not -_LARGEST_NUMBER <= value <= _LARGEST_NUMBER:
        return Stored("inlineStr", str(value))
    return Stored("n", repr(value).removesuffix(".0"), GENERAL)


def _moment(value: dt.date | dt.time | dt.timedelta) -> Stored:
    if isinstance(value, dt.timedelta):
        return Stored("n", repr(value.total_seconds() / _SECONDS_PER_DAY), DURATION)
    if isinstance(value, dt.time):
        return Stored("n", repr(_part_of_day(value)), TIME)
    day = value.date() if isinstance(value, dt.datetime) else value
    if day < _FIRST_DAY:
        return Stored("inlineStr", str(value))
    days = (day - (_DAY_ZERO if day < _AFTER_LEAP_DAY else _DAY_ZERO_AFTER)).days
    if isinstance(value, dt.datetime):
        return Stored("n", repr(days + _part_of_day(value.time())).removesuffix(".0"), DATE_TIME)
    return Stored("n", str(days), DATE)


def _part_of_day(time: dt.time) -> float:
    seconds = time.hour * 3600 + time.minute * 60 + time.second + time.microsecond / 1_000_000
    return seconds / _SECONDS_PER_DAY
