"""Untrusted files are refused by content, size and extent before anything parses them."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from qcxl.excel.reading.grid_reader import read_grid
from qcxl.excel.reading.limits import DEFAULT_LIMITS
from qcxl.excel.reading.preflight import CheckedWorkbook, preflight
from qcxl.model.catalogue.file_codes import FILES
from qcxl.model.grid import Grid
from qcxl.model.problem import Problem
from tests.support import damage
from tests.support.effort import growth
from tests.support.libreoffice import convert, requires_libreoffice

LONG, EIGHT = 250_000, 8
"""A text that no workbook holds, and how many times longer one is that tells how the costs grow."""


@cache
def good_workbook() -> bytes:
    """企业明细 with a title in B2 and three columns below, and a second sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "企业明细"
    sheet["B2"] = "企业明细"
    for row in range(4, 40):
        for column in range(2, 5):
            sheet.cell(row, column, row * column)
    workbook.create_sheet("填报说明")["A1"] = "说明"
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def far_cell(reference: str, content: str = "<v>1</v>") -> bytes:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{reference}">{content}</c></row>'
    return damage.with_sheet(good_workbook(), rows)


def renamed_sheet_kind(data: bytes) -> bytes:
    return damage.replaced(
        data, damage.WORKBOOK_RELATIONS, "/relationships/worksheet", "/relationships/chartsheet"
    )


def strict(data: bytes) -> bytes:
    main, strict_main = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/x",
    )
    return damage.replaced(data, damage.WORKBOOK, main, strict_main)


def same_part_twice(data: bytes) -> bytes:
    return damage.replaced(data, damage.WORKBOOK_RELATIONS, "worksheets/sheet2.xml", "worksheets/sheet1.xml")


def with_document_type(data: bytes) -> bytes:
    document_type = b'<!DOCTYPE worksheet [<!ENTITY a "b">]>'
    return damage.edited(data, damage.SHEET, lambda xml: document_type + xml)


def in_encoding(data: bytes, part: str, encoding: str, declared: str = "") -> bytes:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""

    def edit(xml: bytes) -> bytes:
        return (declaration + xml.decode().partition("?>")[2]).encode(encoding)

    def with_body(xml: bytes) -> bytes:
        return edit(xml if xml.startswith(b"<?xml") else b"<?xml?>" + xml)

    return damage.edited(data, part, with_body)


def bomb(data: bytes) -> bytes:
    return damage.with_part(data, "xl/media/image1.png", bytes(50 * 2**20))


