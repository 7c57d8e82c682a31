"""What is put forward: listed to the letter, not deducted, within the quota, eligible, nobody twice."""

from __future__ import annotations

import dataclasses

import pytest

from qcxl.model.edition import Edition, Rule
from qcxl.model.form import Need
from qcxl.model.problem import Severity
from tests.support.submissions import HENAN, places, rule_problems, with_field, with_rules
from tests.support.workbooks import edition

CITY, DIRECT, OTHER_COUNTY = "4115", "HY01", "411521"
LISTED = ("enterprises.enterprise_name",)


def henan_with(
    code: str, predicate: str, *fields: str, form: str = "qc_groups", others: tuple[str, ...] = ()
) -> Edition:
    """henan-2020 with this one rule."""
    rule = Rule(code, predicate, Severity.ERROR, form, fields, others, live=False, clause="", note="")
    return with_rules(edition(HENAN), rule)


NOT_LISTED = ("enterprise_not_listed", "listed_letter_for_letter", "enterprise_name")


def test_the_enterprise_of_a_group_is_listed_to_the_letter() -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name          |
        | ------------------------ |
        | 示例（信阳）机械有限公司 |
        | 示例电子厂               |

        qc_groups
        | enterprise_name          | group_name |
        | ------------------------ | ---------- |
        | 示例（信阳）机械有限公司 | 一组       |
        | 示例电子厂               | 二组       |
        |                          | 三组       |
        | 示例(信阳)机械有限公司   | 四组       |
        | 示例(信阳)机械公司       | 五组       |
        | 另一家厂                 | 六组       |
        """,
        henan_with(*NOT_LISTED, others=LISTED),
    )

    assert places(found) == [("enterprise_not_listed", cell) for cell in ("B9", "B10", "B11")]
    spelt, similar, unlike = (problem.message for problem in found)
    assert "示例（信阳）机械有限公司" in spelt
    assert "6" in spelt
    assert "示例（信阳）机械有限公司" in similar
    assert "有限公司" not in unlike
    assert "电子厂" not in unlike


@pytest.mark.parametrize(
    ("listed", "typed", "told"),
    [
        ("示例机械有限公司", "示例机械有限公司（盖章）", ["第 6 行", "多了“（盖章）”"]),
        ("1、示例机械有限公司", "示例机械有限公司", ["第 6 行", "少了“1、”", "要改的是那一行"]),
        ("示例机械有限公司", "\u2f70例机械有限公司", ["第 6 行", "U+2F70", "应为“示”"]),
        ("\u2f70例机械有限公司", "示例机械有限公司", ["那里", "U+2F70", "要改的是那一行"]),
        ("示例（河南）机械有限公司", "示例(河南)机械有限公司", ["“(河南)”"]),
    ],
)
def test_the_listed_name_that_is_meant_is_told_with_the_difference(
    listed: str, typed: str, told: list[str]
) -> None:
    found = rule_problems(
        f"enterprises\n| enterprise_name |\n| {listed} |\nqc_groups\n| enterprise_name |\n| {typed} |",
        henan_with(*NOT_LISTED, others=LISTED),
    )

    assert places(found) == [("enterprise_not_listed", "B6")]
    assert all(part in found[0].message for part in told)


def test_every_form_may_ask_for_it_and_a_list_without_rows_lists_nobody() -> None:
    of = henan_with(*NOT_LISTED, form="teams", others=LISTED)

    assert places(rule_problems("teams\n| enterprise_name | team_name |\n| 甲公司 | 一班 |", of)) == [
        ("enterprise_not_listed", "B7")
    ]


def test_the_province_lists_subtotals_without_names() -> None:
    """The rows of a source unit are judged where its enterprises are named (contract 3.5)."""
    found = rule_problems(
        """
        enterprises
        | enterprise_name | employees | source_unit |
        | --------------- | --------- | ----------- |
        | 甲公司          | 10        |             |
        |                 | 10        | 浉河区      |
        | 乙公司          | 10        | 平桥区      |

        qc_groups
        | enterprise_name | group_name | source_unit |
        | --------------- | ---------- | ----------- |
        | 丙公司          | 一组       | 浉 河 区    |
        | 丙公司          | 二组       | 411502      |
        | 丙公司          | 三组       | 平桥区      |
        | 丙公司          | 四组       |             |
        | 乙公司          | 五组       | 信阳市      |
        """,
        henan_with(*NOT_LISTED, others=LISTED),
        CITY,
    )

    assert [cell for _, cell in places(found)] == ["B8", "B9"]


DEDUCTED = ("deducted_enterprise_recommended", "not_of_deducted_enterprise", "enterprise_name")
WITH_DEDUCTED = """
    enterprises
    | enterprise_name | direct_unit        |
    | --------------- | ------------------ |
    | 甲公司          |                    |
    | 乙（电力）公司  | 国网河南省电力公司 |
    | 丙公司          | 无此行业           |

    qc_groups
    | enterprise_name | group_name | recommended |
    | --------------- | ---------- | ----------- |
    | 甲公司          | 一组       |             |
    | 乙（电力）公司  | 二组       | 否          |
    | 丙公司          | 三组       | 是          |
    | 乙(电力)公司    | 四组       | 是          |
    | 乙（电力）公司  | 五组       |             |
    |                 | 六组       | 是          |
    """


def test_a_region_recommends_nothing_of_a_deducted_enterprise() -> None:
    found = rule_problems(WITH_DEDUCTED, henan_with(*DEDUCTED, others=LISTED))

    assert places(found) == [
        ("deducted_enterprise_recommended", "B9"),
        ("deducted_enterprise_recommended", "B10"),
    ]
    assert all("国网河南省电力公司" in problem.message for problem in found)


def test_a_direct_unit_recommends_its_own_enterprises() -> None:
    assert rule_problems(WITH_DEDUCTED, henan_with(*DEDUCTED, others=LISTED), DIRECT) == []


def test_an_edition_that_deducts_nothing_excludes_nobody() -> None:
    of = henan_with(*DEDUCTED, others=LISTED)
    forms = tuple(dataclasses.replace(form, deducts=False) for form in of.forms)

    assert rule_problems(WITH_DEDUCTED, dataclasses.replace(of, forms=forms)) == []


def test_of_namesakes_the_one_of_the_same_source_unit_is_meant() -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | direct_unit | source_unit |
        | --------------- | ----------- | ----------- |
        | 示例公司        | HY01        | 浉河区      |
        | 示例公司        |             | 平桥区      |
        | 另一公司        | HY01        | 平桥区      |

        qc_groups
        | enterprise_name | group_name | source_unit |
        | --------------- | ---------- | ----------- |
        | 示例公司        | 一组       | 平桥区      |
        | 示例公司        | 二组       |             |
        | 示例公司        | 三组       | 411502      |
        | 另一公司        | 四组       | 浉河区      |
        """,
        henan_with(*DEDUCTED, others=LISTED),
        CITY,
    )

    assert [cell for _, cell in places(found)] == ["B8", "B9"]


