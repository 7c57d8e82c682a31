"""Names spelled for certificates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.names.certificate_name import (
    is_a_name,
    on_one_line,
    proper_spelling,
    with_full_width_brackets,
    with_half_width_letters,
    without_inner_spaces,
)
from qcxl.model.text import name_key

WELL_SPELLED = [
    "示例机械有限公司",
    "示例（河南）机械有限公司",
    "示例机械厂（普通合伙）",
    "ABC Steel有限公司",
    "ABC Steel Co., Ltd.",
    "ABC (China) Ltd",
    "示例ABC(China)Steel有限公司",
    "示例-甲QC小组",
    "5S改善小组",
    "示例·蓝天班组",
    "示例〔2020〕小组",
    "㵐水村示例厂",
    "Ö班",
]


@pytest.mark.parametrize("name", WELL_SPELLED)
def test_a_well_spelled_name_stays_as_it_is(name: str) -> None:
    assert proper_spelling(name) == name


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("示例 机械有限公司", "示例机械有限公司"),
        ("示例\u3000机械\u00a0有限\u2003公司", "示例机械有限公司"),
        ("示例\t机械有限公司", "示例机械有限公司"),
        ("蓝天 QC 小组", "蓝天QC小组"),
        ("第 3 车间", "第3车间"),
        ("ABC  Steel有限公司", "ABC Steel有限公司"),
        ("ABC\u3000Steel有限公司", "ABC Steel有限公司"),
        ("ABC Steel 有限公司", "ABC Steel有限公司"),
        ("示例 （河南） 有限公司", "示例（河南）有限公司"),
        ("ＡＢＣ\u3000Ｓｔｅｅｌ", "ＡＢＣ Ｓｔｅｅｌ"),
    ],
)
def test_spaces_inside_a_name_go(name: str, proper: str) -> None:
    assert without_inner_spaces(name) == proper


@pytest.mark.parametrize("name", ["示例机械\n有限公司", "示例机械 \r\n 有限公司", "ABC\nSteel"])
def test_a_line_break_is_no_space(name: str) -> None:
    assert without_inner_spaces(name) == name


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("示例机械\n有限公司", "示例机械有限公司"),
        ("示例机械\r\n\r\n有限公司", "示例机械有限公司"),
        ("示例机械 \n 有限公司", "示例机械有限公司"),
        ("示例机械\u2028有限公司", "示例机械有限公司"),
        ("ABC\nSteel", "ABC Steel"),
    ],
)
def test_a_name_is_put_on_one_line(name: str, proper: str) -> None:
    assert on_one_line(name) == proper


@pytest.mark.parametrize("name", ["示例 机械有限公司", "示例\u3000机械有限公司", "ABC  Steel"])
def test_a_space_is_no_line_break(name: str) -> None:
    assert on_one_line(name) == name


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("示例(河南)有限公司", "示例（河南）有限公司"),
        ("示例（河南)有限公司", "示例（河南）有限公司"),
        ("示例[集团]有限公司", "示例［集团］有限公司"),
        ("ABC(China)有限公司", "ABC（China）有限公司"),
        ("示例有限公司(ABC)", "示例有限公司（ABC）"),
        ("示例(河南有限公司", "示例（河南有限公司"),
        ("ABC (China) Ltd示例(河南)", "ABC (China) Ltd示例（河南）"),
    ],
)
def test_brackets_of_a_chinese_name_are_full_width(name: str, proper: str) -> None:
    assert with_full_width_brackets(name) == proper


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("示例ＡＢＣ有限公司", "示例ABC有限公司"),
        ("示例第１２３机械厂", "示例第123机械厂"),
        ("ａｂｃ＆ｄ－ｅ", "abc&d-e"),
        ("示例（河南），·有限公司", "示例（河南），·有限公司"),
    ],
)
def test_letters_digits_and_their_signs_are_half_width(name: str, proper: str) -> None:
    assert with_half_width_letters(name) == proper


def test_one_proposal_corrects_everything() -> None:
    assert proper_spelling("示例 ＡＢＣ(河南)\n有限\u3000公司") == "示例ABC（河南）有限公司"


LETTERS = st.sampled_from("示例公司厂ABcd12ＡＢ１２()[]（）& ＆-－.,·\u3000\u00a0 \t\n\r\u2028")


@given(st.text(LETTERS, max_size=16))
def test_a_proposal_is_the_same_name_and_has_nothing_left_to_correct(name: str) -> None:
    proper = proper_spelling(name)

    assert name_key(proper) == name_key(name)
    assert proper_spelling(proper) == proper
    for corrected in (on_one_line, without_inner_spaces, with_full_width_brackets, with_half_width_letters):
        assert corrected(proper) == proper


@pytest.mark.parametrize(
    "name", [*WELL_SPELLED, "无锡示例有限公司", "A组", "八一", "QC", "同上海示例公司", "星星"]
)
def test_a_name_is_a_name(name: str) -> None:
    assert is_a_name(name)


@pytest.mark.parametrize(
    "text",
    [
        *("-", "—", "/", "\\", "×", "…", "、", "。", "*", "()", "0", "12345", "１２３", "2020-01-01"),
        *(
            "无",
            "（无）",
            "无。",
            "-无-",
            "没有",
            "暂无",
            "同上",
            "见附件",
            "不详",
            "待定",
            "N/A",
            "none",
            "XXX",
        ),
        *("厂", "A", "某", "某某公司", "ＸＸ公司", "本公司", "公司", "企业名称", "QC小组", "班 组"),
    ],
)
def test_what_stands_for_no_name_is_none(text: str) -> None:
    assert not is_a_name(text)