REFUSED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "nothing": ("file_empty", lambda _: b""),
    "csv": ("file_is_text", lambda _: "企业,人数\n郑州某厂,12\n".encode("gb18030")),
    "web page": ("file_is_text", lambda _: b"<html><table><tr><td>1</td></tr></table></html>"),
    "utf-16 text": ("file_is_text", lambda _: "企业\t12".encode("utf-16")),
    "pdf": ("file_is_other_kind", lambda _: b"%PDF-1.7\n"),
    "picture": ("file_is_other_kind", lambda _: b"\x89PNG\r\n\x1a\n\0"),
    "noise": ("file_damaged", lambda _: b"\0\1\2\3" * 99),
    "encrypted": ("file_is_encrypted", damage.encrypted),
    "old workbook": ("file_is_old_workbook", lambda _: damage.OLE_START + b"\1" * 5000),
    "cut in half": ("file_damaged", lambda data: damage.cut(data, 0.5)),
    "cut at the end": ("file_damaged", lambda data: damage.cut(data, 0.99)),
    "wrong checksum": ("file_damaged", lambda data: damage.with_wrong_checksum(data, damage.STYLES)),
    "stated too small": ("file_damaged", lambda data: damage.with_stated_size(data, damage.SHEET, 9)),
    "stated too large": ("file_damaged", lambda data: damage.with_stated_size(data, damage.SHEET, 9999)),
    "empty name": ("file_damaged", lambda data: damage.with_stated_name(data, damage.SHEET, "\0")),
    "encrypted entry": ("file_is_encrypted", lambda data: damage.with_encryption_flag(data, damage.SHEET)),
    "odd compression": (
        "file_structure_unsafe",
        lambda data: damage.with_compression(data, damage.SHEET, 14),
    ),
    "name twice": ("file_structure_unsafe", lambda data: damage.with_duplicate(data, damage.SHEET)),
    "empty zip": ("file_is_other_kind", lambda _: damage.packed({})),
    "plain zip": ("file_is_other_kind", lambda data: damage.packed({"信阳市.xlsx": data})),
    "docx": ("file_is_other_kind", lambda _: damage.packed({"word/document.xml": "<w/>"})),
    "ods": ("file_is_other_kind", lambda _: damage.packed({"content.xml": "<o/>", "mimetype": "x"})),
    "other root": (
        "file_damaged",
        lambda data: damage.with_part(data, damage.WORKBOOK, "<document/>"),
    ),
    "no workbook part": ("file_damaged", lambda data: damage.without_part(data, damage.WORKBOOK)),
    "no sheet part": ("file_damaged", lambda data: damage.without_part(data, damage.SHEET)),
    "no relations": ("file_damaged", lambda data: damage.without_part(data, damage.WORKBOOK_RELATIONS)),
    "broken styles": ("file_damaged", lambda data: damage.with_part(data, damage.STYLES, "<a><b></a>")),
    "xlsb": (
        "file_is_binary_workbook",
        lambda data: damage.replaced(data, "_rels/.rels", "xl/workbook.xml", "xl/workbook.bin"),
    ),
    "strict": ("file_is_strict_workbook", strict),
    "bomb": ("workbook_too_large", bomb),
    "many entries": ("workbook_too_large", lambda data: damage.with_many_entries(data, 2_001)),
    "document type": ("file_structure_unsafe", with_document_type),
    "utf-16 sheet": ("file_structure_unsafe", lambda data: in_encoding(data, damage.SHEET, "utf-16")),
    "utf-16 sheet without mark": (
        "file_structure_unsafe",
        lambda data: in_encoding(data, damage.SHEET, "utf-16-le"),
    ),
    "utf-32 workbook": ("file_structure_unsafe", lambda data: in_encoding(data, damage.WORKBOOK, "utf-32")),
    "gbk sheet": ("file_structure_unsafe", lambda data: in_encoding(data, damage.SHEET, "gbk", "GBK")),
    "gbk relations": (
        "file_damaged",
        lambda data: in_encoding(data, damage.WORKBOOK_RELATIONS, "gbk", "GBK"),
    ),
    "relations in an unknown encoding": (
        "file_damaged",
        lambda data: in_encoding(data, damage.WORKBOOK_RELATIONS, "utf-8", "no-such"),
    ),
    "one part, two sheets": ("file_structure_unsafe", same_part_twice),
    "room for too many texts": (
        "file_structure_unsafe",
        lambda data: damage.with_strings(data, "<si><t>a</t></si>", 'uniqueCount="4000000000000"'),
    ),
    "room for too many texts, second table": (
        "file_structure_unsafe",
        lambda data: damage.with_strings(data, '<sst uniqueCount="4000000000000"/>'),
    ),
    "room for too many texts, behind zeros": (
        "file_structure_unsafe",
        lambda data: damage.with_strings(data, "", f'count="{"0" * 20}4000000000000"'),
    ),
    "no number of texts": (
        "file_damaged",
        lambda data: damage.with_strings(data, "<si><t>a</t></si>", 'count="+4000000000000"'),
    ),
    "only charts": ("workbook_without_sheets", renamed_sheet_kind),
    "illegal character": (
        "illegal_character",
        lambda data: damage.with_sheet(data, '<row r="1"><c r="A1" t="str"><v>a\x01</v></c></row>'),
    ),
    "rows without end": (
        "sheet_damaged",
        lambda data: damage.edited(data, damage.SHEET, lambda xml: damage.cut(xml, 0.5)),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_unfit_file_is_refused(case: str) -> None:
    code, damaged = REFUSED[case]

    refused = read_grid(damaged(good_workbook()))

    assert isinstance(refused, Problem)
    assert refused.code == code


def test_good_workbook_passes() -> None:
    checked = preflight(good_workbook())

    assert isinstance(checked, CheckedWorkbook)
    assert [part.name for part in checked.parts.worksheets] == ["企业明细", "填报说明"]
    assert [scan.cells for scan in checked.scans] == [39 * 4, 1]


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("file_too_large", replace(DEFAULT_LIMITS, file_bytes=1_000)),
        ("workbook_too_large", replace(DEFAULT_LIMITS, unpacked_bytes=1_000)),
        ("workbook_too_large", replace(DEFAULT_LIMITS, unpacked_ratio=1)),
        ("workbook_too_large", replace(DEFAULT_LIMITS, entries=3)),
        ("too_many_sheets", replace(DEFAULT_LIMITS, sheets=1)),
        ("sheet_too_large", replace(DEFAULT_LIMITS, rows=38)),
        ("sheet_too_large", replace(DEFAULT_LIMITS, columns=3)),
        ("sheet_too_large", replace(DEFAULT_LIMITS, cells=39 * 4)),
    ],
)
def test_each_limit_refuses(code: str, limits: object) -> None:
    assert isinstance(limits, type(DEFAULT_LIMITS))
    refused = preflight(good_workbook(), limits)

    assert isinstance(refused, Problem)
    assert refused.code == code


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        ('<row><c r="A1"><f>B1</f></c><c r="B1"><f>C1</f></c></row>', ""),
        ("", '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>'),
    ],
    ids=["formulas", "merges"],
)
def test_what_is_remembered_beside_values_is_limited(rows: str, after: str) -> None:
    workbook = damage.with_sheet(good_workbook(), rows, after)

    refused = preflight(workbook, replace(DEFAULT_LIMITS, cells=1))

    assert isinstance(refused, Problem)
    assert refused.code == "sheet_too_large"


