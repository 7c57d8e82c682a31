"""A second look at the few cells that show nothing or an error: their formulas and pictures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from qcxl.model.grid import Place, parse_address
from qcxl.opc.xml import new_parser

_LONGEST_FORMULA = 200
"""The greatest number of characters of a formula that is kept, to be quoted and to stand in a marked copy."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The contents behind cells: formulas with their =, and the places at which a picture of Excel stands."""

    formulas: Mapping[Place, str] = field(default_factory=dict)
    pictures: frozenset[Place] = frozenset()


def look_behind(xml: bytes, places: Collection[Place]) -> Behind:
    """The contents behind cells at `places` in a worksheet that `scan_sheet` has passed.

    Excel stores a picture placed in a cell as an error value with a reference to rich data (`vm`). A formula
    that repeats a shared one has no text of its own and is left out.
    """
    if not places:
        return Behind()
    look = _Look(places)
    parser = new_parser(xml)
    parser.StartElementHandler, parser.EndElementHandler = look.start, look.end
    parser.CharacterDataHandler = look.text
    parser.Parse(xml, True)  # noqa: FBT003 - expat takes the flag by position
    formulas = {place: f"={text[:_LONGEST_FORMULA]}" for place, text in look.formulas.items() if text}
    return Behind(formulas, frozenset(look.rich - look.formulas.keys()))


class _Look:
    """The handlers of one parse; `row` and `column` are the place of the last cell."""

    def __init__(self, places: Collection[Place]) -> None:
        self.places = places
        self.row = self.column = 0
        self.is_formula = False
        self.formulas: dict[Place, str] = {}
        self.rich: set[Place] = set()

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rpartition(":")[2]
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif name == "c":
            self.column += 1
            if "r" in attributes:
                self.row, self.column = parse_address(attributes["r"])
            if "vm" in attributes and attributes.get("t") == "e":
                self.rich.add((self.row, self.column))
        elif name == "f" and (self.row, self.column) in self.places:
            self.is_formula = True
            self.formulas[self.row, self.column] = ""

    def text(self, text: str) -> None:
        place = self.row, self.column
        if self.is_formula and len(self.formulas[place]) < _LONGEST_FORMULA:
            self.formulas[place] += text

    def end(self, _name: str) -> None:
        self.is_formula = False
