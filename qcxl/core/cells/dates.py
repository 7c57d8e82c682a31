"""Typing of dates."""

from __future__ import annotations

import datetime as dt
import math
import re

from qcxl.core.cells.day_spans import ReversedSpanError, first_of_days, without_notes
from qcxl.core.cells.number_text import whole_from_words
from qcxl.core.cells.shown import render_raw, render_value
from qcxl.core.cells.typed import BLANK, Typed, noted, rejected
from qcxl.model.form import Field
from qcxl.model.grid import RawValue
from qcxl.model.text import clean, half_width

LONGEST = 60
"""The greatest number of characters in a date or in the days of a meeting, times of day included."""

# Excel turns a bare year in a date cell into a day of 1905 and a small count into one of 1900.
FIRST, LAST = dt.date(1950, 1, 1), dt.date(2099, 12, 31)

_EPOCH = dt.date(1899, 12, 30)
_DASH = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212○", "------〇")
_NUMERALS = re.compile("[零〇一二三四五六七八九十廿]+")
_CLOCK = r"(?:(?:\s+|T)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_DAY = re.compile(
    rf"([0-9]{{4}})\s*[-/.年]\s*([0-9]{{1,2}})\s*[-/.月]\s*([0-9]{{1,2}})\s*[日号]?{_CLOCK}"
    rf"|([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})"
)
_PART_OF_DAY = re.compile(
    r"""[0-9]{4}\s*年?                                                    # 2020年
    | [0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*月?                               # 2020年7月
    | (?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])                                  # 202007
    | [0-9]{1,2}\s*[-/.月]\s*(?:[0-9]{1,2}\s*[日号]?)?                    # 7月10日
    | [0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*[日号]?    # 20年7月10日""",
    re.VERBOSE,
)

_PARTS_OF_DAYS = re.compile(
    rf"""(?:{_PART_OF_DAY.pattern}
    )(?:\s*[-~〜至到、,和及]+\s*(?:[0-9]{{1,2}}\s*[月日号]?|{_PART_OF_DAY.pattern}
    ))*""",
    re.VERBOSE,
)


def type_date(raw: RawValue, field: Field) -> Typed:
    """The typed day of a cell, without its time of day; missing parts of a date are never guessed.

    A number is read as Excel's serial day (remark `date_read_from_number`) or as 20200710, several days as
    the first of them (remark `date_span_read`). Problem codes: `date_incomplete` where the year has not four
    digits or the month or day is missing, `date_span_reversed` for days that do not follow each other, else
    `not_a_date`.
    """
    if isinstance(raw, dt.datetime):
        return _within_reach(raw.date())
    if isinstance(raw, dt.date):
        return _within_reach(raw)
    if isinstance(raw, str):
        cleaned = clean(raw)
        return _type_written(cleaned, field) if cleaned else BLANK
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return _type_serial(raw, field)
    return rejected("not_a_date")


def _type_serial(number: float, field: Field) -> Typed:
    if (FIRST - _EPOCH).days <= number <= (LAST - _EPOCH).days:
        day = _EPOCH + dt.timedelta(days=math.floor(number))
        return noted(day, "date_read_from_number", read=render_value(day, field))
    return _type_written(render_raw(number), field)


def _type_written(text: str, field: Field) -> Typed:
    if len(text) > LONGEST:
        return rejected("not_a_date")
    digits = _NUMERALS.sub(_in_digits, half_width(text).translate(_DASH)).strip()
    parts = _DAY.fullmatch(digits)
    if parts is None:
        return _type_days(digits, field)
    year, month, day = (int(part) for part in parts.groups() if part)
    try:
        return _within_reach(dt.date(year, month, day))
    except ValueError:
        return rejected("not_a_date")


def _type_days(digits: str, field: Field) -> Typed:
    try:
        day = first_of_days(digits)
    except ReversedSpanError:
        return rejected("date_span_reversed")
    except ValueError:
        return rejected("not_a_date")
    if day is None:
        incomplete = _PARTS_OF_DAYS.fullmatch(without_notes(digits))
        return rejected("date_incomplete" if incomplete else "not_a_date")
    if not FIRST <= day <= LAST:
        return rejected("not_a_date")
    return noted(day, "date_span_read", read=render_value(day, field))


def _in_digits(numeral: re.Match[str]) -> str:
    whole = whole_from_words(numeral[0])
    return numeral[0] if whole is None else str(whole)


def _within_reach(day: dt.date) -> Typed:
    return Typed(day) if FIRST <= day <= LAST else rejected("not_a_date")
