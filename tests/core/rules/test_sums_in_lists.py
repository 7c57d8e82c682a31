"""Rows of a list that are the sum of others, whatever they are called."""

from __future__ import annotations

import pytest

from tests.core.rules.test_no_entries import no_entries
from tests.support import workbooks
from tests.support.submissions import CHONGQING, HENAN

CITY, DISTRICT = "4115", "500101"
SUM, LIKELY = "sum_of_rows_in_list", "row_may_be_a_sum"
TWO = """
    enterprises
    | enterprise_name  | employees | qc_participants | qc_groups_total | qc_spending | source_unit |
    | 甲机械有限公司   | 70        | 8               | 3               | 1.5         |             |
    | 乙机械有限公司   | 30        | 2               | 1               | 0.25        |             |
    """


@pytest.mark.parametrize(("id_", "unit"), [(HENAN, CITY), (HENAN, "411521"), (CHONGQING, DISTRICT)])
@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("| 丙机械有限公司 | 100 | 10 | 4 | 1.75 | |", [(SUM, "A8")]),
        ("| | 100 | 10 | 4 | 1.75 | |", [(SUM, "A8")]),
        ("| 其他单位 | 100 | 10 | 4 |  | |", [(SUM, "A8")]),
        ("| 丙机械有限公司 | 100 | 10 | 4 | 1.76 | |", [(LIKELY, "A8")]),
        ("| 丙机械有限公司 | 100 | 10 | 5 | 1.76 | |", []),
        ("| 丙机械有限公司 | 30 | 2 | 1 | 0.25 | |", []),
    ],
)
def test_the_figures_alone_show_a_sum(id_: str, unit: str, row: str, found: list[tuple[str, str]]) -> None:
    assert no_entries(f"{TWO.rstrip()}\n{row}", id_, unit) == found


@pytest.mark.parametrize("name", ["信阳市", "信阳", "信阳市（2家）", "信阳市 2 家"])
@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ("100 | 10 | 4 | 1.75", [(SUM, "A8")]),
        ("100 | 10 | 4 | 1.76", [(SUM, "A8")]),
        ("100 |    |   |     ", [(SUM, "A8")]),
        ("90  | 11 | 5 | 1.76", []),
    ],
)
def test_the_unit_itself_is_no_enterprise(name: str, figures: str, found: list[tuple[str, str]]) -> None:
    assert no_entries(f"{TWO.rstrip()}\n| {name} | {figures} | |", unit=CITY) == found


def test_the_unit_itself_below_one_enterprise() -> None:
    one = "enterprises\n| enterprise_name | employees |\n| 甲机械有限公司 | 70 |"

    assert no_entries(f"{one}\n| 信阳市 | 70 |", unit=CITY) == [(SUM, "A7")]


@pytest.mark.parametrize(("id_", "unit"), [(HENAN, "HY03"), (CHONGQING, "50010101")])
def test_a_unit_that_is_an_enterprise_reports_itself(id_: str, unit: str) -> None:
    name = next(each.name for each in workbooks.roster(id_).units if each.code == unit)
    own = f"enterprises\n| enterprise_name | employees | qc_participants |\n| {name} | 70 | 8 |"

    assert no_entries(own, id_, unit) == []
    assert no_entries(f"{own}\n| {name}分公司 | 70 | 8 |", id_, unit) == []


def test_totals_and_notes_are_no_addends() -> None:
    found = no_entries(
        f"""{TWO.rstrip()}
    | 小计             | 100       | 10              | 4               | 1.75        |             |
    | 一、地方企业     | 9         | 9               | 9               | 9           |             |
    | 丙机械有限公司   | 11        | 5               | 2               | 2           |             |
    | 丁机械有限公司   | 12        | 6               | 2               | 3           |             |
    | 城区片           | 23        | 11              | 4               | 5           |             |
    | 河南             | 123       | 21              | 8               | 6.75        |             |
    """,
        unit=CITY,
    )

    assert found == [
        ("total_row_in_list", "A8"),
        ("row_is_no_entry", "A9"),
        (SUM, "A12"),
        (SUM, "A13"),
    ]


def test_a_total_may_stand_first() -> None:
    found = no_entries(
        """
    enterprises
    | enterprise_name  | employees | qc_participants | qc_groups_total |
    | 全部             | 100       | 10              | 4               |
    | 甲机械有限公司   | 70        | 8               | 3               |
    | 乙机械有限公司   | 30        | 2               | 1               |
    """
    )

    assert found == [(SUM, "A6")]


def test_rows_of_children_are_compared_with_each_other() -> None:
    found = no_entries(
        """
    enterprises
    | enterprise_name  | employees | qc_participants | qc_groups_total | source_unit |
    | 甲机械有限公司   | 70        | 8               | 3               | 浉河区      |
    | 乙机械有限公司   | 30        | 2               | 1               | 平桥区      |
    | 丙机械有限公司   | 100       | 10              | 4               | 平桥区      |
    | 丁机械有限公司   | 130       | 12              | 5               | 平桥区      |
    |                  | 330       | 32              | 13              |             |
    """,
        unit=CITY,
    )

    assert found == [(SUM, "A9"), (SUM, "A10")]


def test_direct_enterprises_of_a_list_together() -> None:
    found = no_entries(
        """
    enterprises
    | enterprise_name  | employees | qc_participants | qc_groups_total | direct_unit        |
    | 甲机械有限公司   | 70        | 8               | 3               | 国网河南省电力公司 |
    | 乙机械有限公司   | 30        | 2               | 1               |                    |
    | 丙机械有限公司   | 11        | 5               | 2               | 国网河南省电力公司 |
    | 行业             | 81        | 13              | 5               |                    |
    """
    )

    assert found == [(SUM, "A9")]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("| 信阳市 |        | 7 | 5 | 3 |", [(SUM, "B8")]),
        ("|        |        | 7 | 5 | 3 |", [(SUM, "B8")]),
        ("| 甲公司 |        | 7 | 5 | 3 |", [(SUM, "B8")]),
        ("| 甲公司 | 攀登组 | 7 | 5 | 3 |", []),
        ("| 甲公司 |        | 7 | 5 | 4 |", []),
    ],
)
def test_small_figures_of_a_group_with_all_its_names_say_nothing(
    row: str, found: list[tuple[str, str]]
) -> None:
    groups = """
        qc_groups
        | enterprise_name | group_name | union_members | women | youth |
        | 甲公司          | 启航组     | 3             | 2     | 1     |
        | 甲公司          | 扬帆组     | 4             | 3     | 2     |
        """

    assert no_entries(f"{groups.rstrip()}\n{row}", unit=CITY) == found
