"""The map of a distributed workbook, its sheets and its lists, found again."""

from __future__ import annotations

import pytest

from qcxl.core.reading.book_map import BookMap, find_sheets, read_lists, read_map, text_of
from qcxl.core.sheets.layout import map_lines
from qcxl.model.grid import Grid, RawValue, SheetGrid
from qcxl.model.problem import Problem
from tests.support import grids
from tests.support.submissions import CHONGQING, COUNTY, HENAN, blank_grid
from tests.support.workbooks import edition, roster

BOTH = pytest.mark.parametrize("id_", [HENAN, CHONGQING])


def sheet(name: str, *rows: tuple[RawValue, ...]) -> SheetGrid:
    return SheetGrid(name, rows)


def a_map(*rows: tuple[RawValue, ...]) -> BookMap | Problem:
    return read_map(Grid((sheet("_qcxl", *rows),)))


KEYS: tuple[tuple[RawValue, ...], ...] = (
    ("edition", "henan-2020"),
    ("edition_hash", "abc"),
    ("unit_code", 4115.0),
    ("unit_name", " 信阳市\u3000"),
    ("level", "city"),
    ("period", "2019"),
)
TABLE: tuple[tuple[RawValue, ...], ...] = (
    (),
    ("kind", "id", "table", "sheet", "address", "label"),
    ("cell", "preparer", "cover", "填报说明", "B7", "填表人"),
    ("column", "employees", "enterprises", "企业明细", "$D$5", "职工总数（人）"),
)


@BOTH
def test_the_map_of_an_issued_workbook_says_who_and_where(id_: str) -> None:
    unit = roster(id_).unit(COUNTY[id_])

    book = read_map(blank_grid(id_, unit.code))

    assert isinstance(book, BookMap)
    assert (book.identity.unit_code, book.identity.unit_name) == (unit.code, unit.name)
    assert (book.identity.edition, book.identity.edition_hash) == (id_, edition(id_).hash)
    assert (book.identity.level, book.identity.direct) == ("county", False)
    assert book.inputs == {(line.table, line.id): line for line in map_lines(edition(id_))}


def test_a_direct_unit_says_so() -> None:
    book = read_map(blank_grid(HENAN, "HY01"))

    assert isinstance(book, BookMap)
    assert (book.identity.direct, book.identity.parent_name) == (True, "河南省")


def test_keys_are_read_as_cleaned_text() -> None:
    book = a_map(*KEYS, *TABLE)

    assert isinstance(book, BookMap)
    assert (book.identity.unit_code, book.identity.unit_name, book.identity.direct) == (
        "4115",
        "信阳市",
        False,
    )
    assert book.inputs["enterprises", "employees"].place == (5, 4)


def test_keys_in_another_order_and_further_ones_are_no_harm() -> None:
    moved = a_map(KEYS[0], KEYS[1], ("parent_name", "河南省"), *reversed(KEYS[2:]), ("later", "1"), *TABLE)

    assert isinstance(moved, BookMap)
    assert moved.identity.parent_name == "河南省"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((), "map_missing"),
        ((("edition", "henan-2020"),), "map_missing"),
        ((("x", "y"), *KEYS, *TABLE), "map_missing"),
        (KEYS, "map_damaged"),
        ((*KEYS[:5], *TABLE), "map_damaged"),
        ((*KEYS[:2], ("unit_code", ""), *KEYS[3:], *TABLE), "map_damaged"),
        ((*KEYS, *TABLE[:2]), "map_damaged"),
        ((*KEYS, *TABLE[1:]), "map_damaged"),
        ((*KEYS, TABLE[0], ("kind", "id"), *TABLE[2:]), "map_damaged"),
        ((*KEYS, *TABLE[:2], ("cell", "preparer", "cover", "填报说明", "?", "填表人")), "map_damaged"),
    ],
)
def test_a_sheet_that_is_no_whole_map(rows: tuple[tuple[RawValue, ...], ...], code: str) -> None:
    found = a_map(*rows)

    assert isinstance(found, Problem)
    assert found.code == code


def test_the_problem_of_a_damaged_map_names_the_sheet_as_it_is_called_now() -> None:
    found = read_map(Grid((sheet("Sheet1", *KEYS[:5]),)))

    assert isinstance(found, Problem)
    assert found.sheet == "Sheet1"


