"""What is broken in a returned workbook is a problem at its place, never an exception and never a guess."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcxl.core.figures import known_units
from qcxl.core.problems.reading_order import in_reading_order
from qcxl.core.reading.intake import TakenIn, take_in
from qcxl.core.validation import validate
from qcxl.model.edition import Edition
from qcxl.model.grid import Grid, RawValue, SheetGrid, address
from qcxl.model.problem import Problem, Severity
from tests.core.reading.test_intake import CARD, COVER, LIST, column_cleared, entries, good, good_file, read
from tests.support import grids
from tests.support.submissions import (
    CHONGQING,
    HENAN,
    blank_grid,
    places,
    taken,
    with_cells,
    with_severity,
)
from tests.support.workbooks import edition, open_workbook

Edit = Callable[[SheetGrid], SheetGrid]


def judged(found: TakenIn, of: Edition | None = None) -> list[Problem]:
    """Every problem of one workbook, those of reading it and those of judging it."""
    of = of or edition()
    if found.submission is None:
        return list(found.problems)
    known = known_units.from_lists(found.submission)
    more = validate(of, {"": found.submission}, {"": known})[""]
    return list(in_reading_order((*found.problems, *more), of))


def problems_after(name: str, edit: Edit) -> list[Problem]:
    return list(read(grids.edited(good(), name, edit)).problems)


def typed(name: str, cells: Mapping[tuple[int, int], str]) -> Edit:
    """An edit that types texts over cells."""
    return lambda sheet: with_cells(Grid((sheet,)), {name: cells}).sheets[0]


# --- lists --------------------------------------------------------------------------------------------


def test_a_deleted_column() -> None:
    found = problems_after(LIST, lambda sheet: grids.delete_columns(sheet, 4))

    assert [(each.code, each.sheet, each.field) for each in found if each.severity is Severity.ERROR] == [
        ("column_missing", LIST, "职工总数（人）")
    ]


def test_a_damaged_header() -> None:
    found = problems_after(LIST, typed(LIST, {(5, 4): "人数"}))

    assert places(found) == [("header_damaged", "D5")]
    assert found[0].value == "人数"


def test_a_header_that_moved_down() -> None:
    def moved(sheet: SheetGrid) -> SheetGrid:
        return typed(LIST, {(7, 4): "人数"})(grids.insert_rows(sheet, 5, 2))

    assert places(problems_after(LIST, moved)) == [("header_damaged", "D7")]


def test_two_headers_swapped() -> None:
    """The hidden ids still say which is which; only people can say whether the numbers moved too."""
    found = problems_after(LIST, typed(LIST, {(5, 4): "参加QC小组人数（人）", (5, 5): "职工总数（人）"}))

    assert places(found) == [("header_damaged", "D5"), ("header_damaged", "E5")]


def test_two_ids_swapped() -> None:
    found = problems_after(LIST, typed(LIST, {(4, 4): "qc_participants", (4, 5): "employees"}))

    assert sorted(places(found)) == [("header_damaged", "D5"), ("header_damaged", "E5")]


@pytest.mark.parametrize("header", ["职工 总数(人)", "职工总数（人）\n", " 职工总数（人）"])
def test_a_header_with_other_spaces_and_brackets_is_whole(header: str) -> None:
    assert problems_after(LIST, typed(LIST, {(5, 4): header})) == []


def test_id_and_header_of_a_column_destroyed() -> None:
    found = problems_after(LIST, typed(LIST, {(4, 4): "x", (5, 4): "y"}))

    assert ("column_missing", "职工总数（人）") in [(each.code, each.field) for each in found]


def test_all_ids_and_headers_destroyed() -> None:
    def blank(sheet: SheetGrid) -> SheetGrid:
        return grids.cleared(grids.cleared(sheet, 4), 5)

    found = problems_after(LIST, blank)

    assert {each.code for each in found if each.severity is Severity.ERROR} == {"column_missing"}


def test_a_cleared_header_loses_no_row() -> None:
    found = read(grids.edited(good(), LIST, lambda sheet: grids.cleared(sheet, 5)))

    assert set(places(found.problems)) == {
        ("header_damaged", address((5, column))) for column in range(1, 22)
    }
    assert entries(found) == entries(read(good()))


def test_a_deleted_header_row_is_no_silent_loss() -> None:
    found = problems_after(LIST, lambda sheet: grids.delete_rows(sheet, 5))

    assert ("header_damaged", "A5") in places(found)


def test_a_header_pasted_again_below_is_a_row_that_cannot_be_read() -> None:
    """People append another office's list, header and all."""
    header = next(sheet for sheet in good().sheets if sheet.name == LIST).rows[4]
    pasted = {(10, column): str(text) for column, text in enumerate(header, start=1)}

    found = read(grids.edited(good(), LIST, typed(LIST, pasted)))

    assert ("not_a_number", "D10") in places(found.problems)
    assert len(entries(found)[1]["enterprises"]) == 4


