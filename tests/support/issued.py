"""Issued workbooks as their XML: what Excel will read, not what openpyxl makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from posixpath import dirname, join, normpath

from lxml import etree

from qcxl.core.sheets.layout import SheetLayout, lay_out
from qcxl.model.edition import Edition
from qcxl.model.form import FormKind
from qcxl.model.grid import Grid, SheetGrid
from tests.support import workbooks
from tests.support.damage import unpacked

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

KINDS_OF_UNITS = {
    "province": ("henan-2020", "41"),
    "city with counties": ("henan-2020", "4115"),
    "city without counties": ("henan-2020", "4102"),
    "county": ("henan-2020", "411521"),
    "county under the province": ("henan-2020", "410225"),
    "direct unit": ("henan-2020", "HY01"),
    "others": ("henan-2020", "QT01"),
    "municipality": ("chongqing-2019", "50"),
    "county with enterprises": ("chongqing-2019", "500101"),
    "enterprise": ("chongqing-2019", "50010101"),
    "industry": ("chongqing-2019", "HY01"),
}
"""Edition and unit code of one unit of each kind."""


@dataclass(frozen=True)
class Issued:
    """One blank workbook: its edition, its unit and its bytes."""

    edition: Edition
    unit_code: str
    data: bytes

    @cached_property
    def parts(self) -> Mapping[str, bytes]:
        """The parts of the package by name."""
        return unpacked(self.data)

    @cached_property
    def layouts(self) -> Mapping[str, SheetLayout]:
        """Where everything stands, by form id."""
        return lay_out(self.edition)

    @cached_property
    def workbook(self) -> etree._Element:
        """The root of the workbook part."""
        return self.xml("xl/workbook.xml")

    @cached_property
    def sheets(self) -> Mapping[str, etree._Element]:
        """The root of each worksheet by sheet name, in workbook order."""
        return {name: self.xml(part) for name, part in self.sheet_parts.items()}

    @cached_property
    def sheet_parts(self) -> Mapping[str, str]:
        """The part of each worksheet by sheet name, in workbook order."""
        targets = self.relations("xl/workbook.xml")
        return {
            sheet.attrib["name"]: targets[sheet.attrib[RELATION]]
            for sheet in self.workbook.iter(f"{MAIN}sheet")
        }

    @cached_property
    def grid(self) -> Grid:
        """The workbook as our own reader sees it."""
        from qcxl.excel.reading.grid_reader import read_grid

        found = read_grid(self.data)
        assert isinstance(found, Grid), found
        return found

    def xml(self, part: str) -> etree._Element:
        """The root element of a part."""
        return etree.fromstring(self.parts[part])

    def relations(self, part: str) -> dict[str, str]:
        """The parts that a part refers to, by relation id."""
        folder, name = part.rsplit("/", 1)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.parts:
            return {}
        return {
            relation.attrib["Id"]: normpath(join("/", dirname(part), relation.attrib["Target"])).lstrip("/")
            for relation in self.xml(rels)
        }

    def sheet_grid(self, name: str) -> SheetGrid:
        """One sheet as our own reader sees it."""
        return next(sheet for sheet in self.grid.sheets if sheet.name == name)

    def of_kind(self, *kinds: FormKind) -> Iterator[tuple[SheetLayout, etree._Element]]:
        """Layout and worksheet of each form of these kinds."""
        for layout in self.layouts.values():
            if layout.form.kind in kinds:
                yield layout, self.sheets[layout.form.sheet]

    def tables(self, sheet: str) -> list[etree._Element]:
        """The Excel tables of a sheet."""
        targets = self.relations(self.sheet_parts[sheet])
        return [
            self.xml(targets[part.attrib[RELATION]]) for part in self.sheets[sheet].iter(f"{MAIN}tablePart")
        ]

    def formulas(self) -> Iterator[tuple[str, str, str]]:
        """Sheet, cell and text of every formula."""
        for name, sheet in self.sheets.items():
            for formula in sheet.iter(f"{MAIN}f"):
                yield name, parent(formula).attrib["r"], formula.text or ""


def parent(element: etree._Element) -> etree._Element:
    """The element around another."""
    found = element.getparent()
    assert found is not None
    return found


def cells(sheet: etree._Element) -> dict[str, etree._Element]:
    """The cells of a worksheet by address."""
    return {cell.attrib["r"]: cell for cell in sheet.iter(f"{MAIN}c")}


def text_of(cell: etree._Element) -> str:
    """What a cell shows."""
    return "".join(element.text or "" for element in cell.iter() if element.tag in (f"{MAIN}t", f"{MAIN}v"))


@cache
def issued(edition_id: str, unit_code: str) -> Issued:
    """The blank workbook of a unit."""
    return Issued(workbooks.edition(edition_id), unit_code, workbooks.blank(unit_code, edition_id))
