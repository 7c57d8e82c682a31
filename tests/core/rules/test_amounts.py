"""Figures beside the others of their row: out of scale, without their teams, in the wrong kind of row."""

from __future__ import annotations

import pytest

from qcxl.model.edition import Edition, Rule
from qcxl.model.form import Need
from qcxl.model.problem import Problem, Severity
from tests.support.submissions import HENAN, places, rule_problems, with_field, with_rules
from tests.support.workbooks import edition

CITY = "4115"
PER_HEAD = ("qc_groups_registered", "qc_groups_active")
TEAM_FIGURES = ("team_participants", "team_spending", "team_rewards")


def henan_with(
    code: str, predicate: str, *fields: str, others: tuple[str, ...] = (), limit: str = ""
) -> Edition:
    """henan-2020 with this one rule on 企业明细 (shares: on the teams)."""
    form = "teams" if predicate == "not_below" else "enterprises"
    rule = Rule(
        code, predicate, Severity.ERROR, form, fields, others, live=False, clause="", note="", limit=limit
    )
    return with_rules(edition(HENAN), rule)


def out_of_scale(markdown: str, field: str, limit: str, of: Edition | None = None) -> list[Problem]:
    """What a rule of so much a head says."""
    rules = henan_with("figure_out_of_scale", "at_most_per", field, others=("employees",), limit=limit)
    if of is not None:
        rules = with_rules(of, *rules.rules)
    return rule_problems(markdown, rules)


def test_an_enterprise_has_no_more_groups_than_employees() -> None:
    found = out_of_scale(
        """
        enterprises
        | enterprise_name | employees | qc_groups_registered |
        | --------------- | --------- | -------------------- |
        | 甲公司          | 100       | 100                  |
        | 乙公司          | 100       | 101                  |
        | 丙公司          | 0         | 101                  |
        | 丁公司          |           | 101                  |
        | 戊公司          | 100       |                      |
        | 己公司          | 许多      | 101                  |
        | 庚公司          | 100       | 许多                 |
        """,
        "qc_groups_registered",
        "1",
    )

    assert places(found) == [("figure_out_of_scale", "G7")]
    assert found[0].value == "101 个"


def test_money_a_head_is_compared_in_official_measures_and_the_evidence_is_shown() -> None:
    found = out_of_scale(
        """
        enterprises
        | enterprise_name | employees | qc_benefit |
        | --------------- | --------- | ---------- |
        | 甲公司          | 100       | 10000      |
        | 乙公司          | 100       | 1234567    |
        """,
        "qc_benefit",
        "100",
    )

    assert places(found) == [("figure_out_of_scale", "K7")]
    text = found[0].message + found[0].remedy
    assert all(
        part in text for part in ("乙公司", "1234567 万元", "100 人", "12345.67 万元", "123.4567 万元")
    )


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("1000000", "100 万元"),
        ("1234567.89", "123.456789 万元"),
        ("1234567.891", ""),  # the ten-thousandth of it is no whole number of 分
        ("100000001", ""),  # and neither here is a plausible figure left
    ],
)
def test_a_figure_is_proposed_only_where_it_is_exact_and_plausible(typed: str, proposed: str) -> None:
    (found,) = out_of_scale(
        f"enterprises\n| enterprise_name | employees | qc_benefit |\n| 甲公司 | 100 | {typed} |",
        "qc_benefit",
        "100",
    )

    assert proposed in found.remedy
    assert ("应为" in found.remedy) is bool(proposed)


def test_a_figure_typed_in_ten_thousands_is_compared_in_pieces() -> None:
    of = with_field(edition(HENAN), "enterprises.qc_groups_active", measure="万个")
    found = out_of_scale(
        """
        enterprises
        | enterprise_name | employees | qc_groups_active |
        | --------------- | --------- | ---------------- |
        | 甲公司          | 500       | 0.0035           |
        | 乙公司          | 500       | 35               |
        """,
        "qc_groups_active",
        "1",
        of,
    )

    assert places(found) == [("figure_out_of_scale", "H7")]
    assert "0.0035 万个" in found[0].remedy


def test_the_quotient_shows_that_it_is_above_the_limit() -> None:
    (found,) = out_of_scale(
        "enterprises\n| enterprise_name | employees | qc_groups_active |\n| 甲公司 | 1000 | 1001 |",
        "qc_groups_active",
        "1",
    )

    assert "1.001 个" in found.message


def test_subtotal_rows_are_judged_the_same_way() -> None:
    of = henan_with(
        "figure_out_of_scale", "at_most_per", "qc_groups_active", others=("employees",), limit="1"
    )
    found = rule_problems(
        """
        enterprises
        | employees | qc_groups_active | source_unit |
        | --------- | ---------------- | ----------- |
        | 5000      | 400              | 浉河区      |
        | 5000      | 400000           | 平桥区      |
        """,
        of,
        CITY,
    )

    assert places(found) == [("figure_out_of_scale", "H7")]


def beside_teams(predicate: str, code: str, markdown: str) -> list[Problem]:
    """What a rule says of the figures of teams beside the number of teams."""
    return rule_problems(markdown, henan_with(code, predicate, *TEAM_FIGURES, others=("team_count",)))


