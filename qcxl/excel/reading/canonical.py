"""Worksheets and shared texts rewritten in the one spelling that calamine and expat read alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, cast

from qcxl.excel.reading.escaped_text import escaped, unescaped

if TYPE_CHECKING:
    from qcxl.opc.package import Element

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BLANKS = " \t\r\n"
_END_OF_TIME = 2_958_466
"""The number of the day after 9999-12-31."""
_WRITTEN = ("r", "s", "t")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ODD_VALUE = re.compile(
    rb"<v(?!(?:>[0-9.]*+</v>|>[^<&\s][^<&]*+(?:&(?!#)[^<&]*+)*+(?<!\s)</v>|/>)\s*+(?!<v|<!|<\?))",
)
"""A value that is not one piece of text without blanks around it, or not the only one of its cell.

Calamine reads the first piece of a value, and the last value of a cell.
"""
_ESCAPE = re.compile(rb"_x(?!00[0-7])[0-9A-Fa-f]{4}_")
"""An escaped character that calamine leaves as it stands: it knows those of ASCII only."""
_REFERENCE = re.compile(
    rb"&#(?:0*(?:3[3567]|4[0-9]|5[0-9]|61|6[3-9]|[7-9][0-9]|1[01][0-9]|12[0-6])"
    rb"|x0*(?:2[1345]|2[89A-Fa-f]|3[0-9ABabDdFf]|[4-7][0-9A-Fa-f]));"
)
"""A reference to an ASCII character for which nobody needs one: part of a number, an escape or a place."""
_WINDOW = 8_192
ERRORS_OF_CALAMINE: Final = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


def sheet_needs_rewriting(xml: bytes) -> bool:
    """True for a worksheet in which calamine may see other values than a spreadsheet program.

    The ordinary worksheet pays for this question alone: it is asked of the bytes, not of every cell.
    """
    start = xml.find(b"sheetData")
    end = xml.rfind(b"</sheetData")
    if end < start:
        # Under a prefix, or without any row.
        return b":sheetData" in xml
    return (
        _ODD_VALUE.search(xml, start, end) is not None
        or _ESCAPE.search(xml, start, end) is not None
        or _REFERENCE.search(xml, start, end) is not None
    )


def strings_need_rewriting(xml: bytes) -> bool:
    """True for a table of shared texts that calamine may read otherwise than a spreadsheet program."""
    return (
        _ESCAPE.search(xml) is not None
        or b"<!" in xml
        or xml.find(b"<?", len(b"\xef\xbb\xbf<?")) >= 0
        or _REFERENCE.search(xml) is not None
    )


def sheet_may_hold_long_text(xml: bytes) -> bool:
    """True for a worksheet in which one cell may be longer than `_WINDOW` bytes, twice that at the most."""
    start, end = xml.find(b"sheetData"), xml.rfind(b"</sheetData")
    return _is_sparse(xml, b"<c ", start, end if end > start else len(xml))


def strings_may_hold_long_text(xml: bytes) -> bool:
    """True for a table of shared texts in which one item may be longer than `_WINDOW` bytes."""
    return _is_sparse(xml, b"si>", 0, len(xml))


def _is_sparse(xml: bytes, mark: bytes, start: int, end: int) -> bool:
    """True where `mark` is missing from one of the windows into which a range is cut."""
    return any(xml.find(mark, at, at + _WINDOW) < 0 for at in range(start, end - _WINDOW, _WINDOW))


def canonical_sheet(xml: bytes) -> bytes:
    """The rows and cells of a well-formed worksheet, each value as one piece of text, and nothing else.

    ValueError for an element inside a value, a cell inside a cell or a second value. An error that calamine
    does not know becomes `#N/A`. A number that no date format can show (a phone) loses its style: Excel fills
    such a cell with #, calamine refuses the workbook.
    """
    from lxml import etree

    root = etree.Element("worksheet", nsmap=cast("dict[str, str]", {None: _MAIN}))
    rows = etree.SubElement(root, "sheetData")
    for row in _below(_first(_parsed(xml), "sheetData"), "row"):
        written = _copy(rows, row, "row")
        for cell in _below(row, "c"):
            _write_cell(_copy(written, cell, "c"), cell)
    return etree.tostring(root, encoding="UTF-8")


def canonical_strings(xml: bytes) -> bytes:
    """A well-formed table of shared texts with the same number of items, without phonetic hints."""
    from lxml import etree

    root = etree.Element("sst", nsmap=cast("dict[str, str]", {None: _MAIN}))
    for item in _below(_parsed(xml), "si"):
        _write_texts(etree.SubElement(root, "si"), item)
    return etree.tostring(root, encoding="UTF-8")


def _parsed(xml: bytes) -> Element:
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("not well-formed") from error


def _write_cell(written: Element, cell: Element) -> None:
    from lxml import etree

    kind = written.get("t", "n")
    for value in _below(cell, "v", "is", "c"):
        name = _name(value)
        if name == "c" or (name == "v" and len(value)):
            raise ValueError("an element where a value stands")
        if name == "v" and written.find("v") is not None:
            raise ValueError("two values in one cell")
        target = etree.SubElement(written, name)
        if name == "is":
            _write_texts(target, value)
        elif kind == "str":
            target.text = escaped(unescaped(value.text or ""))
        else:
            text = (value.text or "").strip(_BLANKS)
            target.text = "#N/A" if kind == "e" and text and text not in ERRORS_OF_CALAMINE else text
            if kind == "n" and "s" in written.attrib and _is_no_time(text):
                del written.attrib["s"]


def _is_no_time(text: str) -> bool:
    """True for a number outside the time that Excel knows, which no format shows as a date."""
    try:
        return not 0 <= float(text) < _END_OF_TIME
    except ValueError:
        return False


def _write_texts(target: Element, item: Element) -> None:
    """Write the texts of an item, alone or in runs; phonetic hints are no part of what is shown."""
    from lxml import etree

    for text in _texts(item):
        written = etree.SubElement(etree.SubElement(target, "r"), "t", {_SPACE: "preserve"})
        plain = text.text or ""
        written.text = escaped(unescaped(plain if text.get(_SPACE) == "preserve" else plain.strip(_BLANKS)))


def _texts(item: Element) -> Iterator[Element]:
    for child in _below(item, "t", "r"):
        yield from _below(child, "t") if _name(child) == "r" else (child,)


def _copy(parent: Element, element: Element, name: str) -> Element:
    """A new element with the attributes that calamine reads."""
    from lxml import etree

    stated = {key: element.get(key, "").strip(_BLANKS) for key in _WRITTEN if key in element.attrib}
    return etree.SubElement(parent, name, stated)


def _below(element: Element | None, *names: str) -> Iterator[Element]:
    children = () if element is None else element
    return (child for child in children if _name(child) in names)


def _first(element: Element, name: str) -> Element | None:
    return next(_below(element, name), None)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