# --- cards --------------------------------------------------------------------------------------------


def test_a_deleted_row_of_a_card() -> None:
    found = problems_after(CARD, lambda sheet: grids.delete_rows(sheet, 16))

    assert [(each.code, each.field) for each in found] == [
        ("cell_missing", "交流会时间"),
        ("cell_missing", "交流会地点"),
        ("cell_missing", "参会人数"),
    ]


def test_a_deleted_column_of_a_card() -> None:
    found = problems_after(CARD, lambda sheet: grids.delete_columns(sheet, 6))

    assert "交流小组数" in {each.field for each in found if each.code == "cell_missing"}
    assert {each.severity for each in found} == {Severity.ERROR}


@pytest.mark.parametrize("at", range(1, 22))
def test_after_a_deleted_row_no_entry_is_read_from_another_cell(at: int) -> None:
    """Whatever is still read is what was typed for that very field."""
    found = read(grids.edited(good(), CARD, lambda sheet: grids.delete_rows(sheet, at)))

    before = entries(read(good()))[0]["qc_statistics"]
    assert set(entries(found)[0]["qc_statistics"].items()) <= set(before.items())


@pytest.mark.parametrize("at", range(1, 8))
def test_after_a_deleted_column_no_entry_is_read_from_another_cell(at: int) -> None:
    found = read(grids.edited(good(), CARD, lambda sheet: grids.delete_columns(sheet, at)))

    before = entries(read(good()))[0]["qc_statistics"]
    assert set(entries(found)[0]["qc_statistics"].items()) <= set(before.items())


def test_merged_input_cells_are_named_once() -> None:
    """Merging keeps the value of the first cell only; the others are not asked for one by one."""
    book = open_workbook(good_file())
    book[LIST].merge_cells("D6:D8")
    book[LIST].merge_cells("A6:A7")
    saved = BytesIO()
    book.save(saved)

    found = judged(read(saved.getvalue()))

    assert {("cells_merged", "D6"), ("cells_merged", "A6")} <= set(places(found))
    assert not {"D6", "D7", "D8", "A7"} & {each.cell for each in found if each.code == "required_missing"}


# --- single cells -------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!"])
@pytest.mark.parametrize(
    ("name", "place", "cell"), [(LIST, (6, 4), "D6"), (CARD, (15, 4), "D15"), (COVER, (7, 2), "B7")]
)
def test_an_error_value_in_an_input(name: str, place: tuple[int, int], cell: str, error: str) -> None:
    found = problems_after(name, typed(name, {place: error}))

    assert [(each.code, each.cell, each.value) for each in found] == [("error_value", cell, error)]


def test_an_error_value_in_a_computed_cell() -> None:
    found = taken("qc_statistics\n| qc_groups_total |\n| #REF! |")

    assert [(each.code, each.cell, each.value) for each in found.problems] == [
        ("computed_error", "F6", "#REF!")
    ]


