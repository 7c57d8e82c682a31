"""Rows of a list that are no entries by their words."""

from __future__ import annotations

import dataclasses

import pytest

from qcxl.model.problem import Problem
from tests.support.submissions import CHONGQING, HENAN, places, rule_problems
from tests.support.workbooks import edition

CITY = "4115"
NO_ENTRY = ("total_row_in_list", "row_is_no_entry", "sum_of_rows_in_list", "row_may_be_a_sum")
TOTAL, NOTE = "total_row_in_list", "row_is_no_entry"


def no_entries(markdown: str, id_: str = HENAN, unit: str = "") -> list[tuple[str, str]]:
    found: list[Problem] = rule_problems(markdown, edition(id_), unit)
    return places(problem for problem in found if problem.code in NO_ENTRY)


def with_row(name: str, figures: str) -> str:
    """A list of one enterprise and a row with this name and these two figures."""
    return f"""
        enterprises
        | enterprise_name  | employees | qc_participants |
        | 示例机械有限公司 | 70        | 8               |
        | {name} | {figures} |
        """


@pytest.mark.parametrize("id_", [HENAN, CHONGQING])
@pytest.mark.parametrize("figures", ["90 | 9", "0 | 0", " | "])
@pytest.mark.parametrize(
    "name", ["全市合计", "合　计", "小计：", "总计 35 家", "其中：规上企业", "本页小计", "共12家"]
)
def test_a_total_row_is_found_whatever_its_figures(id_: str, figures: str, name: str) -> None:
    assert no_entries(with_row(name, figures), id_) == [(TOTAL, "A7")]


@pytest.mark.parametrize("id_", [HENAN, CHONGQING])
@pytest.mark.parametrize("figures", ["90 | 9", "0 | 0", " | "])
@pytest.mark.parametrize(
    "name",
    ["注：数据截至 6 月", "填表人：张某", "以下空白", "2020年7月", "一、地方企业", "企业名称（以公章为准）"],
)
def test_a_note_is_found_whatever_its_figures(id_: str, figures: str, name: str) -> None:
    assert no_entries(with_row(name, figures), id_) == [(NOTE, "A7")]


@pytest.mark.parametrize(
    "name", ["（二）省直", "地方企业", "浉河区", "信阳市", "直报：", "……", "企业名称", "填表人张某"]
)
@pytest.mark.parametrize(
    ("figures", "found"), [("0 | 0", [(NOTE, "A7")]), (" | ", [(NOTE, "A7")]), ("90 | 9", [])]
)
def test_a_heading_is_a_row_without_figures(name: str, figures: str, found: list[tuple[str, str]]) -> None:
    assert no_entries(with_row(name, figures), unit=CITY) == found


@pytest.mark.parametrize("figures", ["90 | 9", "0 | 0", " | "])
@pytest.mark.parametrize(
    "name",
    [
        "河南合计科技有限公司",
        "全市通物流有限公司",
        "一拖（洛阳）示例有限公司",
        "三门峡示例化工有限公司",
        "1、示例电子有限公司",
        "（二）示例电子有限公司",
        "单位：示例电子有限公司",
        "示例电子有限公司（盖章）",
        "注塑机械厂",
        "国网河南省电力公司",
        "信阳市中心医院",
        "第一拖拉机厂",
        "示例机械",
        "无",
    ],
)
def test_an_enterprise_is_an_entry_with_or_without_figures(name: str, figures: str) -> None:
    assert no_entries(with_row(name, figures), unit=CITY) == []


def test_a_word_in_another_column_of_a_nameless_row() -> None:
    found = no_entries(
        """
        enterprises
        | enterprise_name | credit_code | direct_unit | employees |
        | 甲公司          | 合计        |             | 9         |
        |                 | 合计        |             | 9         |
        |                 |             | 全市合计    | 9         |
        |                 | 备注：无    |             |           |
        |                 |             |             | 9         |
        """
    )

    assert found == [(TOTAL, "B7"), (TOTAL, "C8"), (NOTE, "B9")]


def test_groups_have_names_of_their_own() -> None:
    found = no_entries(
        """
        qc_groups
        | enterprise_name | group_name     | members        | women |
        | 甲公司          | 全市先锋小组   | 赵某甲、钱某乙 | 1     |
        | 甲公司          | 乐在其中       | 赵某甲、钱某乙 | 1     |
        | 甲公司          | 1、启航小组    | 赵某甲、钱某乙 | 1     |
        | 全市            |                |                | 2     |
        | 甲公司          | 小计           |                | 2     |
        |                 | 合计（2个）    |                | 2     |
        |                 |                | 合计           | 2     |
        | 一、地方企业    |                |                |       |
        |                 | 填表人：张某   |                |       |
        |                 |                | 注：见附件     |       |
        | 企业名称        | 小组名称       | 成员名单       |       |
        """
    )

    cells = ["B9", "C10", "C11", "D12"], ["B13", "C14", "D15", "B16"]
    assert found == [(code, cell) for code, of in zip((TOTAL, NOTE), cells, strict=True) for cell in of]


def test_judges_are_persons() -> None:
    found = no_entries(
        """
        qc_judges
        | judge_name     | employer |
        | 全某甲         | 甲公司   |
        | 合计           | 3 人     |
        | 填表人：李某乙 |          |
        """
    )

    assert found == [(TOTAL, "B7"), (NOTE, "B8")]


def test_of_a_row_one_thing_is_said() -> None:
    assert no_entries("qc_groups\n| enterprise_name | group_name |\n| 合计 | 合计 |") == [(TOTAL, "B6")]


def test_an_edition_without_words_calls_nothing_a_note() -> None:
    of = edition(HENAN)
    bare = dataclasses.replace(of, choices={**of.choices, "表外文字": (), "统称": ()})

    found = rule_problems(with_row("备注", "0 | 0"), bare)

    assert NOTE not in {problem.code for problem in found}


REAL_NAMES = (
    "中铁十五局、河南注塑机械厂、说明书印刷厂、第一拖拉机股份有限公司、河南总和电子有限公司、漯河市第一小学、"
    "日期食品有限公司、时间钟表店、附属医院、完达山乳业股份有限公司、例外服饰有限公司、项目管理有限公司、"
    "电话机厂、手机配件厂、三一重工股份有限公司、八一面粉厂、十二里村合作社、示例合伙企业、7天连锁酒店、"
    "3M中国有限公司、360科技有限公司、共和机械厂、总装厂、计算机有限公司、计量检测所、审批服务中心、"
    "全省通快递有限公司、其中示例有限公司、备注科技有限公司、国企改革研究院、中原油田、国防科工局、"
    "信阳市供销合作社、信阳市人民医院、平桥区第一医院、浉河区环卫处、示例有限公司信阳分公司、示例银行信阳分行"
)


@pytest.mark.parametrize("figures", ["9 | 8 | 7", " | | ", "0 | 0 | 0"])
def test_real_names_are_entries_whatever_words_they_hold(figures: str) -> None:
    rows = "\n".join(f"| {name} | {figures} |" for name in REAL_NAMES.split("、"))

    found = no_entries(
        f"enterprises\n| enterprise_name | employees | qc_participants | qc_groups_total |\n{rows}", unit=CITY
    )

    assert found == []
