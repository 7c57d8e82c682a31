"""Texts that no cell can hold are refused with their place."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import openpyxl
import pytest

from qcxl.excel.reading.grid_reader import LONGEST_TEXT, read_grid
from qcxl.model.grid import Grid
from qcxl.model.problem import Problem
from tests.support import damage

CELL = '<row r="2"><c r="B2" t="{kind}">{content}</c></row>'


@cache
def two_sheets() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.title = "企业明细"
    workbook.create_sheet("附件5")["C3"] = 1
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def inline(text: str) -> bytes:
    return damage.with_sheet(two_sheets(), CELL.format(kind="inlineStr", content=f"<is><t>{text}</t></is>"))


def shared(*texts: str) -> bytes:
    """Shared texts of which B2 of the second sheet shows the last one; a text may be made of runs."""
    rows = CELL.format(kind="s", content=f"<v>{len(texts) - 1}</v>")
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}'
    data = damage.with_part(two_sheets(), "xl/worksheets/sheet2.xml", f"{sheet}</sheetData></worksheet>")
    return damage.with_strings(data, "".join(f"<si>{text}</si>" for text in texts))


def place(data: bytes) -> tuple[str, str, str] | None:
    grid = read_grid(data)
    return (grid.code, grid.sheet, grid.cell) if isinstance(grid, Problem) else None


@pytest.mark.parametrize(
    ("data", "sheet"),
    [
        (inline("字" * 40_000), "企业明细"),
        (inline("a" * (LONGEST_TEXT + 1)), "企业明细"),
        (inline("\U0001f600" * (LONGEST_TEXT // 2 + 1)), "企业明细"),
        (inline(f"<!-- -->{'a' * 20_000}<!-- -->{'b' * 20_000}"), "企业明细"),
        (damage.with_prefix(inline("字" * 40_000), damage.SHEET, "x"), "企业明细"),
        (shared("<t>甲</t>", f"<t>{'a' * 40_000}</t>"), "附件5"),
        (shared("<t>甲</t>", "<r><rPr><b/></rPr><t>甲乙丙丁</t></r>" * 10_000), "附件5"),
    ],
    ids=["inline", "by one", "by pairs", "split", "prefixed", "shared", "runs"],
)
def test_a_text_that_no_cell_holds_is_refused_with_its_place(data: bytes, sheet: str) -> None:
    assert place(data) == ("cell_text_too_long", sheet, "B2")


@pytest.mark.parametrize(
    "text", ["a" * LONGEST_TEXT, "字" * LONGEST_TEXT, "\U0001f600" * (LONGEST_TEXT // 2)]
)
def test_a_text_that_fills_a_cell_is_read(text: str) -> None:
    grid = read_grid(inline(text))

    assert isinstance(grid, Grid)
    assert grid.sheets[0].value((2, 2)) == text


@pytest.mark.parametrize("character", ["\x01", "&#1;", "\x0b", "&#xD800;", "&#xFFFF;", "\ufffe"])
@pytest.mark.parametrize(
    "make", [inline, lambda text: shared("<t>甲</t>", f"<t>{text}</t>")], ids=["inline", "shared"]
)
def test_an_illegal_character_is_blamed_on_its_cell(make, character: str) -> None:  # type: ignore[no-untyped-def]
    sheet = "企业明细" if make is inline else "附件5"

    assert place(make(f"甲{character}")) == ("illegal_character", sheet, "B2")


def test_bad_bytes_are_blamed_on_their_cell() -> None:
    data = damage.edited(inline("@@@"), damage.SHEET, lambda xml: xml.replace(b"@@@", b"\xed\xa0\x80"))

    assert place(data) == ("illegal_character", "企业明细", "B2")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (
            damage.edited(shared("<t>甲</t>"), damage.STRINGS, lambda xml: damage.cut(xml, 0.8)),
            "file_damaged",
        ),
        (damage.edited(inline("甲"), damage.SHEET, lambda xml: damage.cut(xml, 0.8)), "sheet_damaged"),
    ],
)
def test_other_damage_is_no_illegal_character(data: bytes, code: str) -> None:
    grid = read_grid(data)

    assert isinstance(grid, Problem)
    assert grid.code == code
