"""Members of groups: how many, nobody twice, and figures that are part of them."""

from __future__ import annotations

import pytest

from qcxl.model.edition import Edition, Rule
from qcxl.model.problem import Severity
from tests.support.submissions import HENAN, places, rule_problems, with_rules
from tests.support.workbooks import edition

TEN = "赵一、钱二、孙三、李四、周五、吴六、郑七、王八、冯九、陈十"


def henan_with(
    code: str, predicate: str, *fields: str, others: tuple[str, ...] = (), limit: str = ""
) -> Edition:
    """henan-2020 with this one rule on the groups."""
    rule = Rule(
        code,
        predicate,
        Severity.ERROR,
        "qc_groups",
        fields,
        others,
        live=False,
        clause="",
        note="",
        limit=limit,
    )
    return with_rules(edition(HENAN), rule)


def test_a_group_has_ten_places() -> None:
    of = henan_with("too_many_members", "members_at_most", "members", limit="10")
    found = rule_problems(
        f"""
        qc_groups
        | enterprise_name | group_name | members           |
        | --------------- | ---------- | ----------------- |
        | 甲公司          | 一组       | {TEN}             |
        | 甲公司          | 二组       | {TEN}、褚十一     |
        | 甲公司          | 三组       |                   |
        | 甲公司          | 四组       | {TEN}等10人       |
        | 甲公司          | 五组       | {TEN}（共10人，组长：赵一） |
        """,
        of,
    )

    assert places(found) == [("too_many_members", "D7")]
    assert all(part in found[0].message for part in ("11", "10", "多 1 人", "褚十一", "甲公司"))


def test_a_list_of_people_names_everybody() -> None:
    of = henan_with("members_incomplete", "members_all_named", "members")
    found = rule_problems(
        f"""
        qc_groups
        | enterprise_name | group_name | members                        |
        | --------------- | ---------- | ------------------------------ |
        | 甲公司          | 一组       | {TEN}                          |
        | 甲公司          | 二组       | {TEN}等10人                    |
        | 甲公司          | 三组       | 赵一、钱二（共2人，组长：赵一） |
        | 甲公司          | 四组       | 赵一、钱二（等候）             |
        | 甲公司          | 五组       | 赵一等5人                      |
        | 甲公司          | 六组       | 赵一、钱二等                   |
        | 甲公司          | 七组       | 赵一、钱二等人                 |
        | 甲公司          | 八组       | 赵一（组长）等五名             |
        | 甲公司          | 九组       | 赵一，钱二，共５人             |
        | 甲公司          | 十组       | 全组10人                       |
        | 甲公司          | 十一组     | 赵一、钱二、孙三、李四及其他3人 |
        | 甲公司          | 十二组     | 赵一、钱二、其他成员           |
        | 甲公司          | 十三组     | 赵一、钱二、……                 |
        """,
        of,
    )

    assert places(found) == [("members_incomplete", f"D{row}") for row in range(10, 19)]


def test_a_very_long_list_is_cut_short() -> None:
    of = henan_with("too_many_members", "members_at_most", "members", limit="10")
    many = "、".join(f"张{chr(0x4E00 + number)}" for number in range(60))

    (found,) = rule_problems(f"qc_groups\n| group_name | members |\n| 一组 | {many} |", of)

    assert "60" in found.message
    assert len(found.message) < 250


@pytest.mark.parametrize(
    "members", ["赵一、钱二", "赵一、赵 二、赵三", "赵一（组长）、钱二（组员）、孙三（组员）", "", "ABC、abd"]
)
def test_members_who_differ_pass(members: str) -> None:
    of = henan_with("member_twice", "members_distinct", "members")

    assert rule_problems(f"qc_groups\n| group_name | members |\n| 一组 | {members} |", of) == []


@pytest.mark.parametrize(
    "members",
    ["赵一、钱二、赵一", "赵一（组长）、钱二、赵一", "赵 一 钱 二 赵 一", "Tom Lee、钱二、ＴＯＭ　Lee"],
)
def test_nobody_is_a_member_twice(members: str) -> None:
    of = henan_with("member_twice", "members_distinct", "members")

    found = rule_problems(f"qc_groups\n| group_name | members |\n| 一组 | 赵一 |\n| 二组 | {members} |", of)

    assert places(found) == [("member_twice", "D7")]


def test_both_names_are_shown() -> None:
    of = henan_with("member_twice", "members_distinct", "members")

    (found,) = rule_problems("qc_groups\n| group_name | members |\n| 一组 | 赵一（组长）、钱二、赵 一 |", of)

    assert "“赵一（组长）”和“赵一”" in found.message


def test_union_members_women_and_youth_are_members() -> None:
    of = henan_with(
        "part_exceeds_members", "part_of_members", "union_members", "women", "youth", others=("members",)
    )
    found = rule_problems(
        """
        qc_groups
        | enterprise_name | group_name | members        | union_members | women | youth |
        | --------------- | ---------- | -------------- | ------------- | ----- | ----- |
        | 甲公司          | 一组       | 赵一、钱二     | 2             | 0     | 1     |
        | 甲公司          | 二组       | 赵一、钱二     | 3             |       | 5     |
        | 甲公司          | 三组       |                | 3             | 3     | 3     |
        | 甲公司          | 四组       | 赵一           | 几个          | 1     | 1     |
        """,
        of,
    )

    assert places(found) == [("part_exceeds_members", "F7"), ("part_exceeds_members", "H7")]
    assert all(part in found[0].message for part in ("3 人", "2 人", "多 1 人"))


def test_one_code_serves_the_size_of_a_team_as_well() -> None:
    rule = Rule(
        "part_exceeds_members",
        "not_greater",
        Severity.ERROR,
        "teams",
        ("women",),
        ("team_size",),
        live=False,
        clause="",
        note="",
    )

    found = rule_problems(
        "teams\n| team_name | team_size | women |\n| 一班 | 9 | 9 |\n| 二班 | 9 | 10 |",
        with_rules(edition(HENAN), rule),
    )

    assert places(found) == [("part_exceeds_members", "F8")]
