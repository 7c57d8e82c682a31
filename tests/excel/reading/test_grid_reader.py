"""A closed workbook becomes a grid: values at their addresses, and what calamine alone does not tell."""

from __future__ import annotations

import datetime as dt
from functools import cache
from io import BytesIO
from pathlib import Path
from time import process_time

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.grid import Grid, RawValue, SheetGrid
from qcxl.model.problem import Problem
from tests.support import damage
from tests.support.effort import seconds
from tests.support.libreoffice import convert, requires_libreoffice

ENDLESS = 1000
"""How many times the cost of reading a good workbook no damage may reach."""
MORNING = dt.datetime.fromisoformat("2020-07-10T08:30")


def saved(workbook: openpyxl.Workbook) -> bytes:
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@cache
def plain_workbook() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.title = "企业明细"
    workbook.active["B3"] = "郑州"
    return saved(workbook)


def read(data: bytes) -> Grid:
    grid = read_grid(data)
    assert isinstance(grid, Grid), grid
    return grid


def read_rows(rows: str, after: str = "", before: str = "") -> SheetGrid:
    return read(damage.with_sheet(plain_workbook(), rows, after, before)).sheets[0]


def cell(content: str, kind: str = "") -> RawValue:
    return read_rows(f'<row r="1"><c r="A1" {kind}>{content}</c></row>').value((1, 1))


def everything() -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "企业明细"
    values = [
        "郑州\n某厂",
        7,
        0.0035,
        True,
        False,
        dt.date(2020, 7, 10),
        MORNING,
        "=1/0",
        "=1+1",
    ]
    for row, value in enumerate(values, start=3):
        sheet.cell(row, 2, value)
    sheet.row_dimensions[4].hidden = True
    sheet.merge_cells("D1:E2")
    sheet["D1"] = "标题"
    hidden = workbook.create_sheet("_qcxl")
    hidden.sheet_state = "veryHidden"
    hidden["A1"] = "edition"
    return workbook


def test_values_stand_at_their_addresses() -> None:
    sheet = read(saved(everything())).sheets[0]

    assert [sheet.value((row, 2)) for row in range(1, 10)] == [
        None,
        None,
        "郑州\n某厂",
        7.0,
        0.0035,
        True,
        False,
        dt.date(2020, 7, 10),
        MORNING,
    ]
    assert sheet.value((1, 4)) == "标题"


def test_formulas_hidden_rows_and_merges_are_told() -> None:
    sheet = read(saved(everything())).sheets[0]

    assert sheet.formulas == {(10, 2), (11, 2)}
    assert [sheet.value(place) for place in sheet.formulas] == [None, None]
    assert sheet.hidden_rows == {4}
    assert sheet.merged == ((1, 4, 2, 5),)


def test_workbook_with_macros_is_read() -> None:
    parts = damage.unpacked(plain_workbook())
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )

    grid = read(damage.packed({**parts, "[Content_Types].xml": types, "xl/vbaProject.bin": damage.OLE_START}))

    assert grid.sheets[0].value((3, 2)) == "郑州"


def test_hidden_sheets_are_read_in_order_and_chart_sheets_are_not() -> None:
    workbook = everything()
    workbook.create_chartsheet("图", 1)
    workbook.create_sheet("附件5").sheet_state = "hidden"

    grid = read(saved(workbook))

    assert [sheet.name for sheet in grid.sheets] == ["企业明细", "_qcxl", "附件5"]
    assert grid.sheets[1].rows == (("edition",),)
    assert [sheet.hidden for sheet in grid.sheets] == [False, True, True]


