"""A blank workbook filled by patching: what is typed is read, what is marked is seen, the rest stays."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.workbook import Workbook

from qcxl.core.sheets.layout import LAST_ROW, TABLE_ROWS
from qcxl.excel.filled.boxes import Boxes
from qcxl.excel.filled.filled_form import Link, Mark, SheetContent, fill_form
from qcxl.excel.filled.values import LONGEST_TEXT
from qcxl.model.grid import Place, RawValue, address, parse_address
from qcxl.model.problem import Severity
from tests.excel.issued import test_compiled as blank_tests
from tests.support import workbooks
from tests.support.effort import seconds
from tests.support.issued import MAIN, RELATION, Issued, cells, issued, text_of
from tests.support.libreoffice import NEVER, convert, page_text, requires_libreoffice, write_profile
from tests.support.xml_compare import xml_parts

EDITION, COUNTY = "henan-2020", "411521"
LIST, CARD, RESULTS = "企业明细", "附件5", "校验结果"
NAME, EMPLOYEES, BENEFIT = 1, 4, 11
FIRST, DRAWN_END, FAR = 6, 41, 60
COLOURS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.INFO: "FFDDEBF7"}
MESSAGE = (
    "“约300人”不是数字。职工总数只填数字，例如 300；没有职工的填 0。"
    "改好以后再校验一次，直到没有标红的单元格为止，然后发回原来的邮箱。"
)
WRONG = 987654
FASTER_THAN_OPENPYXL = 5
NOTES_OF_ONE_BLOCK = 1024

CHECKS_OF_A_BLANK_WORKBOOK = (
    blank_tests.test_elements_stand_in_the_order_of_the_schema,
    blank_tests.test_counts_are_true,
    blank_tests.test_rows_and_cells_stand_in_order_and_once,
    blank_tests.test_the_dimension_covers_every_cell,
    blank_tests.test_texts_are_well_formed,
    blank_tests.test_styles_exist,
    blank_tests.test_names_are_unique_and_lead_somewhere,
    blank_tests.test_tables_have_ids_of_their_own,
    blank_tests.test_every_part_is_declared_and_every_relation_leads_to_a_part,
)


def blank() -> Issued:
    return issued(EDITION, COUNTY)


def filled(contents: Mapping[str, SheetContent], data: bytes | None = None) -> Issued:
    """The county's blank workbook (or other `data`) filled with `contents`."""
    return Issued(blank().edition, COUNTY, fill_form(data or blank().data, contents))


def typed(values: Mapping[Place, RawValue], sheet: str = LIST) -> Issued:
    return filled({sheet: SheetContent(values)})


def marked(marks: Mapping[Place, Mark], sheet: str = LIST, data: bytes | None = None) -> Issued:
    return filled({sheet: SheetContent(marks=marks)}, data)


def card_place(field: str) -> Place:
    return blank().layouts["qc_statistics"].places[field]


def result_place(part: str) -> Place:
    return blank().layouts["results"].spots[f"result.{part}"]


def everything() -> dict[str, SheetContent]:
    """Values within and below the table, on cards, cached results, marks and links."""
    rows = {
        (row, column): value
        for row in (FIRST, FIRST + 1, DRAWN_END, FAR - 1, FAR)
        for column, value in {NAME: f"示例企业{row}有限公司", EMPLOYEES: row * 10, BENEFIT: 1.5}.items()
    }
    return {
        LIST: SheetContent(
            rows,
            marks={
                (FIRST, EMPLOYEES): Mark(Severity.ERROR, MESSAGE),
                (FIRST + 1, BENEFIT): Mark(Severity.WARNING, "请说明"),
                (FAR, NAME): Mark(Severity.INFO, "示例"),
            },
        ),
        CARD: SheetContent(
            {
                card_place("qc_exchange_held"): "是",
                card_place("qc_exchange_time"): dt.date(2020, 5, 20),
                card_place("qc_exchange_place"): "=1+1",
            },
            shown={card_place("qc_benefit"): WRONG, card_place("qc_groups_total"): ""},
            marks={card_place("qc_exchange_entered"): Mark(Severity.ERROR, "没有填")},
        ),
        RESULTS: SheetContent(
            {result_place("severity"): "必改", result_place("cell"): "D6"},
            links={result_place("cell"): Link(LIST, "D6", "到这个单元格")},
        ),
    }