def test_lines_with_an_address_that_is_none_are_left_out() -> None:
    book = a_map(*KEYS, *TABLE, ("cell", "filled_on", "cover", "填报说明", "#REF!", "填表日期"))

    assert isinstance(book, BookMap)
    assert set(book.inputs) == {("cover", "preparer"), ("enterprises", "employees")}


NAMES = {"cover": "填报说明", "enterprises": "企业明细"}


def found_sheets(*sheets: SheetGrid) -> dict[str, tuple[str, tuple[int, int]]]:
    return {form: (at.name, place) for form, (at, place) in find_sheets(Grid(sheets), NAMES).items()}


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ([sheet("填报说明", ("qcxl:cover",))], {"cover": ("填报说明", (1, 1))}),
        ([sheet("说明", ("qcxl:cover",))], {"cover": ("说明", (1, 1))}),
        ([sheet("填报说明", ("",))], {"cover": ("填报说明", (1, 1))}),
        ([sheet("填报说明")], {"cover": ("填报说明", (1, 1))}),
        ([sheet("说明", ("",))], {}),
        ([sheet("说明", (), (), ("", "", "qcxl:cover"))], {"cover": ("说明", (3, 3))}),
        ([sheet("说明", *[()] * 12, ("qcxl:cover",))], {}),
        ([sheet("说明", ("qcxl:elsewhere",))], {}),
        ([sheet("填报说明", ("qcxl:enterprises",))], {"enterprises": ("填报说明", (1, 1))}),
        (
            [sheet("填报说明", ("qcxl:enterprises",)), sheet("企业明细", ("qcxl:cover",))],
            {"enterprises": ("填报说明", (1, 1)), "cover": ("企业明细", (1, 1))},
        ),
    ],
)
def test_the_mark_of_a_sheet_wins_over_its_name(
    sheets: list[SheetGrid], expected: dict[str, tuple[str, tuple[int, int]]]
) -> None:
    assert found_sheets(*sheets) == expected


@pytest.mark.parametrize("names", [("填报说明", "填报说明 (2)"), ("填报说明 (2)", "填报说明")])
def test_of_two_sheets_with_one_mark_the_one_with_the_issued_name_counts(names: tuple[str, str]) -> None:
    found = found_sheets(*(sheet(name, ("qcxl:cover",)) for name in names))

    assert found == {"cover": ("填报说明", (1, 1))}


def test_of_two_renamed_sheets_with_one_mark_the_first_counts() -> None:
    found = found_sheets(sheet("甲", ("qcxl:cover",)), sheet("乙", ("qcxl:cover",)))

    assert found == {"cover": ("甲", (1, 1))}


@BOTH
def test_the_lists_are_read_by_name(id_: str) -> None:
    lists = read_lists(blank_grid(id_, COUNTY[id_]))

    assert lists["yes_no"] == ("是", "否")
    assert lists["direct_unit_codes"] == tuple(unit.code for unit in roster(id_).direct_units)


def test_the_children_of_a_city_are_among_its_lists() -> None:
    lists = read_lists(blank_grid(HENAN, "4115"))

    assert lists["child_unit_codes"][:2] == ("411502", "411503")
    assert lists["child_units"][:2] == ("浉河区", "平桥区")


def test_without_the_lists_there_are_none() -> None:
    left = tuple(each for each in blank_grid(HENAN, "4115").sheets if each.name != "_qcxl_lists")

    assert read_lists(Grid(left)) == {}


def test_blanks_in_a_list_are_left_out() -> None:
    source = blank_grid(HENAN, "4115")
    thinned = grids.edited(source, "_qcxl_lists", lambda each: grids.cleared(each, 3, 1))

    assert read_lists(thinned)["child_units"][:2] == ("浉河区", "罗山县")


@pytest.mark.parametrize(
    ("raw", "text"),
    [(None, ""), (4115.0, "4115"), (" 信阳\u200b市 ", "信阳市"), (True, "TRUE"), (0.5, "0.5")],
)
def test_a_raw_cell_as_text(raw: RawValue, text: str) -> None:
    assert text_of(raw) == text


def test_the_map_does_not_need_the_other_sheets() -> None:
    alone = Grid(tuple(each for each in blank_grid(HENAN, "4115").sheets if each.name == "_qcxl"))

    assert isinstance(read_map(alone), BookMap)
