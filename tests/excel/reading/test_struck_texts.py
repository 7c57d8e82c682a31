"""Struck-out text: by the style of a cell, and by runs of rich text within it."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from qcxl.model.grid import SheetGrid
from tests.excel.reading.test_grid_reader import plain_workbook, read, saved
from tests.support import damage

STRUCK = "<rPr><strike/></rPr>"
OFF = '<rPr><strike val="0"/></rPr>'


def shared(*items: str) -> SheetGrid:
    """The sheet whose cells A1, A2 … show these shared texts."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>{row - 1}</v></c></row>' for row in range(1, len(items) + 1)
    )
    strings = "".join(f"<si>{item}</si>" for item in items)
    return read(damage.with_strings(damage.with_sheet(plain_workbook(), rows), strings)).sheets[0]


def test_shared_texts_with_struck_letters() -> None:
    sheet = shared(
        f"<r>{STRUCK}<t>甲公司</t></r><r><t>乙公司</t></r>",
        f"<r>{STRUCK}<t>甲公司</t></r>",
        f"<r>{OFF}<t>甲公司</t></r>",
        "<t>丙公司</t>",
        f"<r>{STRUCK}<t> </t></r><r><t>乙公司</t></r>",
    )

    assert (sheet.partly_struck, sheet.struck) == ({(1, 1)}, {(2, 1)})


@pytest.mark.parametrize(
    ("runs", "partly", "wholly"),
    [
        (f"<r>{STRUCK}<t>甲</t></r><r><t>乙</t></r>", {(1, 1)}, set()),
        (f"<r>{STRUCK}<t>甲</t></r>", set(), {(1, 1)}),
        ("<t>甲</t>", set(), set()),
    ],
)
def test_texts_within_a_cell(runs: str, partly: set[object], wholly: set[object]) -> None:
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row>'
    sheet = read(damage.with_sheet(plain_workbook(), rows)).sheets[0]

    assert (sheet.partly_struck, sheet.struck) == (partly, wholly)


def test_cells_struck_out_by_their_style() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["B1"], sheet["C1"] = "甲公司", 35, "乙公司"
    for cell in ("A1", "B1", "D1"):
        sheet[cell].font = Font(strike=True)
    sheet["C1"].font = Font(strike=False)

    assert read(saved(workbook)).sheets[0].struck == {(1, 1), (1, 2)}


def test_a_part_struck_out_by_openpyxl() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "甲公司"), "乙公司")

    assert read(saved(workbook)).sheets[0].partly_struck == {(2, 2)}