# --- what is typed is read --------------------------------------------------------------------------------

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(9999, 12, 31))
TIMES = st.times().map(lambda time: time.replace(microsecond=0))
AWKWARD_TEXTS = st.sampled_from(
    [
        "=1+1",
        "_x0041_",
        "_x005F_",
        "a\r\nb",
        " \n",
        "'1",
        "#N/A",
        "TRUE",
        "\t",
        "\x01\x0b",
        "万\u3000",
    ]
)
RAW_VALUES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff")),
    st.text(st.characters(codec="utf-8", categories=("Cc", "Zs", "Nd", "Pc", "Lo"))),
    AWKWARD_TEXTS,
    st.integers(-(2**53), 2**53),
    st.floats(-9e307, 9e307),
    st.booleans(),
    DAYS,
    st.builds(dt.datetime.combine, DAYS, TIMES.filter(lambda time: time != dt.time())),
    TIMES,
    st.timedeltas(dt.timedelta(days=-9999), dt.timedelta(days=99999)).map(
        lambda span: dt.timedelta(days=span.days, seconds=span.seconds)
    ),
    st.none(),
)


@given(
    st.dictionaries(st.tuples(st.integers(FIRST, FAR), st.integers(1, 25)), RAW_VALUES, max_size=12),
    st.dictionaries(st.sampled_from(["qc_exchange_time", "qc_exchange_place"]), RAW_VALUES),
)
@settings(deadline=None)
def test_what_is_typed_is_read(rows: dict[Place, RawValue], entries: dict[str, RawValue]) -> None:
    card = {card_place(field): value for field, value in entries.items()}

    book = filled({LIST: SheetContent(rows), CARD: SheetContent(card)})

    for name, values in ((LIST, rows), (CARD, card)):
        read = {place: book.sheet_grid(name).value(place) for place in values}
        assert read == {place: None if value == "" else value for place, value in values.items()}
        assert [type(each) is bool for each in read.values()] == [
            type(each) is bool for each in values.values()
        ]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        pytest.param("长" * (LONGEST_TEXT + 5), "长" * LONGEST_TEXT, id="longer than a cell holds"),
        pytest.param("𠮷" * LONGEST_TEXT, "𠮷" * (LONGEST_TEXT // 2), id="characters of two units"),
        pytest.param("a\ud800b", "ab", id="half a character"),
        pytest.param("\udc00\ufffe", None, id="nothing but what is no character"),
        pytest.param(dt.date(1899, 12, 31), "1899-12-31", id="before the first date"),
        pytest.param(float("inf"), "inf", id="infinite"),
        pytest.param(10**400, str(10**400), id="past the largest number"),
    ],
)
def test_what_no_cell_holds_comes_as_near_as_can_be(value: RawValue, read: RawValue) -> None:
    assert typed({(FIRST, NAME): value}).sheet_grid(LIST).value((FIRST, NAME)) == read


def test_a_date_keeps_the_format_of_its_cell() -> None:
    place = card_place("qc_exchange_time")

    book = typed({place: dt.date(2020, 5, 20)}, CARD)

    assert style(book, CARD, place) == style(blank(), CARD, place)


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (dt.date(2020, 5, 20), 14),
        (dt.time(9, 30), 21),
        (dt.datetime.combine(dt.date(2020, 5, 20), dt.time(9, 30)), 22),
        (dt.timedelta(hours=30), 46),
    ],
)
def test_a_date_in_a_cell_of_figures_brings_its_format(value: RawValue, number_format: int) -> None:
    place = (FIRST, EMPLOYEES)

    book = typed({place: value})

    assert changes(xf(blank(), LIST, place), xf(book, LIST, place)) == {
        "numFmtId": str(number_format),
        "applyNumberFormat": "1",
    }


