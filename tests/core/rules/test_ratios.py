"""Cells that hold two numbers, such as 年培训人数/时数."""

from __future__ import annotations

import pytest

from tests.support.submissions import places, rule_problems, taken


def problems_of(typed: str) -> list[tuple[str, str]]:
    found = rule_problems(f"teams\n| enterprise_name | training |\n| 甲公司 | {typed} |")
    return [place for place in places(found) if place[0] == "ratio_incomplete"]


@pytest.mark.parametrize(
    "typed",
    [
        "120/36", "120／36", "120 / 36", "120、36", "120人/36小时", "120人，36学时", "120:36",
        "1,200/36", "120/36.5", "120，360", "2020年培训120人/36小时", "0/0", "120-36",
        "培训120人次，共36学时",
    ],
)  # fmt: skip
def test_two_numbers_are_a_ratio_however_they_are_parted(typed: str) -> None:
    assert problems_of(f"'{typed}") == []


@pytest.mark.parametrize(
    "typed",
    [
        "120", "'120", "'120人", "'120/", "'/36", "'120/36/2", "'100～120/36", "'每月一次",
        "'2020年120人", "44029", "'2020-07-17", "'2020年7月17日", "'2020/7/17", "'7月17日", "'17-Jul",
        "'Dec-36", "'1936年12月",
    ],
)  # fmt: skip
def test_one_number_three_and_a_date_are_no_ratio(typed: str) -> None:
    assert problems_of(typed) == [("ratio_incomplete", "V7")]


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [("44029", "7/17"), ("'2020-07-17", "7/17"), ("'1月5日", "1/5"), ("'Dec-36", "12/36")],
)
def test_what_excel_made_a_date_of_is_proposed(typed: str, proposed: str) -> None:
    found = rule_problems(f"teams\n| training |\n| {typed} |")

    (remedy,) = (each.remedy for each in found if each.code == "ratio_incomplete")
    assert proposed in remedy


def test_a_real_date_is_refused_while_it_is_read() -> None:
    found = taken("teams\n| enterprise_name | training | contact |\n| 甲公司 | 2020-07-17 | 张某 |")

    (fault,) = (each for each in found.problems if each.code == "text_became_date")
    assert (fault.cell, "7/17" in fault.remedy) == ("V7", True)


def test_a_word_for_nothing_has_one_message() -> None:
    assert problems_of("无") == []
