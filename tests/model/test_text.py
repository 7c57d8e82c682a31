from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.model.text import INVISIBLE, clean, half_width, is_blank, name_key


@pytest.mark.parametrize(
    "blank", [None, "", " ", "\u3000", "\u00a0", "\t\r\n", "\u200b\ufeff", " \u2060 ", "\x00"]
)
def test_what_looks_blank_is_blank(blank: object) -> None:
    assert is_blank(blank)


@pytest.mark.parametrize("given_", ["0", 0, 0.0, False, "-", "无"])
def test_what_is_seen_is_not_blank(given_: object) -> None:
    assert not is_blank(given_)


@given(text=st.text() | st.text(INVISIBLE + " \u3000ab"))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_no_invisible_character_is_printable() -> None:
    # core.cell_text leaves out `clean` for texts that are printable throughout.
    assert not [character for character in INVISIBLE if character.isprintable()]


def test_cleaning_keeps_line_breaks_and_inner_spaces() -> None:
    assert clean("  甲 乙\r\n丙\t丁 ") == "甲 乙\r\n丙\t丁"


@pytest.mark.parametrize(
    ("text", "narrow"),
    [
        ("３５％", "35%"),
        ("Ａ（ｂ）", "A(b)"),
        ("￥\u3000１", "¥ 1"),
        ("35①²½", "35①²½"),
        ("。、〔〕", "。、〔〕"),
    ],
)
def test_half_width_changes_widths_only(text: str, narrow: str) -> None:
    assert half_width(text) == narrow


@pytest.mark.parametrize(
    ("one", "other"),
    [("（甲）ＱＣ 小组", "(甲)qc小组"), ("星火\u200b班组 ", "星火班组"), ("A\u3000B", "ab")],
)
def test_names_of_one_thing_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_of_two_things_have_two_keys() -> None:
    assert name_key("一公司") != name_key("二公司")