def test_a_figure_in_a_date_cell_is_shown_as_figure() -> None:
    assert (
        xf(typed({card_place("qc_exchange_time"): 20200520}, CARD), CARD, card_place("qc_exchange_time")).get(
            "numFmtId"
        )
        == "0"
    )


def test_a_text_that_begins_like_a_formula_is_none() -> None:
    book = typed({(FIRST, NAME): "=HYPERLINK(A1)"})

    assert list(book.formulas()) == list(blank().formulas())


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_clears_a_cell_and_makes_none(nothing: str | None) -> None:
    first = typed({(FIRST, NAME): "示例公司"})

    book = filled({LIST: SheetContent({(FIRST, NAME): nothing, (FAR, NAME): nothing})}, first.data)

    assert book.sheet_grid(LIST).value((FIRST, NAME)) is None
    assert address((FAR, NAME)) not in cells(book.sheets[LIST])
    assert style(book, LIST, (FIRST, NAME)) == style(blank(), LIST, (FIRST, NAME))


def test_an_overwritten_formula_is_gone() -> None:
    place = card_place("qc_benefit")

    book = typed({place: 5}, CARD)

    assert book.sheet_grid(CARD).value(place) == 5
    assert place not in book.sheet_grid(CARD).formulas


# --- what formulas show -----------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", [7.5, 12, "", "自检通过", " <a> & b "])
def test_a_formula_stays_beside_what_it_shows(shown: float | str) -> None:
    place = card_place("qc_benefit")

    book = filled({CARD: SheetContent(shown={place: shown})})

    assert list(book.formulas()) == list(blank().formulas())
    assert text_of(cells(book.sheets[CARD])[address(place)]) == str(shown)
    assert [each.get("fullCalcOnLoad") for each in book.workbook.iter(f"{MAIN}calcPr")] == ["1"]


def test_results_that_are_not_given_stay() -> None:
    book = filled(everything())
    given = {address(place) for place in everything()[CARD].shown}

    for name, sheet in blank().sheets.items():
        for cell, element in cells(sheet).items():
            if element.find(f"{MAIN}f") is not None and not (name == CARD and cell in given):
                assert etree.tostring(cells(book.sheets[name])[cell]) == etree.tostring(element)


def test_a_result_needs_a_formula() -> None:
    with pytest.raises(ValueError, match="A6"):
        filled({LIST: SheetContent(shown={(FIRST, NAME): 1})})


# --- rows below the table ---------------------------------------------------------------------------------


def test_the_table_takes_in_what_stands_below_it() -> None:
    (table,) = typed({(FAR, NAME): "示例公司"}).tables(LIST)

    corner = table.attrib["ref"].split(":")[1]
    assert parse_address(corner)[0] == FAR
    assert [each.attrib["ref"] for each in table.iter(f"{MAIN}autoFilter")] == [table.attrib["ref"]]


def test_rows_below_the_table_look_like_its_first_row() -> None:
    book = typed({(FAR, NAME): "示例公司"})

    (table,) = book.tables(LIST)
    for column in range(1, parse_address(table.attrib["ref"].split(":")[1])[1] + 1):
        looks = {style(book, LIST, (row, column)) for row in range(DRAWN_END, FAR + 1)}
        assert looks == {style(blank(), LIST, (FIRST, column))}


def test_fitted_rows_are_as_high_as_their_longest_text() -> None:
    texts = {(FIRST, NAME): "示例公司", (FIRST + 1, NAME): "示例" * 10, (FIRST + 2, NAME): "示例" * 20}

    book = filled({LIST: SheetContent(texts | {(FAR, NAME): "示例" * 20}, fitted=range(FIRST, FAR))})

    one_line, two_lines, four_lines = (row_height(book, LIST, row) for row in range(FIRST, FIRST + 3))
    assert (one_line, row_height(book, LIST, FAR)) == (None, None)
    assert two_lines is not None
    assert four_lines is not None
    assert 25 < two_lines < four_lines < 70