def test_without_teams_there_are_no_figures_of_teams() -> None:
    found = beside_teams(
        "zero_unless_positive",
        "team_figures_without_teams",
        """
        enterprises
        | enterprise_name | team_count | team_participants | team_spending | team_rewards |
        | --------------- | ---------- | ----------------- | ------------- | ------------ |
        | 甲公司          | 2          | 20                | 1.5           | 0.5          |
        | 乙公司          | 0          | 0                 |               | 0            |
        | 丙公司          |            |                   | 0             |              |
        | 丁公司          | 0          | 20                | 1.5           | 0            |
        | 戊公司          |            |                   |               | 0.5          |
        | 己公司          | 几个       | 20                | 1.5           | 0.5          |
        """,
    )

    assert places(found) == [("team_figures_without_teams", cell) for cell in ("P9", "Q9", "R10")]
    assert found[0].value == "20 人次"


def test_a_number_of_teams_that_is_asked_for_is_reported_where_it_is_missing() -> None:
    of = henan_with(
        "team_figures_without_teams", "zero_unless_positive", *TEAM_FIGURES, others=("team_count",)
    )
    markdown = """
        enterprises
        | enterprise_name | team_count | team_spending | source_unit |
        | --------------- | ---------- | ------------- | ----------- |
        | 甲公司          |            | 1.5           |             |
        | 乙公司          | 0          | 1.5           |             |
        |                 |            | 1.5           | 浉河区      |
        """

    required = with_field(of, "enterprises.team_count", need=Need.REQUIRED)
    of_own_rows = with_field(of, "enterprises.team_count", need=Need.OWN)

    assert places(rule_problems(markdown, required, CITY)) == [("team_figures_without_teams", "Q7")]
    assert [cell for _, cell in places(rule_problems(markdown, of_own_rows, CITY))] == ["Q7", "Q8"]


def test_with_teams_their_figures_are_given() -> None:
    found = beside_teams(
        "given_when_positive",
        "team_figures_missing",
        """
        enterprises
        | enterprise_name | team_count | team_participants | team_spending | team_rewards |
        | --------------- | ---------- | ----------------- | ------------- | ------------ |
        | 甲公司          | 2          | 20                | 0             | 0            |
        | 乙公司          | 0          |                   |               |              |
        | 丙公司          |            |                   |               |              |
        | 丁公司          | 2          |                   | 1.5           |              |
        | 戊公司          | 2          | 许多              | 1.5           | 0            |
        """,
    )

    assert places(found) == [("team_figures_missing", "P9"), ("team_figures_missing", "R9")]
    assert "2 个" in found[0].message


def test_a_figure_that_is_asked_for_anyway_is_reported_once() -> None:
    of = henan_with("team_figures_missing", "given_when_positive", "team_spending", others=("team_count",))
    markdown = "enterprises\n| enterprise_name | team_count |\n| 甲公司 | 2 |"

    assert places(rule_problems(markdown, of)) == [("team_figures_missing", "Q6")]
    assert rule_problems(markdown, with_field(of, "enterprises.team_spending", need=Need.REQUIRED)) == []


def test_in_every_team_somebody_takes_part() -> None:
    of = henan_with(
        "team_participants_zero", "positive_when_positive", "team_participants", others=("team_count",)
    )
    found = rule_problems(
        """
        enterprises
        | enterprise_name | team_count | team_participants |
        | --------------- | ---------- | ----------------- |
        | 甲公司          | 2          | 20                |
        | 乙公司          | 0          | 0                 |
        | 丙公司          | 2          |                   |
        | 丁公司          | 2          | 0                 |
        """,
        of,
    )

    assert places(found) == [("team_participants_zero", "P9")]


def test_a_row_of_the_unit_itself_is_one_enterprise() -> None:
    of = henan_with(
        "subtotal_figure_in_own_row", "only_in_subtotal_rows", "enterprise_count", "team_enterprises"
    )
    found = rule_problems(
        """
        enterprises
        | enterprise_name | enterprise_count | team_enterprises | source_unit |
        | --------------- | ---------------- | ---------------- | ----------- |
        | 甲公司          |                  | 0                |             |
        | 乙公司          | 1                | 1                |             |
        | 丙公司          | 12               |                  |             |
        | 丁公司          |                  | 3                | 信阳市      |
        |                 | 40               | 20               | 浉河区      |
        """,
        of,
        CITY,
    )

    assert places(found) == [("subtotal_figure_in_own_row", "S8"), ("subtotal_figure_in_own_row", "T9")]


@pytest.mark.parametrize("typed", ["98", "1.5", "'1%", "0", "", "100", "'九成"])
def test_a_share_that_may_be_passes(typed: str) -> None:
    of = henan_with("share_implausible", "not_below", "completion_rate", limit="1")

    assert rule_problems(f"teams\n| team_name | completion_rate |\n| 一班 | {typed} |", of) == []


@pytest.mark.parametrize(("typed", "readings"), [("'0.98%", ("0.98%", "98%")), ("0.98", ("0.98%", "98%"))])
def test_a_share_below_one_percent_may_be_a_fraction(typed: str, readings: tuple[str, str]) -> None:
    of = henan_with("share_implausible", "not_below", "completion_rate", limit="1")

    found = rule_problems(f"teams\n| team_name | completion_rate |\n| 一班 | {typed} |", of)

    assert places(found) == [("share_implausible", "P7")]
    assert all(f" {reading}" in found[0].message for reading in readings)


def test_a_reading_above_the_whole_is_none() -> None:
    of = henan_with("share_implausible", "not_below", "completion_rate", limit="5")

    (found,) = rule_problems("teams\n| team_name | completion_rate |\n| 一班 | 3 |", of)

    assert "300%" not in found.message
