"""Rows that a later version of a unit's return no longer has, has anew or has changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from qcxl.cli.report import lost_rows as lost_lines
from qcxl.core.contacts.credit_codes import with_check_digit
from qcxl.core.identity.later_version import lost_rows
from qcxl.model.problem import Problem, Severity
from qcxl.tasks.aggregate import aggregate_workbook
from tests.support.crews import INLINE
from tests.support.inbox import DUE, FAULTY, enterprise, fill, group, hold_night, put, returned
from tests.support.marked import results
from tests.support.submissions import submission
from tests.support.workbooks import edition

CODE, OTHER_CODE = map(with_check_digit, ("91410000000000001", "91410000000000002"))
HEAD = "enterprises\n| enterprise_name | credit_code | employees |"


def compared(before: str, now: str) -> list[tuple[str, str, str]]:
    books = [
        submission("\n".join((HEAD, *filter(None, map(str.strip, rows.split("\n"))))))
        for rows in (before, now)
    ]
    found = lost_rows(books[0], books[1], "a.xlsx", edition())
    return [(problem.code, problem.sheet, problem.value) for problem in found]


ONE, TWO, THREE = "| 甲公司 | | 10 |", "| 乙公司 | | 20 |", "| 丙公司 | | 30 |"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (f"{ONE}\n{TWO}", f"{TWO}\n{ONE}", []),
        (f"{ONE}\n{TWO}", f"{ONE}\n{TWO}\n{THREE}", [("rows_changed", "企业明细", "2 → 3")]),
        (f"{ONE}\n{TWO}", f"{ONE}\n| 乙公司 | | 21 |", [("rows_changed", "企业明细", "2 → 2")]),
        (f"{ONE}\n{TWO}", f"{ONE}\n{THREE}", [("rows_changed", "企业明细", "2 → 2")]),
        (f"{ONE}\n{TWO}", ONE, [("rows_vanished", "企业明细", "2 → 1")]),
        (ONE, f"{TWO}\n{THREE}", [("rows_vanished", "企业明细", "1 → 2")]),
        (
            f"| 甲公司 | {CODE} | 10 |",
            f"| 甲有限公司 | {CODE} | 10 |",
            [("rows_changed", "企业明细", "1 → 1")],
        ),
        (
            f"| 甲公司 | {CODE} | 10 |",
            f"| 甲有限公司 | {OTHER_CODE} | 10 |",
            [("rows_vanished", "企业明细", "1 → 1")],
        ),
        (f"| 甲　公司 | | 10 |\n{TWO}", f"{ONE}\n{TWO}", [("rows_changed", "企业明细", "2 → 2")]),
    ],
)
def test_a_list_with_fewer_rows_or_without_most_of_them_has_lost_some(
    before: str, now: str, expected: list[tuple[str, str, str]]
) -> None:
    assert compared(before, now) == expected


def test_every_row_is_named_in_messages_that_fit_into_a_cell() -> None:
    before = submission("\n".join((HEAD, *(f"| 示例{number}公司 | | 10 |" for number in range(450)))))
    now = submission(f"{HEAD}\n| 甲公司 | | 10 |")

    found = list(lost_rows(before, now, "a.xlsx", edition()))

    text = "".join(problem.message for problem in found)
    assert all(f"“示例{number}公司”" in text for number in range(450))
    assert max(len(problem.message) for problem in found) < 32_000


FIRST = [enterprise(f"息县示例{name}有限公司") for name in "甲乙丙丁"]
SECOND = [FIRST[0], enterprise("息县示例乙有限公司", employees=111), enterprise("息县示例戊有限公司")]


def lost(problems: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in problems if problem.code.startswith("rows_")]


def test_a_night_names_what_vanished_and_counts_what_came_and_changed(tmp_path: Path) -> None:
    groups = {"qc_groups": [group("启航小组", "息县示例甲有限公司")]}
    files = {"1.xlsx": returned("411528", *FIRST, lists=groups), "2.xlsx": returned("411528", *SECOND)}

    outputs = hold_night(fill(tmp_path / "in", files), tmp_path / "out")

    assert outputs.statuses == {"1.xlsx": "superseded", "2.xlsx": "accepted"}
    rows = [row for row in outputs.rows("problems.csv") if row["code"] == "rows_vanished"]
    assert [(row["file"], row["severity"], row["sheet"]) for row in rows] == [
        ("2.xlsx", "warning", "企业明细"),
        ("2.xlsx", "warning", "附件9-1"),
    ]
    facts = ("丙有限公司", "丁有限公司", "新增 1 行", "改动 1 行", "1.xlsx", "4 行", "3 行")
    assert all(fact in rows[0]["message"] for fact in facts)
    assert "启航小组" in rows[1]["message"]
    assert "甲有限公司" not in rows[0]["message"]
    copy = outputs.folder / "return" / "411528_息县.xlsx"
    assert "rows_vanished" in [line["result.code"] for line in results(copy)]
    assert all(
        any(row["message"] in line for line in lost_lines(outputs.night.returns.outcomes)) for row in rows
    )


@pytest.mark.parametrize(
    ("files", "before"),
    [
        ({"1": FIRST, "2": [*FIRST, SECOND[2]], "3": SECOND}, "2.xlsx"),
        ({"1": FIRST, "2": [FAULTY], "3": SECOND}, "1.xlsx"),
        ({"1": [FAULTY], "2": SECOND}, ""),
        ({"1": FIRST, "2": FIRST}, ""),
        ({"1": FIRST, "2": SECOND, "3": [FAULTY]}, "1.xlsx"),
    ],
)
def test_the_version_before_is_the_one_that_was_in_force(
    tmp_path: Path, files: dict[str, list[dict[str, object]]], before: str
) -> None:
    inbox = fill(tmp_path / "in", {f"{name}.xlsx": returned("411528", *rows) for name, rows in files.items()})

    outputs = hold_night(inbox, tmp_path / "out")

    found = [
        problem for outcome in outputs.night.returns.outcomes for problem in lost(outcome.received.problems)
    ]
    assert [(problem.code, before in problem.message) for problem in found] == [
        ("rows_vanished", True)
    ] * bool(before)


def test_what_a_child_left_out_is_named_when_its_parent_aggregates(tmp_path: Path) -> None:
    files = {"1.xlsx": returned("411528", *FIRST), "2.xlsx": returned("411528", *FIRST[:2])}
    own = put(tmp_path, "本级.xlsx", returned("4115"), dt.datetime(2020, 7, 1, tzinfo=dt.UTC))

    done = aggregate_workbook(own, fill(tmp_path / "in", files), DUE, INLINE)

    (line,) = lost(done.came_in)
    assert (line.code, line.severity) == ("rows_vanished", Severity.WARNING)
    assert len(list(lost_lines(done.returns.outcomes))) == 2
