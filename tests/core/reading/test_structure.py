"""What people did to the sheets is told at its place, and nothing is told of a workbook that is well."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO

import openpyxl
import pytest

from qcxl.core.reading.intake import TakenIn, take_in
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.catalogue.structure_codes import STRUCTURE
from qcxl.model.form import FormKind
from qcxl.model.grid import Area, Grid, Place, SheetGrid
from qcxl.model.problem import Problem, Severity
from tests.support import grids, workbooks
from tests.support.libreoffice import convert_all, requires_libreoffice
from tests.support.submissions import (
    CHONGQING,
    HENAN,
    blank_grid,
    grid,
    places,
    taken,
    with_cells,
    with_severity,
    workbook,
)
from tests.support.workbooks import edition

FILLED = """
    cover
    | nil_return | preparer |
    | ---------- | -------- |
    | 否         | 示例     |

    enterprises
    | enterprise_name | employees | qc_participants | qc_benefit |
    | --------------- | --------- | --------------- | ---------- |
    | 甲公司          | 100       | 30              | 10.5       |
    | 乙公司          | 200       | 20              | 0.5        |
    | 丙公司          | 50        | 6               | 1          |

    qc_statistics
    | qc_exchange_held | qc_exchange_entered | qc_department |
    | ---------------- | ------------------- | ------------- |
    | 是               | 12                  | 质量部        |

    team_statistics
    | team_features | team_review_onsite |
    | ------------- | ------------------ |
    | 重在日常      | 是                 |

    qc_groups
    | enterprise_name | group_name | members      |
    | --------------- | ---------- | ------------ |
    | 甲公司          | 星火       | 张某、李某   |
    | 乙公司          | 燎原       | 王某、赵某   |

    teams
    | enterprise_name | team_name | team_size | completion_rate |
    | --------------- | --------- | --------- | --------------- |
    | 甲公司          | 一班      | 9         | 98.5            |

    team_judges
    | judge_name | employer |
    | ---------- | -------- |
    | 示例       | 甲公司   |
    """
COVER, LIST, CARD, GROUPS = "填报说明", "企业明细", "附件5", "附件9-1"
FIRST, LAST_COLUMN = 6, 21
"""The first row of 企业明细 and its last column."""
Edit = Callable[[SheetGrid], SheetGrid]


@cache
def filled() -> Grid:
    return grid(FILLED)


def read(source: Grid) -> TakenIn:
    return take_in(source, lambda _: edition())


def problems_after(name: str, edit: Edit) -> list[Problem]:
    return list(read(grids.edited(filled(), name, edit)).problems)


def typed(name: str, cells: Mapping[Place, str]) -> Edit:
    """An edit that types texts over cells."""
    return lambda sheet: with_cells(Grid((sheet,)), {name: cells}).sheets[0]


def merged(*areas: Area) -> Edit:
    return lambda sheet: dataclasses.replace(sheet, merged=(*sheet.merged, *areas))


def sheet_of(name: str, source: Grid | None = None) -> SheetGrid:
    return next(sheet for sheet in (source or filled()).sheets if sheet.name == name)


# --- workbooks that are well --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edition_id", "unit"), [(HENAN, "41"), (HENAN, "4115"), (HENAN, "411521"), (CHONGQING, "500101")]
)
def test_nothing_is_told_of_a_workbook_as_issued(edition_id: str, unit: str) -> None:
    found = take_in(blank_grid(edition_id, unit), lambda _: edition(edition_id))

    assert places(found.problems) == []


def test_nothing_is_told_of_a_filled_workbook() -> None:
    assert places(read(filled()).problems) == []


@pytest.fixture(scope="module")
def saved_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Grid]:
    """Workbooks opened and saved by one LibreOffice: blank, filled, filtered."""
    folder = tmp_path_factory.mktemp("libreoffice")
    filtered = workbooks.open_workbook(workbook(FILLED).data())
    filtered[LIST].row_dimensions[8].hidden = True
    filtered.save(folder / "筛选.xlsx")
    (folder / "空白.xlsx").write_bytes(workbooks.blank("411521"))
    (folder / "已填.xlsx").write_bytes(workbook(FILLED).data())
    found = {}
    for path in convert_all(sorted(folder.glob("*.xlsx")), "xlsx", folder / "另存"):
        saved = read_grid(path.read_bytes())
        assert isinstance(saved, Grid)
        found[path.stem] = saved
    return found


@requires_libreoffice
@pytest.mark.parametrize("name", ["空白", "已填"])
def test_nothing_is_told_of_workbooks_saved_by_libreoffice(
    saved_by_libreoffice: Mapping[str, Grid], name: str
) -> None:
    assert places(read(saved_by_libreoffice[name]).problems) == []


def test_the_edition_may_grade_what_is_told() -> None:
    renamed = grids.edited(filled(), CARD, lambda sheet: grids.renamed(sheet, "附件5 "))
    strict = with_severity(edition(), "sheet_renamed", Severity.WARNING)

    assert strict.severity("sheet_renamed") is Severity.WARNING
    assert [each.severity for each in take_in(renamed, lambda _: strict).problems if each.sheet] == [
        Severity.WARNING
    ]


def test_every_edition_lists_every_code() -> None:
    for id_ in (HENAN, CHONGQING):
        assert [code for code in STRUCTURE if edition(id_).severity(code) is None] == []


# --- sheets -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [COVER, LIST, CARD, GROUPS, "名额", "自检", "校验结果"])
def test_a_renamed_sheet(name: str) -> None:
    found = problems_after(name, lambda sheet: grids.renamed(sheet, "改了名"))

    assert [(each.code, each.sheet) for each in found] == [("sheet_renamed", "改了名")]
    assert name in found[0].message


@pytest.mark.parametrize("name", ["_qcxl", "_qcxl_lists"])
def test_a_sheet_of_the_program_may_be_called_anything_and_be_visible(name: str) -> None:
    found = problems_after(
        name, lambda sheet: dataclasses.replace(grids.renamed(sheet, "Sheet9"), hidden=False)
    )

    assert found == []


@pytest.mark.parametrize("name", [COVER, LIST, CARD, GROUPS])
@pytest.mark.parametrize("first", [False, True])
def test_a_copied_sheet(name: str, first: bool) -> None:
    copy = grids.renamed(sheet_of(name), f"{name} (2)")

    found = read(Grid((copy, *filled().sheets) if first else (*filled().sheets, copy))).problems

    assert [(each.code, each.sheet) for each in found] == [("sheet_copied", f"{name} (2)")]
    assert found[0].severity is Severity.WARNING


def test_of_two_copies_without_the_issued_name_the_first_is_read() -> None:
    one, other = (grids.renamed(sheet_of(CARD), name) for name in ("甲", "乙"))
    others = tuple(sheet for sheet in filled().sheets if sheet.name != CARD)

    found = read(Grid((*others, one, other))).problems

    assert [(each.code, each.sheet) for each in found] == [("sheet_renamed", "甲"), ("sheet_copied", "乙")]


DRAFT = SheetGrid("草稿", ((), ("", "合计", 35.0)))


def hidden(name: str) -> SheetGrid:
    """A hidden sheet with content."""
    return dataclasses.replace(DRAFT, name=name, hidden=True)


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        pytest.param(DRAFT, [("extra_sheet", "草稿")], id="content"),
        pytest.param(SheetGrid("Sheet1", ()), [], id="blank"),
        pytest.param(SheetGrid("Sheet1", ((), (" ", "\u3000"))), [], id="only spaces"),
        pytest.param(hidden("草稿"), [("extra_sheet", "草稿")], id="hidden by a person"),
        pytest.param(hidden("Sheet1"), [("extra_sheet", "Sheet1")], id="a new one, hidden"),
        pytest.param(hidden("WpsReserved_CellImgList"), [], id="hidden by a program"),
    ],
)
def test_an_extra_sheet(sheet: SheetGrid, expected: list[tuple[str, str]]) -> None:
    found = read(Grid((sheet, *filled().sheets))).problems

    assert [(each.code, each.sheet) for each in found] == expected


def test_a_copy_of_a_sheet_without_entries_is_only_extra() -> None:
    copy = grids.renamed(sheet_of("自检"), "自检 (2)")

    found = read(Grid((*filled().sheets, copy))).problems

    assert [(each.code, each.sheet) for each in found] == [("extra_sheet", "自检 (2)")]


# --- rows of a list -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        ({1, 4}, []),
        ({1, 4, 7, 8}, [("hidden_rows", "A7")]),
        ({8}, [("hidden_rows", "A8")]),
        ({2, 3, 9, 10, 500}, []),
    ],
)
def test_hidden_rows_with_entries(hidden: set[int], expected: list[tuple[str, str]]) -> None:
    found = problems_after(LIST, lambda sheet: dataclasses.replace(sheet, hidden_rows=frozenset(hidden)))

    assert places(found) == expected


def test_hidden_rows_still_count() -> None:
    hidden = grids.edited(
        filled(), LIST, lambda sheet: dataclasses.replace(sheet, hidden_rows=frozenset({6, 7, 8}))
    )

    submission = read(hidden).submission

    assert submission is not None
    assert len(submission.tables["enterprises"].rows) == 3


@pytest.mark.parametrize(
    ("to", "cell", "said"),
    [
        ({8: 9}, "A9", "第 8 行是空行，空行下面从第 9 行起还有 1 行"),
        ({8: 40}, "A40", "第 8 行到第 39 行是空行，空行下面从第 40 行起还有 1 行"),
        ({7: 10, 8: 30}, "A10", "第 7 行到第 9 行是空行，空行下面从第 10 行起还有 2 行"),
    ],
)
def test_a_list_that_goes_on_below_blank_rows(to: dict[int, int], cell: str, said: str) -> None:
    found = problems_after(LIST, lambda sheet: grids.moved_rows(sheet, lambda row: to.get(row, row)))

    assert places(found) == [("rows_after_gap", cell)]
    assert said in found[0].message


def test_blank_rows_above_a_list_are_no_gap() -> None:
    assert problems_after(LIST, lambda sheet: grids.insert_rows(sheet, FIRST, 3)) == []


def test_a_row_with_only_a_number_before_it_is_blank() -> None:
    def spread(sheet: SheetGrid) -> SheetGrid:
        return typed(GROUPS, {(7, 1): "=2", (8, 1): "=3"})(
            grids.moved_rows(sheet, lambda row: 8 if row == 7 else row)
        )

    assert places(problems_after(GROUPS, spread)) == [("rows_after_gap", "B8")]


# --- merged cells -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("area", "cell"),
    [
        pytest.param((6, 4, 8, 4), "D6", id="one column of three rows"),
        pytest.param((7, 1, 7, 3), "A7", id="a name across columns"),
        pytest.param((5, 4, 6, 4), "D5", id="header and first row"),
        pytest.param((8, 21, 8, 30), "", id="the last column and what stands beside"),
        pytest.param((8, 4, 20, 4), "", id="the last row and blank ones"),
        pytest.param((6, 25, 9, 28), "", id="beside the list"),
        pytest.param((30, 1, 40, 21), "", id="below the list"),
        pytest.param((2, 1, 3, 18), "", id="the title"),
    ],
)
def test_merged_entries_of_a_list(area: Area, cell: str) -> None:
    found = problems_after(LIST, merged(area))

    assert places(found) == ([("cells_merged", cell)] if cell else [])
    assert all(each.severity is Severity.ERROR for each in found)


def test_what_a_merged_range_hides_is_neither_read_nor_missing() -> None:
    """LibreOffice keeps the contents of hidden cells, which no person sees."""
    source = grids.edited(filled(), LIST, merged((6, 4, 7, 4), (8, 1, 8, 4)))

    submission = read(source).submission

    assert submission is not None
    first, second, third = submission.tables["enterprises"].rows
    assert (first.amount("employees"), first.faulty) == (100, frozenset())
    assert (second.get("employees"), second.faulty) == (None, {"employees"})
    assert third.faulty == {"credit_code", "direct_unit", "employees"}


def test_ranges_that_overlap_without_end_are_soon_given_up() -> None:
    """One by one, the cells of these would take minutes."""
    areas = tuple((6, 1, 200_000, 2000 - number) for number in range(2_000))

    found = problems_after(LIST, lambda sheet: merged(*areas)(typed(LIST, {(5000, 1): "丁公司"})(sheet)))

    assert {each.code for each in found} == {"cells_merged"}


@pytest.mark.parametrize(
    ("area", "cell"),
    [
        pytest.param((15, 2, 16, 2), "B15", id="two inputs"),
        pytest.param((15, 1, 15, 4), "A15", id="labels and inputs"),
        pytest.param((17, 1, 17, 3), "A17", id="label and input"),
        pytest.param((15, 2, 15, 3), "", id="an input and the label behind it"),
        pytest.param((30, 2, 31, 3), "", id="below the form"),
    ],
)
def test_merged_inputs_of_a_card(area: Area, cell: str) -> None:
    found = problems_after(CARD, merged(area))

    assert places(found) == ([("cells_merged", cell)] if cell else [])


def test_a_merged_input_is_not_asked_for() -> None:
    submission = read(grids.edited(filled(), CARD, merged((15, 2, 15, 4)))).submission

    assert submission is not None
    assert submission.cards["qc_statistics"].values["qc_exchange_held"] == "是"
    assert submission.cards["qc_statistics"].faulty == {"qc_exchange_entered"}


# --- columns ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (4, 5, [("column_moved", "E5")]),
        (1, 4, [("column_moved", "A5"), ("column_moved", "D5")]),
        (20, 21, [("column_moved", "U5")]),
    ],
)
def test_columns_that_changed_places(one: int, other: int, expected: list[tuple[str, str]]) -> None:
    assert places(problems_after(LIST, lambda sheet: grids.swap_columns(sheet, one, other))) == expected


@pytest.mark.parametrize(
    ("to", "cell"), [({2: 22}, "V5"), ({21: 0} | {n: n + 1 for n in range(1, 21)}, "A5")]
)
def test_one_column_moved_from_end_to_end_is_one_line(to: dict[int, int], cell: str) -> None:
    if 21 in to:
        to = {**to, 21: 1}

    found = problems_after(
        LIST, lambda sheet: grids.moved_columns(sheet, lambda column: to.get(column, column))
    )

    assert places(found) == [("column_moved", cell)]


def test_columns_pushed_aside_have_not_moved() -> None:
    for at in (1, 5, 21):
        assert problems_after(LIST, lambda sheet, at=at: grids.insert_columns(sheet, at, 2)) == []  # type: ignore[misc]


def with_column(at: int, header: str, entries: Mapping[int, str]) -> Edit:
    """An edit that inserts a column before column `at` and types into it."""

    def edit(sheet: SheetGrid) -> SheetGrid:
        cells = {(row, at): text for row, text in entries.items()} | {(5, at): header}
        return typed(sheet.name, cells)(grids.insert_columns(sheet, at))

    return edit


@pytest.mark.parametrize("at", [1, 4, 21, 22])
def test_a_column_of_ones_own(at: int) -> None:
    found = problems_after(LIST, with_column(at, "备注", {7: "新设", 8: "并入"}))

    assert [(each.code, each.severity, each.value) for each in found] == [
        ("extra_column", Severity.WARNING, "备注")
    ]
    assert found[0].cell.endswith("7")


@pytest.mark.parametrize(
    ("header", "entries"),
    [
        pytest.param("备注", {}, id="only a header"),
        pytest.param("", {}, id="blank"),
        pytest.param("序号", {6: "1", 7: "2", 8: "3"}, id="running numbers"),
    ],
)
@pytest.mark.parametrize("at", [1, 4, 22])
def test_a_column_in_which_nothing_is_reported(at: int, header: str, entries: dict[int, str]) -> None:
    assert problems_after(LIST, with_column(at, header, entries)) == []


def test_a_column_without_header_within_or_right_beside_a_list() -> None:
    assert places(problems_after(LIST, with_column(4, "", {6: "35"}))) == [("extra_column", "D6")]
    assert places(problems_after(LIST, typed(LIST, {(6, 22): "35"}))) == [("extra_column", "V6")]


def test_the_drawn_running_number_is_ours_wherever_it_stands() -> None:
    numbered = typed(GROUPS, {(6, 1): "=1", (7, 1): "=2"})

    assert problems_after(GROUPS, numbered) == []
    assert problems_after(GROUPS, lambda sheet: grids.insert_columns(numbered(sheet), 1, 2)) == []
    assert problems_after(GROUPS, typed(GROUPS, {(6, 1): "一", (7, 1): "二"})) == []
    assert problems_after(GROUPS, typed(GROUPS, {(5, 1): "编号", (6, 1): "甲", (7, 1): "乙"})) == []


def test_a_column_that_lost_id_and_header_is_missing_and_not_extra_too() -> None:
    found = problems_after(LIST, typed(LIST, {(4, 4): "x", (5, 4): "y"}))

    assert sorted({each.code for each in found}) == ["column_missing"]


@pytest.mark.parametrize("name", [LIST, GROUPS])
def test_a_list_cut_off_below_its_hidden_ids(name: str) -> None:
    found = problems_after(name, lambda sheet: grids.delete_rows(sheet, 5, 100))

    assert {each.code for each in found} == {"header_damaged"}


# --- content beside lists and around cards ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cells", "cell"),
    [
        pytest.param(LIST, {(7, 25): "已核对"}, "Y7", id="far beside a row"),
        pytest.param(LIST, {(40, 25): "制表：示例", (41, 25): "2020"}, "Y40", id="far below, beside"),
        pytest.param(LIST, {(2, 24): "联系人：示例", (8, 26): "?"}, "X2", id="above and beside"),
        pytest.param(GROUPS, {(3, 23): "共两个小组"}, "W3", id="beside the title"),
        pytest.param(CARD, {(9, 9): "与去年持平"}, "I9", id="beside a card"),
        pytest.param(CARD, {(60, 1): "说明"}, "A60", id="below a card"),
        pytest.param(COVER, {(25, 2): "说明", (26, 2): "35"}, "B25", id="below the cover"),
    ],
)
def test_content_where_nothing_is_read(name: str, cells: dict[Place, str], cell: str) -> None:
    found = problems_after(name, typed(name, cells))

    assert [(each.code, each.severity, each.cell) for each in found] == [
        ("stray_content", Severity.INFO, cell)
    ]
    assert f"{len(cells)} 格" in found[0].message


def test_a_line_for_each_sheet() -> None:
    source = with_cells(filled(), {LIST: {(7, 25): "甲"}, CARD: {(60, 1): "乙"}, COVER: {(30, 1): "丙"}})

    found = read(source).problems

    assert [(each.code, each.sheet) for each in found] == [
        ("stray_content", COVER),
        ("stray_content", LIST),
        ("stray_content", CARD),
    ]


@pytest.mark.parametrize("name", [COVER, CARD, "附件8"])
@pytest.mark.parametrize("at", [2, 6, 15])
def test_a_note_in_an_inserted_row_or_column_of_a_card(name: str, at: int) -> None:
    rows = problems_after(name, lambda sheet: typed(name, {(at, 2): "备注"})(grids.insert_rows(sheet, at)))
    columns = problems_after(
        name, lambda sheet: typed(name, {(at, 2): "备注"})(grids.insert_columns(sheet, 2))
    )

    assert places(rows) == [("stray_content", f"B{at}")]
    assert places(columns) == [("stray_content", f"B{at}")]


@pytest.mark.parametrize("text", [" ", "\u3000", "\u200b", '=""', "="])
def test_what_shows_nothing_is_no_content(text: str) -> None:
    assert problems_after(CARD, typed(CARD, {(60, 1): text, (9, 9): text})) == []
    assert problems_after(LIST, typed(LIST, {(2, 25): text, (7, 22): text, (60, 25): text})) == []


def test_a_drawn_text_that_was_overwritten_is_no_stray_content() -> None:
    assert problems_after(CARD, typed(CARD, {(4, 1): "推荐单位（公章）　示例", (20, 1): "注：略"})) == []


def test_a_workbook_of_the_edition_before_its_revision_is_not_held_against_the_new_drawing() -> None:
    noted = with_cells(filled(), {CARD: {(60, 1): "乙"}, LIST: {(7, 25): "甲"}})
    revised = dataclasses.replace(edition(), facts={})

    assert places(take_in(noted, lambda _: revised).problems) == [("edition_hash_differs", "")]


# --- real files ---------------------------------------------------------------------------------------


def test_a_file_in_which_everything_was_done_at_once() -> None:
    book = workbooks.open_workbook(workbook(FILLED).data())
    book[LIST].row_dimensions[7].hidden = True
    book[LIST]["X9"] = "合计见附表"
    book[GROUPS].merge_cells("B6:B7")
    book[CARD]["A40"] = "说明"
    book["附件8"].title = "附件8（班组）"
    book.create_sheet("草稿")["B2"] = 35
    book.create_sheet("空白")
    book.create_sheet("_cache")["A1"] = "x"
    book["_cache"].sheet_state = "hidden"
    book.copy_worksheet(book[COVER])
    saved = BytesIO()
    book.save(saved)

    source = read_grid(saved.getvalue())

    assert isinstance(source, Grid)
    assert sorted((each.code, each.sheet, each.cell) for each in read(source).problems) == [
        ("cells_merged", GROUPS, "B6"),
        ("extra_sheet", "草稿", ""),
        ("hidden_rows", LIST, "A7"),
        ("sheet_copied", f"{COVER} Copy", ""),
        ("sheet_renamed", "附件8（班组）", ""),
        ("stray_content", LIST, "X9"),
        ("stray_content", CARD, "A40"),
    ]


@requires_libreoffice
def test_rows_hidden_by_a_filter_and_saved_by_libreoffice(saved_by_libreoffice: Mapping[str, Grid]) -> None:
    assert places(read(saved_by_libreoffice["筛选"]).problems) == [("hidden_rows", "A8")]


# --- shares in percent cells --------------------------------------------------------------------------


def shares(number_format: str, typed_number: float) -> tuple[TakenIn, list[tuple[str, str]]]:
    """A share typed into a team's row under a number format, and what reading it says."""
    book = openpyxl.load_workbook(BytesIO(workbook(FILLED).data()))
    cell = book["附件9-3"]["P7"]
    cell.value, cell.number_format = typed_number, number_format
    saved = BytesIO()
    book.save(saved)
    source = read_grid(saved.getvalue())
    assert isinstance(source, Grid)
    found = read(source)
    return found, places(found.problems)


