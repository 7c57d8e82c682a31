"""Phone numbers as people write them into a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from qcxl.model.text import half_width

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−─~﹣", "-"))
_MOBILE_LENGTH = 11
_CHINA = 86
_PREFIXES = ("", "86", "0086")
_FEW_DIGITS = 5
"""The least digits beside words that make a text an attempt at a phone number."""
_LONGEST = 200
"""The most characters of a text that is read as phone numbers; a longer text is a pasted page."""

_WRITTEN = re.compile(r"\(?\+?[0-9() .-]+")
_LOCAL = re.compile(r"[2-9][0-9]{2,3}[ -]?[0-9]{4}")
_EXTENSION = re.compile(r"(?:\s*(?:[-#(]|转|分机|ext\.?|x)[ :]*[0-9]{1,5}|\s[0-9]{3,5})\)?$", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![0-9])(?:(?:\+|00)?86[ -]?)?"
    r"(?:1[3-9][0-9](?:[ .-]?[0-9]{4}){2}"
    r"|\(?0[0-9]{2,3}\)?[ .-]?[2-9][0-9]{2,3}[ -]?[0-9]{4}"
    r"|[48]00[ -]?[0-9]{3}[ -]?[0-9]{4}"
    r"|[2-9][0-9]{6,7})(?![0-9])"
)
_FURTHER = re.compile(r"[^0-9]*[/、,;或和][^0-9]*[0-9]")


class PhoneKind(Enum):
    """The kind of the text in a cell for a phone number.

    `SERVICE` is a number without a place, such as a 400 number; `LOCAL` a landline without area code;
    `SEVERAL` more than one number; `NO_ZERO` a landline whose area code lost its 0; `LEADING_ZERO` a mobile
    with a 0 in front; `WORDS` digits with other words beside them; `WRONG` digits that are no valid number;
    `NONE` any other text.
    """

    MOBILE = auto()
    LANDLINE = auto()
    SERVICE = auto()
    LOCAL = auto()
    SEVERAL = auto()
    NO_ZERO = auto()
    LEADING_ZERO = auto()
    WORDS = auto()
    WRONG = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Phone:
    """The text of a cell read as a Chinese phone number: a landline's area code, and the other digits."""

    kind: PhoneKind
    number: str = ""
    area: str = ""


@lru_cache(maxsize=2**12)
def read_phone(text: str) -> Phone:
    """The number that a cell holds, in any grouping, with or without +86 and an extension."""
    if len(text) > _LONGEST:
        return Phone(PhoneKind.NONE)
    written = " ".join(half_width(text).translate(_DASHES).split())
    phone = _single(written)
    if phone is None:
        without_extension = _single(_EXTENSION.sub("", written))
        # A mobile has no extension: further digits behind a mobile are too many.
        if without_extension is not None and without_extension.kind is not PhoneKind.MOBILE:
            phone = without_extension
    return phone or _not_single(written)


def why_no_mobile(text: str) -> str:
    """The reason, in Chinese, why a text is not one Chinese mobile number; empty for a mobile number."""
    phone = read_phone(text)
    match phone.kind:
        case PhoneKind.MOBILE:
            return ""
        case PhoneKind.LANDLINE | PhoneKind.LOCAL | PhoneKind.NO_ZERO:
            return "是固定电话，不是手机号"
        case PhoneKind.SERVICE:
            return "是服务电话，不是手机号"
        case PhoneKind.WRONG if len(phone.number) != _MOBILE_LENGTH:
            return f"有 {len(phone.number)} 位数字，手机号是 {_MOBILE_LENGTH} 位"
    return _why(phone)


def why_no_phone(text: str) -> str:
    """The reason, in Chinese, why a text is not one number to call; a missing area code is no reason."""
    phone = read_phone(text)
    if phone.kind in (PhoneKind.MOBILE, PhoneKind.LANDLINE, PhoneKind.SERVICE, PhoneKind.LOCAL):
        return ""
    return _why(phone)


def can_have_area(phone: Phone, area: str) -> bool:
    """True where the area code makes a landline of a local number, by its length and first digits."""
    return bool(area) and read_phone(f"{area}-{phone.number}").kind is PhoneKind.LANDLINE


def _single(written: str) -> Phone | None:
    import phonenumbers

    if not _WRITTEN.fullmatch(written):
        return None
    digits = _digits(written)
    if _LOCAL.fullmatch(written):
        return Phone(PhoneKind.LOCAL, digits)
    try:
        parsed = phonenumbers.parse(written, "CN")
    except phonenumbers.NumberParseException:
        return None
    if parsed.country_code != _CHINA or not phonenumbers.is_valid_number(parsed):
        return None
    return _of_kind(parsed, digits)


def _of_kind(parsed: PhoneNumber, digits: str) -> Phone | None:
    import phonenumbers

    national = str(parsed.national_number)
    prefix = digits.removesuffix(national)
    if prefix.removesuffix("0") not in _PREFIXES:
        return None
    kind = phonenumbers.number_type(parsed)
    if kind == phonenumbers.PhoneNumberType.MOBILE:
        return Phone(PhoneKind.MOBILE if prefix in _PREFIXES else PhoneKind.LEADING_ZERO, national)
    if kind == phonenumbers.PhoneNumberType.FIXED_LINE:
        length = phonenumbers.length_of_geographical_area_code(parsed)
        return Phone(
            PhoneKind.LANDLINE if prefix else PhoneKind.NO_ZERO, national[length:], f"0{national[:length]}"
        )
    return Phone(PhoneKind.SERVICE, national)


def _not_single(written: str) -> Phone:
    digits = _digits(written)
    numbers = list(_NUMBER.finditer(written))
    if len(numbers) > 1 or (numbers and _FURTHER.match(written, numbers[0].end())):
        return Phone(PhoneKind.SEVERAL, digits)
    if _WRITTEN.fullmatch(written) and digits:
        return Phone(PhoneKind.WRONG, digits)
    return Phone(PhoneKind.WORDS if len(digits) >= _FEW_DIGITS else PhoneKind.NONE, digits)


def _digits(written: str) -> str:
    return re.sub(r"[^0-9]", "", written)


def _why(phone: Phone) -> str:
    match phone.kind:
        case PhoneKind.SEVERAL:
            return "里面不止一个号码"
        case PhoneKind.NO_ZERO:
            return f"区号 {phone.area} 少了开头的 0"
        case PhoneKind.LEADING_ZERO:
            return "手机号前面不加 0"
        case PhoneKind.WORDS:
            return "号码以外还有别的字"
        case PhoneKind.WRONG:
            return _why_wrong(phone.number)
    return "不是电话号码"


def _why_wrong(digits: str) -> str:
    if digits.startswith("0"):
        return "区号不存在，或者区号后面的位数不对"
    if not re.match(r"1[3-9]", digits):
        return f"这 {len(digits)} 位数字不是电话号码"
    if len(digits) == _MOBILE_LENGTH:
        return "没有这个号段的手机号"
    return f"有 {len(digits)} 位数字，手机号是 {_MOBILE_LENGTH} 位"