def test_limits_are_inclusive() -> None:
    exact = replace(DEFAULT_LIMITS, sheets=2, rows=39, columns=4, cells=39 * 4 + 1)

    assert isinstance(preflight(good_workbook(), exact), CheckedWorkbook)


@pytest.mark.parametrize("cell", ["XFD1048576", "A200001", "BXY1", "C1048576"])
def test_value_far_out_is_refused_with_its_cell(cell: str) -> None:
    refused = preflight(far_cell(cell))

    assert isinstance(refused, Problem)
    assert (refused.code, refused.sheet, refused.cell) == ("sheet_too_large", "企业明细", cell)


def test_value_far_out_is_refused_without_references() -> None:
    rows = "<row/>" * 200_000 + "<row><c><v>1</v></c></row>"

    refused = preflight(damage.with_sheet(good_workbook(), rows))

    assert isinstance(refused, Problem)
    assert (refused.code, refused.cell) == ("sheet_too_large", "A200001")


@pytest.mark.parametrize("content", ["", "<f>A1</f>"])
@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576"])
def test_format_or_uncalculated_formula_far_out_is_read(cell: str, content: str) -> None:
    grid = read_grid(far_cell(cell, content))

    assert isinstance(grid, Grid)
    assert grid.sheets[0].rows == ((1.0,),)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="AAAAAAAA1"><v>1</v></c></row>',
        '<row r="1"><c r="A99999999999999"><v>1</v></c></row>',
        '<row r="99999999999999"><c><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r=""><v>1</v></c></row>',
        '<row r="1"><c r="$A$1"><v>1</v></c></row>',
        '<row r="1"><c r="A"><v>1</v></c></row>',
        '<row r="1"><c r="A１"><v>1</v></c></row>',
        '<row r="5"><c r="B7"><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
    ],
)
def test_impossible_place_is_damage(rows: str) -> None:
    refused = preflight(damage.with_sheet(good_workbook(), rows))

    assert isinstance(refused, Problem)
    assert (refused.code, refused.sheet) == ("sheet_damaged", "企业明细")


@pytest.mark.parametrize(
    "rows",
    [
        lambda length: f'<row r="1"><c r="{"A" * length}1"/></row>',
        lambda length: f'<row r="{"1" * length}"/>',
        lambda length: f'<row r="1"><c r="A1" t="e"><v>{"&amp;" * length}</v></c></row>',
    ],
    ids=["letters", "digits", "error"],
)
def test_text_without_end_is_damage_soon(rows: Callable[[int], str]) -> None:
    workbooks = {length: damage.with_sheet(good_workbook(), rows(length)) for length in (LONG, EIGHT * LONG)}

    def check(length: int) -> None:
        refused = preflight(workbooks[length], replace(DEFAULT_LIMITS, unpacked_ratio=2_000))
        assert isinstance(refused, Problem)
        assert refused.code == "sheet_damaged"

    # What grows with the square of the length costs 64 times as much.
    assert growth(check, LONG, EIGHT) < 3 * EIGHT


@pytest.mark.parametrize("reference", [":", "A:1", "XFE:XFE", "1:", ""])
def test_impossible_merge_is_damage(reference: str) -> None:
    merges = f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'

    refused = preflight(damage.with_sheet(good_workbook(), "", after=merges))

    assert isinstance(refused, Problem)
    assert refused.code == "sheet_damaged"


def test_lying_size_is_not_unpacked() -> None:
    lying = damage.with_stated_size(bomb(good_workbook()), "xl/media/image1.png", 9)

    tracemalloc.start()
    refused = preflight(lying)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert isinstance(refused, Problem)
    assert refused.code == "file_damaged"
    assert peak < 5 * 2**20


@requires_libreoffice
@pytest.mark.parametrize(("to", "code"), [("xls", "file_is_old_workbook"), ("ods", "file_is_other_kind")])
def test_other_formats_of_a_real_program(tmp_path: Path, to: str, code: str) -> None:
    source = tmp_path / "企业.xlsx"
    source.write_bytes(good_workbook())

    refused = read_grid(convert(source, to, tmp_path / "out").read_bytes())

    assert isinstance(refused, Problem)
    assert refused.code == code


def test_every_code_has_a_failing_case() -> None:
    refused_here = {code for code, _ in REFUSED.values()} | {
        "file_too_large",
        "too_many_sheets",
        "sheet_too_large",
    }

    # What is seen only after calamine has read: see test_grid_reader and test_refused_texts.
    assert refused_here | {"workbook_unreadable", "cell_text_too_long"} == set(FILES)
