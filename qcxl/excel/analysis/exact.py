"""What a spreadsheet holds exactly, as a number or a time; everything else is written as a text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypeGuard

_MOST_DIGITS = 15  # of a number in a spreadsheet; the others become zeros
_FIRST_YEAR = 1900  # the calendar of spreadsheets begins here


def is_number(value: object) -> TypeGuard[int | Decimal]:
    """Whether a value is a figure that a spreadsheet holds exactly."""
    if isinstance(value, Decimal):
        return _digits(value) <= _MOST_DIGITS or _digits(value.normalize()) <= _MOST_DIGITS
    return isinstance(value, int) and abs(value) < 10**_MOST_DIGITS


def is_time(value: object) -> TypeGuard[dt.date]:
    """Whether a value is a date or a time of the spreadsheets' calendar."""
    return isinstance(value, dt.date) and value.year >= _FIRST_YEAR


def decimals(value: int | Decimal) -> int:
    """How many decimals a figure has."""
    return max(0, -_exponent(value)) if isinstance(value, Decimal) else 0


def _digits(value: Decimal) -> int:
    """How many digits stand before and behind the point, zeros in front left out."""
    return len(value.as_tuple().digits) + max(0, _exponent(value))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