@pytest.mark.parametrize(
    ("number_format", "number", "base"),
    [
        ("0.00%", 0.985, 985_000),
        ("General", 98.5, 985_000),
        ("General", 0.985, 9850),
        ('0.0"%"', 98.5, 985_000),
    ],
)
def test_a_share_of_a_list_is_what_its_cell_shows(number_format: str, number: float, base: int) -> None:
    found, problems = shares(number_format, number)

    assert found.submission is not None
    assert found.submission.tables["teams"].rows[0].get("completion_rate") == base
    assert problems == []


@pytest.mark.parametrize(
    ("raw", "percent", "shown"),
    [(0.3, True, 30.0), (0.29, True, 29.0), (30.0, False, 30.0), (0.3, False, 0.3)],
)
def test_a_computed_share_displays_what_its_cell_shows(raw: float, percent: bool, shown: float) -> None:
    form = next(edition().of_kind(FormKind.CARD))
    source = grid(f"{form.id}\n| qc_participation_rate | qc_benefit |\n| {raw} | 0.3 |")
    place = taken("").submission.cards[form.id].places  # type: ignore[union-attr]
    both = frozenset({place["qc_participation_rate"], place["qc_benefit"]}) if percent else frozenset()
    formatted = grids.edited(source, form.sheet, lambda sheet: dataclasses.replace(sheet, percents=both))

    submission = read(formatted).submission

    assert submission is not None
    assert submission.cards[form.id].shown == {"qc_participation_rate": shown, "qc_benefit": 0.3}
