"""Reasons written in 校验结果: they follow the row, the field and the value, and excuse warnings alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from qcxl.core.reading.intake import take_in
from qcxl.core.results.reasons_given import explain, says_nothing
from qcxl.model.edition import EMPTY_REASONS_GROUP
from qcxl.model.grid import Grid, SheetGrid
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from tests.support import grids
from tests.support.effort import growth
from tests.support.reasons import key_of, warning, written
from tests.support.submissions import grid
from tests.support.workbooks import edition

LIST, CARD, TEAM_CARD, RESULTS = "企业明细", "附件5", "附件8", "校验结果"
ROWS = """
    enterprises
    | enterprise_name | employees | qc_participants | source_unit |
    | --------------- | --------- | --------------- | ----------- |
    | 甲公司          | 100       | 10              |             |
    | 乙公司          | 200       | 20              |             |
    """
SORTED = """
    enterprises
    | enterprise_name | employees | qc_participants | source_unit |
    | --------------- | --------- | --------------- | ----------- |
    | 丙公司          | 100       | 10              |             |
    | 乙公司          | 200       | 20              |             |
    | 甲公司          | 100       | 10              |             |
    """
REAL = "企业刚改制，人员还在划转"
FIRST = warning(LIST, "D6", "职工总数（人）", "100")


def read(source: Grid) -> Submission:
    found = take_in(source, lambda _: edition()).submission
    assert found is not None
    return found


def judged(found: Problem, source: Grid) -> Problem:
    (problem,) = explain([found], read(source), edition())
    return problem


def with_reason(markdown: str, found: Problem, reason: str) -> Grid:
    """The workbook with a reason written at that problem."""
    source = grid(markdown)
    return written(source, (key_of(found, read(source)), reason))


# --- what a reason does -------------------------------------------------------------------------------


def test_a_real_reason_makes_a_warning_an_info_that_says_so() -> None:
    problem = judged(FIRST, with_reason(ROWS, FIRST, REAL))

    assert (problem.severity, problem.explanation) == (Severity.INFO, REAL)
    assert problem.message.startswith(FIRST.message)
    assert REAL in problem.message


def test_without_a_reason_a_warning_stays_as_it_is() -> None:
    assert judged(FIRST, grid(ROWS)) == FIRST


@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.INFO])
def test_only_warnings_can_be_explained(severity: Severity) -> None:
    found = dataclasses.replace(FIRST, severity=severity)

    assert judged(found, with_reason(ROWS, found, REAL)) == found


@pytest.mark.parametrize("reason", ["核实无误", "已核实，无误。", " 情况 属实 ！", "1", "123", "ok"])
def test_an_empty_phrase_leaves_the_warning_open_and_is_named(reason: str) -> None:
    problem = judged(FIRST, with_reason(ROWS, FIRST, reason))

    assert problem.severity is Severity.WARNING
    assert reason.strip() in problem.message


@pytest.mark.parametrize("blank", ["—", "-", "　", "……"])
def test_a_sign_is_nothing_written(blank: str) -> None:
    assert judged(FIRST, with_reason(ROWS, FIRST, blank)) == FIRST


def test_a_reason_is_given_once_however_often_it_is_asked_for() -> None:
    source = read(with_reason(ROWS, FIRST, REAL))
    once = explain([FIRST], source, edition())

    assert explain(once, source, edition()) == once


# --- what it belongs to -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "is_excused"),
    [
        (warning(LIST, "D8", "职工总数（人）", "100"), True),
        (warning(LIST, "D8", "职工总数（人）", "1000"), False),
        (warning(LIST, "D6", "职工总数（人）", "100"), False),
        (warning(LIST, "E8", "参加QC小组人数（人）", "100"), False),
        (warning(LIST, "D8", "职工总数（人）", "100", code="figure_out_of_scale"), False),
    ],
    ids=[
        "the same row further down",
        "another value",
        "another row there now",
        "another field",
        "another fault",
    ],
)
def test_a_reason_follows_its_row_and_nothing_else(found: Problem, is_excused: bool) -> None:
    key = key_of(FIRST, read(grid(ROWS)))

    problem = judged(found, written(grid(SORTED), (key, REAL)))

    assert (problem.severity is Severity.INFO) is is_excused


def test_a_row_is_known_by_its_names_however_they_are_typed() -> None:
    narrow = grid("enterprises\n| enterprise_name | employees |\n|---|---|\n| 甲(集团)公司 | 100 |")
    wide = grid("enterprises\n| enterprise_name | employees |\n|---|---|\n| 甲（集团） 公司 | 100 |")

    assert key_of(FIRST, read(narrow)) == key_of(FIRST, read(wide))


def test_the_same_label_on_two_cards_is_two_things() -> None:
    source = grid(ROWS)
    here, there = warning(CARD, "B18", "联系人"), warning(TEAM_CARD, "B19", "联系人")
    explained = written(source, (key_of(here, read(source)), REAL))

    assert judged(here, explained).severity is Severity.INFO
    assert judged(there, explained).severity is Severity.WARNING


def test_a_fault_of_the_whole_workbook_can_be_explained() -> None:
    found = warning("", "", value="示例县", code="unit_renamed")

    assert judged(found, with_reason(ROWS, found, "今年撤县设区")).severity is Severity.INFO


def test_what_a_parent_lists_for_a_unit_goes_by_the_unit_whichever_row_comes_first() -> None:
    rows = """
        enterprises
        | enterprise_name | employees | source_unit |
        | --------------- | --------- | ----------- |
        | {}              | 100       | 甲县        |
        | {}              | 100       | 甲县        |
        | 丁公司          | 100       | 乙县        |
        """
    found = warning(LIST, "D6", "职工总数（人）", "200 人", code="parent_differs")
    other = dataclasses.replace(found, cell="D8")
    key = key_of(found, read(grid(rows.format("甲公司", "乙公司"))))
    sorted_ = written(grid(rows.format("乙公司", "甲公司")), (key, REAL))

    assert judged(found, sorted_).severity is Severity.INFO
    assert judged(other, sorted_).severity is Severity.WARNING


def test_a_long_value_is_told_from_another_with_the_same_beginning() -> None:
    one, other = (warning(LIST, "D6", "职工总数（人）", "长" * 5000 + end) for end in "甲乙")

    explained = with_reason(ROWS, one, REAL)

    assert judged(one, explained).severity is Severity.INFO
    assert judged(other, explained).severity is Severity.WARNING


def test_programs_may_keep_blanks_and_line_breaks_otherwise() -> None:
    found = warning(LIST, "D6", "职工总数（人）", " 100\r\n人 ")
    key = key_of(found, read(grid(ROWS)))

    assert judged(found, written(grid(ROWS), (key._replace(value="100\n人"), REAL))).severity is Severity.INFO


# --- where it is read ---------------------------------------------------------------------------------

DAMAGE = {
    "a line inserted above": lambda sheet: grids.insert_rows(sheet, 7, 2),
    "rows inserted on top": lambda sheet: grids.insert_rows(sheet, 1, 3),
    "a column moved": lambda sheet: grids.swap_columns(sheet, 8, 2),
    "a column inserted": lambda sheet: grids.insert_columns(sheet, 4),
    "the sheet renamed": lambda sheet: grids.renamed(sheet, "结果"),
    "the ids gone": lambda sheet: grids.delete_rows(sheet, 5),
    "the header gone": lambda sheet: grids.cleared(sheet, 6),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_reason_is_found_whatever_became_of_its_sheet(damage: Callable[[SheetGrid], SheetGrid]) -> None:
    source = grids.edited(with_reason(ROWS, FIRST, REAL), RESULTS, damage)

    assert judged(FIRST, source).severity is Severity.INFO


def test_without_the_sheet_nothing_is_explained() -> None:
    source = with_reason(ROWS, FIRST, REAL)

    without = Grid(tuple(sheet for sheet in source.sheets if sheet.name != RESULTS))

    assert read(without).explanations == {}


def test_of_two_reasons_for_one_thing_the_first_counts() -> None:
    key = key_of(FIRST, read(grid(ROWS)))

    assert read(written(grid(ROWS), (key, REAL), (key, "无误"))).explanations == {key: REAL}


def test_a_line_without_its_code_belongs_to_nothing() -> None:
    key = key_of(FIRST, read(grid(ROWS)))

    assert read(written(grid(ROWS), (key._replace(code=""), REAL))).explanations == {}


# --- empty phrases ------------------------------------------------------------------------------------

EMPTY = frozenset({"核实", "已核实", "无误", "核实无误", "属实", "无"})


@pytest.mark.parametrize(
    ("reason", "is_empty"),
    [
        ("核实无误", True),
        ("已核实，无误", True),
        ("《已核实》 无 误！！", True),
        ("无", True),
        ("好", True),
        ("A", True),
        ("12345", True),
        ("，。", True),
        ("属实属实属实", True),
        ("已核实，该企业去年并入", False),
        ("属实，因停产", False),
        ("无电话", False),
        ("停产", False),
        ("new", False),
    ],
)
def test_phrases_alone_or_together_say_nothing(reason: str, is_empty: bool) -> None:
    assert says_nothing(reason, EMPTY) is is_empty


def test_a_long_row_of_phrases_takes_no_time() -> None:
    def judge(count: int) -> None:
        assert not says_nothing("核实无误" * count + "因", EMPTY)

    # What grows with the square of the length costs 64 times as much.
    assert growth(judge, 625, 8) < 3 * 8


def test_the_shipped_editions_list_the_usual_phrases() -> None:
    for id_ in ("henan-2020", "chongqing-2019"):
        labels = {choice.label for choice in edition(id_).choices[EMPTY_REASONS_GROUP]}
        assert {"核实无误", "已核实", "无误", "属实"} <= labels
