"""Words by which a row of a list says that it is no entry."""

from __future__ import annotations

import pytest

from qcxl.core.names.no_entry_words import NoEntryWords, is_numbered, says_nothing, without_counts
from qcxl.model.text import name_key

WORDS = NoEntryWords(
    totals=("合计", "总计", "小计", "全市", "其中", "计"),
    notes=tuple(
        map(name_key, ("注", "备注", "填表人", "审核人", "以下空白", "续表", "单位：万元", "地方企业"))
    ),
    many=("企业", "单位"),
    endings=("公司", "厂", "医院", "企业", "合伙企业"),
)
NO_WORDS = NoEntryWords((), (), (), ())


@pytest.mark.parametrize(
    "name",
    [
        "合计",
        "合  计",
        "合计：",
        "（合计）",
        "★合计",
        "合计（12家）",
        "合计：35家",
        "总计 35 家",
        "十二家合计",
        "共12家",
        "计",
        "一、合计",
        "全市合计",
        "信阳市合计",
        "以上合计",
        "本页小计",
        "1-6月合计",
        "全市（12家）",
        "全市规上企业",
        "其中：规上企业",
        "其中，民营",
        "其中直报单位",
        "其中：示例公司",
        "示例公司等5家合计",
        "信阳市合计12家",
        "以上小计 12 家企业",
    ],
)
def test_a_total_word_begins_or_ends_the_name(name: str) -> None:
    assert WORDS.is_total(name)
    assert not WORDS.is_plain_enterprise(name)


@pytest.mark.parametrize(
    "name",
    [
        "河南合计科技公司",
        "合计科技公司",
        "全市通物流公司",
        "总计机械厂",
        "计算机公司",
        "设计",
        "示例（合计）公司",
        "三门峡示例公司",
    ],
)
def test_a_name_with_a_legal_ending_is_no_total(name: str) -> None:
    assert not WORDS.is_total(name)


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [("合计", True), ("合计（2个）", True), ("全市合计", True), ("全市先锋小组", False), ("乐在其中", False)],
)
def test_where_names_have_no_legal_ending_only_the_word_alone_is_a_total(typed: str, is_one: bool) -> None:
    assert WORDS.is_only_total(typed) == is_one


@pytest.mark.parametrize(
    "text",
    [
        "注：数据截至6月30日，由各企业提供。",
        "注1：按实填",
        "* 注：按实填",
        "备注",
        "备注（说明）：无",
        "填表人：张某",
        "（填表人：张某）",
        "填表人：",
        "审核人（签字）：李某",
        "（以下空白）",
        "（续表）",
        "（单位：万元）",
        "单位：万元、个",
        "2020年7月1日",
        "    年  月  日",
        "2020-07-01",
        "二〇二〇年七月",
        "第 1 页，共 2 页",
    ],
)
def test_notes_and_signatures_are_no_entries(text: str) -> None:
    assert WORDS.is_note(text)
    assert not WORDS.is_plain_enterprise(text)


@pytest.mark.parametrize(
    "text", ["注塑厂", "备注科技公司", "单位：示例公司", "地方企业", "2020公司", "启航小组"]
)
def test_names_are_no_notes(text: str) -> None:
    assert not WORDS.is_note(text)


@pytest.mark.parametrize(
    "name", ["一、地方企业", "（二）省直企业", "1、地方企业", "①驻地单位", "第一部分 地方企业", "Ⅰ、地方企业"]
)
def test_a_numbered_heading_over_many_enterprises_is_known_without_a_look_at_its_figures(name: str) -> None:
    assert WORDS.is_heading_with_figures(name)


@pytest.mark.parametrize(
    "name",
    ["地方企业", "1、示例公司", "一、示例合伙企业", "一拖（洛阳）示例公司", "一、省直"],
)
def test_an_enterprise_with_a_number_is_no_heading(name: str) -> None:
    assert not WORDS.is_heading_with_figures(name)


@pytest.mark.parametrize(
    "name",
    [
        "（三）省直",
        "一、市直",
        "直报：",
        "浉河区",
        "地方企业",
        "填表人张某",
        "数据属实。",
        "由各企业提供，已核对",
        "由各县区质量管理部门统一报送的数据",
    ],
)
def test_headings_and_notes_without_figures(name: str) -> None:
    assert WORDS.is_bare_heading(name, frozenset({"浉河区"}))


@pytest.mark.parametrize("name", ["一、示例公司", "示例公司：", "示例机械", "平桥区", "一拖", "1、示例机械"])
def test_what_may_be_an_enterprise_without_figures(name: str) -> None:
    assert not WORDS.is_bare_heading(name, frozenset({"浉河区"}))


@pytest.mark.parametrize("text", ["合计", "注：", "一、地方企业", "示例"])
def test_an_edition_without_words_knows_no_such_row(text: str) -> None:
    assert not NO_WORDS.is_total(text)
    assert not NO_WORDS.is_note(text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("漯河市（12家）", "漯河市"),
        ("漯河市 12 家", "漯河市"),
        ("三门峡市", "三门峡市"),
        ("漯河市：", "漯河市"),
    ],
)
def test_counts_are_no_part_of_a_name(text: str, bare: str) -> None:
    assert without_counts(text) == bare


@pytest.mark.parametrize("text", ["……", "——", "/", "（人）"])
def test_signs_say_nothing(text: str) -> None:
    assert says_nothing(text)
    assert not says_nothing(f"{text}甲")


@pytest.mark.parametrize("text", ["一、甲", "（二）甲", "3.甲", "④甲", "⑴甲", "a)甲", "第一章 甲"])
def test_numbers_in_front(text: str) -> None:
    assert is_numbered(text)


@pytest.mark.parametrize("text", ["一拖公司", "3.5甲", "第一拖拉机厂", "三一公司", "360公司"])
def test_numbers_that_belong_to_a_name(text: str) -> None:
    assert not is_numbered(text)
