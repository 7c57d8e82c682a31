"""The cell styles of a workbook that say more than values: percentages, other measures, struck-out text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qcxl.opc.xml import ElementStart, elements

_GROUPS = ("numFmts", "fonts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_BUILT_IN = {"9": "0%", "10": "0.00%"}
_NO_SIGN = re.compile(r'"[^"]*"?|\[[^\]]*\]?|[\\!_*].?')
"""Quoted text, brackets (colours, conditions, locales), and the character after `\\`, `!`, `_` or `*`."""
_DIGIT = re.compile("[0#?]")
_SCALES = re.compile(r"[0#?],+(?![0#?])|[0#?](?:[\\!]\.|\"\.\")[0#?]")
"""A comma behind the digits, which divides by 1,000, or a point that is only drawn between two digits."""
_MEASURE = re.compile("[万亿千]?元|[万亿]")
_OFF = {"0", "false"}


@dataclass(frozen=True, slots=True)
class CellStyles:
    """The numbers of cell styles, as cells state them, by what they make of a cell.

    `percent` show 0.85 as 85%, `struck` draw a line through the text; `measures` are the formats (their
    codes) that show a number in a measure of their own: with 万 or 元 behind it, divided by 1,000, or with a
    drawn point.
    """

    percent: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    measures: Mapping[str, str] = field(default_factory=dict)

    @property
    def telling(self) -> frozenset[str]:
        """The numbers of all these styles."""
        return self.percent | self.struck | self.measures.keys()


def cell_styles(styles: bytes) -> CellStyles:
    """The telling cell styles of the part `styles`.

    Codes: file_structure_unsafe; file_damaged where the part is not well-formed.
    """
    codes = dict(_BUILT_IN)
    fonts: list[bool] = []
    formats: list[tuple[str, str]] = []
    for group, element in _grouped(styles):
        stated = element.attributes
        if group == "numFmts" and element.name == "numFmt":
            codes[stated.get("numFmtId", "")] = stated.get("formatCode", "")
        elif group == "fonts" and element.name == "font":
            fonts.append(False)
        elif group == "fonts" and element.name == "strike" and fonts:
            fonts[-1] = is_on(stated)
        elif group == "cellXfs" and element.name == "xf":
            formats.append((stated.get("numFmtId", "0"), stated.get("fontId", "0")))
    percent = {number for number, code in codes.items() if _is_percent(code)}
    measures = {number: code for number, code in codes.items() if _has_measure(code)}
    struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
    return CellStyles(
        percent=frozenset(str(at) for at, (number, _) in enumerate(formats) if number in percent),
        struck=frozenset(str(at) for at, (_, font) in enumerate(formats) if font in struck),
        measures={str(at): measures[number] for at, (number, _) in enumerate(formats) if number in measures},
    )


def is_on(attributes: Mapping[str, str]) -> bool:
    """True for the attributes of a property such as `strike`, which is on unless its value says otherwise."""
    return attributes.get("val", "1") not in _OFF


def mentions(styles: frozenset[str], sheet: bytes) -> bool:
    """True when a cell in the XML of a sheet may have one of `styles`; a cell without a style has style 0."""
    if "0" in styles:
        return True
    return bool(styles) and re.search(f"s=[\"'](?:{'|'.join(styles)})[\"']".encode(), sheet) is not None


def _grouped(styles: bytes) -> Iterator[tuple[str, ElementStart]]:
    """The elements of the part with the group in which they stand."""
    group = ""
    for element in elements(styles, *_GROUPS, "numFmt", "font", "strike", "xf"):
        if element.name in _GROUPS:
            group = element.name
        else:
            yield group, element


def _is_percent(code: str) -> bool:
    """True when a format shows every number but zero multiplied by 100.

    The sections of a format stand for positive numbers, negative numbers, zero and text, or for the
    conditions that they state: `[<=1]0%;0` shows 85 as 85, and only people know what such a cell means.
    """
    sections = _NO_SIGN.sub("", code).split(";")[:2]
    with_digits = [section for section in sections if _DIGIT.search(section)]
    return bool(with_digits) and all("%" in section for section in with_digits)


def _has_measure(code: str) -> bool:
    """True for a format of numbers that scales them or writes a measure of money behind them."""
    shown = code.partition(";")[0]
    if not _DIGIT.search(_NO_SIGN.sub("", shown)):
        return False
    return _SCALES.search(shown) is not None or _MEASURE.search(shown) is not None
