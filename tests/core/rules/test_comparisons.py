"""Figures that may not exceed each other: one row that passes and one that fails for each rule."""

from __future__ import annotations

import pytest

from tests.support.submissions import (
    CHONGQING,
    HENAN,
    places,
    rule_problems,
    submission,
    with_field,
)
from tests.support.workbooks import edition

BOTH = pytest.mark.parametrize("id_", [HENAN, CHONGQING])


def cell(id_: str, field: str, row: int) -> str:
    """Where a column of 企业明细 stands in that edition."""
    table = submission("enterprises\n| enterprise_name |\n| 甲公司 |", edition(id_)).tables["enterprises"]
    return table.address(table.rows[0], field).rstrip("0123456789") + str(row)


@BOTH
def test_groups_registered_this_year_are_part_of_the_cumulative_number(id_: str) -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | qc_groups_registered | qc_groups_total |
        | --------------- | -------------------- | --------------- |
        | 甲公司          | 12                   | 12              |
        | 乙公司          | 13                   | 12              |
        """,
        edition(id_),
    )

    assert places(found) == [("year_exceeds_cumulative", cell(id_, "qc_groups_registered", 7))]


def test_benefit_of_this_year_is_part_of_the_cumulative_benefit() -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | qc_benefit | qc_benefit_total |
        | --------------- | ---------- | ---------------- |
        | 甲公司          | 350.25     | 350.25           |
        | 乙公司          | 350.250001 | 350.25           |
        """
    )

    assert places(found) == [("year_exceeds_cumulative", "K7")]


@BOTH
def test_groups_kept_up_were_registered_at_some_time(id_: str) -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | qc_groups_active | qc_groups_total |
        | --------------- | ---------------- | --------------- |
        | 甲公司          | 20               | 20              |
        | 乙公司          | 21               | 20              |
        """,
        edition(id_),
    )

    assert places(found) == [("active_exceeds_cumulative", cell(id_, "qc_groups_active", 7))]


@BOTH
def test_groups_with_results_are_registered_this_year(id_: str) -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | qc_groups_with_results | qc_groups_registered |
        | --------------- | ---------------------- | -------------------- |
        | 甲公司          | 0                      | 0                    |
        | 乙公司          | 5                      | 4                    |
        """,
        edition(id_),
    )

    assert places(found) == [("results_exceed_registered", cell(id_, "qc_groups_with_results", 7))]


@BOTH
def test_participants_are_employees(id_: str) -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | qc_participants | employees |
        | --------------- | --------------- | --------- |
        | 甲公司          | 120             | 120       |
        | 乙公司          | 121             | 120       |
        """,
        edition(id_),
    )

    assert places(found) == [("participants_exceed_employees", cell(id_, "qc_participants", 7))]


@pytest.mark.parametrize(
    ("presented", "entered", "expected"),
    [("12", "12", []), ("13", "12", [("presented_exceed_entered", "F15")])],
)
def test_groups_that_presented_had_entered(
    presented: str, entered: str, expected: list[tuple[str, str]]
) -> None:
    found = rule_problems(
        f"""
        enterprises
        | enterprise_name |
        | 甲公司          |

        qc_statistics
        | qc_exchange_presented | qc_exchange_entered |
        | --------------------- | ------------------- |
        | {presented}           | {entered}           |
        """
    )

    assert places(found) == expected


@pytest.mark.parametrize(
    ("field", "low", "high", "numbers"),
    [
        ("qc_groups_registered", "13", "12", ("13", "12", "1 个")),
        ("qc_benefit", "10.5", "9.25", ("10.5", "9.25", "1.25 万元")),
        ("qc_participants", "1000", "20", ("1000", "20", "980 人")),
    ],
)
def test_the_message_names_both_figures_and_their_difference(
    field: str, low: str, high: str, numbers: tuple[str, ...]
) -> None:
    bound = {"qc_groups_registered": "qc_groups_total", "qc_benefit": "qc_benefit_total"}.get(
        field, "employees"
    )

    (found,) = rule_problems(
        f"enterprises\n| enterprise_name | {field} | {bound} |\n| 甲公司 | {low} | {high} |"
    )

    assert found.value.startswith(low)
    assert all(number in found.message for number in ("甲公司", *numbers))


def test_a_pair_with_a_blank_or_untypable_figure_is_not_judged() -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | qc_participants | employees |
        | --------------- | --------------- | --------- |
        | 甲公司          | 30              |           |
        | 乙公司          |                 | 20        |
        | 丙公司          | 30              | 约20      |
        | 丁公司          | 30              | #REF!     |
        """
    )

    assert found == []


def test_each_row_and_each_pair_is_judged_by_itself() -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | qc_groups_registered | qc_groups_total | qc_benefit | qc_benefit_total |
        | --------------- | -------------------- | --------------- | ---------- | ---------------- |
        | 甲公司          | 2                    | 1               | 2          | 1                |
        | 乙公司          | 2                    | 3               | 4          | 3                |
        """
    )

    assert places(found) == [
        ("year_exceeds_cumulative", "G6"),
        ("year_exceeds_cumulative", "K6"),
        ("year_exceeds_cumulative", "K7"),
    ]


def test_numbers_standing_as_text_are_compared_as_numbers() -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | qc_participants | employees |
        | --------------- | --------------- | --------- |
        | 甲公司          | '9              | '10       |
        | 乙公司          | '100            | '20       |
        """
    )

    assert places(found) == [("participants_exceed_employees", "E7")]


@pytest.mark.parametrize(
    ("form", "kind", "attendees", "expected"),
    [
        ("qc_statistics", "qc", "12", []),
        ("qc_statistics", "qc", "11", [("attendees_below_presented", "F15")]),
        ("team_statistics", "team", "12", []),
        ("team_statistics", "team", "11", [("attendees_below_presented", "F16")]),
    ],
)
def test_each_group_that_presented_had_somebody_there(
    form: str, kind: str, attendees: str, expected: list[tuple[str, str]]
) -> None:
    found = rule_problems(
        f"""
        enterprises
        | enterprise_name |
        | 甲公司          |

        {form}
        | {kind}_exchange_entered | {kind}_exchange_presented | {kind}_exchange_attendees |
        | 12                      | 12                        | {attendees}               |
        """
    )

    assert places(found) == expected


@pytest.mark.parametrize(
    ("presented", "expected"), [("12", []), ("13", [("presented_exceed_entered", "F15")])]
)
def test_figures_of_different_measures_are_compared_as_amounts(
    presented: str, expected: list[tuple[str, str]]
) -> None:
    in_myriads = with_field(edition(HENAN), "qc_statistics.qc_exchange_entered", measure="万个")

    found = rule_problems(
        f"""
        enterprises
        | enterprise_name |
        | 甲公司          |

        qc_statistics
        | qc_exchange_presented | qc_exchange_entered |
        | {presented}           | 0.0012              |
        """,
        in_myriads,
    )

    assert places(found) == expected
