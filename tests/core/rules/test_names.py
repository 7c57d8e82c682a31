"""Names in lists: nobody twice, and only units that exist."""

from __future__ import annotations

import dataclasses

import pytest

from qcxl.model.edition import Choice, Edition, Rule
from qcxl.model.form import Need
from qcxl.model.problem import Severity
from tests.support import workbooks
from tests.support.submissions import CHONGQING, HENAN, places, rule_problems, with_field, with_rules
from tests.support.workbooks import edition

CITY, DIRECT = "4115", "HY01"
UNIQUE = with_rules(
    edition(HENAN), *(rule for rule in edition(HENAN).rules if rule.code == "enterprise_duplicate")
)
"""Only what says that an enterprise stands on one row; how names are written is judged elsewhere."""
SUBTOTAL = with_rules(
    edition(HENAN),
    Rule(
        "subtotal_repeated",
        "one_subtotal",
        Severity.ERROR,
        "enterprises",
        ("source_unit", "direct_unit"),
        (),
        live=False,
        clause="",
        note="",
    ),
)


@pytest.mark.parametrize("id_", [HENAN, CHONGQING])
def test_an_enterprise_stands_on_one_row(id_: str) -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name    |
        | ------------------ |
        | 示例机械有限公司   |
        | 示例电子有限公司   |
        | 示例机械有限公司   |
        """,
        edition(id_),
    )

    assert places(found) == [("enterprise_duplicate", "A8")]
    assert "6" in found[0].message


@pytest.mark.parametrize(
    "again",
    [
        "示例（ABC）机械有限公司",
        "示例(abc)机械有限公司",
        "示例（ＡＢＣ）机械有限公司",
        "示例 (ABC) 机械 有限公司",
        "示例(ABC)\u3000机械有限公司",
        "\u200b示例(ABC)机械有限公司",
        "1、示例(ABC)机械有限公司",
        "示例（ABC）机械有限公司（盖章）",
        "企业名称：示例(ABC)机械有限公司 【新】",
        "\u2f70例(ABC)机械有限公司",
        "示例(A\u0412C)机械有限公司",
    ],
)
def test_widths_brackets_spaces_and_decoration_do_not_make_another_enterprise(again: str) -> None:
    found = rule_problems(f"enterprises\n| enterprise_name |\n| 示例(ABC)机械有限公司 |\n| {again} |", UNIQUE)

    assert places(found) == [("enterprise_duplicate", "A7")]


def test_the_message_says_in_what_the_twins_differ() -> None:
    found = rule_problems(
        "enterprises\n| enterprise_name |\n| 示例厂 |\n| 示例厂（盖章） |\n| \u2f70例厂 |\n| 示例厂 |", UNIQUE
    )

    assert places(found) == [("enterprise_duplicate", cell) for cell in ("A7", "A8", "A9")]
    assert "多了“（盖章）”" in found[0].message
    assert "U+2F70" in found[1].message
    assert "这里" not in found[2].message


@pytest.mark.parametrize(("form", "name", "cell"), [("qc_groups", "group", "C7"), ("teams", "team", "C8")])
def test_a_group_or_team_in_decoration_is_the_same(form: str, name: str, cell: str) -> None:
    code = f"{name}_duplicate"
    rules = with_rules(edition(HENAN), *(rule for rule in edition(HENAN).rules if rule.code == code))
    head = f"{form}\n| enterprise_name | {name}_name |\n| 示例厂 | 启航一班 |"

    assert places(rule_problems(f"{head}\n| 1.示例厂 | ①启航一班（新增） |", rules)) == [(code, cell)]
    assert rule_problems(f"{head}\n| 示例厂 | 启航二班 |\n| 示例厂 | 启航一班（甲） |", rules) == []


@pytest.mark.parametrize("other", ["示例(ABC)机械厂", "示例ABC机械有限公司分公司", "示例1机械有限公司"])
def test_another_name_is_another_enterprise(other: str) -> None:
    found = rule_problems(f"enterprises\n| enterprise_name |\n| 示例(ABC)机械有限公司 |\n| {other} |", UNIQUE)

    assert found == []


def test_rows_of_different_source_units_may_have_one_name() -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | source_unit |
        | --------------- | ----------- |
        | 示例公司        |             |
        | 示例公司        | 浉河区      |
        | 示例公司        | 平桥区      |
        | 示例公司        | 平 桥 区    |
        """,
        unit=CITY,
    )

    assert places(found) == [("enterprise_duplicate", "A9")]