def test_a_row_of_fixed_height_keeps_it() -> None:
    place = card_place("qc_exchange_place")

    book = filled({CARD: SheetContent({place: "示例" * 50}, fitted=[place[0]])})

    assert row_height(book, CARD, place[0]) == row_height(blank(), CARD, place[0])


def test_a_stray_value_far_down_fills_no_sheet() -> None:
    book = typed({(1_000_000, NAME): "示例公司"})

    assert len(list(book.sheets[LIST].iter(f"{MAIN}row"))) == LAST_ROW + 1


@pytest.mark.parametrize("place", [(DRAWN_END, NAME), (FAR, 40)], ids=["within", "beside its columns"])
def test_the_table_stays_otherwise(place: Place) -> None:
    book = typed({place: "示例"})

    assert [etree.tostring(table) for table in book.tables(LIST)] == [
        etree.tostring(table) for table in blank().tables(LIST)
    ]


def test_a_cell_without_drawing_is_formatted_like_its_column() -> None:
    book = marked({(FAR, EMPLOYEES): Mark(Severity.ERROR, "示例")})
    column = next(
        each for each in book.sheets[LIST].iter(f"{MAIN}col") if each.attrib["min"] == str(EMPLOYEES)
    )
    formats = book.xml("xl/styles.xml").findall(f"{MAIN}cellXfs/{MAIN}xf")

    assert set(changes(formats[int(column.attrib["style"])], xf(book, LIST, (FAR, EMPLOYEES)))) == {
        "fillId",
        "applyFill",
    }


def test_new_rows_carry_on_the_running_number() -> None:
    layout = blank().layouts["qc_groups"]
    number = layout.spots["row.number"][1]
    group = layout.places["group_name"][1]
    formulas = {cell: formula for sheet, cell, formula in blank().formulas() if sheet == layout.form.sheet}

    content = SheetContent({(FAR, group): "示例小组"}, shown={(FAR, number): FAR - layout.header_row})
    book = filled({layout.form.sheet: content})

    carried_on = {cell: formula for sheet, cell, formula in book.formulas() if sheet == layout.form.sheet}
    assert len(set(formulas.values())) == 1
    assert set(carried_on.values()) == set(formulas.values())
    assert set(carried_on) == {
        *formulas,
        *(address((row, number)) for row in range(layout.header_row + TABLE_ROWS + 1, FAR + 1)),
    }
    sheet = book.sheet_grid(layout.form.sheet)
    assert sheet.value((FAR, number)) == FAR - layout.header_row
    assert not sheet.uncomputed


def test_column_names_of_a_table_are_not_typed_over() -> None:
    with pytest.raises(ValueError, match="enterprises"):
        typed({(FIRST - 1, NAME): "单位"})


# --- marks and links --------------------------------------------------------------------------------------


@pytest.mark.parametrize("severity", Severity)
def test_a_marked_cell_differs_in_its_fill_alone(severity: Severity) -> None:
    place = card_place("qc_exchange_entered")

    book = marked({place: Mark(severity, "示例")}, CARD)

    before, after = xf(blank(), CARD, place), xf(book, CARD, place)
    assert set(changes(before, after)) == {"fillId", "applyFill"}
    assert [etree.tostring(child) for child in before] == [etree.tostring(child) for child in after]
    fill = book.xml("xl/styles.xml").findall(f"{MAIN}fills/{MAIN}fill")[int(after.get("fillId", ""))]
    assert [each.get("rgb") for each in fill.iter(f"{MAIN}fgColor")] == [COLOURS[severity]]


