"""What people draw, stick, strike or push about on a sheet is told once, at its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from qcxl.core.results.refill import Refill
from qcxl.model.grid import Area, Attached, Attachment, Place, SheetGrid
from qcxl.model.problem import Severity
from tests.core.reading.test_structure import (
    CARD,
    COVER,
    FILLED,
    GROUPS,
    LIST,
    Edit,
    filled,
    merged,
    problems_after,
    read,
    sheet_of,
    typed,
)
from tests.support import grids
from tests.support.submissions import grid, places
from tests.support.workbooks import edition

WAN = '0!.0000"万元"'


def struck(*cells: Place, partly: bool = False) -> Edit:
    def edit(sheet: SheetGrid) -> SheetGrid:
        kind = "partly_struck" if partly else "struck"
        return dataclasses.replace(sheet, **{kind: frozenset(cells)})

    return edit


def shown_as(formats: Mapping[Place, str]) -> Edit:
    return lambda sheet: dataclasses.replace(sheet, measures=formats)


def with_things(*things: Attached) -> Edit:
    return lambda sheet: dataclasses.replace(sheet, attached=things)


# --- struck-out entries -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            struck((7, 1), (7, 4), (7, 5), (7, 11)), [("row_struck_out", "A7")], id="a whole row of entries"
        ),
        pytest.param(struck((7, 11)), [("entry_struck_out", "K7")], id="one figure"),
        pytest.param(struck((7, 1), partly=True), [("entry_partly_struck", "A7")], id="a part of a name"),
        pytest.param(struck((7, 2), (20, 1)), [], id="blank cells"),
        pytest.param(struck((7, 30)), [], id="beside the list"),
    ],
)
def test_struck_out_entries_of_a_list(edit: Edit, expected: list[tuple[str, str]]) -> None:
    assert places(problems_after(LIST, edit)) == expected


def test_struck_out_entries_of_a_card() -> None:
    found = problems_after(CARD, struck((15, 4), (15, 2)))

    assert set(places(found)) == {("entry_struck_out", "D15"), ("entry_struck_out", "B15")}


def test_a_struck_out_row_is_counted_and_only_remarked_on() -> None:
    source = grids.edited(filled(), LIST, struck((7, 1), (7, 4), (7, 5), (7, 11)))

    found = read(source)

    assert found.submission is not None
    assert len(found.submission.tables["enterprises"].rows) == 3
    assert [each.severity for each in found.problems] == [Severity.INFO]


# --- pictures, text boxes, comments -------------------------------------------------------------------

PICTURE = Attached(Attachment.PICTURE, (20, 1))
BOX = Attached(Attachment.TEXT_BOX, (3, 5), "请核对")
COMMENT = Attached(Attachment.COMMENT, (7, 1), "转给直报")


@pytest.mark.parametrize(
    ("sheet", "things", "expected"),
    [
        (LIST, (PICTURE,), [("picture_not_read", "A20")]),
        (CARD, (BOX,), [("text_box_not_read", "E3")]),
        (COVER, (COMMENT,), [("comment_not_read", "A7")]),
        (LIST, (PICTURE, PICTURE, COMMENT), [("picture_not_read", "A20"), ("comment_not_read", "A7")]),
        ("自检", (PICTURE, COMMENT), []),
    ],
)
def test_things_on_a_sheet(sheet: str, things: tuple[Attached, ...], expected: list[tuple[str, str]]) -> None:
    found = problems_after(sheet, with_things(*things))

    assert places(found) == expected
    assert all(each.severity is Severity.INFO for each in found)


# --- merged ranges that hide a whole row --------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "area", "cell"),
    [
        pytest.param(GROUPS, (6, 1, 6, 19), "A6", id="a row of groups from its number on"),
        pytest.param(LIST, (6, 1, 8, 21), "A6", id="all rows in one"),
        pytest.param(LIST, (5, 1, 5, 3), "A5", id="column names"),
        pytest.param(LIST, (4, 1, 5, 1), "A4", id="a column name under its id"),
        pytest.param(CARD, (6, 1, 6, 6), "A6", id="a row of a card with a computed cell"),
        pytest.param("附件9-3", (7, 1, 7, 30), "A7", id="the only row of a list"),
        pytest.param("附件9-4", (6, 1, 7, 6), "A6", id="a judge and the blank row below"),
    ],
)
def test_a_row_under_a_merged_range_is_named(sheet: str, area: Area, cell: str) -> None:
    numbered = typed(sheet, {(area[0], 1): "1"}) if sheet in (GROUPS, "附件9-3", "附件9-4") else merged()

    found = problems_after(sheet, lambda each: merged(area)(numbered(each)))

    assert ("cells_merged", cell) in places(found)


def test_a_row_under_a_merged_range_is_there_but_says_nothing() -> None:
    """So nothing is missing in it, and a marked copy still holds what stands under the range."""
    source = grids.edited(
        filled(), GROUPS, lambda each: merged((6, 1, 6, 20))(typed(GROUPS, {(6, 1): "1"})(each))
    )

    found = read(source)

    assert places(found.problems) == [("cells_merged", "A6")]
    assert found.submission is not None
    first, second = found.submission.tables["qc_groups"].rows
    assert (first.number, first.values, "group_name" in first.faulty) == (6, {}, True)
    assert second.text("group_name") == "燎原"
    copied = Refill(found.submission, edition()).values(source)["qc_groups"]
    assert [copied[6, column] for column in (2, 3)] == ["甲公司", "星火"]


@pytest.mark.parametrize("area", [(40, 1, 40, 21), (9, 1, 9, 21), (6, 25, 1_048_576, 25)])
def test_merged_ranges_over_blank_cells_hide_nothing(area: Area) -> None:
    assert problems_after(LIST, merged(area)) == []


# --- amounts shown in another measure -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        pytest.param(
            {(6, 11): WAN, (7, 11): WAN, (8, 11): WAN}, [("column_of_other_measure", "K6")], id="all amounts"
        ),
        pytest.param({(7, 11): WAN}, [("cells_of_other_measure", "K7")], id="one amount"),
        pytest.param({(7, 11): '0.00"万元"'}, [], id="the measure only written behind"),
        pytest.param({(7, 11): '#,##0.00"元"'}, [("cells_of_other_measure", "K7")], id="元 behind 万元"),
        pytest.param({(7, 4): '0!.0,"万人"'}, [], id="persons counted in persons"),
        pytest.param({(7, 4): "0,"}, [("cells_of_other_measure", "D7")], id="persons shown in thousands"),
    ],
)
def test_amounts_that_people_see_in_another_measure(
    formats: Mapping[Place, str], expected: list[tuple[str, str]]
) -> None:
    assert places(problems_after(LIST, shown_as(formats))) == expected


def test_a_column_of_another_measure_is_one_problem_and_no_figure() -> None:
    formats = {(row, 11): WAN for row in (6, 7, 8)}
    found = read(grids.edited(filled(), LIST, shown_as(formats)))

    assert found.submission is not None
    rows = found.submission.tables["enterprises"].rows
    assert [(row.get("qc_benefit"), row.faulty) for row in rows] == [(None, {"qc_benefit"})] * 3


# --- shifted cells ------------------------------------------------------------------------------------


def without_rulers(sheet: SheetGrid) -> SheetGrid:
    """The sheet without its hidden row and without the hidden column behind the form."""
    bare = grids.delete_rows(sheet, 1)
    width = max(map(len, bare.rows))
    return grids.delete_columns(bare, width)


def test_cards_whose_hidden_rows_are_gone_are_one_problem() -> None:
    source = filled()
    for sheet in (COVER, CARD, "附件8"):
        source = grids.edited(source, sheet, without_rulers)

    found = read(source)

    assert places(found.problems) == [("cells_shifted", "")]
    assert found.submission is not None
    assert found.submission.cards == {}


def test_cells_deleted_out_of_a_card_shift_it() -> None:
    """Excel moves the cells below up; the rulers beside the form stay."""

    def up(sheet: SheetGrid) -> SheetGrid:
        rows = [list(row) for row in sheet.rows]
        for row in range(8, len(rows) - 1):
            for column in range(min(len(rows[row - 1]), 6)):
                below = rows[row]
                rows[row - 1][column] = below[column] if column < len(below) else ""
        return dataclasses.replace(sheet, rows=tuple(map(tuple, rows)))

    assert ("cells_shifted", "") in places(problems_after(CARD, up))


def test_inserted_rows_and_changed_words_shift_nothing() -> None:
    inserted = problems_after(CARD, lambda sheet: grids.insert_rows(sheet, 3, 2))
    reworded = problems_after(CARD, typed(CARD, {(15, 1): "交流会", (16, 1): "时间", (17, 1): "部门"}))

    assert "cells_shifted" not in {each.code for each in (*inserted, *reworded)}


ASIDE = FILLED.replace("乙公司", "乙厂有限公司").replace("丙公司", "丙厂有限公司")


def aside(rows: tuple[int, ...], by: int, number: object = "") -> Edit:
    """An edit that moves the entries of rows by some columns to the right."""

    def edit(sheet: SheetGrid) -> SheetGrid:
        lines = list(sheet.rows)
        for row in rows:
            lines[row - 1] = (number, *[""] * (by - 1), *lines[row - 1])
        return dataclasses.replace(sheet, rows=tuple(lines))

    return edit


@pytest.mark.parametrize("by", [1, 2])
@pytest.mark.parametrize("number", ["", 1.0], ids=["blank", "numbered"])
def test_rows_that_stand_aside_are_one_problem(by: int, number: object) -> None:
    source = grids.edited(grid(ASIDE), LIST, aside((6, 7, 8), by, number))

    found = read(source)

    assert [each.code for each in found.problems] == ["rows_shifted"]
    assert found.submission is not None
    rows = found.submission.tables["enterprises"].rows
    assert [row.text("enterprise_name") for row in rows] == ["甲公司", "乙厂有限公司", "丙厂有限公司"]
    assert [row.amount("employees") for row in rows] == [100, 200, 50]


def test_one_row_that_stands_aside_is_named_alone() -> None:
    found = problems_after(LIST, aside((7,), 1))

    assert places(found) == [("rows_shifted", "B7")]
    assert "第 7 行" in found[0].message


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({(7, 1): "", (7, 2): "乙公司"}, id="only the name in the next column"),
        pytest.param({(7, 2): "没有"}, id="a word for a code"),
        pytest.param({(7, 4): "约 200"}, id="a word for a number"),
    ],
)
def test_a_single_slip_is_no_shift(cells: Mapping[Place, str]) -> None:
    assert "rows_shifted" not in {each.code for each in problems_after(LIST, typed(LIST, cells))}


def test_the_filled_workbook_has_the_places_that_these_tests_name() -> None:
    sheet = sheet_of(LIST)

    assert [sheet.value((7, column)) for column in (1, 4, 11)] == ["乙公司", 200, 0.5]
