"""Cities and the area codes of their landlines, as the geocoder of phonenumbers knows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_CHINA = "86"
_LONGEST = 3
"""The most digits of an area code without its 0; longer prefixes belong to single exchanges."""
_TWO_DIGITS = re.compile(r"10|2[0-9]")
_PROVINCE = re.compile(r"(?:黑龙江|..)省|(?:内蒙古|..)(?:[^市]*自治区)?(?=..+市)")


def cities_of(area: str) -> tuple[str, ...]:
    """The cities that share an area code (0376), empty where the geocoder names none."""
    digits = area.removeprefix("0")
    known = _cities()
    return next((known[digits[:end]] for end in range(_LONGEST, 0, -1) if digits[:end] in known), ())


@cache
def area_code_of(city: str) -> str:
    """The area code of a city (信阳市), empty where it is not known for sure."""
    codes = [prefix for prefix, cities in _cities().items() if city in cities]
    whole = [code for code in codes if len(code) == _LONGEST or _TWO_DIGITS.fullmatch(code)]
    return f"0{whole[0]}" if len(codes) == len(whole) == 1 else ""


@cache
def first_city(*names: str) -> str:
    """The first of the names that is a city with a known area code, empty where no name is."""
    known = {city for cities in _cities().values() for city in cities}
    return next((name for name in names if name in known), "")


@cache
def _cities() -> Mapping[str, tuple[str, ...]]:
    # Loading takes a moment, because the prefixes of the whole world come along: once, and only when asked.
    from phonenumbers.geodata import GEOCODE_DATA

    return {
        prefix.removeprefix(_CHINA): tuple(
            _PROVINCE.sub("", name, count=1) for name in names["zh"].split("、")
        )
        for prefix, names in GEOCODE_DATA.items()
        if prefix.startswith(_CHINA) and "zh" in names and _is_area(prefix.removeprefix(_CHINA))
    }


def _is_area(digits: str) -> bool:
    """True for the prefix of an area code: prefixes that begin with 1, but for 10, are of mobile numbers."""
    return len(digits) <= _LONGEST and (digits == "10" or not digits.startswith("1"))