@requires_libreoffice
def test_workbook_saved_by_libreoffice(tmp_path: Path) -> None:
    source = tmp_path / "企业（明细） 一.xlsx"
    source.write_bytes(saved(everything()))

    sheet = read(convert(source, "xlsx", tmp_path / "out").read_bytes()).sheets[0]

    assert sheet.value((3, 2)) == "郑州\n某厂"
    assert sheet.value((8, 2)) == dt.date(2020, 7, 10)
    assert sheet.value((11, 2)) == 2.0
    assert sheet.errors == {(10, 2): "#DIV/0!"}
    assert sheet.hidden_rows == {4}
    assert sheet.merged == ((1, 4, 2, 5),)
    # LibreOffice saves a typed TRUE as the formula TRUE().
    assert sheet.formulas >= {(10, 2), (11, 2)}


@pytest.mark.parametrize(
    ("number_format", "is_percent"),
    [
        ("0%", True),
        ("0.00%", True),
        ("0.0%", True),
        ("0.00%;[Red]-0.00%", True),
        ('0.00%;-0.00%;"—"', True),
        ("0.00%;-0.00%;0", True),
        ("0.00%;;@", True),
        ("[$-804]0.0%", True),
        ("# ?/?%", True),
        ("_ * 0.0%_ ;_ * -0.0%_ ", True),
        ('"约"0%', True),
        ("General", False),
        ("0.00", False),
        ('0.00"%"', False),
        ('0"百分点%"', False),
        ("0\\%", False),
        ("0_%", False),
        ("0*%", False),
        ("[<=1]0%;0", False),
        ('[<=1]0%;0"%"', False),
        ('"%"', False),
        ("@", False),
        ("yyyy-mm-dd", False),
    ],
)
def test_numbers_that_are_shown_as_percentages_are_told(number_format: str, is_percent: bool) -> None:
    workbook = openpyxl.Workbook()
    for row, value in enumerate([0.85, "0.85", True], start=1):
        workbook.active.cell(row, 2, value).number_format = number_format
    workbook.active["C1"] = 0.85
    workbook.active["D1"].number_format = number_format

    assert read(saved(workbook)).sheets[0].percents == ({(1, 2)} if is_percent else set())


def test_a_formula_with_a_result_is_shown_as_a_percentage_too() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"].number_format = "0%"
    rows = """<row r="1"><c r="A1" s="1"><f>17/20</f><v>0.85</v></c>
    <c r="B1" s="1" t="str"><f>"a"</f><v>a</v></c><c r="C1" s="1" t="n"><v>1</v></c></row>"""

    assert read(damage.with_sheet(saved(workbook), rows)).sheets[0].percents == {(1, 1), (1, 3)}


def test_percentages_in_prefixed_elements_without_references() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"].number_format = "0%"
    rows = """<row><c><v>1</v></c><c s="1"><v>0.85</v></c><c s="1" t="b"><v>1</v></c></row>
    <row><c s="1"/><c s="1"><f>A1</f><v>0.5</v></c></row>"""
    data = damage.with_prefix(damage.with_sheet(saved(workbook), rows), damage.SHEET, "x")

    assert read(data).sheets[0].percents == {(1, 2), (2, 2)}


@pytest.mark.parametrize(
    ("styles", "percents"),
    [
        ('<cellXfs><xf numFmtId="9"/></cellXfs>', {(1, 1)}),
        ('<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>', {(1, 2)}),
        (
            '<cellXfs><xf/><xf numFmtId="9"/></cellXfs><dxfs><dxf><numFmt numFmtId="9"/></dxf></dxfs>',
            {(1, 2)},
        ),
        ('<cellStyleXfs><xf numFmtId="9"/><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/></cellXfs>', set()),
        ("", set()),
    ],
)
def test_only_the_styles_of_cells_make_percentages(styles: str, percents: set[tuple[int, int]]) -> None:
    sheet = '<row r="1"><c r="A1"><v>0.5</v></c><c r="B1" s="1"><v>0.5</v></c></row>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = damage.with_sheet(plain_workbook(), sheet)

    found = read(damage.with_part(data, damage.STYLES, f'<styleSheet xmlns="{main}">{styles}</styleSheet>'))

    assert found.sheets[0].percents == percents


