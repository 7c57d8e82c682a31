"""The lines of 校验结果 and the notes at the cells they are about."""

from __future__ import annotations

import dataclasses

import pytest

from qcxl.core.reading.intake import take_in
from qcxl.core.results.placing import InFreshForm
from qcxl.core.results.refill import Refill
from qcxl.core.results.result_lines import (
    CELL,
    MESSAGE,
    REASON,
    REMEDY,
    SHEET,
    VALUE,
    ResultLine,
    cell_notes,
    counts_text,
    result_lines,
    shown_severity,
)
from qcxl.model.grid import Grid
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from tests.support import grids
from tests.support.reasons import key_of, warning, written
from tests.support.submissions import grid
from tests.support.workbooks import edition

LIST, CARD = "企业明细", "附件5"
ROWS = """
    enterprises
    | enterprise_name | employees |
    | --------------- | --------- |
    | 甲公司          | 100       |
    |                 |           |
    | 乙公司          | 200       |
    """


def error(sheet: str, cell: str, code: str = "required_missing") -> Problem:
    return dataclasses.replace(warning(sheet, cell), severity=Severity.ERROR, code=code)


def info(sheet: str, cell: str) -> Problem:
    return dataclasses.replace(warning(sheet, cell), severity=Severity.INFO)


def read(source: Grid) -> Submission:
    found = take_in(source, lambda _: edition()).submission
    assert found is not None
    return found


def lines_of(*problems: Problem, source: Grid | None = None) -> tuple[ResultLine, ...]:
    submission = read(source or grid(ROWS))
    return result_lines(
        problems, submission, edition(), InFreshForm(Refill(submission, edition()), edition())
    )


def where(lines: tuple[ResultLine, ...]) -> list[str]:
    return [f"{line.texts[SHEET]}!{line.texts[CELL]}" for line in lines]


def test_lines_stand_in_reading_order_whatever_their_severity() -> None:
    lines = lines_of(
        error(CARD, "B15"), info(LIST, "A8"), warning(LIST, "D6"), error(LIST, "B6"), warning("", "")
    )

    assert where(lines) == ["!", f"{LIST}!B6", f"{LIST}!D6", f"{LIST}!A8", f"{CARD}!B15"]


@pytest.mark.parametrize(
    ("problems", "text"),
    [
        ([], "没有发现问题。"),
        (
            [error(LIST, "B6")] * 3 + [warning(LIST, "D6")] * 2 + [info(LIST, "A6")],
            "必改 3 处，须说明 2 处，提示 1 处。",
        ),
        ([dataclasses.replace(info(LIST, "A6"), explanation="停产")], "已说明 1 处。"),
    ],
)
def test_counts_are_said_in_one_line(problems: list[Problem], text: str) -> None:
    assert counts_text(problems) == text


def test_each_severity_has_a_sign_of_its_own_beside_its_word() -> None:
    explained = dataclasses.replace(info(LIST, "A6"), explanation="停产")

    shown = [shown_severity(found) for found in (error("", ""), warning("", ""), info("", ""), explained)]

    assert shown == ["✗ 必改", "！须说明", "· 提示", "✓ 已说明"]


# --- reasons ------------------------------------------------------------------------------------------


def test_only_what_must_be_explained_asks_for_a_reason() -> None:
    lines = lines_of(error(LIST, "A6"), warning(LIST, "B6"), info(LIST, "D6"))

    assert [line.texts[REASON] for line in lines] == ["—", "", "—"]


def test_a_reason_stays_in_its_line_also_an_empty_phrase() -> None:
    explained = dataclasses.replace(info(LIST, "A6"), explanation="停产")
    phrase = dataclasses.replace(warning(LIST, "B6"), explanation="无误")

    assert [line.texts[REASON] for line in lines_of(explained, phrase)] == ["停产", "无误"]


def test_a_reason_for_what_only_a_night_finds_is_kept() -> None:
    found = warning(LIST, "D6", "职工总数（人）", "100 人", code="parent_differs")
    mended = warning(LIST, "D6", "职工总数（人）", "100")
    submission = read(grid(ROWS))
    source = written(grid(ROWS), (key_of(found, submission), "划转"), (key_of(mended, submission), "改制"))

    (line,) = lines_of(source=source)

    assert (line.texts[REASON], line.texts[VALUE], line.place) == ("划转", "100 人", None)
    assert [line.texts[REASON] for line in lines_of(found, source=source)] == [""]


# --- places in the fresh form -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "place"),
    [("D6", (6, 4)), ("D8", (8, 4)), ("D7", None), ("D5", None), ("", None)],
    ids=["first row", "row after a gap", "blank row", "header", "whole sheet"],
)
def test_a_line_of_a_list_leads_to_its_cell(cell: str, place: tuple[int, int] | None) -> None:
    (line,) = lines_of(warning(LIST, cell))

    assert (line.sheet, line.place) == (LIST, place)


def test_rows_and_columns_that_moved_are_found_where_they_were_issued() -> None:
    source = grids.edited(
        grid(ROWS),
        LIST,
        lambda sheet: grids.renamed(grids.insert_columns(grids.insert_rows(sheet, 2), 2), "明细"),
    )
    moved = Problem("required_missing", Severity.ERROR, "明细!E7“职工总数”没有填。", "请填写。", "明细", "E7")

    (line,) = lines_of(moved, source=source)

    assert (line.sheet, line.place) == (LIST, (6, 4))
    assert where((line,)) == [f"{LIST}!D6"]
    assert line.texts[MESSAGE] == f"{LIST}!D6“职工总数”没有填。"


@pytest.mark.parametrize(
    ("cell", "place"), [("B15", (15, 2)), ("F6", (6, 6)), ("A15", None)], ids=["entry", "figure", "label"]
)
def test_a_line_of_a_card_leads_to_its_cell(cell: str, place: tuple[int, int] | None) -> None:
    (line,) = lines_of(warning(CARD, cell))

    assert (line.sheet, line.place) == (CARD, place)


def test_a_sheet_that_the_fresh_form_lacks_is_named_without_a_way_there() -> None:
    (line,) = lines_of(warning("我的草稿", "A1", code="extra_sheet"))

    assert (line.sheet, line.place, where((line,))) == ("", None, ["我的草稿!A1"])


def test_what_the_fresh_form_has_mended_is_said() -> None:
    mended, open_ = lines_of(error(CARD, "F6", "computed_overwritten"), error(CARD, "F7", "computed_made_up"))

    assert mended.texts[REMEDY] != mended.problem.remedy
    assert open_.texts[REMEDY] == open_.problem.remedy


# --- notes --------------------------------------------------------------------------------------------


def test_problems_of_one_cell_share_a_note_the_worst_first() -> None:
    lines = lines_of(info(LIST, "D6"), warning(LIST, "A6"), error(LIST, "D6"))

    notes = cell_notes(lines, 7)[LIST]

    assert {place: severity for place, (severity, _) in notes.items()} == {
        (6, 1): Severity.WARNING,
        (6, 4): Severity.ERROR,
    }
    said = notes[6, 4][1].splitlines()
    assert [line[:4] for line in said[:2]] == ["〔必改〕", "〔提示〕"]
    assert said[2] == "见“校验结果”第 8、9 行。"


def test_without_a_sheet_of_results_a_note_points_nowhere() -> None:
    (note,) = cell_notes(lines_of(error(LIST, "D6")), None)[LIST].values()

    assert note[1].startswith("〔必改〕")
    assert "校验结果" not in note[1]


def test_what_has_no_cell_has_no_note() -> None:
    assert cell_notes(lines_of(warning(LIST, ""), warning("", "")), 7) == {}
