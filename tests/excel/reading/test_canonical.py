"""Spellings of XML that two parsers read differently: the values are those that Excel shows."""

from __future__ import annotations

import datetime as dt
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.excel.reading.canonical import sheet_needs_rewriting, strings_need_rewriting
from qcxl.excel.reading.escaped_text import escaped, unescaped
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.grid import Grid, RawValue, SheetGrid
from qcxl.model.problem import Problem
from tests.support import damage
from tests.support.inbox import enterprise, returned

INLINE = 't="inlineStr"'
TEXT = 't="str"'


@cache
def blank() -> bytes:
    """A workbook whose second cell style (1) shows dates."""
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = dt.date(2020, 7, 10)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def first_sheet(data: bytes) -> SheetGrid:
    grid = read_grid(data)
    assert isinstance(grid, Grid), grid
    return grid.sheets[0]


def in_cell(content: str, attributes: str = "") -> bytes:
    return damage.with_sheet(blank(), f'<row r="1"><c r="A1" {attributes}>{content}</c></row>')


def in_strings(items: str, index: str = "0") -> bytes:
    rows = f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>'
    return damage.with_strings(damage.with_sheet(blank(), rows), items)


@pytest.mark.parametrize(
    ("content", "attributes", "value"),
    [
        ("<v>503.863&#54;</v>", "", 503.8636),
        ("<v>503.863&#x36;</v>", "", 503.8636),
        ("<v>&#53;03</v>", "", 503.0),
        ("<v>1<!-- -->2</v>", "", 12.0),
        ("<v><!-- -->12</v>", "", 12.0),
        ("<v>1<![CDATA[2]]></v>", "", 12.0),
        ("<v><![CDATA[12]]></v>", "", 12.0),
        ("<v>1<?x y?>2</v>", "", 12.0),
        ("<v>1&#69;3</v>", "", 1000.0),
        ("<v> 12 </v>", "", 12.0),
        ("<v>\n12\t</v>", 't="n"', 12.0),
        ("<v>12&#10;</v>", "", 12.0),
        ('<v xml:space="preserve"> 12</v>', "", 12.0),
        ("<v>1E3</v>", 't="n"', 1000.0),
        ("<v>+5</v>", "", 5.0),
        ("<v> true </v>", 't="b"', True),
        ("<v> 2020-07-10 </v>", 't="d"', dt.date(2020, 7, 10)),
        ("<v>44022</v>", 's="&#49;"', dt.date(2020, 7, 10)),
        ("<v>7</v>", 't="&#110;"', 7.0),
        ("<v>1</v><extLst><ext uri='x'><y>5</y></ext></extLst>", "", 1.0),
        ("<v>a<!-- -->b&#99;<![CDATA[<d>]]></v>", TEXT, "abc<d>"),
        ("<is><t>a<!-- -->b<![CDATA[<d>]]></t></is>", INLINE, "ab<d>"),
        ("<v>_x0041__x4E2D__x4e2d_</v>", TEXT, "A中中"),
        ("<is><t>_xD83D__xDE00_</t></is>", INLINE, "\U0001f600"),
        ("<is><t>_x00<!-- -->41_</t></is>", INLINE, "A"),
        ("<is><t>_x00&#52;1_</t></is>", INLINE, "A"),
        ("<is><t>_x005F_x4E2D_</t></is>", INLINE, "_x4E2D_"),
        ("<is><t> _x4E2D_ </t></is>", INLINE, "中"),
        ("<is><r><t>_x00</t></r><r><t>41_</t></r><rPh><t>_x4E2D_</t></rPh></is>", INLINE, "_x0041_"),
    ],
)
def test_a_cell_is_read_whole(content: str, attributes: str, value: RawValue) -> None:
    assert first_sheet(in_cell(content, attributes)).value((1, 1)) == value


@pytest.mark.parametrize(
    "content",
    [
        *("<v>1<x/>2</v>", "<v>1<v>2</v></v>", '<c r="B1"><v>1</v></c>'),
        *("<v>33.5</v><v>44</v>", "<v>33</v> <v>.5</v>", "<v>1</v><!-- --><v>2</v>", "<v/><v>2</v>"),
    ],
)
def test_an_element_within_a_value_or_a_second_value_is_refused(content: str) -> None:
    refused = read_grid(in_cell(content))

    assert isinstance(refused, Problem)
    assert refused.code == "workbook_unreadable"


