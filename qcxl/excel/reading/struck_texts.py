"""Texts with a line through some or all letters: rich text, of which the style of a cell tells nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from qcxl.excel.reading.cell_styles import is_on
from qcxl.model.catalogue import problem
from qcxl.model.grid import Place, parse_address
from qcxl.model.text import is_blank
from qcxl.opc.refusal import RefusedError
from qcxl.opc.xml import new_parser

_WORD = b"strike"
_LONGEST_INDEX = 10


@dataclass(frozen=True, slots=True)
class StruckCells:
    """The places of texts with a line through all their letters, and through some."""

    wholly: frozenset[Place] = frozenset()
    partly: frozenset[Place] = frozenset()


def struck_strings(strings: bytes | None) -> Mapping[int, bool]:
    """The numbers of the shared texts with struck letters; True where all letters are struck.

    Code: file_damaged where the part is not well-formed.
    """
    if strings is None or _WORD not in strings:
        return {}
    reader = _Reader({})
    _parse(reader, strings)
    return reader.found_strings


def struck_cells(sheet: bytes, strings: Mapping[int, bool]) -> StruckCells:
    """The cells of a worksheet's XML whose text has struck letters; `strings` as from `struck_strings`.

    Only a sheet that can have such cells is parsed. Cells that state no address are left out.
    """
    if not strings and _WORD not in sheet:
        return StruckCells()
    reader = _Reader(strings)
    _parse(reader, sheet)
    whole = {place for place, is_whole in reader.found_cells.items() if is_whole}
    return StruckCells(frozenset(whole), frozenset(reader.found_cells.keys() - whole))


@dataclass(slots=True)
class _Reader:
    """The handlers of one parse: the letters of the current text so far, struck and plain."""

    strings: Mapping[int, bool]
    found_strings: dict[int, bool] = field(default_factory=dict)
    found_cells: dict[Place, bool] = field(default_factory=dict)
    count: int = 0
    address: str = ""
    is_shared: bool = False
    is_struck: bool = False
    within: str = ""
    struck: str = ""
    plain: str = ""
    index: str = ""

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        if name == "c":
            self.address, self.is_shared = attributes.get("r", ""), attributes.get("t") == "s"
        elif name in ("si", "is"):
            self.struck = self.plain = ""
        elif name == "r":
            self.is_struck = False
        elif name == "strike":
            self.is_struck = is_on(attributes)
        elif name in ("v", "t", "rPh"):
            self.within = name
            self.index = ""

    def text(self, letters: str) -> None:
        if self.within == "t" and self.is_struck:
            self.struck += letters
        elif self.within == "t":
            self.plain += letters
        elif self.within == "v" and self.is_shared:
            self.index += letters

    def end(self, qualified: str) -> None:
        name = qualified.rpartition(":")[2]
        if name == "r":
            self.is_struck = False
        elif name == "si":
            if not is_blank(self.struck):
                self.found_strings[self.count] = is_blank(self.plain)
            self.count += 1
        elif name == "is" and self.address and not is_blank(self.struck):
            self.found_cells[parse_address(self.address)] = is_blank(self.plain)
        elif name == "v" and self.is_shared and self.address:
            index = self.index.strip()
            number = int(index) if index.isdecimal() and len(index) < _LONGEST_INDEX else -1
            if number in self.strings:
                self.found_cells[parse_address(self.address)] = self.strings[number]
        if name in ("v", "t", "rPh"):
            self.within = ""


def _parse(reader: _Reader, xml: bytes) -> None:
    parser = new_parser(xml)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes the flag by position
    except (expat.ExpatError, ValueError) as error:
        raise RefusedError(problem("file_damaged")) from error