@requires_libreoffice
def test_percentages_saved_by_libreoffice(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row, number_format in enumerate(["0%", "0.00%", '0.00"%"', "General"], start=1):
        workbook.active.cell(row, 1, 0.85).number_format = number_format
    source = tmp_path / "百分比.xlsx"
    source.write_bytes(saved(workbook))

    sheet = read(convert(source, "xlsx", tmp_path / "out").read_bytes()).sheets[0]

    assert sheet.percents == {(1, 1), (2, 1)}


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#SPILL!", "#CALC!", "Err:502"])
def test_error_cell_has_no_value_and_is_told(error: str) -> None:
    rows = (
        f'<row r="2"><c r="B2" t="e"><f>Z9</f><v>{error}</v></c>'
        f'<c r="C2" t="str"><v>{error}</v></c><c r="D2" t="e"><v>#REF!</v></c></row>'
    )

    sheet = read_rows(rows)

    assert sheet.errors == {(2, 2): error, (2, 4): "#REF!"}
    assert [sheet.value((2, column)) for column in (2, 3, 4)] == [None, error, None]


def test_every_cell_with_a_formula_is_told() -> None:
    rows = """<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1"><f t="shared" ref="B1:C1" si="0">A1</f></c>
    <c r="C1"><f t="shared" si="0"/><v>2</v></c><c r="D1"><f t="array" ref="D1:E1">A1</f><v>3</v></c>
    <c r="E1"><v>4</v></c></row>"""

    sheet = read_rows(rows)

    assert sheet.formulas == {(1, 1), (1, 2), (1, 3), (1, 4)}
    assert sheet.rows == ((1.0, "", 2.0, 3.0, 4.0),)


def test_places_are_counted_where_no_reference_stands() -> None:
    rows = """<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>
    <row r="5" hidden="true"><c><f>A1</f></c></row>
    <row><c r="D6"><v>4</v></c><c><f>A1</f><v>5</v></c></row>"""

    sheet = read_rows(rows)

    assert sheet.rows == ((1.0,), (), (), (), (), ("", "", "", 4.0, 5.0))
    assert sheet.errors == {(1, 2): "#N/A"}
    assert sheet.formulas == {(5, 1), (6, 5)}
    assert sheet.hidden_rows == {5}


def test_prefixed_elements_are_read() -> None:
    rows = """<row r="2" hidden="1"><c r="B2" t="e"><f>A1</f><v>#N/A</v></c><c r="C2"><v>3</v></c></row>"""
    merges = '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>'
    data = damage.with_sheet(plain_workbook(), rows, merges)
    for part in (damage.SHEET, damage.WORKBOOK, damage.WORKBOOK_RELATIONS):
        data = damage.with_prefix(data, part, "x")

    sheet = read(data).sheets[0]

    assert sheet == SheetGrid(
        name="企业明细",
        rows=((), ("", "", 3.0)),
        formulas=frozenset({(2, 2)}),
        errors={(2, 2): "#N/A"},
        hidden_rows=frozenset({2}),
        merged=((2, 2, 3, 2),),
        formula_texts={(2, 2): "=A1"},
    )


def test_what_stands_behind_a_cell_without_a_value_is_read() -> None:
    rows = (
        '<row r="2"><c r="B2"><f>1+2</f></c><c><f>_xlfn.DISPIMG("ID_6",1)</f></c>'
        '<c r="D2"><f>1+3</f><v>4</v></c>'
        '<c r="E2" t="e" vm="1"><v>#VALUE!</v></c><c r="F2" t="e"><v>#REF!</v></c></row>'
    )

    sheet = read(damage.with_sheet(plain_workbook(), rows)).sheets[0]

    assert sheet.uncomputed == {(2, 2), (2, 3)}
    assert sheet.formula_texts == {(2, 2): "=1+2", (2, 3): '=_xlfn.DISPIMG("ID_6",1)'}
    assert sheet.cell_pictures == {(2, 5)}


@pytest.mark.parametrize(
    ("content", "kind", "value"),
    [
        ('<is><t xml:space="preserve"> 甲 </t></is>', 't="inlineStr"', " 甲 "),
        (
            '<is><r><t>甲</t></r><r><t>乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is>',
            't="inlineStr"',
            "甲乙",
        ),
        ("<is><t/></is>", 't="inlineStr"', None),
        ("<v>a&amp;b&#x4e2d;&lt;</v>", 't="str"', "a&b中<"),
        ("<v>甲_x000D_乙</v>", 't="str"', "甲\r乙"),
        ("<f>A2</f><v></v>", 't="str"', None),
        ("<v>123456789012345678</v>", "", 123456789012345678.0),
        ("<v>1</v>", 't="b"', True),
        ("<v>2020-07-10</v>", 't="d"', dt.date(2020, 7, 10)),
        ("<v>nan</v>", "", "nan"),
        ("<v>1e999</v>", "", "inf"),
    ],
)
def test_cell_content(content: str, kind: str, value: RawValue) -> None:
    assert cell(content, kind) == value


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ('<r><t>甲</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 乙</t></r>', "甲 乙"),
        ('<t>重庆</t><rPh sb="0" eb="2"><t>chongqing</t></rPh><phoneticPr fontId="1"/>', "重庆"),
        ('<t xml:space="preserve"> 前后 </t>', " 前后 "),
        ("<t>一行\n二行</t>", "一行\n二行"),
        ("<t>_x005F_x000D_</t>", "_x000D_"),
        ("", None),
    ],
)
def test_shared_text(item: str, value: RawValue) -> None:
    data = damage.with_sheet(plain_workbook(), '<row r="1"><c r="A1" t="s"><v>0</v></c></row>')

    sheet = read(damage.with_strings(data, f"<si>{item}</si>", 'count="1" uniqueCount="1"')).sheets[0]

    assert sheet.value((1, 1)) == value


