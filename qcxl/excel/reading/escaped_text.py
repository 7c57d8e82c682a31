"""Texts of a workbook that hold characters as `_xHHHH_`, as Excel writes those that XML cannot hold."""

from __future__ import annotations

import re

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_CHARACTERS = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")


def unescaped(text: str) -> str:
    """The text with every `_xHHHH_` as its character, as Excel and LibreOffice show it.

    `_x005F_` is the underscore, which lets a text show `_x0041_`. Two halves of a surrogate pair are one
    character; half a pair, U+FFFE and U+FFFF are none and become U+FFFD.
    """
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).translate(_NO_CHARACTERS)
    if _SURROGATE.search(plain):
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain


def escaped(text: str) -> str:
    """The text with what `unescaped` and XML would change as `_xHHHH_`; the inverse of `unescaped`."""
    return _NOT_IN_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", _LOOKS_ESCAPED.sub("_x005F_", text))
