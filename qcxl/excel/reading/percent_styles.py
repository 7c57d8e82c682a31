"""The cell styles of a workbook that show a number as a percentage."""

from __future__ import annotations

import re

from qcxl.opc.xml import elements

_GROUPS = ("numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_BUILT_IN = {"9": "0%", "10": "0.00%"}
_NO_SIGN = re.compile(r'"[^"]*"?|\[[^\]]*\]?|[\\_*].?')
"""Quoted text, brackets (colours, conditions, locales), and the character after a backslash, `_` or `*`."""
_DIGIT = re.compile("[0#?]")


def percent_styles(styles: bytes) -> frozenset[str]:
    """The numbers of the cell styles (as cells state them) that show 0.85 as 85%.

    Codes: file_structure_unsafe; file_damaged where the part is not well-formed.
    """
    codes = dict(_BUILT_IN)
    formats: list[str] = []
    group = ""
    for element in elements(styles, *_GROUPS, "numFmt", "xf"):
        stated = element.attributes
        if element.name in _GROUPS:
            group = element.name
        elif group == "numFmts":
            codes[stated.get("numFmtId", "")] = stated.get("formatCode", "")
        elif group == "cellXfs":
            formats.append(stated.get("numFmtId", "0"))
    percent = {number for number, code in codes.items() if _is_percent(code)}
    return frozenset(str(style) for style, number in enumerate(formats) if number in percent)


def mentions(styles: frozenset[str], sheet: bytes) -> bool:
    """True when a cell in the XML of a sheet may have one of `styles`; a cell without a style has style 0."""
    if "0" in styles:
        return True
    return bool(styles) and re.search(f"s=[\"'](?:{'|'.join(styles)})[\"']".encode(), sheet) is not None


def _is_percent(code: str) -> bool:
    """True when a format shows every number but zero multiplied by 100.

    The sections of a format stand for positive numbers, negative numbers, zero and text, or for the
    conditions that they state: `[<=1]0%;0` shows 85 as 85, and only people know what such a cell means.
    """
    sections = _NO_SIGN.sub("", code).split(";")[:2]
    with_digits = [section for section in sections if _DIGIT.search(section)]
    return bool(with_digits) and all("%" in section for section in with_digits)