def test_an_error_in_a_computed_cell_that_repeats_an_entry_is_found_at_the_entry() -> None:
    found = taken(
        """
        enterprises
        | enterprise_name | employees |
        | 甲公司          | #N/A      |

        qc_statistics
        | qc_participation_rate |
        | #N/A                  |
        """
    )

    assert places(found.problems) == [("error_value", "D6")]


@pytest.mark.parametrize(("name", "place", "cell"), [(LIST, (6, 4), "D6"), (CARD, (15, 4), "D15")])
def test_a_formula_that_was_never_calculated_in_an_input(
    name: str, place: tuple[int, int], cell: str
) -> None:
    assert places(problems_after(name, typed(name, {place: "="}))) == [("entry_is_formula", cell)]


# --- the workbook -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [COVER, LIST, CARD])
def test_a_deleted_sheet(name: str) -> None:
    left = Grid(tuple(sheet for sheet in good().sheets if sheet.name != name))

    found = read(left)

    assert [(each.code, each.sheet) for each in found.problems] == [("sheet_missing", name)]


@pytest.mark.parametrize("name", [COVER, LIST, CARD, "名额", "自检", "校验结果", "_qcxl", "_qcxl_lists"])
def test_an_emptied_sheet(name: str) -> None:
    """Everything selected and deleted: its entries are missing, the others are still there."""
    found = read(grids.edited(good(), name, lambda _: SheetGrid(name, ())))

    codes = {each.code for each in judged(found)}
    expected = {
        COVER: "advised_missing",
        LIST: "column_missing",
        CARD: "required_missing",
        "_qcxl": "map_missing",
        "_qcxl_lists": "direct_unit_unknown",
    }
    assert expected.get(name, "required_missing") in codes


def test_a_renamed_sheet_without_its_mark() -> None:
    lost = grids.edited(good(), CARD, lambda sheet: grids.renamed(grids.cleared(sheet, 1, 1), "统计"))

    assert [(each.code, each.sheet) for each in read(lost).problems] == [
        ("sheet_missing", CARD),
        ("extra_sheet", "统计"),
    ]


def map_edited(edit: Edit) -> TakenIn:
    return read(grids.edited(good(), "_qcxl", edit))


def test_without_its_map_a_workbook_is_none_of_ours() -> None:
    left = Grid(tuple(sheet for sheet in good().sheets if sheet.name != "_qcxl"))

    assert places(read(left).problems) == [("map_missing", "")]
    assert read(left).identity is None


def test_a_renamed_map_is_still_the_map() -> None:
    found = map_edited(lambda sheet: grids.renamed(sheet, "Sheet9"))

    assert entries(found) == entries(read(good()))


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda sheet: grids.cleared(sheet, 3, 2), id="no unit code"),
        pytest.param(lambda sheet: grids.delete_rows(sheet, 3), id="unit code deleted"),
        pytest.param(lambda sheet: grids.cleared(sheet, 5), id="cut in two"),
        pytest.param(lambda sheet: grids.delete_rows(sheet, 12, 100), id="no table"),
        pytest.param(lambda sheet: grids.cleared(sheet, 12, 5), id="no addresses"),
        pytest.param(lambda sheet: column_cleared(sheet, 5), id="all addresses cleared"),
    ],
)
def test_a_map_that_was_tampered_with(edit: Edit) -> None:
    assert places(map_edited(edit).problems) == [("map_damaged", "")]


def test_a_line_missing_in_the_map_is_a_missing_cell() -> None:
    found = map_edited(lambda sheet: grids.delete_rows(sheet, 13))

    assert [(each.code, each.sheet, each.field) for each in found.problems] == [
        ("cell_missing", COVER, "零报告")
    ]


def test_a_workbook_of_another_notice() -> None:
    found = take_in(good(), lambda _: edition(HENAN), expected=CHONGQING)

    assert [(each.code, each.value) for each in found.problems] == [("edition_wrong", HENAN)]
    assert found.identity is not None
    assert found.identity.unit_code == "411521"
    assert found.submission is None


