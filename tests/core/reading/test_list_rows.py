"""A list of a returned workbook: where its columns stand now, and its rows."""

from __future__ import annotations

import dataclasses

import pytest

from qcxl.core.reading.list_rows import read_list
from qcxl.model.form import FieldKind, FormKind
from qcxl.model.grid import RawValue, SheetGrid
from qcxl.model.problem import Problem
from qcxl.model.submission import Table
from tests.support.made_up import edition, field, form
from tests.support.submissions import places

LIST = form(
    FormKind.LIST,
    dataclasses.replace(field("list.name", FieldKind.TEXT, ""), label="名称"),
    dataclasses.replace(field("list.pieces"), label="个数（个）"),
    dataclasses.replace(field("list.benefit", FieldKind.MONEY, "万元"), label="效益（万元）"),
)
MARK, IDS, HEADER = ("qcxl:list",), ("name", "pieces", "benefit"), ("名称", "个数（个）", "效益（万元）")
Rows = tuple[tuple[RawValue, ...], ...]


def read(*rows: tuple[RawValue, ...]) -> tuple[Table, tuple[Problem, ...]]:
    return read_list(LIST, SheetGrid("表", rows), edition())


def values(table: Table) -> list[tuple[int, dict[str, object]]]:
    return [(row.number, dict(row.values)) for row in table.rows]


def test_rows_stand_below_the_header_and_know_their_number() -> None:
    """Row numbers stay true after blank rows (ARPA #459)."""
    table, problems = read(
        MARK,
        IDS,
        HEADER,
        ("甲", 1.0, 2.5),
        (),
        ("", "\u3000", "\u200b"),
        ("乙", "", 3.0),
    )

    assert problems == ()
    assert values(table) == [
        (4, {"name": "甲", "pieces": 1, "benefit": 2_500_000}),
        (7, {"name": "乙", "benefit": 3_000_000}),
    ]
    assert table.address(table.rows[1], "benefit") == "C7"


@pytest.mark.parametrize(
    ("rows", "header_row", "remarks"),
    [
        ((MARK, ("标题",), IDS, HEADER), 4, []),
        ((("",), ("",), MARK, IDS, (), (), HEADER), 7, []),
        ((MARK, IDS, (), ("请在下面填写",), HEADER), 5, []),
        ((IDS, HEADER), 2, []),
        ((("标题",), HEADER), 2, ["column_ids_damaged"]),
        ((HEADER,), 1, ["column_ids_damaged"]),
        ((("name", "pieces", "?"), HEADER), 2, ["column_ids_damaged"]),
        ((("name", "?", "?"), HEADER), 2, ["column_ids_damaged"]),
    ],
)
def test_the_header_is_found_by_the_ids_and_without_them_by_itself(
    rows: Rows, header_row: int, remarks: list[str]
) -> None:
    table, problems = read(*rows, ("甲", 1.0, 2.0))

    assert values(table) == [(header_row + 1, {"name": "甲", "pieces": 1, "benefit": 2_000_000})]
    assert table.columns == {"name": 1, "pieces": 2, "benefit": 3}
    assert [problem.code for problem in problems] == remarks


def test_the_ids_win_over_the_header() -> None:
    table, problems = read(("benefit", "name", "pieces"), HEADER, (2.0, "甲", 1.0))

    assert table.columns == {"benefit": 1, "name": 2, "pieces": 3}
    assert places(problems) == [("header_damaged", "B2"), ("header_damaged", "C2"), ("header_damaged", "A2")]


def test_columns_of_other_people_are_passed_over() -> None:
    table, problems = read(
        ("", "name", "", "pieces", "benefit"),
        ("序号", "名称", "备注", "个数（个）", "效益（万元）"),
        (1.0, "甲", "约35", 1.0, 2.0),
        (2.0, "", "只有备注", "", ""),
    )

    assert problems == ()
    assert values(table) == [(3, {"name": "甲", "pieces": 1, "benefit": 2_000_000})]


def test_of_two_columns_with_one_id_the_first_counts() -> None:
    """A copied column brings its id along."""
    table, _ = read((*IDS, "pieces"), (*HEADER, "个数（个）"), ("甲", 1.0, 2.0, 9.0))

    assert values(table) == [(3, {"name": "甲", "pieces": 1, "benefit": 2_000_000})]


def test_a_column_that_is_gone_has_no_address() -> None:
    table, problems = read(("name", "benefit"), ("名称", "效益（万元）"), ("甲", 2.0))

    assert [(problem.code, problem.field) for problem in problems] == [("column_missing", "个数（个）")]
    assert table.address(table.rows[0], "pieces") == ""


@pytest.mark.parametrize("rows", [(), ((),), (("甲", "乙", "丙"),)])
def test_a_sheet_without_any_header_misses_every_column(rows: Rows) -> None:
    _, problems = read(*rows)

    assert [problem.code for problem in problems] == ["column_missing"] * 3


def test_a_header_pasted_below_a_damaged_one_hides_no_row() -> None:
    table, problems = read(
        MARK, ("?",), ("名称", "数目", "效益（万元）"), ("甲", 1.0, 2.0), HEADER, ("乙", 3.0, 4.0)
    )

    assert ("column_missing", "个数（个）") in [(problem.code, problem.field) for problem in problems]
    assert [row.number for row in table.rows] == [4, 5, 6]


@pytest.mark.parametrize(
    ("raw", "code", "faulty", "unseen"),
    [
        (1.0, None, False, False),
        ("1", "number_as_text", False, True),
        ("约1", "not_a_number", True, False),
        ("", None, False, False),
    ],
)
def test_a_row_knows_which_entries_are_no_numbers_and_which_formulas_do_not_see(
    raw: RawValue, code: str | None, faulty: bool, unseen: bool
) -> None:
    table, problems = read(IDS, HEADER, ("甲", raw, 2.0))

    assert places(problems) == ([(code, "B3")] if code else [])
    assert ("pieces" in table.rows[0].faulty, "pieces" in table.rows[0].unseen) == (faulty, unseen)


def test_a_row_of_one_error_value_is_a_row() -> None:
    table, problems = read_list(LIST, SheetGrid("表", (IDS, HEADER, ()), errors={(3, 2): "#REF!"}), edition())

    assert places(problems) == [("error_value", "B3")]
    assert [row.number for row in table.rows] == [3]


def test_formulas_that_show_nothing_make_no_row() -> None:
    """People fill formulas down a whole column; what looks blank is blank."""
    sheet = SheetGrid("表", (IDS, HEADER, ("", "", ""), ("甲", "", "")), formulas=frozenset({(3, 2), (4, 2)}))

    table, problems = read_list(LIST, sheet, edition())

    assert problems == ()
    assert values(table) == [(4, {"name": "甲"})]


def test_a_formula_without_a_result_is_a_row_that_cannot_be_read() -> None:
    sheet = SheetGrid("表", (IDS, HEADER, ("", "", "")), uncomputed=frozenset({(3, 2)}))

    table, problems = read_list(LIST, sheet, edition())

    assert [row.number for row in table.rows] == [3]
    assert places(problems) == [("entry_is_formula", "B3")]
