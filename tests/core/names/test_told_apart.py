"""Which letter is odd, and what two names differ in."""

from __future__ import annotations

import pytest

from qcxl.core.names.odd_letters import odd_in_text
from qcxl.core.names.told_apart import apart, odd_letters_told


@pytest.mark.parametrize(
    ("typed", "twin", "told"),
    [
        ("安阳\u2f70例公司", "安阳示例公司", ["这里", "第 3 个", "U+2F70", "“示”"]),
        ("安阳示例公司", "安阳\u2f70例公司", ["那里", "第 3 个", "U+2F70", "“示”"]),
        ("示\u200b例公司", "示例公司", ["这里", "U+200B"]),
        ("示例(河南)公司", "示例（河南）公司", ["“(河南)”", "“（河南）”"]),
        ("示例公司（盖章）", "示例公司", ["多了“（盖章）”"]),
        ("示例公司", "示例 公司", ["少了空格"]),
        ("\u2f70例公司（盖章）", "示例公司", ["U+2F70", "多了“（盖章）”"]),
    ],
)
def test_the_letters_that_differ_are_told(typed: str, twin: str, told: list[str]) -> None:
    assert all(part in apart(typed, twin) for part in told)


@pytest.mark.parametrize("twin", ["示例公司", "一家完全不同的名称很长的另一家示例企业有限责任公司"])
def test_equal_names_and_different_names_have_no_such_letter(twin: str) -> None:
    assert apart("示例公司", twin) == ""


def test_an_odd_letter_is_told_once() -> None:
    told = odd_letters_told(odd_in_text("\u2f70例\u2f70例\ue000"))

    assert told.count("U+2F70") == told.count("U+E000") == 1
    assert "2 处" in told
