"""What lists get beyond their drawing: running numbers and totals; and what 校验结果 keeps out of sight."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from qcxl.core.sheets.layout import TABLE_ROWS, SheetLayout, lay_out
from qcxl.core.sheets.placeholders import NUMBER, TOTAL
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.form import Form, FormKind
from qcxl.model.grid import Grid, SheetGrid, address, column_letters
from tests.support import workbooks
from tests.support.damage import with_wrong_results
from tests.support.issued import MAIN, Issued, cells, issued, text_of
from tests.support.libreoffice import convert_all, requires_libreoffice

LISTS = [form.id for form in workbooks.edition().of_kind(FormKind.LIST)]
NUMBERED = ["qc_groups", "qc_judges", "teams", "team_judges"]
TOTALLED = ["team_size", "union_members", "women", "youth"]
WRONG = 987654


def book() -> Issued:
    return issued("henan-2020", "4115")


def layout_of(list_: str) -> SheetLayout:
    return lay_out(workbooks.edition())[list_]


def sheet_of(form: Form) -> Mapping[str, etree._Element]:
    return cells(book().sheets[form.sheet])


def formula_of(cell: etree._Element) -> str:
    return cell.findtext(f"{MAIN}f") or ""


# ---- as it is issued


def test_the_lists_of_the_notice_have_running_numbers() -> None:
    assert [list_ for list_ in LISTS if NUMBER in layout_of(list_).spots] == NUMBERED


@pytest.mark.parametrize("list_", NUMBERED)
def test_every_row_of_a_table_has_the_same_formula_for_its_number(list_: str) -> None:
    layout = layout_of(list_)
    column = layout.spots[NUMBER][1]
    rows = range(layout.row, layout.row + TABLE_ROWS)
    numbers = [sheet_of(layout.form)[address((row, column))] for row in rows]

    assert len({formula_of(cell) for cell in numbers}) == 1
    assert formula_of(numbers[0])
    assert {text_of(cell).removeprefix(formula_of(cell)) for cell in numbers} == {""}
    assert {cell.get("t") for cell in numbers} == {"str"}


@pytest.mark.parametrize("list_", LISTS)
def test_a_table_gives_the_formula_to_rows_that_are_added(list_: str) -> None:
    layout = layout_of(list_)
    (table,) = book().tables(layout.form.sheet)
    calculated = {
        column.attrib["name"]: column.findtext(f"{MAIN}calculatedColumnFormula")
        for column in table.iter(f"{MAIN}tableColumn")
        if column.find(f"{MAIN}calculatedColumnFormula") is not None
    }

    if list_ in NUMBERED:
        first = sheet_of(layout.form)[address(layout.spots[NUMBER])]
        assert calculated == {"序号": formula_of(first)}
    else:
        assert calculated == {}


@pytest.mark.parametrize("list_", NUMBERED)
def test_the_columns_of_a_table_are_numbered_and_called_like_the_cells_of_the_header(list_: str) -> None:
    layout = layout_of(list_)
    (table,) = book().tables(layout.form.sheet)
    columns = list(table.iter(f"{MAIN}tableColumn"))
    headers = [
        text_of(sheet_of(layout.form)[address((layout.header_row, column))])
        for column in range(1, layout.width + 1)
    ]

    assert [column.attrib["id"] for column in columns] == [str(at) for at in range(1, len(columns) + 1)]
    assert [column.attrib["name"] for column in columns] == headers
    assert table.find(f"{MAIN}autoFilter[@ref='{table.attrib['ref']}']") is not None


def test_the_totals_of_the_teams_stand_above_their_columns_and_add_up_all_of_them() -> None:
    layout = layout_of("teams")
    totals = {name.removeprefix(TOTAL): spot for name, spot in layout.spots.items() if name.startswith(TOTAL)}

    assert list(totals) == TOTALLED
    for id_, (row, column) in totals.items():
        cell = sheet_of(layout.form)[address((row, column))]
        assert column == layout.places[id_][1]
        assert row < layout.header_row
        assert f"SUM({layout.sum_range(id_)})" in formula_of(cell)
        assert cell.findtext(f"{MAIN}v") in ("", None)


def test_of_the_results_what_only_the_program_reads_is_hidden_and_not_printed() -> None:
    layout = layout_of("results")
    sheet = book().sheets[layout.form.sheet]
    hidden = {int(column.attrib["min"]) for column in sheet.iter(f"{MAIN}col") if column.get("hidden") == "1"}
    areas = [
        name.text
        for name in book().workbook.iter(f"{MAIN}definedName")
        if name.attrib["name"] == "_xlnm.Print_Area" and layout.form.sheet in str(name.text)
    ]

    assert hidden == {layout.spots[f"result.{part}"][1] for part in ("code", "row")}
    last = column_letters(layout.spots["result.explanation"][1])
    assert areas == [f"{layout.quoted}!$A:${last}"]


def test_the_results_of_a_fresh_workbook_say_that_nothing_was_checked_yet() -> None:
    layout = layout_of("results")

    said = text_of(sheet_of(layout.form)[address(layout.spots["results.counts"])])

    assert said
    assert not any(character.isdigit() for character in said)


# ---- as LibreOffice calculates it

ROWS: Mapping[str, list[dict[str, object]]] = {
    "qc_groups": [{"enterprise_name": "甲公司", "group_name": "启航小组"}] * 40,
    "qc_judges": [{"judge_name": "赵某甲"}, {}, {"judge_name": "钱某乙"}, {"employer": "甲公司"}],
    "teams": [
        {"enterprise_name": "甲公司", "team_size": 12, "women": 3},
        {"enterprise_name": "乙公司", "team_size": "8", "women": 0},
        {},
        {"enterprise_name": "丙公司", "team_size": 5, "union_members": 4},
    ],
    "team_judges": [],
}
EXPECTED_NUMBERS: Mapping[str, list[int | None]] = {
    "qc_groups": list(range(1, 37)),  # the Excel table ends here; Excel itself would number on
    "qc_judges": [1, None, 3, None],
    "teams": [1, 2, None, 4],
    "team_judges": [],
}
EXPECTED_TOTALS = {"team_size": 17, "union_members": 4, "women": 3, "youth": None}
"""A number typed as text is no number to a sum, and what nobody typed has no total."""


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, SheetGrid]:
    """A filled workbook calculated anew, by sheet name."""
    folder: Path = tmp_path_factory.mktemp("lists")
    path = folder / "4115.xlsx"
    data = workbooks.fill(workbooks.blank("4115"), ROWS, {}).data()
    path.write_bytes(with_wrong_results(data, WRONG))
    (saved,) = convert_all([path], "xlsx", folder / "saved")
    grid = read_grid(saved.read_bytes())
    assert isinstance(grid, Grid)
    return {sheet.name: sheet for sheet in grid.sheets}


@requires_libreoffice
@pytest.mark.parametrize("list_", NUMBERED)
def test_a_row_is_numbered_once_its_first_field_is_filled(
    calculated: Mapping[str, SheetGrid], list_: str
) -> None:
    layout = layout_of(list_)
    column = layout.spots[NUMBER][1]
    shown = [
        calculated[layout.form.sheet].value((row, column))
        for row in range(layout.row, layout.row + TABLE_ROWS)
    ]

    expected = EXPECTED_NUMBERS[list_]
    assert shown == [*expected, *[None] * (TABLE_ROWS - len(expected))]


@requires_libreoffice
def test_totals_are_the_sums_of_their_columns(calculated: Mapping[str, SheetGrid]) -> None:
    layout = layout_of("teams")
    shown = {id_: calculated[layout.form.sheet].value(layout.spots[f"{TOTAL}{id_}"]) for id_ in TOTALLED}

    assert shown == EXPECTED_TOTALS
