"""Values that a spreadsheet holds exactly, as numbers or times; all other values are written as texts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypeGuard

_MOST_DIGITS = 15  # digits that a spreadsheet keeps of a number; further digits become zeros
_FIRST_YEAR = 1900  # the calendar of spreadsheets begins here


def is_number(value: object) -> TypeGuard[int | Decimal]:
    """True for a figure that a spreadsheet holds exactly."""
    if isinstance(value, Decimal):
        return _digits(value) <= _MOST_DIGITS or _digits(value.normalize()) <= _MOST_DIGITS
    return isinstance(value, int) and abs(value) < 10**_MOST_DIGITS


def is_time(value: object) -> TypeGuard[dt.date]:
    """True for a date or a time of the spreadsheets' calendar."""
    return isinstance(value, dt.date) and value.year >= _FIRST_YEAR


def decimals(value: int | Decimal) -> int:
    """The number of decimals of a figure."""
    return max(0, -_exponent(value)) if isinstance(value, Decimal) else 0


def _digits(value: Decimal) -> int:
    """The number of digits before and behind the point, zeros in front left out."""
    return len(value.as_tuple().digits) + max(0, _exponent(value))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