def groups(*tiers: str) -> str:
    """Groups of these tiers, all recommended but 否; an empty one has no tier."""
    rows = [
        "| 甲公司 | 小组 | 否 | | 浉河区 |" if tier == "否" else f"| 甲公司 | 小组 | | {tier} | 浉河区 |"
        for tier in tiers
    ]
    header = "| enterprise_name | group_name | recommended | tier | source_unit |"
    return "\n".join(("qc_groups", header, *rows))


QUOTA = ("quota_exceeded", "within_quota")
FULL = ("一等",) * 3 + ("二等",) * 4 + ("三等",) * 5
"""What 信阳市 may recommend: 12 groups, 3 + 4 + 5."""


def quotas(*values: str) -> Edition:
    """The rule with other printed quotas of 信阳市: the total, then the tiers."""
    codes = ("qc_groups", "qc_groups.tier1", "qc_groups.tier2", "qc_groups.tier3")
    printed = {code: value for code, value in zip(codes, values, strict=True) if value}
    of = henan_with(*QUOTA)
    organisations = tuple(
        dataclasses.replace(unit, quotas=printed) if unit.name == "信阳市" else unit
        for unit in of.organisations
    )
    return dataclasses.replace(of, organisations=organisations)


def test_a_quota_may_be_used_up() -> None:
    assert rule_problems(groups(*FULL, "否", "否"), henan_with(*QUOTA), CITY) == []


@pytest.mark.parametrize(
    ("tiers", "cells"),
    [
        ((*FULL, ""), ["I18"]),
        (("一等", "否", "一等", "一等", "一等", "一等"), ["J10"]),
        (("一等", *FULL), ["I18", "J9"]),
        (("二等",) * 14, ["I18", "J10"]),
    ],
)
def test_more_than_the_quota_is_shown_at_the_first_row_in_excess(
    tiers: tuple[str, ...], cells: list[str]
) -> None:
    found = rule_problems(groups(*tiers), henan_with(*QUOTA), CITY)

    assert places(found) == [("quota_exceeded", cell) for cell in cells]


def test_the_message_counts() -> None:
    total, tier = rule_problems(groups(*("二等",) * 14), henan_with(*QUOTA), CITY)

    assert all(part in total.message for part in ("质量管理小组总数", "12 个", "14 个", "多 2 个"))
    assert all(part in tier.message for part in ("二等", "4 个", "14 个", "多 10 个"))


