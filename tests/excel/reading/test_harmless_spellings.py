"""Files that spreadsheet programs open without a word are read, with the same values."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO

import openpyxl
import pytest

from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.grid import Area, Grid
from qcxl.model.problem import Problem
from tests.support import damage

OFFICE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
NAMED_EMPTY = f'<sheet name="旧表" sheetId="9" {OFFICE} r:id=""/></sheets>'
WITHOUT_ID = '<sheet name="旧表" sheetId="9"/></sheets>'


@cache
def good() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.title = "企业明细"
    workbook.active["B3"] = "郑州"
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def renamed(part: str, target: str) -> bytes:
    parts = damage.unpacked(good())
    parts[part] = parts.pop(damage.SHEET)
    relations = parts[damage.WORKBOOK_RELATIONS].decode().replace("/xl/worksheets/sheet1.xml", target)
    return damage.packed({**parts, damage.WORKBOOK_RELATIONS: relations})


def listed(entry: str) -> bytes:
    return damage.replaced(good(), damage.WORKBOOK, "</sheets>", entry)


HARMLESS: dict[str, Callable[[], bytes]] = {
    "%20 on both sides": lambda: renamed("xl/worksheets/my%20sheet.xml", "worksheets/my%20sheet.xml"),
    "%20 in the target": lambda: renamed("xl/worksheets/my sheet.xml", "/xl/worksheets/my%20sheet.xml"),
    "%20 in the part": lambda: renamed("xl/worksheets/my%20sheet.xml", "worksheets/my sheet.xml"),
    "Chinese in the part": lambda: renamed("xl/worksheets/表1.xml", "worksheets/%E8%A1%A81.xml"),
    "Chinese in both": lambda: renamed("xl/worksheets/表1.xml", "worksheets/表1.xml"),
    "lower case hexadecimal": lambda: renamed("xl/worksheets/%E8%A1%A81.xml", "worksheets/%e8%a1%a81.xml"),
    "sheet with an empty id": lambda: listed(NAMED_EMPTY),
    "sheet without an id": lambda: listed(WITHOUT_ID),
    "byte order mark": lambda: damage.edited(
        good(), damage.SHEET, lambda xml: b"\xef\xbb\xbf<?xml version='1.0' standalone='yes'?>" + xml
    ),
    "markup compatibility": lambda: damage.replaced(
        good(),
        damage.WORKBOOK,
        "<sheets>",
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="x" url="C:\\"/></mc:Choice>'
        "</mc:AlternateContent><sheets>",
    ),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_it_is_read_with_the_same_values(case: str) -> None:
    grid = read_grid(HARMLESS[case]())

    assert isinstance(grid, Grid), grid
    assert [(sheet.name, sheet.value((3, 2))) for sheet in grid.sheets] == [("企业明细", "郑州")]


def test_a_sheet_whose_content_is_lost_is_damage() -> None:
    refused = read_grid(listed(NAMED_EMPTY.replace('""', '"rId99"')))

    assert isinstance(refused, Problem)
    assert refused.code == "file_damaged"


@pytest.mark.parametrize(
    ("reference", "merged"),
    [
        ("X:X", (1, 24, 1_048_576, 24)),
        ("X1:X1048576", (1, 24, 1_048_576, 24)),
        ("C:A", (1, 1, 1_048_576, 3)),
        ("7:9", (7, 1, 9, 16_384)),
        ("$A$1:$B$2", (1, 1, 2, 2)),
        ("B2:A1", (1, 1, 2, 2)),
        ("a1:b2", (1, 1, 2, 2)),
        ("A1", (1, 1, 1, 1)),
    ],
)
def test_merged_ranges_of_every_kind_are_told(reference: str, merged: Area) -> None:
    merges = f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'
    rows = '<row r="3"><c r="B3"><v>5</v></c></row>'

    grid = read_grid(damage.with_sheet(good(), rows, after=merges))

    assert isinstance(grid, Grid)
    assert (grid.sheets[0].merged, grid.sheets[0].value((3, 2))) == ((merged,), 5.0)
