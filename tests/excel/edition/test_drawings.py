"""What a drawn form must hold: each fault at its cell, beside neighbours that are fine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from qcxl.excel.issued.compiler import compile_forms, unit_lists
from qcxl.model.form import FormKind
from tests.support.editions import Edit, draw, drawn_cell, edited, places, pristine, read, read_changed, sound
from tests.support.workbooks import open_workbook, roster

CARD = "附件5"
LIST = "企业明细"
COVER = "填报说明"
RESULTS = "校验结果"

Where = Callable[[Workbook], str]
Found = tuple[str, str, Where]
"""Code, sheet, and the cell as it was before the edit."""


def of(name: str, sheet: str = CARD, down: int = 0, right: int = 0) -> Where:
    """The cell of a placeholder, or one that stands so far from it."""
    return lambda book: drawn_cell(book, sheet, name).offset(down, right).coordinate


def nowhere(_: Workbook) -> str:
    return ""


def write(sheet: str, name: str, value: object, down: int = 0, right: int = 0) -> Edit:
    """An edit that writes beside a placeholder."""
    return lambda book: setattr(drawn_cell(book, sheet, name).offset(down, right), "value", value)


def move(sheet: str, name: str, down: int = 0, right: int = 0) -> Edit:
    def edit(book: Workbook) -> None:
        cell = drawn_cell(book, sheet, name)
        cell.offset(down, right).value, cell.value = cell.value, None

    return edit


def merge_headers(book: Workbook) -> None:
    header = drawn_cell(book, LIST, "employees").offset(-1)
    book[LIST].merge_cells(f"{header.coordinate}:{header.offset(0, 1).coordinate}")


def lose_title_rows(book: Workbook) -> None:
    for merged in list(book[LIST].merged_cells.ranges):
        book[LIST].unmerge_cells(str(merged))
    book[LIST].delete_rows(1, drawn_cell(book, LIST, "employees").row - 1)


FAULTS: list[tuple[Edit, list[Found]]] = [
    # typos
    (
        draw(CARD, "qc_contact", "{{qc_contakt}}"),
        [
            ("edition_placeholder_unknown", CARD, of("qc_contact")),
            ("edition_field_not_drawn", CARD, nowhere),
        ],
    ),
    (
        draw(CARD, "qc_contact", "｛｛qc_contact｝｝"),
        [
            ("edition_placeholder_unknown", CARD, of("qc_contact")),
            ("edition_field_not_drawn", CARD, nowhere),
        ],
    ),
    (
        draw(CARD, "qc_contact", "{{qc_contact}"),
        [
            ("edition_placeholder_unknown", CARD, of("qc_contact")),
            ("edition_field_not_drawn", CARD, nowhere),
        ],
    ),
    (
        draw(CARD, "qc_contact", "{qc_contact}"),
        [
            ("edition_placeholder_unknown", CARD, of("qc_contact")),
            ("edition_field_not_drawn", CARD, nowhere),
        ],
    ),
    (
        write(CARD, "qc_contact", "联系人 {{contact}} {{notice.duedate}}", right=-1),
        [("edition_placeholder_unknown", CARD, of("qc_contact", right=-1))] * 2,
    ),
    (
        write(CARD, "qc_contact", "{{nil_return}}", right=-1),
        [("edition_placeholder_unknown", CARD, of("qc_contact", right=-1))],
    ),
    (
        write(CARD, "qc_contact", "{{unit.mobile}}", right=-1),
        [("edition_placeholder_unknown", CARD, of("qc_contact", right=-1))],
    ),
    (
        write(CARD, "qc_contact", "{{form.kind}}", right=-1),
        [("edition_placeholder_unknown", CARD, of("qc_contact", right=-1))],
    ),
    (
        write(CARD, "qc_contact", "{{checks.total}}", right=-1),
        [("edition_placeholder_unknown", CARD, of("qc_contact", right=-1))],
    ),
    # a field has one cell, and has it alone
    (draw(CARD, "qc_contact", None), [("edition_field_not_drawn", CARD, nowhere)]),
    (
        draw(CARD, "qc_contact", "{{qc_mobile}}"),
        [
            ("edition_field_not_drawn", CARD, nowhere),
            ("edition_field_drawn_twice", CARD, of("qc_mobile")),
        ],
    ),
    (
        draw(CARD, "qc_contact", "姓名：{{qc_contact}}"),
        [("edition_field_not_alone", CARD, of("qc_contact"))],
    ),
    (
        draw(CARD, "qc_contact", "{{qc_contact}}{{unit.name}}"),
        [("edition_field_not_alone", CARD, of("qc_contact"))],
    ),
    (
        draw(COVER, "nil_return", "{{nil_return}} 是/否"),
        [("edition_field_not_alone", COVER, of("nil_return", COVER))],
    ),
    (
        draw(RESULTS, "result.message", "第 {{result.message}} 条"),
        [("edition_field_not_alone", RESULTS, of("result.message", RESULTS))],
    ),
    # lists
    (
        move(LIST, "employees", down=1),
        [("edition_list_row", LIST, of("employees", LIST, down=1))],
    ),
    (
        write(LIST, "employees", None, down=-1),
        [("edition_list_row", LIST, of("employees", LIST))],
    ),
    (merge_headers, [("edition_list_row", LIST, of("qc_participants", LIST))]),
    (
        write(LIST, "qc_participants", "职工总数（人）", down=-1),
        [
            ("edition_duplicate", LIST, of("qc_participants", LIST, down=-1)),
            ("edition_header_differs", LIST, of("qc_participants", LIST, down=-1)),
        ],
    ),
    (
        write(LIST, "employees", "在岗职工总数（人）", down=-1),
        [("edition_header_differs", LIST, of("employees", LIST, down=-1))],
    ),
    (
        write(LIST, "source_unit", "备注写在这里", down=-2, right=2),
        [
            ("edition_list_row", LIST, of("source_unit", LIST, right=1)),
            ("edition_list_row", LIST, of("source_unit", LIST, right=2)),
        ],
    ),
    (
        move(RESULTS, "result.message", down=1),
        [("edition_list_row", RESULTS, of("result.message", RESULTS, down=1))],
    ),
    (
        write(RESULTS, "result.message", None, down=-1),
        [("edition_list_row", RESULTS, of("result.message", RESULTS))],
    ),
    (
        write(RESULTS, "result.message", "怎么改", down=-1),
        [("edition_duplicate", RESULTS, of("result.remedy", RESULTS, down=-1))],
    ),
    (
        write(RESULTS, "result.row", "备注写在这里", down=-2, right=1),
        [("edition_list_row", RESULTS, of("result.row", RESULTS, right=1))],
    ),
    # running numbers and totals
    (
        draw("附件9-3", "row.number", "{{row.numbers}}"),
        [("edition_placeholder_unknown", "附件9-3", of("row.number", "附件9-3"))],
    ),
    (
        draw("附件9-3", "total.women", "{{total.leader}}"),
        [("edition_placeholder_unknown", "附件9-3", of("total.women", "附件9-3"))],
    ),
    (
        write(CARD, "qc_contact", "{{row.number}}", right=-1),
        [("edition_placeholder_unknown", CARD, of("qc_contact", right=-1))],
    ),
]

FINE: list[Edit] = [
    write(CARD, "qc_contact", "联系人（{{unit.name}}，{{notice.document}}，{{form.annex}}）", right=-1),
    write(CARD, "qc_contact", "〔联系人〕", right=-1),
    write(CARD, "qc_contact", "{{unit.level}}", down=9),
    write(COVER, "preparer", "自检：{{checks.total}}", down=30),
    draw(CARD, "qc_contact", "　{{qc_contact}} "),
    draw(CARD, "qc_contact", "{{ qc_contact }}"),
    move(CARD, "qc_contact", down=30),
    write(LIST, "employees", "职工 总数(人)", down=-1),
    write(LIST, "source_unit", "备注", down=-1, right=1),
    write(LIST, "enterprise_name", "说明写在名单下面", down=2),
    draw(RESULTS, "result.message", "{{result.message}}"),
]


@pytest.mark.parametrize(("edit", "found"), FAULTS)
def test_a_faulty_drawing_is_reported_at_its_cell_and_nothing_else(edit: Edit, found: list[Found]) -> None:
    expected = sorted((code, sheet, where(pristine())) for code, sheet, where in found)

    edition, problems = read_changed(edit)

    assert places(problems) == expected
    assert edition is None


@pytest.mark.parametrize("edit", FINE)
def test_a_drawing_that_looks_different_is_fine(edit: Edit) -> None:
    sound(edit)


def test_a_list_without_a_row_for_its_column_names_is_reported() -> None:
    edition, problems = read_changed(lose_title_rows)

    assert edition is None
    assert {(code, cell[-1]) for code, sheet, cell in places(problems)} == {("edition_list_row", "1")}


def test_a_list_without_any_field_is_reported() -> None:
    def edit(book: Workbook) -> None:
        book["表单"].append(["notes", "补充名单", FormKind.LIST.value])
        book.create_sheet("补充名单")["A1"] = "没有列"

    edition, problems = read_changed(edit)

    assert edition is None
    assert places(problems) == [("edition_list_row", "补充名单", "")]


def test_several_faults_in_several_drawings_are_found_in_one_pass() -> None:
    edits = (
        draw(CARD, "qc_contact", "{{qc_contakt}}"),
        draw(CARD, "qc_email", "{{qc_mobile}}"),
        draw(COVER, "preparer", "填表人：{{preparer}}"),
        write(LIST, "employees", None, down=-1),
    )

    edition, problems = read_changed(*edits)

    book = pristine()
    assert edition is None
    assert places(problems) == sorted(
        [
            ("edition_placeholder_unknown", CARD, of("qc_contact")(book)),
            ("edition_field_not_drawn", CARD, ""),
            ("edition_field_not_drawn", CARD, ""),
            ("edition_field_drawn_twice", CARD, of("qc_email")(book)),
            ("edition_field_not_alone", COVER, of("preparer", COVER)(book)),
            ("edition_list_row", LIST, of("employees", LIST)(book)),
        ]
    )


@pytest.mark.parametrize(
    ("drawn", "printed"),
    [("A1", "$A$2"), ("A1:F20", "$A$2:$F$21"), ("A1:C3,E5:F20", "$A$2:$F$21")],
)
def test_whatever_area_is_drawn_for_print_the_form_can_be_issued(
    tmp_path: Path, drawn: str, printed: str
) -> None:
    def set_area(book: Workbook) -> None:
        book["附件5"].print_area = drawn

    path = edited(tmp_path, set_area)
    unit = roster().unit("411528")

    forms = compile_forms(read(path), path.read_bytes(), roster())
    issued = open_workbook(forms.workbook(unit, roster(), unit_lists(roster(), unit)))

    assert issued["附件5"].print_area == f"'附件5'!{printed}"


def test_a_number_as_the_title_of_a_column_is_issued_as_text(tmp_path: Path) -> None:
    """Excel repairs, that is breaks, a table whose header is no text."""

    def edit(book: Workbook) -> None:
        drawn_cell(book, RESULTS, "result.message").offset(-1).value = 2020

    path = edited(tmp_path, edit)
    unit = roster().unit("411528")

    forms = compile_forms(read(path), path.read_bytes(), roster())
    issued = open_workbook(forms.workbook(unit, roster(), unit_lists(roster(), unit)))

    (table,) = issued[RESULTS].tables.values()
    assert "2020" in [column.name for column in table.tableColumns]
    assert "2020" in [cell.value for cell in issued[RESULTS][table.ref][0]]
