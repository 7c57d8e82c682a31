"""Reading an edition workbook: what is understood, what cannot be opened, and that nothing ever raises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from qcxl.core.figures.additive import added_lists
from qcxl.excel.edition.edition_reader import read_edition
from qcxl.excel.issued.compiler import compile_forms, unit_lists
from qcxl.model.edition import Edition
from qcxl.model.form import FieldKind, FormKind, Method, Need
from qcxl.model.problem import Severity
from qcxl.tasks.context.editions import UnusableError, load_edition
from tests.support import damage, workbooks
from tests.support.editions import (
    add_row,
    draw,
    drop_row,
    edited,
    opened,
    places,
    pristine,
    put,
    read,
    read_changed,
    sheet_names,
    shipped,
    sound,
    table_cell,
    table_sheets,
)


def read_after(folder: Path, *edits: Callable[[Workbook], object]) -> Edition:
    return read(edited(folder, *edits))


# ---- what is understood


@pytest.mark.parametrize(
    "typed",
    ["2020-07-10", " 2020-07-10　", dt.date(2020, 7, 10), dt.datetime(2020, 7, 10)],  # noqa: DTZ001 - Excel knows no zones
)
def test_a_date_is_the_same_however_it_is_stored(tmp_path: Path, typed: object) -> None:
    assert read_after(tmp_path, put("通知", "due", "值", typed)).fact("due") == "2020-07-10"


@pytest.mark.parametrize("typed", [7, 7.0, "7", " 7 "])
def test_a_quota_is_the_same_however_it_is_stored(tmp_path: Path, typed: object) -> None:
    edition = read_after(tmp_path, put("单位", "郑州市", "质量信得过班组数", typed))

    assert edition.organisations[0].quotas["teams"] == "7"


@pytest.mark.parametrize("typed", ["qc_statistics", " qc_statistics ", "qc_statistics、"])
def test_the_forms_a_unit_reports_directly_for_are_a_list_of_codes(typed: str) -> None:
    edition = sound(put("单位", "中原油田", "直报统计表", typed))

    organisation = edition.organisation("中原油田")
    assert organisation is not None
    assert organisation.direct_forms == ("qc_statistics",)


def test_a_blank_quota_is_no_quota_and_zero_is_one() -> None:
    edition = sound(
        put("单位", "郑州市", "质量信得过班组数", None),
        put("单位", "开封市", "质量信得过班组数", 0),
    )

    first, second = edition.organisations[:2]
    assert "teams" not in first.quotas
    assert second.quotas["teams"] == "0"


def test_every_column_of_a_field_is_read() -> None:
    added = {
        "表单": "qc_statistics",
        "代码": "comment",
        "名称": "意见",
        "类型": "选择",
        "计量单位": "不印",
        "必填": "建议",
        "选项组": "yes_no",
        "字数上限": 300,
        "空白默认": "否",
        "输入提示": "可以不填",
        "出处": "附件5 注9",
    }
    edition = sound(add_row("字段", added), lambda book: _draw_below(book, "附件5", "comment"))

    field = edition.field("qc_statistics.comment")
    assert (field.label, field.kind, field.measure, field.need) == (
        "意见",
        FieldKind.CHOICE,
        "不印",
        Need.ADVISED,
    )
    assert (field.method, field.choices, field.max_length) == (Method.OWN, "yes_no", 300)
    assert (field.default, field.hint, field.clause) == ("否", "可以不填", "附件5 注9")


def _draw_below(book: Workbook, sheet: str, field: str) -> None:
    book[sheet].cell(book[sheet].max_row + 1, 1, f"{{{{{field}}}}}")


def test_rows_of_a_table_may_be_blank_and_addresses_stay_true() -> None:
    cell = table_cell(pristine(), "单位", "开封市", "类别")

    def edit(book: Workbook) -> None:
        book["单位"].insert_rows(3, 4)
        table_cell(book, "单位", "开封市", "类别").value = "城市"

    _, problems = read_changed(edit)

    assert places(problems) == [
        ("edition_value_unknown", "单位", f"{cell.column_letter}{cell.row + 4}"),
    ]


def test_columns_of_a_table_may_stand_in_any_order() -> None:
    def edit(book: Workbook) -> None:
        rows = [list(reversed(row)) for row in book["字段"].iter_rows(values_only=True)]
        for cells, values in zip(book["字段"].iter_rows(), rows, strict=True):
            for cell, value in zip(cells, values, strict=True):
                cell.value = value

    assert sound(edit).hash == workbooks.edition().hash


def test_sheets_may_stand_in_any_order() -> None:
    def edit(book: Workbook) -> None:
        book.move_sheet("规则", -6)
        book.move_sheet("附件5", -3)

    edition = sound(edit)

    assert [form.sheet for form in edition.forms] == [form.sheet for form in workbooks.edition().forms]
    assert edition.hash == workbooks.edition().hash


def test_a_sheet_that_no_form_names_does_no_harm() -> None:
    edition = sound(lambda book: book.create_sheet("草稿").append(["{{随便写}}"]))

    assert [form.id for form in edition.forms] == [form.id for form in workbooks.edition().forms]


def test_a_number_in_a_drawing_is_its_text() -> None:
    edition = sound(lambda book: book["附件5"].cell(40, 2, 2020.0))

    assert edition.drawings["附件5"].cells["B40"] == "2020"


def test_an_array_formula_reads_the_same_every_time(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda book: book["附件5"].cell(40, 2, ArrayFormula("B40", "=SUM(A1:A2*2)")))

    assert read(path).drawings["附件5"].cells["B40"] == "=SUM(A1:A2*2)"
    assert read(path).hash == read(path).hash


def test_a_whole_column_print_area_does_no_harm(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["附件5"].print_area = None
        book["附件5"].defined_names.add(DefinedName("_xlnm.Print_Area", attr_text="'附件5'!$A:$F"))

    edition = read_after(tmp_path, edit)

    assert edition.hash == workbooks.edition().hash


def test_an_edition_without_quota_columns_has_no_quotas() -> None:
    quotas = [str(row[1]) for row in opened()["选项"].iter_rows(values_only=True) if row[0] == "名额"]
    first = table_cell(pristine(), "单位", "", "质量管理小组总数").column

    edition = sound(
        *(drop_row("选项", f"名额 {code}") for code in quotas),
        *(put("表单", form, "名额", None) for form in ("qc_groups", "teams")),
        lambda book: book["单位"].delete_cols(first, len(quotas)),
    )

    assert "名额" not in edition.choices
    assert all(not organisation.quotas for organisation in edition.organisations)


def test_kinds_of_forms_are_words() -> None:
    edition = sound()

    assert {form.kind for form in (*edition.forms, *edition.documents)} == set(FormKind)
    assert {form.kind for form in edition.documents} == {FormKind.DOCUMENT}


# ---- what cannot be opened

UNREADABLE: dict[str, Callable[[bytes], bytes]] = {
    "an empty file": lambda _: b"",
    "a csv under another name": lambda _: "键,值\nid,henan-2021\n".encode("gbk"),
    "a web page": lambda _: b"<html><body>404</body></html>",
    "an old xls": lambda _: damage.OLE_START + bytes(4096),
    "a broken download": lambda good: damage.cut(good, 0.6),
    "a workbook under a password": damage.encrypted,
    "a zip of something else": lambda _: damage.packed({"readme.txt": b"x"}),
    "a package without workbook": lambda good: damage.without_part(good, damage.WORKBOOK),
    "a sheet that is no XML": lambda good: damage.with_part(good, damage.SHEET, b"junk<"),
    "an empty sheet part": lambda good: damage.with_part(good, damage.SHEET, b""),
    "styles of another kind": lambda good: damage.with_part(good, damage.STYLES, b"<x/>"),
    "styles cut short": lambda good: damage.edited(good, damage.STYLES, lambda xml: xml[: len(xml) // 2]),
    "a wrong checksum": lambda good: damage.with_wrong_checksum(good, damage.SHEET),
    "an unknown compression": lambda good: damage.with_compression(good, damage.SHEET, 99),
    "an encrypted part": lambda good: damage.with_encryption_flag(good, damage.SHEET),
}


@pytest.mark.parametrize("damaged", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_is_no_workbook_is_one_problem(tmp_path: Path, damaged: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "2021 年度版本（新）.xlsx"
    path.write_bytes(damaged(shipped().read_bytes()))

    edition, problems = read_edition(path.read_bytes())

    assert edition is None
    assert places(problems) == [("edition_unreadable", "", "")]


@pytest.mark.parametrize("name", ["nowhere.xlsx", "."])
def test_a_path_that_is_no_file_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableError):
        load_edition(tmp_path / name)


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "年度版本.xls"
    path.write_bytes(shipped().read_bytes())

    assert read(path).id == "henan-2020"


def test_loading_a_faulty_edition_raises_with_all_that_is_wrong(tmp_path: Path) -> None:
    path = edited(tmp_path, put("通知", "due", "值", "七月"), draw("附件5", "qc_contact", None))

    with pytest.raises(UnusableError) as caught:
        load_edition(path)

    assert [problem.code for problem in caught.value.problems] == [
        "edition_date_bad",
        "edition_field_not_drawn",
    ]


def test_loading_an_edition_with_remarks_gives_the_edition(tmp_path: Path) -> None:
    path = edited(tmp_path, put("单位", "郑州市", "一等", 6))

    assert load_edition(path).edition.id == "henan-2020"


# ---- whatever stands in a cell, nothing raises, and what is accepted can be issued


def words() -> list[str]:
    """All that stands in the shipped edition."""
    rows = (row for sheet in pristine().worksheets for row in sheet.iter_rows(values_only=True))
    return sorted({str(value) for row in rows for value in row if value is not None})


VALUES = st.one_of(
    st.none(),
    st.deferred(lambda: st.sampled_from(words())),
    st.sampled_from(
        ["{{", "{{}}", "{{x}}", "²", "９", "=1/0", "#REF!", "9" * 5000, "'", '"', "a|b\\c\nd", "qc1"]
    ),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=12),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(dt.date(1901, 1, 1), dt.date(2999, 1, 1)),
)
PLACES = st.tuples(st.sampled_from(sheet_names()), st.integers(0, 400), st.integers(0, 40))
TABLE_PLACES = st.tuples(st.sampled_from(table_sheets()), st.integers(0, 400), st.integers(0, 40))
FUZZ = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def put_somewhere(book: Workbook, place: tuple[str, int, int], value: object) -> None:
    """Write into a cell within or right beside what a sheet uses."""
    sheet = book[place[0]]
    cell = sheet.cell(place[1] % (sheet.max_row + 1) + 1, place[2] % (sheet.max_column + 1) + 1)
    if isinstance(cell, Cell):
        cell.value = value


@FUZZ
@given(st.lists(st.tuples(TABLE_PLACES, VALUES), min_size=1, max_size=3))
def test_nothing_in_a_table_makes_reading_raise(
    entries: list[tuple[tuple[str, int, int], object]],
) -> None:
    edition, problems = read_changed(
        *(lambda book, entry=entry: put_somewhere(book, *entry) for entry in entries)
    )

    assert (edition is None) == any(problem.severity is Severity.ERROR for problem in problems)


@FUZZ
@given(PLACES, VALUES)
def test_what_is_accepted_can_be_issued_and_added_up(
    tmp_path: Path, place: tuple[str, int, int], value: object
) -> None:
    def edit(book: Workbook) -> None:
        put_somewhere(book, place, value)

    edition, _ = read_changed(edit)

    if edition is not None:
        added_lists(edition)
        roster = workbooks.roster()
        forms = compile_forms(edition, edited(tmp_path, edit).read_bytes(), roster)
        assert forms.workbook(roster.root, roster, unit_lists(roster, roster.root))