def test_stated_dimension_is_not_believed() -> None:
    sheet = read_rows('<row r="1"><c r="A1"><v>1</v></c></row>', before='<dimension ref="A1:XFD1048576"/>')

    assert sheet.rows == ((1.0,),)


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    workbook.active["A1"] = dt.date(2020, 7, 10)

    assert read(saved(workbook)).sheets[0].value((1, 1)) == dt.date(2020, 7, 10)


@pytest.mark.parametrize("name", ["A&B <一> \"'", "表 (2)", "x" * 31])
def test_sheet_names(name: str) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = name

    assert read(saved(workbook)).sheets[0].name == name


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/", "worksheets/", "./worksheets/", "worksheets\\", "/XL/worksheets/"]
)
def test_part_names_and_targets_in_other_spellings(target: str) -> None:
    parts = damage.unpacked(plain_workbook())
    parts["xl\\Worksheets\\Sheet1.xml"] = parts.pop(damage.SHEET)
    relations = parts[damage.WORKBOOK_RELATIONS].decode().replace("/xl/worksheets/", target)
    data = damage.with_part(damage.packed(parts), damage.WORKBOOK_RELATIONS, relations)

    assert read(data).sheets[0].value((3, 2)) == "郑州"


@pytest.mark.parametrize(
    "content",
    [
        '<c r="A1" t="s"><v>99</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="zz"><v>1</v></c>',
        '<c r="A1" t="n"><v>1_0</v></c>',
        '<c r="A1"><c r="B1"><v>1</v></c></c>',
    ],
)
def test_content_that_makes_no_sense_is_refused(content: str) -> None:
    refused = read_grid(damage.with_sheet(plain_workbook(), f'<row r="1">{content}</row>'))

    assert isinstance(refused, Problem)
    assert refused.code == "workbook_unreadable"


