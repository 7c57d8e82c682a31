"""Numbering, marks, labels and notes around names."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.names.decoration import Decorations
from tests.support.submissions import CHONGQING, HENAN
from tests.support.workbooks import edition

KNOWN = Decorations.of(edition(HENAN))
FACTORY, GROUP = "示例机械有限公司", "启航QC小组"
OF_ALL_NAMES = [
    # numbering
    *("1、{}", "1.{}", "1．{}", "1. {}", "12、{}", "2）{}", "1，{}", "1 、{}", "一、{}", "十一、{}"),
    *("①{}", "❶{}", "㈠{}", "⒈{}", "（1）{}", "(一){}", "【1】{}", "（ 1 ）{}", "（1）、{}", "第1家{}"),
    *("第一家：{}", "第一、{}", "No.1 {}", "序号1：{}", "A、{}", "Ⅱ、{}", "Ⅱ.{}"),
    # marks
    *("★{}", "*{}", "#{}", "√{}", "● {}", "- {}", "{}★", "{}*", "{}√", "{}、", "{}；", "{}。"),
    # labels
    *("单位名称（盖章）：{}", "企业名称(公章):{}", "{}（首报）", "{}（国有企业）", "{}（今年新增）"),
    *("企业名称：{}", "单位：{}", "公司名称:{}", "企业1：{}", "小组名称：{}", "注：{}"),
    # notes
    *(
        "{}（盖章）",
        "{}(公章)",
        "{}（已上报）",
        "{}（新）",
        "{}【新增】",
        "{}（直报）",
        "{}〔已报〕",
        "{}（公 章）",
    ),
    *("（盖章）{}", "【新】{}", "{} 盖章", "{}盖章", "{}（盖章", "{}-新增", "{}，已上报", "{} 新"),
    *("{}（已盖章，2020.6.1已上报）", "{}（备注：新增）", "{}（原名示例厂）", "1、企业名称：{}（盖章）"),
]


@pytest.mark.parametrize("name", [FACTORY, GROUP])
@pytest.mark.parametrize("decorated", OF_ALL_NAMES)
def test_a_name_loses_its_decoration(decorated: str, name: str) -> None:
    assert KNOWN.clean(decorated.format(name)) == name
    assert KNOWN.key(decorated.format(name)) == KNOWN.key(name)


@pytest.mark.parametrize("decorated", ["1 {}", "{} 1", "{}（1）", "{}①", "“{}”", "1-{}", "{}！"])
def test_what_may_be_part_of_a_group_is_decoration_of_an_enterprise(decorated: str) -> None:
    assert KNOWN.clean(decorated.format(FACTORY)) == FACTORY
    assert KNOWN.undecorated(decorated.format(GROUP)) == decorated.format(GROUP)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "一拖集团有限公司",
            "三门峡示例有限公司",
            "第一拖拉机股份有限公司",
            "三一重工",
            "第一家禽有限公司",
            "第一、二机床示例厂",
        ),
        *(
            "（河南）示例有限公司",
            "中铁十五局集团有限公司",
            "新（郑）示例有限公司",
            "郑州示例（集团）有限公司",
        ),
        *("示例有限公司（郑州）", "示例厂（普通合伙）", "示例有限公司（原阳）", "印染示例厂", "盖州示例厂"),
        *("ABC Steel Co., Ltd.", "500.com有限公司", "360安全示例公司", "新乡示例有限公司", "章丘示例公司"),
        *("启航（一）QC小组", "QC小组 1", "启航QC小组①", "1号班组", "①号炉班组", "（一）班", "＃1机组班"),
        *(
            "1#炉运行班",
            "1、2号机组检修班",
            "一、二次设备班",
            "一、三车间QC小组",
            "5.19QC小组",
            "1.5MW风电班",
            "检修班（1）",
        ),
        *("“启航”QC小组", "9号线班组", "1-3号炉班", "A、B相班组", "企业文化班组", "单位工程QC小组"),
        *("章鱼QC小组", "为什么？QC小组", "星星之火QC小组", "7S-QC小组", "盖章", "（盖章）", "1、", ""),
    ],
)
def test_numbers_and_brackets_of_names_are_no_decoration(name: str) -> None:
    assert KNOWN.undecorated(name) == name


def test_the_words_stand_in_the_edition() -> None:
    wordless = Decorations((), ())

    assert wordless.undecorated(f"1、{FACTORY}（盖章）") == f"{FACTORY}（盖章）"


@pytest.mark.parametrize(
    "name", ["（" + "盖章" * 60, " " * 5000 + "-", "1、" * 5000 + "示例厂", "（盖章）" * 3000]
)
def test_a_text_made_to_keep_the_program_busy_takes_less_than_a_list_of_names(name: str) -> None:
    started = process_time()
    for number in range(5000):
        KNOWN.undecorated(f"{number}、示例机械有限公司（盖章）")
    between = process_time()

    KNOWN.undecorated(name)

    assert process_time() - between < between - started


def test_editions_are_read_once() -> None:
    assert Decorations.of(edition(HENAN)) is Decorations.of(edition(HENAN))
    assert Decorations.of(edition(CHONGQING)).clean(f"{FACTORY}（盖章）") == FACTORY


@given(st.text(st.sampled_from("示例公司厂（）()、.1一①★盖章新企业名称：: "), max_size=24))
def test_what_is_left_has_no_decoration(name: str) -> None:
    left = KNOWN.undecorated(name)

    assert KNOWN.undecorated(left) == left
    assert bool(left) == bool(name)
