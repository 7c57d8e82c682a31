"""Which returned workbook counts: the latest faultless one of each unit."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.acceptance import Received, Status, settle
from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem, Severity

NOON = dt.datetime(2020, 7, 1, 12, tzinfo=dt.UTC)
OF_SEVERITY = {
    "error": problem("report_empty", other=""),
    "warning": problem("advised_missing"),
    "info": problem("blanks_trimmed"),
}
UNREADABLE = problem("file_empty")


def files(table: str) -> list[Received]:
    """The files of a table: name, hour of arrival, unit, problems by severity, status decided beforehand."""
    found = []
    for line in filter(None, map(str.strip, table.splitlines())):
        name, hour, unit, grades, *decided = line.split()
        found.append(
            Received(
                file=name,
                received_at=NOON + dt.timedelta(hours=int(hour)),
                unit_code=unit.replace("-", ""),
                status=Status(decided[0]) if decided else None,
                problems=tuple(OF_SEVERITY[grade] for grade in grades.split(",") if grade != "-"),
            )
        )
    return found


def statuses(table: str) -> list[tuple[str, str]]:
    return [(outcome.received.file, outcome.status.value) for outcome in settle(files(table))]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("", []),
        ("a 1 4101 -", [("a", "accepted")]),
        ("a 1 4101 warning,info", [("a", "accepted")]),
        ("a 1 4101 error", [("a", "returned")]),
        ("a 1 - -", [("a", "returned")]),
        (
            """a 1 4101 -
               b 2 4101 -
               c 3 4102 -""",
            [("a", "superseded"), ("b", "accepted"), ("c", "accepted")],
        ),
        (
            """b 2 4101 -
               a 1 4101 -""",
            [("b", "accepted"), ("a", "superseded")],
        ),
        (
            """a 1 4101 error
               b 2 4101 -""",
            [("a", "superseded"), ("b", "accepted")],
        ),
        (
            """a 1 4101 -
               b 2 4101 error
               c 3 4101 error""",
            [("a", "accepted"), ("b", "returned"), ("c", "returned")],
        ),
        (
            """a 1 4101 -
               b 2 4101 -
               c 3 4101 error""",
            [("a", "superseded"), ("b", "accepted"), ("c", "returned")],
        ),
        (
            """a 1 4101 error
               b 2 4101 error""",
            [("a", "returned"), ("b", "returned")],
        ),
        (
            """a 1 4101 -
               b 1 4101 -""",
            [("a", "superseded"), ("b", "accepted")],
        ),
        (
            """a 1 4101 -
               a2 2 4101 - duplicate
               b 3 - - ignored
               c 4 - error quarantined""",
            [("a", "accepted"), ("a2", "duplicate"), ("b", "ignored"), ("c", "quarantined")],
        ),
    ],
)
def test_the_latest_faultless_workbook_of_a_unit_counts(table: str, expected: list[tuple[str, str]]) -> None:
    assert statuses(table) == expected


def reasons(table: str) -> list[str]:
    return [outcome.reason.code if outcome.reason else "" for outcome in settle(files(table))]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("a 1 4101 warning", [""]),
        ("a 1 4101 warning,error,info", ["report_empty"]),
        (
            """a 1 4101 -
               b 2 4101 -""",
            ["submission_superseded", ""],
        ),
        (
            """a 1 4101 -
               b 2 4101 error""",
            ["", "earlier_stays_in_force"],
        ),
    ],
)
def test_every_file_that_does_not_count_says_why(table: str, expected: list[str]) -> None:
    assert reasons(table) == expected


def test_the_reason_names_the_file_that_counts_instead() -> None:
    older, newer, faulty = settle(
        files(
            """old.xlsx 1 4101 -
               new.xlsx 2 4101 -
               bad.xlsx 3 4101 error"""
        )
    )

    assert older.reason is not None
    assert faulty.reason is not None
    assert "new.xlsx" in older.reason.message
    assert "new.xlsx" in faulty.reason.message
    assert newer.reason is None


def test_a_file_decided_beforehand_keeps_its_first_problem_as_reason() -> None:
    file = Received("a", NOON, status=Status.QUARANTINED, problems=(UNREADABLE, OF_SEVERITY["error"]))

    assert settle([file])[0].reason == UNREADABLE


def test_problems_are_counted_by_severity() -> None:
    (file,) = files("a 1 4101 warning,warning,error")

    assert [file.count(severity) for severity in Severity] == [1, 2, 0]


PROBLEMS = st.lists(st.sampled_from(list(OF_SEVERITY.values())), max_size=3).map(tuple)
UNDECIDED = st.none() | st.sampled_from([Status.QUARANTINED, Status.DUPLICATE, Status.IGNORED])


@st.composite
def inboxes(draw: st.DrawFn) -> list[Received]:
    count = draw(st.integers(0, 12))
    return [
        Received(
            file=f"{number}.xlsx",
            received_at=NOON + dt.timedelta(hours=draw(st.integers(0, 3))),
            unit_code=draw(st.sampled_from(["", "4101", "4102"])),
            status=draw(UNDECIDED),
            problems=draw(PROBLEMS),
        )
        for number in range(count)
    ]


def is_faultless(file: Received) -> bool:
    problems: tuple[Problem, ...] = file.problems
    return (
        file.status is None
        and bool(file.unit_code)
        and not any(found.severity is Severity.ERROR for found in problems)
    )


@given(inboxes())
def test_every_file_has_one_status_and_the_latest_faultless_one_of_each_unit_counts(
    inbox: list[Received],
) -> None:
    outcomes = settle(inbox)

    assert [outcome.received for outcome in outcomes] == inbox
    accepted = [outcome.received for outcome in outcomes if outcome.status is Status.ACCEPTED]
    assert len({file.unit_code for file in accepted}) == len(accepted)
    for unit in {file.unit_code for file in inbox if is_faultless(file)}:
        latest = max(
            (file for file in inbox if is_faultless(file) and file.unit_code == unit),
            key=lambda file: (file.received_at, file.file),
        )
        assert [file for file in accepted if file.unit_code == unit] == [latest]


@given(inboxes(), st.randoms(use_true_random=False))
def test_the_order_in_which_files_are_listed_does_not_matter(inbox: list[Received], random: object) -> None:
    shuffled = inbox.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    def by_file(files: list[Received]) -> dict[str, Status]:
        return {outcome.received.file: outcome.status for outcome in settle(files)}

    assert by_file(shuffled) == by_file(inbox)