@pytest.mark.parametrize(
    ("items", "index", "value"),
    [
        ("".join(f"<si><t>{n}</t></si>" for n in range(12)), "1<!-- -->1", "11"),
        ("".join(f"<si><t>{n}</t></si>" for n in range(12)), "1&#49;", "11"),
        ("".join(f"<si><t>{n}</t></si>" for n in range(12)), " 11 ", "11"),
        ("<si><t>_x4E2D_国</t></si>", "0", "中国"),
        ("<si><t>_x4e2d_</t></si>", "0", "中"),
        ("<si><t>_xD83D__xDE00_</t></si>", "0", "\U0001f600"),
        ("<si><t>a_xD83D_b_xFFFF_</t></si>", "0", "a\ufffdb\ufffd"),
        ("<si><t>_x00<!-- -->41_</t></si>", "0", "A"),
        ("<si><t>_x00&#x34;1_</t></si>", "0", "A"),
        ("<si><t>_x005F_x4E2D_</t></si>", "0", "_x4E2D_"),
        ("<si><t>_x4E2D__x000D_</t></si>", "0", "中\r"),
        ("<si><t>_X4E2D__x4E2_</t></si>", "0", "_X4E2D__x4E2_"),
        ("<si/><si><r><t>甲</t></r><r><t>_x4E2D_</t></r><rPh><t>b</t></rPh></si>", "1", "甲中"),
    ],
)
def test_a_shared_text_is_read_whole(items: str, index: str, value: str) -> None:
    assert first_sheet(in_strings(items, index)).value((1, 1)) == value


@pytest.mark.parametrize(
    ("stated", "name"), [("_x4E2D_国", "中国"), ("_x005F_x0041_", "_x0041_"), ("甲", "甲")]
)
def test_the_name_of_a_sheet_is_unescaped_too(stated: str, name: str) -> None:
    assert (
        first_sheet(damage.replaced(blank(), damage.WORKBOOK, 'name="Sheet"', f'name="{stated}"')).name
        == name
    )


@pytest.mark.parametrize(
    "row", ['<row r="&#49;"><c r="A1"><v>1</v></c></row>', '<row r="1"><c r="A&#49;"><v>1</v></c></row>']
)
def test_a_place_with_a_character_reference_is_read(row: str) -> None:
    assert first_sheet(damage.with_sheet(blank(), row)).rows == ((1.0,),)


def test_what_stands_around_a_split_number_is_the_same() -> None:
    rows = """<row r="2" hidden="1"><c r="B2" t="e"><v>#SPILL!</v></c><c r="C2"><f>1+2</f><v>3</v></c></row>
        <row><c t="str"><f>a</f><v></v></c><c t="b"><v>1</v></c><c/><c><v>1<!-- -->2</v></c></row>"""

    sheet = first_sheet(damage.with_sheet(blank(), rows, '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))

    assert sheet.rows == ((), ("", "", 3.0), ("", True, "", 12.0))
    assert (sheet.errors, sheet.hidden_rows, sheet.merged) == ({(2, 2): "#SPILL!"}, {2}, ((1, 1, 1, 2),))


def test_a_prefixed_sheet_is_read_whole() -> None:
    data = in_cell("<v>503.863&#54;</v>")

    assert first_sheet(damage.with_prefix(data, damage.SHEET, "x")).value((1, 1)) == 503.8636


def test_no_ordinary_part_is_rewritten() -> None:
    parts = damage.unpacked(returned("411528", enterprise("息县示例机械有限公司")))
    sheets = [xml for name, xml in parts.items() if name.startswith("xl/worksheets/sheet")]
    strings = '<sst><si><t xml:space="preserve"> 甲_x000D_&amp;&#20013;&#10;</t></si></sst>'.encode()

    assert not any(map(sheet_needs_rewriting, sheets))
    assert not strings_need_rewriting(strings)


CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")


@given(st.lists(st.text(CHARACTERS, max_size=3) | st.just("_x0041_")).map("".join))
def test_an_escaped_text_is_the_text_again(text: str) -> None:
    assert unescaped(escaped(text)) == text


@given(st.text(st.sampled_from("_x0041eDC5F8 中\r"), max_size=24))
def test_every_escape_is_read_as_excel_reads_it(text: str) -> None:
    """With and without the rewriting that other characters in the file may cause."""
    plain = first_sheet(in_strings(f'<si><t xml:space="preserve">{text}</t></si>')).value((1, 1))
    forced = first_sheet(in_strings(f'<si><t xml:space="preserve">{text}</t><!-- --></si>')).value((1, 1))

    assert (plain or "") == (forced or "") == unescaped(text.replace("\r", "\n"))
