"""The place of a character that no XML may hold, for which spreadsheet programs refuse the whole file."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem
from qcxl.opc.xml import new_parser

_NO_CHARACTER = frozenset(
    expat.errors.codes[name]
    for name in (expat.errors.XML_ERROR_INVALID_TOKEN, expat.errors.XML_ERROR_BAD_CHAR_REF)
)


def is_illegal_character(error: Exception) -> bool:
    """True for the fault of XML with a character that it may not hold: a control character, bad UTF-8."""
    return isinstance(error, expat.ExpatError) and error.code in _NO_CHARACTER


def illegal_shared_text(strings: bytes, sheets: Iterable[tuple[str, bytes]]) -> Problem | None:
    """The problem illegal_character of shared texts, at the first cell of the sheets that shows the text.

    `sheets` are names and XML. None where another fault is the first one, or where no cell shows the text.
    """
    number = _number_of_damaged(strings)
    if number is None:
        return None
    for sheet, xml in sheets:
        if cell := _first_use(xml, number):
            return problem("illegal_character", sheet=sheet, cell=cell)
    return None


def _number_of_damaged(strings: bytes) -> int | None:
    """The number of the shared text, counted from 0, in which the first illegal character stands."""
    count = 0

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal count
        count += name.rpartition(":")[2] == "si"

    parser = new_parser(strings)
    parser.StartElementHandler = start
    try:
        parser.Parse(strings, True)  # noqa: FBT003 - expat takes the flag by position
    except expat.ExpatError as error:
        return count - 1 if count and is_illegal_character(error) else None
    return None


def _first_use(xml: bytes, number: int) -> str:
    """The address of the first cell that shows the shared text `number`, empty without one."""
    wanted = str(number)
    cell = found = ""
    is_shared = False
    text: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal cell, is_shared
        text.clear()
        if name.rpartition(":")[2] == "c":
            cell, is_shared = attributes.get("r", ""), attributes.get("t") == "s"

    def end(name: str) -> None:
        nonlocal found
        is_value = name.rpartition(":")[2] == "v"
        if is_value and is_shared and not found and "".join(text).strip() == wanted:
            found = cell

    parser = new_parser(xml)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes the flag by position
    except expat.ExpatError:
        # What stands before the fault counts.
        return found
    return found