@pytest.mark.parametrize("word", ["*", "自定", ""])
def test_a_quota_that_is_no_number_limits_nothing(word: str) -> None:
    of = quotas(word, word, word, word)

    assert rule_problems(groups(*FULL * 3), of, CITY) == []


def test_a_quota_of_none_is_exceeded_by_one() -> None:
    found = rule_problems(groups("一等", "二等"), quotas("3", "0", "2", "1"), CITY)

    assert places(found) == [("quota_exceeded", "J6")]


def test_a_unit_without_a_quota_and_a_list_without_one_are_not_judged() -> None:
    of = henan_with(*QUOTA)
    without = tuple(dataclasses.replace(form, quota="") for form in of.forms)

    assert rule_problems(groups(*FULL * 2), of, OTHER_COUNTY) == []
    assert rule_problems(groups(*FULL * 2), dataclasses.replace(of, forms=without), CITY) == []


@pytest.mark.parametrize(
    ("unit", "recommended", "expected"),
    [
        (CITY, "是", []),
        (OTHER_COUNTY, "是", []),
        (DIRECT, "否", []),
        (DIRECT, "是", [("quota_not_given", "B7")]),
        (DIRECT, "", [("quota_not_given", "B7")]),
    ],
)
def test_a_unit_of_the_quota_tables_has_a_quota_for_what_it_recommends(
    unit: str, recommended: str, expected: list[tuple[str, str]]
) -> None:
    rows = f"teams\n| enterprise_name | team_name | recommended |\n| 甲公司 | 班组 | {recommended} |"

    found = rule_problems(rows, henan_with("quota_not_given", "has_quota", form="teams"), unit)

    assert places(found) == expected


def test_teams_have_a_quota_without_tiers() -> None:
    rows = "".join(f"\n| 甲公司 | 班组{number} | 是 |" for number in range(3))

    found = rule_problems(
        f"teams\n| enterprise_name | team_name | recommended |{rows}", henan_with(*QUOTA, form="teams"), CITY
    )

    assert places(found) == [("quota_exceeded", "H9")]


def test_a_recommended_group_has_a_tier_where_the_quota_has_tiers() -> None:
    of = henan_with("tier_missing", "tier_given")

    assert places(rule_problems(groups("一等", "", "否"), of, CITY)) == [("tier_missing", "J7")]
    assert rule_problems(groups(""), of, OTHER_COUNTY) == []
    assert rule_problems(groups(""), with_rules(quotas("63", "", "", ""), *of.rules), CITY) == []
    assert rule_problems(groups(""), with_field(of, "qc_groups.tier", need=Need.RECOMMENDED), CITY) == []


def test_a_recommended_team_had_no_incidents() -> None:
    found = rule_problems(
        """
        teams
        | team_name | recommended | incidents |
        | --------- | ----------- | --------- |
        | 一班      | 是          | 0         |
        | 二班      |             |           |
        | 三班      | 否          | 2         |
        | 四班      |             | 2         |
        | 五班      | 是          | 几起      |
        """,
        henan_with("team_had_incidents", "zero_when_recommended", "incidents", form="teams"),
    )

    assert places(found) == [("team_had_incidents", "S10")]


def test_a_recommended_team_was_free_of_accidents() -> None:
    found = rule_problems(
        """
        teams
        | team_name | recommended | no_incident_3y |
        | --------- | ----------- | -------------- |
        | 一班      | 是          | 是             |
        | 二班      |             |                |
        | 三班      | 否          | 否             |
        | 四班      |             | 否             |
        | 五班      | 是          | 大概           |
        """,
        henan_with("team_not_accident_free", "yes_when_recommended", "no_incident_3y", form="teams"),
    )

    assert places(found) == [("team_not_accident_free", "Y10")]


@pytest.mark.parametrize(
    ("code", "form", "name", "beside", "cell"),
    [
        ("group_duplicate", "qc_groups", "group_name", "enterprise_name", "C8"),
        ("team_duplicate", "teams", "team_name", "enterprise_name", "C9"),
        ("judge_duplicate", "qc_judges", "judge_name", "employer", "B8"),
        ("judge_duplicate", "team_judges", "judge_name", "employer", "B8"),
    ],
)
def test_nothing_is_put_forward_twice(code: str, form: str, name: str, beside: str, cell: str) -> None:
    of = henan_with(code, "unique", name, beside, form=form)

    found = rule_problems(
        f"{form}\n| {name} | {beside} |\n| 甲ABC | 甲公司 |\n| 甲ABC | 乙公司 |\n| 甲 ＡＢＣ | 甲公司 |", of
    )

    assert places(found) == [(code, cell)]
