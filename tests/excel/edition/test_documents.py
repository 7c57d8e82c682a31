"""Documents in an edition: rows of 表单 without a sheet, and rules of their own vocabulary."""

from __future__ import annotations

import pytest

from tests.support.editions import Edit, add_row, places, read_changed, sound

FORM = {"代码": "made_up_summary", "种类": "文稿", "标题": "示例总结", "附件": "附件99"}
CHAPTER = {"表单": "made_up_summary", "代码": "first", "名称": "一、示例情况", "类型": "长文本"}
LENGTH = {
    "代码": "material_too_short",
    "判断": "at_least_characters",
    "严重度": "必改",
    "表单": "made_up_summary",
    "参数": 20,
}
CHAPTERS = {
    "代码": "chapter_missing",
    "判断": "has_chapters",
    "严重度": "必改",
    "表单": "made_up_summary",
    "字段": "first",
}


def rows(*rules: dict[str, object]) -> list[Edit]:
    return [
        add_row("表单", FORM),
        add_row("字段", CHAPTER),
        *(add_row("规则", rule) for rule in rules),
    ]


def test_a_document_is_read_beside_the_sheets() -> None:
    edition = sound(*rows(LENGTH, CHAPTERS))

    (form,) = (form for form in edition.documents if form.id == "made_up_summary")
    assert (form.annex, [field.label for field in form.fields]) == ("附件99", ["一、示例情况"])
    assert "made_up_summary" not in {form.id for form in edition.forms}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({**LENGTH, "参数": None}, "edition_rule_fields"),
        ({**LENGTH, "参数": 0.5}, "edition_rule_fields"),
        ({**LENGTH, "字段": "nowhere"}, "edition_rule_fields"),
        ({**CHAPTERS, "字段": None}, "edition_rule_fields"),
        ({**CHAPTERS, "对照": "first"}, "edition_rule_fields"),
        ({**LENGTH, "判断": "not_greater"}, "edition_value_unknown"),
        ({**LENGTH, "判断": "long_enough"}, "edition_value_unknown"),
        ({**LENGTH, "判断": "has_chapters"}, "edition_value_unknown"),
        ({**LENGTH, "表单": "enterprises"}, "edition_reference_unknown"),
        ({**LENGTH, "表单": "nowhere"}, "edition_reference_unknown"),
        ({**LENGTH, "判断": None}, "edition_value_missing"),
    ],
)
def test_a_rule_must_fit_its_document(rule: dict[str, object], expected: str) -> None:
    edition, problems = read_changed(*rows(rule))

    assert edition is None
    assert [code for code, _, _ in places(problems)] == [expected]