def test_openpyxl_sees_what_excel_will() -> None:
    book = open_filled(everything())

    cell = book[LIST].cell(FIRST, EMPLOYEES)
    assert cell.comment is not None
    assert (cell.comment.text, cell.comment.author) == (MESSAGE, "校验")
    assert cell.fill.fgColor.rgb == COLOURS[Severity.ERROR]
    entry = book[CARD][address(card_place("qc_exchange_entered"))]
    assert entry.comment is not None
    assert entry.protection.locked is False
    assert book[CARD].protection.sheet
    assert book[LIST].tables["enterprises"].ref == f"A5:U{FAR}"
    result = book[RESULTS][address(result_place("cell"))]
    assert result.font.u == "single"
    assert result.hyperlink is not None
    assert (result.hyperlink.location, result.hyperlink.tooltip) == ("'企业明细'!D6", "到这个单元格")


def test_a_link_takes_the_place_of_an_older_one() -> None:
    first = filled({LIST: SheetContent(links={(FIRST, NAME): Link(CARD, "B15", "旧")})})

    again = {(FIRST, NAME): Link("它's", "C1", "新" * 300), (FIRST, 2): Link(CARD, "B16", "")}
    book = filled({LIST: SheetContent(links=again)}, first.data)

    links = {each.attrib["ref"]: each.attrib for each in book.sheets[LIST].iter(f"{MAIN}hyperlink")}
    assert {ref: each["location"] for ref, each in links.items()} == {"A6": "'它''s'!C1", "B6": "'附件5'!B16"}
    assert links["A6"]["tooltip"] == "新" * 255
    assert len(list(book.sheets[LIST].iter(f"{MAIN}hyperlinks"))) == 1


def test_notes_are_kept_replaced_and_added() -> None:
    first = marked(
        {
            (FIRST, NAME): Mark(Severity.ERROR, "旧"),
            (FIRST, 2): Mark(Severity.INFO, "_x0041_\r\n\x01 <&>"),
            (FAR, 2): Mark(Severity.INFO, "远"),
        }
    )

    book = marked(
        {(FIRST, NAME): Mark(Severity.WARNING, "新"), (FIRST, 3): Mark(Severity.INFO, "加")}, data=first.data
    )

    assert notes(book) == {"A6": "新", "B6": "_x005F_x0041_\n_x0001_ <&>", "C6": "加", "B60": "远"}
    assert [name for name in book.parts if "omments" in name] == ["xl/comments1.xml"]
    assert shapes(book) == {(5, 0), (5, 1), (5, 2), (59, 1)}