def test_a_workbook_of_a_notice_that_nobody_knows() -> None:
    found = take_in(good(), lambda _: None)

    assert [(each.code, each.value) for each in found.problems] == [("edition_unknown", HENAN)]


def test_a_workbook_of_another_unit_says_whose_it_is() -> None:
    found = taken("enterprises\n| enterprise_name |\n| 甲公司 |", unit="4101")

    assert found.identity is not None
    assert (found.identity.unit_code, found.identity.unit_name) == ("4101", "郑州市")


def revised_without(field: str) -> Edition:
    """The edition as revised: one more column than the workbook has."""
    form = edition().form("enterprises")
    more = dataclasses.replace(form.field("employees"), id=field, label="新增的一列")
    changed = dataclasses.replace(form, fields=(*form.fields, more))
    forms = tuple(changed if each is form else each for each in edition().forms)
    return dataclasses.replace(edition(), forms=forms)


def test_an_outdated_workbook_that_lacks_an_input_is_an_error() -> None:
    found = take_in(good(), lambda _: revised_without("new_column"))

    errors = [each.code for each in found.problems if each.severity is Severity.ERROR]
    assert sorted(errors) == ["column_missing", "edition_outdated"]


def test_an_outdated_workbook_with_every_input_is_a_remark_that_the_edition_may_grade() -> None:
    revised = dataclasses.replace(edition(), facts={})
    strict = with_severity(revised, "edition_hash_differs", Severity.WARNING)

    assert [each.severity for each in take_in(good(), lambda _: revised).problems] == [Severity.INFO]
    assert [each.severity for each in take_in(good(), lambda _: strict).problems] == [Severity.WARNING]


def foreign(rows: list[list[RawValue]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["姓名", "电话"], ["示例", 1]],
        [["edition"]],
        [["edition", "henan-2020"], ["edition_hash", "x"]],
    ],
)
def test_a_foreign_workbook(rows: list[list[RawValue]]) -> None:
    (found,) = read(foreign(rows)).problems

    assert found.code in {"map_missing", "map_damaged"}
    assert found.severity is Severity.ERROR


def test_the_sheets_of_another_year_copied_into_our_workbook_do_not_count() -> None:
    other = blank_grid(CHONGQING, "500101")
    mixed = Grid((*good().sheets, *(grids.renamed(sheet, f"旧{sheet.name}") for sheet in other.sheets)))

    assert entries(read(mixed)) == entries(read(good()))


def test_every_fault_is_found_in_one_pass() -> None:
    """An early return would let faults arrive in waves (FAC)."""
    found = judged(
        taken(
            """
            enterprises
            | enterprise_name | employees | qc_participants | qc_groups_total |
            | --------------- | --------- | --------------- | --------------- |
            | 甲公司          | 约35      | -1              | #REF!           |
            | 甲公司          | 10        | 20              |                 |

            qc_statistics
            | qc_exchange_held | qc_exchange_place |
            | 否               | 会议室            |

            cover
            | nil_return |
            | 有         |
            """
        )
    )

    assert set(places(found)) >= {
        ("not_a_number", "D6"),
        ("number_negative", "E6"),
        ("error_value", "F6"),
        ("enterprise_duplicate", "A7"),
        ("participants_exceed_employees", "E7"),
        ("required_missing", "F7"),
        ("choice_unknown", "B6"),
        ("exchange_not_empty", "D16"),
    }


# --- anything at all ----------------------------------------------------------------------------------

NUMBERS = st.integers(-(10**20), 10**20) | st.floats()
MOMENTS = st.dates() | st.datetimes() | st.times() | st.timedeltas()
WORDS = st.sampled_from(
    ["是", "否", "约35", "3-5", "2000万", "100％", "/", "qcxl:enterprises", "edition", "employees"]
)
RAW: st.SearchStrategy[RawValue] = st.none() | st.booleans() | NUMBERS | MOMENTS | st.text(max_size=8) | WORDS
PLACES = st.tuples(st.integers(1, 30), st.integers(1, 24))


