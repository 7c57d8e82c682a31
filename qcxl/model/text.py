"""Text as people mean it: blanks that are not seen, widths, names to compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width marks
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # writing directions
    "\ufffe\uffff"  # no XML file may hold these, nor the control characters below
    + "".join(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r")
)
"""Characters that a person does not see and did not mean; none of them is printable (`str.isprintable`)."""

_INVISIBLE = str.maketrans("", "", INVISIBLE)
_HALF_WIDTH = (
    {0xFF01 + offset: 0x21 + offset for offset in range(94)}
    | dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
    | {0xFFE5: "¥"}
)
_SPACES = re.compile(r"\s+")
_SEPARATORS = re.compile(r"[、,，;；\s]+")

YES_NO: Mapping[str, bool] = MappingProxyType({"是": True, "否": False, "": False})
"""The words that answer yes or no in the cells of a roster or an edition; a blank means no."""


def clean(text: str) -> str:
    """`text` without invisible characters and without spaces (full-width ones too) at its ends."""
    return text.translate(_INVISIBLE).strip()


def is_blank(value: object) -> bool:
    """True for a value that looks blank to a person: None, spaces of any width, invisible characters."""
    return value is None or (isinstance(value, str) and not clean(value))


def half_width(text: str) -> str:
    """`text` with full-width letters, digits and signs in half width, and plain spaces: `３５％` → `35%`.

    Only widths change: NFKC would also turn the footnote in `35①` into a digit.
    """
    return text.translate(_HALF_WIDTH)


def name_key(text: str) -> str:
    """The form in which two names are compared: NFKC (widths, brackets), no spaces, case folded."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text.translate(_INVISIBLE))).casefold()


def split_codes(text: str) -> tuple[str, ...]:
    """The parts of a cell that lists several codes or words, with 、 comma, semicolon or space between."""
    return tuple(part for part in _SEPARATORS.split(text) if part)