def test_rows_without_a_name_are_no_duplicates_of_each_other() -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | employees |
        | --------------- | --------- |
        |                 | 10        |
        |                 | 10        |
        """
    )

    assert found == []


def named_rule(code: str, predicate: str, field: str, of: Edition) -> Edition:
    """The edition with this one rule on 企业明细."""
    rule = Rule(code, predicate, Severity.ERROR, "enterprises", (field,), (), live=False, clause="", note="")
    return with_rules(of, rule)


def test_a_credit_code_belongs_to_one_enterprise() -> None:
    found = rule_problems(
        """
        enterprises
        | enterprise_name | credit_code         |
        | --------------- | ------------------- |
        | 甲公司          | '91410000000000001X |
        | 乙公司          |                     |
        | 丙公司          |                     |
        | 丁公司          | '91410000000000001x |
        """,
        named_rule("credit_code_duplicate", "unique", "credit_code", edition(HENAN)),
    )

    assert places(found) == [("credit_code_duplicate", "B9")]


def test_a_total_typed_below_the_list_is_no_enterprise() -> None:
    """It would count every figure twice."""
    words = {"合计行": (Choice("合计行", "total", "合计", "", ""), Choice("合计行", "sum", "总计", "", ""))}
    of = dataclasses.replace(edition(HENAN), choices={**edition(HENAN).choices, **words})

    found = rule_problems(
        """
        enterprises
        | enterprise_name        | employees |
        | ---------------------- | --------- |
        | 合计（示例）电子厂     | 10        |
        | 乙公司                 | 20        |
        | 合　计             | 30        |
        | 总计                   | 30        |
        """,
        named_rule("total_row_in_list", "not_a_total", "enterprise_name", of),
    )

    assert places(found) == [("total_row_in_list", "A8"), ("total_row_in_list", "A9")]


@pytest.mark.parametrize(
    "typed", ["国网河南省电力公司", "国网河南省电力公司\u3000", "HY01", "hy01", "ＨＹ０１", ""]
)
def test_a_direct_unit_is_named_by_name_or_code(typed: str) -> None:
    found = rule_problems(f"enterprises\n| enterprise_name | direct_unit |\n| 甲公司 | {typed} |")

    assert found == []


@pytest.mark.parametrize("typed", ["电力公司", "浉河区", "HY99", "无", "0"])
def test_a_direct_unit_that_nobody_knows_is_an_error(typed: str) -> None:
    found = rule_problems(f"enterprises\n| enterprise_name | direct_unit |\n| 甲公司 | {typed} |")

    assert places(found) == [("direct_unit_unknown", "C6")]
    assert found[0].value == typed


@pytest.mark.parametrize("typed", ["国网河南省电力公司", "某某行业公司"])
def test_a_direct_unit_ignores_the_column_and_says_so(typed: str) -> None:
    found = rule_problems(
        f"enterprises\n| enterprise_name | direct_unit |\n| 甲公司 | |\n| 乙公司 | {typed} |", unit=DIRECT
    )

    assert places(found) == [("direct_unit_ignored", "C7")]


@pytest.mark.parametrize("typed", ["浉河区", "411502", "４１１５０２", "信阳市", "4115", ""])
def test_a_source_unit_is_a_child_or_the_unit_itself(typed: str) -> None:
    found = rule_problems(f"enterprises\n| enterprise_name | source_unit |\n| 甲公司 | {typed} |", unit=CITY)

    assert found == []


@pytest.mark.parametrize(
    ("id_", "unit", "typed", "cell"),
    [
        (HENAN, CITY, "郑州市", "U6"),
        (HENAN, CITY, "老城区", "U6"),
        (HENAN, "411521", "浉河区", "U6"),
        (CHONGQING, "500101", "涪陵区", "L6"),
    ],
)
def test_a_source_unit_that_is_no_child_is_an_error(id_: str, unit: str, typed: str, cell: str) -> None:
    found = rule_problems(
        f"enterprises\n| enterprise_name | source_unit |\n| 甲公司 | {typed} |", edition(id_), unit
    )

    assert places(found) == [("source_unit_not_child", cell)]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("| | 浉河区 | |", [("subtotal_repeated", "U7")]),
        ("| | 411502 | |", [("subtotal_repeated", "U7")]),
        ("| | ４１１５０２ | |", [("subtotal_repeated", "U7")]),
        ("| | 浉河区 | HY01 |", [("subtotal_repeated", "U8")]),
        ("| | 浉河区 | HY02 |", []),
        ("| | 平桥区 | |", []),
        ("| 甲公司 | 浉河区 | |", []),
        ("| #N/A | 浉河区 | |", []),
        ("| | 信阳市 | |", []),
        ("| | | |", []),
    ],
)
def test_a_source_unit_has_one_subtotal_for_each_direct_unit(
    second: str, found: list[tuple[str, str]]
) -> None:
    direct = workbooks.roster().unit(DIRECT).name
    first = f"| | 浉河区 | |\n| | 浉河区 | {direct} |"
    lines = [first, second] if "HY01" in second else ["| | 浉河区 | |", second, f"| | 浉河区 | {direct} |"]

    faults = rule_problems(
        "enterprises\n| enterprise_name | source_unit | direct_unit |\n" + "\n".join(lines), SUBTOTAL, CITY
    )

    assert places(faults) == found


def test_own_rows_without_a_name_are_no_subtotals() -> None:
    faults = rule_problems("enterprises\n| employees |\n| 5 |\n| 6 |", SUBTOTAL, CITY)

    assert faults == []


def test_where_a_name_is_always_asked_for_there_are_no_subtotals() -> None:
    named = with_field(SUBTOTAL, "enterprises.enterprise_name", need=Need.REQUIRED)

    faults = rule_problems("enterprises\n| source_unit |\n| 浉河区 |\n| 浉河区 |", named, CITY)

    assert faults == []