ODD: list[RawValue] = [
    float("nan"),
    float("inf"),
    -(10**400),
    1e308,
    -0.0,
    True,
    dt.datetime(1899, 12, 30, tzinfo=None),  # noqa: DTZ001 - as a workbook holds it
    dt.date.max,
    dt.time(23, 59, 59),
    dt.timedelta.max,
    "\ud800",
    "={1}",
    "{sheet}",
    "\x00",
    "9" * 5000,
]


@pytest.mark.parametrize("raw", ODD, ids=lambda raw: ascii(raw)[:20])
@pytest.mark.parametrize("everywhere", [False, True])
def test_an_odd_value_in_every_cell_makes_nothing_raise(raw: RawValue, everywhere: bool) -> None:
    """In every cell that has a value or an entry, or in those of the forms alone."""

    def flooded(sheet: SheetGrid) -> SheetGrid:
        rows = [
            [raw if cell != "" or row > 5 else cell for cell in line] for row, line in enumerate(sheet.rows)
        ]
        marks = [] if everywhere else [1, 4]
        for mark in marks:
            rows[mark - 1] = list(sheet.rows[mark - 1])
        return dataclasses.replace(sheet, rows=tuple(map(tuple, rows)))

    for name in (COVER, LIST, CARD, "_qcxl_lists", "_qcxl")[: None if everywhere else 3]:
        assert isinstance(judged(read(grids.edited(good(), name, flooded))), list)


@st.composite
def broken(draw: st.DrawFn, source: Grid) -> Grid:
    """The grid with random cells, formulas and errors typed over, rows, columns and sheets taken away."""
    sheets = []
    for sheet in source.sheets:
        kind = draw(st.sampled_from(["kept", "kept", "kept", "edited", "edited", "emptied", "dropped"]))
        if kind == "edited":
            sheets.append(draw(broken_sheet(sheet)))
        elif kind != "dropped":
            sheets.append(sheet if kind == "kept" else SheetGrid(sheet.name, ()))
    return Grid(tuple(draw(st.permutations(sheets))))


@st.composite
def broken_sheet(draw: st.DrawFn, sheet: SheetGrid) -> SheetGrid:
    for cut in draw(st.lists(st.sampled_from([grids.delete_rows, grids.delete_columns]), max_size=2)):
        sheet = cut(sheet, draw(st.integers(1, 12)), draw(st.integers(1, 3)))
    rows = [list(row) for row in sheet.rows]
    for (row, column), raw in draw(st.dictionaries(PLACES, RAW, max_size=12)).items():
        rows.extend([] for _ in range(row - len(rows)))
        rows[row - 1].extend("" for _ in range(column - len(rows[row - 1])))
        rows[row - 1][column - 1] = raw
    return dataclasses.replace(
        sheet,
        rows=tuple(map(tuple, rows)),
        formulas=sheet.formulas | draw(st.frozensets(PLACES, max_size=3)),
        uncomputed=draw(st.frozensets(PLACES, max_size=3)),
        errors={**sheet.errors, **draw(st.dictionaries(PLACES, st.just("#REF!"), max_size=3))},
    )


@settings(deadline=None, max_examples=150)
@given(st.data())
@pytest.mark.parametrize("id_", [HENAN, CHONGQING])
def test_no_workbook_makes_reading_and_judging_raise(id_: str, data: st.DataObject) -> None:
    source = good() if id_ == HENAN else blank_grid(CHONGQING, "500101")
    found = take_in(data.draw(broken(source)), lambda _: edition(id_))

    problems = judged(found, edition(id_))

    assert all(isinstance(each, Problem) for each in problems)
    assert found.submission is not None or problems
