"""Reading survives what people and programs do to a workbook: the same entries come out (contract 3.2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcxl.core.reading.intake import TakenIn, take_in
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.grid import Grid, SheetGrid
from qcxl.model.problem import Severity
from tests.support import damage, grids
from tests.support.libreoffice import convert, requires_libreoffice
from tests.support.submissions import grid, places, taken, workbook
from tests.support.workbooks import edition, open_workbook

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

GOOD = """
    cover
    | nil_return | preparer | preparer_phone | filled_on  |
    | ---------- | -------- | -------------- | ---------- |
    | 否         | 示例     | '13800000000   | 2020-07-01 |

    enterprises
    | enterprise_name | credit_code         | direct_unit | employees | qc_participants | qc_groups_total | qc_benefit | source_unit |
    | --------------- | ------------------- | ----------- | --------- | --------------- | --------------- | ---------- | ----------- |
    | 甲公司          | '91410000000000001X |             | 100       | 30              | 20              | 10.123456  |             |
    | 乙（集团）公司  |                     | HY01        | 2000      | 0               | 15              | 0.5        |             |
    | 丙公司          |                     |             | 50        | 6               | 1               | 1          | 罗山县      |

    qc_statistics
    | qc_exchange_held | qc_exchange_entered | qc_exchange_presented | qc_exchange_time | qc_exchange_place | qc_department | qc_contact | qc_postcode |
    | ---------------- | ------------------- | --------------------- | ---------------- | ----------------- | ------------- | ---------- | ----------- |
    | 是               | 12                  | 10                    | 2020-05-20       | 会议室            | 质量部        | 示例       | '050000     |
    """  # noqa: E501
COVER, LIST, CARD = "填报说明", "企业明细", "附件5"
Entries = tuple[Mapping[str, Mapping[str, object]], Mapping[str, list[Mapping[str, object]]]]
Edit = Callable[[SheetGrid], SheetGrid]


def entries(found: TakenIn) -> Entries:
    """Everything that was typed, wherever it stands."""
    assert found.submission is not None, places(found.problems)
    return (
        {form: dict(card.values) for form, card in found.submission.cards.items()},
        {form: [dict(row.values) for row in table.rows] for form, table in found.submission.tables.items()},
    )


def read(source: Grid | bytes) -> TakenIn:
    found = source if isinstance(source, Grid) else read_grid(source)
    assert isinstance(found, Grid)
    return take_in(found, lambda _: edition())


@cache
def good() -> Grid:
    return grid(GOOD)


@cache
def good_file() -> bytes:
    return workbook(GOOD).data()


def assert_survives(source: Grid | bytes, *remarks: str) -> None:
    """The entries are those of the good workbook, with no fault and no remark but these."""
    found = read(source)
    assert entries(found) == entries(read(good()))
    assert {problem.code for problem in found.problems} == set(remarks)
    assert all(problem.severity is not Severity.ERROR for problem in found.problems)


def test_the_good_workbook_is_read_as_it_was_typed() -> None:
    found = read(good_file())

    cards, tables = entries(found)
    assert found.problems == ()
    assert cards["qc_statistics"]["qc_exchange_entered"] == 12
    assert cards["cover"]["preparer"] == "示例"
    assert [row["qc_benefit"] for row in tables["enterprises"]] == [10_123_456, 500_000, 1_000_000]
    assert_survives(good_file())


# --- rows and columns ---------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 20])
@pytest.mark.parametrize("at", range(1, 22))
def test_rows_inserted_into_a_card(at: int, count: int) -> None:
    assert_survives(grids.edited(good(), CARD, lambda sheet: grids.insert_rows(sheet, at, count)))


@pytest.mark.parametrize("at", range(1, 8))
def test_columns_inserted_into_a_card(at: int) -> None:
    assert_survives(grids.edited(good(), CARD, lambda sheet: grids.insert_columns(sheet, at, 2)))


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize("at", range(1, 10))
def test_rows_inserted_into_a_list(at: int, count: int) -> None:
    remarks = ["rows_after_gap"] if at in (7, 8) else []

    assert_survives(grids.edited(good(), LIST, lambda sheet: grids.insert_rows(sheet, at, count)), *remarks)


@pytest.mark.parametrize("at", [1, 2, 11, 21, 22])
def test_columns_inserted_into_a_list(at: int) -> None:
    assert_survives(grids.edited(good(), LIST, lambda sheet: grids.insert_columns(sheet, at, 3)))


@pytest.mark.parametrize(("one", "other"), [(1, 4), (4, 5), (2, 21)])
def test_columns_of_a_list_moved_with_their_ids(one: int, other: int) -> None:
    moved = grids.edited(good(), LIST, lambda sheet: grids.swap_columns(sheet, one, other))

    assert_survives(moved, "column_moved")


@pytest.mark.parametrize(
    ("last", "remarks"),
    [(70, ()), (5_000, ()), (5_001, ("rows_below_formulas",)), (20_000, ("rows_below_formulas",))],
)
def test_a_list_that_goes_on_far_below(last: int, remarks: tuple[str, ...]) -> None:
    """Below the table, below the formulas, below thousands of blank rows."""
    far = grids.edited(
        good(), LIST, lambda sheet: grids.moved_rows(sheet, lambda row: last if row == 8 else row)
    )

    assert_survives(far, "rows_after_gap", *remarks)
    found = read(far).submission
    assert found is not None
    assert [row.number for row in found.tables["enterprises"].rows] == [6, 7, last]


def test_the_title_rows_of_a_sheet_may_be_deleted() -> None:
    for name, at in ((CARD, 2), (CARD, 3), (COVER, 2), (LIST, 2), (LIST, 3)):
        assert_survives(
            grids.edited(good(), name, lambda sheet, at=at: grids.delete_rows(sheet, at))  # type: ignore[misc]
        )


# --- one thing less to go by --------------------------------------------------------------------------


def column_cleared(sheet: SheetGrid, column: int) -> SheetGrid:
    for row in range(1, len(sheet.rows) + 1):
        if len(sheet.rows[row - 1]) >= column:
            sheet = grids.cleared(sheet, row, column)
    return sheet


def ruler_cleared(sheet: SheetGrid) -> SheetGrid:
    """The row numbers that a card carries in its last column."""
    return column_cleared(sheet, max(map(len, sheet.rows)))


@pytest.mark.parametrize(
    ("name", "edit", "remarks"),
    [
        pytest.param(CARD, lambda sheet: grids.cleared(sheet, 1, 1), (), id="marker of a card"),
        pytest.param(CARD, lambda sheet: grids.cleared(sheet, 1), (), id="column ruler"),
        pytest.param(CARD, ruler_cleared, (), id="row ruler"),
        pytest.param(CARD, lambda sheet: grids.delete_rows(sheet, 1), (), id="hidden row of a card deleted"),
        pytest.param(
            COVER, lambda sheet: grids.delete_rows(sheet, 1), (), id="hidden row of the cover deleted"
        ),
        pytest.param(LIST, lambda sheet: grids.cleared(sheet, 1), (), id="marker of a list"),
        pytest.param(LIST, lambda sheet: grids.delete_rows(sheet, 1), (), id="marker row of a list deleted"),
        pytest.param(LIST, lambda sheet: grids.cleared(sheet, 4), ("column_ids_damaged",), id="all ids"),
        pytest.param(LIST, lambda sheet: grids.cleared(sheet, 4, 4), ("column_ids_damaged",), id="one id"),
        pytest.param(
            LIST, lambda sheet: grids.delete_rows(sheet, 4), ("column_ids_damaged",), id="id row deleted"
        ),
    ],
)
def test_without_one_of_its_marks_a_sheet_is_still_read(
    name: str, edit: Edit, remarks: tuple[str, ...]
) -> None:
    assert_survives(grids.edited(good(), name, edit), *remarks)


# --- sheets and files ---------------------------------------------------------------------------------


def test_sheets_renamed_and_reordered() -> None:
    moved = tuple(
        grids.renamed(sheet, f"表{number}") for number, sheet in enumerate(reversed(good().sheets), start=1)
    )

    assert_survives(Grid(moved), "sheet_renamed")


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("name", [CARD, LIST])
def test_a_copy_of_a_sheet_does_not_count(name: str, first: bool) -> None:
    copied = next(sheet for sheet in good().sheets if sheet.name == name)
    copied = grids.renamed(grids.cleared(copied, 6), f"{name} (2)")

    assert_survives(Grid((copied, *good().sheets) if first else (*good().sheets, copied)), "sheet_copied")


def strangers(book: Workbook) -> None:
    book.create_sheet("我的草稿", 0)["A1"] = "草稿"
    book.create_chartsheet("图表")


def everything_visible(book: Workbook) -> None:
    for sheet in book.worksheets:
        sheet.sheet_state = "visible"
        for row in sheet.row_dimensions.values():
            row.hidden = False
        for column in sheet.column_dimensions.values():
            column.hidden = False


def everything_hidden(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        sheet.sheet_state = "hidden"
        for row in range(1, 12):
            sheet.row_dimensions[row].hidden = True


def copied(book: Workbook) -> None:
    for name in (CARD, LIST):
        book.copy_worksheet(book[name]).title = f"{name} (2)"


def renamed(book: Workbook) -> None:
    book[CARD].title = "附件5（罗山县）"
    book[LIST].title = "明细"
    book.move_sheet("明细", offset=-1)


def loosened(sheet: Worksheet) -> Worksheet:
    """The sheet without merged cells and table, which openpyxl does not move."""
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.tables.clear()
    return sheet


def rows_and_columns_inserted(book: Workbook) -> None:
    loosened(book[CARD]).insert_rows(4, 2)
    book[CARD].insert_cols(1, 1)
    loosened(book[LIST]).insert_rows(7, 3)
    book[LIST].insert_rows(2, 2)
    book[LIST].insert_cols(3, 2)


@pytest.mark.parametrize(
    ("edit", "remarks"),
    [
        (strangers, ["extra_sheet"]),
        (everything_visible, []),
        (everything_hidden, ["hidden_rows"]),
        (copied, ["sheet_copied"]),
        (renamed, ["sheet_renamed"]),
        (rows_and_columns_inserted, ["rows_after_gap"]),
    ],
)
def test_a_file_edited_by_another_program(edit: Callable[[Workbook], None], remarks: list[str]) -> None:
    book = open_workbook(good_file())
    edit(book)
    saved = BytesIO()
    book.save(saved)

    assert_survives(saved.getvalue(), *remarks)


def test_a_file_whose_list_goes_on_far_below() -> None:
    book = open_workbook(good_file())
    loosened(book[LIST]).move_range("A8:U8", rows=5200 - 8)
    saved = BytesIO()
    book.save(saved)

    assert_survives(saved.getvalue(), "rows_after_gap", "rows_below_formulas")


def test_a_file_with_macros() -> None:
    macros = damage.replaced(
        good_file(),
        "[Content_Types].xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )

    assert_survives(damage.with_part(macros, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros"))


@requires_libreoffice
def test_a_file_saved_by_libreoffice(tmp_path: Path) -> None:
    source = tmp_path / "411521_罗山县 (1).xlsx"
    source.write_bytes(good_file())

    saved = convert(source, "xlsx", tmp_path / "另存").read_bytes()

    assert_survives(saved)
    found = read(saved).submission
    assert found is not None
    assert found.cards["qc_statistics"].shown["qc_groups_total"] == 0.0021
    assert found.cards["qc_statistics"].overwritten == frozenset()


# --- the same numbers, written otherwise --------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "remarks"),
    [
        ("2000", set()),
        ("=2000", set()),
        ("'2000", {("number_as_text", "D6")}),
        ("２０００", {("number_as_text", "D6")}),
        ("'2,000", {("number_as_text", "D6")}),
        ("'2000\u200b", {("number_as_text", "D6")}),
        ("2000人", {("number_read_from_text", "D6")}),
        ("两千", {("number_read_from_text", "D6")}),
    ],
)
def test_numbers_in_other_clothes(written: str, remarks: set[tuple[str, str]]) -> None:
    found = taken(f"enterprises\n| enterprise_name | employees |\n| 甲公司 | {written} |")

    assert entries(found)[1]["enterprises"] == [{"enterprise_name": "甲公司", "employees": 2000}]
    assert set(places(found.problems)) == remarks


def test_formulas_without_a_value_show_nothing_and_are_still_formulas() -> None:
    """openpyxl keeps formulas and drops their values, as other programs do."""
    found = read(good_file()).submission

    assert found is not None
    assert found.cards["qc_statistics"].shown == {}
    assert found.cards["qc_statistics"].overwritten == frozenset()


def test_the_edition_may_have_been_revised_since() -> None:
    revised = dataclasses.replace(edition(), facts={})

    found = take_in(good(), lambda _: revised)

    assert places(found.problems) == [("edition_hash_differs", "")]
    assert entries(found) == entries(read(good()))


# --- all of it at once --------------------------------------------------------------------------------

AT, COUNT = st.integers(1, 25), st.integers(1, 2)  # a mark of A1 is looked for in 12 rows and columns
SHEET = st.sampled_from([COVER, LIST, CARD])
EDITS = st.one_of(
    st.tuples(st.just(grids.insert_rows), AT, COUNT), st.tuples(st.just(grids.insert_columns), AT, COUNT)
)


@settings(deadline=None)
@given(st.lists(st.tuples(SHEET, EDITS), max_size=5), st.data())
def test_insertions_in_any_order_and_sheets_in_any_order(
    edits: list[tuple[str, tuple[Callable[[SheetGrid, int, int], SheetGrid], int, int]]], data: st.DataObject
) -> None:
    book = good()
    for name, (insert, at, count) in edits:
        book = grids.edited(book, name, lambda sheet: insert(sheet, at, count))  # noqa: B023 - called at once

    shuffled = Grid(tuple(data.draw(st.permutations(book.sheets))))

    found = read(shuffled)
    assert entries(found) == entries(read(good()))
    assert {problem.code for problem in found.problems} <= {"rows_after_gap"}
