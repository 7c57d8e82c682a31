"""Lists of people in one cell, as clerks type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.names.person_lists import bare_name, split_names

FOUR = ("张三", "李四", "王小五", "欧阳明月")


@pytest.mark.parametrize(
    "separator",
    ["、", "，", ",", "；", ";", "/", "／", " ", "\u3000", "\t", "\n", "\r\n", "、\n", " , ", "。"],
)
def test_names_are_parted_by_whatever_people_type(separator: str) -> None:
    assert split_names(separator.join(FOUR)) == FOUR


def test_separators_may_be_mixed() -> None:
    assert split_names("张三、李四，王小五\n欧阳明月、") == FOUR


@pytest.mark.parametrize("text", ["", " ", "\u3000\n", "、，", "（13人）", "12人", "1. 2."])
def test_a_list_without_names_is_empty(text: str) -> None:
    assert split_names(text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三（组长）、李四(副组长、技术员)、王五", ("张三（组长）", "李四(副组长、技术员)", "王五")),
        ("张三 （组长） 李四", ("张三（组长）", "李四")),
        ("张三【女】，李四", ("张三【女】", "李四")),
        ("张三、李四(13人)", ("张三", "李四(13人)")),
        ("张三(、李四）", ("张三(、李四）",)),
        ("张三（、李四", ("张三（", "李四")),
    ],
)
def test_a_remark_in_brackets_stays_with_its_name(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "1.张三2.李四",
        "1、张三2、李四",
        "1张三 2李四",
        "１．张三　２．李四",
        "①张三②李四",
        "(1)张三(2)李四",
        "（一）张三（二）李四",
        "一、张三\n二、李四",
        "1）张三；2）李四；",
        "组长：张三 组员：李四",
        "组长:张三\n成员名单:李四",
        "组长 张三 组员 李四",
    ],
)
def test_numbering_and_roles_are_no_names(text: str) -> None:
    assert split_names(text) == ("张三", "李四")


@pytest.mark.parametrize(
    "text",
    [
        "张三、李四等",
        "张三、李四 等。",
        "张三、李四等12人",
        "张三、李四等十二人",
        "张三、李四，共 2 人",
        "张三、李四2人",
    ],
)
def test_and_others_is_no_name(text: str) -> None:
    assert split_names(text) == ("张三", "李四")


def test_a_person_may_be_called_like_that() -> None:
    assert split_names("李四、张等") == ("李四", "张等")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张 三、李四", ("张三", "李四")),
        ("张\u3000三、李\u3000四", ("张三", "李四")),
        ("张 三 李 四", ("张三", "李四")),
        ("张 三\n李 四", ("张三", "李四")),
        ("王小五 李 四 张 三", ("王小五", "李四", "张三")),
        ("张 三丰、李四", ("张三丰", "李四")),
        ("欧阳 修、张三", ("欧阳修", "张三")),
        ("欧 阳 修、张三", ("欧阳修", "张三")),
        ("张 三（组长）、李四", ("张三（组长）", "李四")),
        ("张三 李四、王五", ("张三", "李四", "王五")),
    ],
)
def test_a_single_character_is_half_a_name(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("阿卜杜拉·热合曼、买买提 · 艾力", ("阿卜杜拉·热合曼", "买买提·艾力")),
        ("John Smith、张三", ("John Smith", "张三")),
        ("John Smith\nMary Ann Jones", ("John Smith", "Mary Ann Jones")),
        ("张三 John", ("张三", "John")),
        ("𠮷田、张𠮷", ("𠮷田", "张𠮷")),
    ],
)
def test_names_of_other_peoples_stay_whole(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@given(st.lists(st.sampled_from(["赵明", "钱小红", "孙亮（组长）", "李·艾力", "周一"]), max_size=12))
def test_as_many_names_come_out_as_were_joined(names: list[str]) -> None:
    assert split_names("、".join(names)) == tuple(names)


@given(st.text(max_size=60))
def test_no_text_breaks_it_and_every_name_has_something_beside_its_remarks(text: str) -> None:
    assert all(bare_name(name) for name in split_names(text))


@pytest.mark.parametrize(
    ("name", "bare"),
    [("张三", "张三"), ("张三（组长）", "张三"), ("张三 (a)（b）", "张三"), ("（组长）", "")],
)
def test_a_bare_name_has_no_remarks(name: str, bare: str) -> None:
    assert bare_name(name) == bare