@pytest.mark.parametrize(
    ("number", "number_format"),
    [
        pytest.param(13_800_000_000, "[h]:mm", id="Python cannot hold the duration"),
        pytest.param(-1e300, "yyyy-mm-dd", id="calamine panics over the date"),
        pytest.param(13_800_000_000, "yyyy-mm-dd", id="a phone in a cell for a date"),
    ],
)
def test_a_number_beyond_all_time_is_no_time(number: float, number_format: str) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = number
    workbook.active["A1"].number_format = number_format
    workbook.active["B1"] = dt.date(2020, 7, 10)

    assert read(saved(workbook)).sheets[0].rows == ((number, dt.date(2020, 7, 10)),)


def as_saved(number: float) -> float:
    """The number in the 15 digits that spreadsheets keep."""
    return float(f"{number:.15g}")


TEXTS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), min_size=1
)
VALUES = st.one_of(
    TEXTS.filter(lambda text: not text.startswith("=") and text not in openpyxl.cell.cell.ERROR_CODES),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e200, max_value=1e200).map(as_saved),
    st.booleans(),
    st.dates(dt.date(1901, 1, 1), dt.date(2100, 1, 1)),
)
PLACES = st.tuples(st.integers(1, 40), st.integers(1, 30))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(PLACES, VALUES, max_size=25))
def test_what_openpyxl_wrote_is_read_back(values: dict[tuple[int, int], RawValue]) -> None:
    workbook = openpyxl.Workbook()
    for (row, column), value in values.items():
        workbook.active.cell(row, column).value = value

    sheet = read(saved(workbook)).sheets[0]

    assert {place: sheet.value(place) for place in values} == values
    held = {(r, c) for r, line in enumerate(sheet.rows, 1) for c, value in enumerate(line, 1) if value != ""}
    assert held == set(values)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_random_damage_never_raises(data: st.DataObject) -> None:
    source = bytearray(saved_once())
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(source) - 1), st.integers(0, 255)), max_size=8)
    ):
        source[place] = byte
    damaged = bytes(source[: data.draw(st.sampled_from([len(source), len(source) // 2, len(source) - 9]))])

    started = process_time()
    result = read_grid(damaged)

    assert isinstance(result, Grid | Problem)
    assert process_time() - started < ENDLESS * cost_undamaged()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_random_damage_inside_a_part_never_raises(data: st.DataObject) -> None:
    parts = damage.unpacked(saved_once())
    part = data.draw(
        st.sampled_from([damage.SHEET, damage.WORKBOOK, damage.WORKBOOK_RELATIONS, damage.STYLES])
    )
    content = bytearray(parts[part])
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=3)
    ):
        content[place] = byte

    result = read_grid(damage.packed({**parts, part: bytes(content)}))

    assert isinstance(result, Grid | Problem)


@cache
def cost_undamaged() -> float:
    return seconds(lambda: read_grid(saved_once()))


@cache
def saved_once() -> bytes:
    return saved(everything())


@pytest.mark.parametrize(
    ("attributes", "is_hidden"),
    [
        ('hidden="1"', True),
        ('ht="0" customHeight="1"', True),
        ('ht="0.75"', True),
        ('ht="14.25"', False),
        ('ht="?"', False),
        ("", False),
    ],
)
def test_rows_too_low_to_be_seen_are_hidden(attributes: str, is_hidden: bool) -> None:
    sheet = read_rows(f'<row r="1" {attributes}><c r="A1"><v>35</v></c></row>')

    assert sheet.hidden_rows == ({1} if is_hidden else set())


@pytest.mark.parametrize(
    ("number_format", "is_told"),
    [
        ('0!.0000"万元"', True),
        ("0!.0,", True),
        ("#,##0,", True),
        ('0.00"元"', True),
        ("#,##0.00", False),
        ("General", False),
        ("0.00%", False),
        ('yyyy"年"m"月"', False),
        ("¥#,##0.00", False),
    ],
)
def test_formats_that_show_another_measure_are_told(number_format: str, is_told: bool) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["B1"] = 2506627, "2506627"
    sheet["A1"].number_format = sheet["B1"].number_format = number_format

    assert read(saved(workbook)).sheets[0].measures == ({(1, 1): number_format} if is_told else {})