def test_shapes_of_many_notes_on_two_sheets_have_numbers_of_their_own() -> None:
    many = {(row, NAME): Mark(Severity.INFO, "示例") for row in range(FIRST, FIRST + NOTES_OF_ONE_BLOCK + 10)}
    book = filled(
        {
            LIST: SheetContent(marks=many),
            CARD: SheetContent(marks={card_place("qc_exchange_held"): Mark(Severity.INFO, "示例")}),
        }
    )

    found: list[int] = []
    blocks: list[int] = []
    for name in ("xl/drawings/vmlDrawing1.vml", "xl/drawings/vmlDrawing2.vml"):
        drawing = book.parts[name].decode()
        own = [int(number) for number in re.findall(r'id="_x0000_s(\d+)"', drawing)]
        stated = [int(number) for number in re.findall(r'data="([\d,]+)"', drawing)[0].split(",")]
        assert {number // NOTES_OF_ONE_BLOCK for number in own} <= set(stated)
        found += own
        blocks += stated
    assert len(set(found)) == len(found) == len(many) + 1
    assert len(set(blocks)) == len(blocks)


@pytest.mark.parametrize(("text", "lines"), [("字" * 80, 5), ("a" * 80, 3), ("一\n二\n三", 3), ("", 1)])
def test_the_box_of_a_note_has_room_for_its_text(text: str, lines: int) -> None:
    sheet = blank().sheets[LIST]

    left, _, top, above, right, _, bottom, below = Boxes(sheet).anchor((FIRST, EMPLOYEES), text)

    height = (bottom - top) * 20 + below - above
    assert lines * 16 + 8 <= height < (lines + 2) * 20 + 16
    widths = [float(each.attrib["width"]) for each in sheet.iter(f"{MAIN}col")]
    assert sum(widths[left : right + 1]) * 7 > 240
    assert left == EMPLOYEES


def test_a_box_at_the_end_of_the_sheet_stays_on_it() -> None:
    *_, right, _, bottom, _ = Boxes(blank().sheets[LIST]).anchor((1_048_576, 16_384), MESSAGE)

    assert right < 16_384
    assert bottom < 1_048_576


# --- the workbook as a whole ------------------------------------------------------------------------------


@pytest.mark.parametrize("check", CHECKS_OF_A_BLANK_WORKBOOK, ids=lambda check: check.__name__)
def test_a_filled_workbook_is_as_excel_wants_it(check: Callable[[Issued], None]) -> None:
    check(filled(everything()))
    check(filled(everything(), filled(everything()).data))


def test_nothing_else_changes() -> None:
    before, after = xml_parts(blank().data), xml_parts(filled(everything()).data)
    touched = {blank().sheet_parts[name] for name in everything()}
    touched |= {part.replace("worksheets/", "worksheets/_rels/") + ".rels" for part in touched}

    changed = {name for name in after if before.get(name) != after[name]}
    tables = {name for name in changed if name.startswith("xl/tables/")}
    new = {
        "xl/comments1.xml",
        "xl/comments2.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/drawings/vmlDrawing2.vml",
    }
    assert changed - tables - new <= touched | {"[Content_Types].xml", "xl/styles.xml"}
    assert len(tables) == 1
    assert set(before) <= set(after)
    for name, sheet in blank().sheets.items():
        kept = [etree.tostring(child) for child in sheet if not ours(child)]
        assert [
            etree.tostring(child) for child in filled(everything()).sheets[name] if not ours(child)
        ] == kept


def ours(child: etree._Element) -> bool:
    """True for what filling changes in a worksheet."""
    return etree.QName(child).localname in {"dimension", "sheetData", "hyperlinks", "legacyDrawing"}


def test_formats_that_were_there_keep_their_numbers() -> None:
    before, after = (each.xml("xl/styles.xml") for each in (blank(), filled(everything())))

    for table in ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"):
        old, new = (
            [etree.tostring(each) for each in root.find(f"{MAIN}{table}")] for root in (before, after)
        )
        assert new[: len(old)] == old


def test_ids_of_relations_are_unique_and_used() -> None:
    book = filled(everything())

    for name, part in book.sheet_parts.items():
        folder, _, file = part.rpartition("/")
        relations = book.parts.get(f"{folder}/_rels/{file}.rels", b"<Relationships/>")
        ids = [each.attrib["Id"] for each in etree.fromstring(relations)]
        used = [each.attrib[RELATION] for each in book.sheets[name].iter() if RELATION in each.attrib]
        assert len(set(ids)) == len(ids)
        assert set(used) <= set(ids)
    assert set(book.relations(book.sheet_parts[LIST]).values()) >= {
        *blank().relations(blank().sheet_parts[LIST]).values(),
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }


def test_a_workbook_can_be_filled_twice() -> None:
    first = filled(everything())

    unmarked = {name: SheetContent(content.values, content.shown) for name, content in everything().items()}
    book = filled(unmarked, first.data)

    assert xml_parts(book.data) == xml_parts(first.data)
    assert filled(everything(), first.data).parts["xl/styles.xml"] == first.parts["xl/styles.xml"]


def test_the_same_contents_give_the_same_bytes_in_any_order() -> None:
    def backwards(each: Mapping[Place, object]) -> dict[Place, object]:
        return dict(reversed(each.items()))

    turned = {
        name: SheetContent(
            *(backwards(getattr(content, part)) for part in ("values", "shown", "marks", "links"))
        )
        for name, content in everything().items()
    }

    assert filled(everything()).data == filled(turned).data


def test_nothing_to_fill_leaves_the_workbook_as_it_is() -> None:
    assert xml_parts(filled({LIST: SheetContent()}).data) == xml_parts(blank().data)


def test_a_sheet_must_exist() -> None:
    with pytest.raises(KeyError, match="附件99"):
        filled({"附件99": SheetContent()})


def test_filling_is_many_times_faster_than_openpyxl() -> None:
    contents, data = everything(), blank().data

    patched = seconds(lambda: fill_form(data, contents))
    saved = seconds(lambda: workbooks.open_workbook(data).save(BytesIO()))

    assert patched * FASTER_THAN_OPENPYXL < saved


# --- a real program ---------------------------------------------------------------------------------------


@requires_libreoffice
def test_libreoffice_recalculates_and_keeps_notes_and_colours(tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled(everything()).data)

    data = convert(path, "xlsx", tmp_path / "out").read_bytes()

    saved, book = Issued(blank().edition, COUNTY, data), workbooks.open_workbook(data)
    # Five enterprises with 1.5 each.
    assert saved.sheet_grid(CARD).value(card_place("qc_benefit")) == 7.5
    assert saved.sheet_grid(CARD).value(card_place("qc_exchange_place")) == "=1+1"
    assert saved.sheet_grid(LIST).value((FAR, NAME)) == f"示例企业{FAR}有限公司"
    cell = book[LIST].cell(FIRST, EMPLOYEES)
    assert cell.comment is not None
    assert MESSAGE in cell.comment.text
    assert cell.fill.fgColor.rgb == COLOURS[Severity.ERROR]


@requires_libreoffice
def test_a_preview_shows_typed_values_and_cached_results(tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled(everything()).data)
    preview = write_profile(tmp_path / "profile", recalc_mode=NEVER)

    shown = page_text(convert(path, "pdf", tmp_path / "out", profile=preview))

    assert f"示例企业{FAR}有限公司" in shown
    assert "2020年5月20日" in shown
    assert str(WRONG) in shown


# --- helpers ----------------------------------------------------------------------------------------------


def open_filled(contents: Mapping[str, SheetContent]) -> Workbook:
    return workbooks.open_workbook(filled(contents).data)


def row_height(book: Issued, sheet: str, row: int) -> float | None:
    """The height that is stated for a row, in points."""
    found = next(each for each in book.sheets[sheet].iter(f"{MAIN}row") if each.get("r") == str(row))
    return float(found.attrib["ht"]) if "ht" in found.attrib else None


def style(book: Issued, sheet: str, place: Place) -> int:
    return int(cells(book.sheets[sheet])[address(place)].get("s", "0"))


def xf(book: Issued, sheet: str, place: Place) -> etree._Element:
    """The format of a cell."""
    return book.xml("xl/styles.xml").findall(f"{MAIN}cellXfs/{MAIN}xf")[style(book, sheet, place)]


def changes(before: etree._Element, after: etree._Element) -> dict[str, str]:
    """The attributes that differ."""
    return {name: value for name, value in after.attrib.items() if before.get(name) != value}


def notes(book: Issued) -> dict[str, str]:
    """The notes of the first sheet that has any, by cell."""
    return {each.attrib["ref"]: text_of(each) for each in book.xml("xl/comments1.xml").iter(f"{MAIN}comment")}


def shapes(book: Issued) -> set[tuple[int, int]]:
    """Row and column, from 0, of the notes in the first drawing."""
    drawing = book.parts["xl/drawings/vmlDrawing1.vml"].decode()
    found = re.findall(r"<x:Row>(\d+)</x:Row><x:Column>(\d+)</x:Column>", drawing)
    return {(int(row), int(column)) for row, column in found}
