"""Letters that look like ordinary ones, like boxes, or like nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.names.odd_letters import OddLetters, odd_in_name, odd_in_text, with_ordinary_letters
from qcxl.model.text import name_key


def odd(found: OddLetters) -> list[tuple[int, str | None]]:
    return [(letter.place, letter.ordinary) for letter in found.letters]


EVERYWHERE = [
    ("示\u2061例厂", [(2, "")]),
    ("示\U000e0041例厂", [(2, "")]),
    # radicals, strokes and compatibility forms of Chinese letters
    ("安阳\u2f70例纺织公司", [(3, "示")]),
    ("\u2f00汽示例公司", [(1, "一")]),
    ("示例\u2ecb间", [(3, "车")]),
    ("\u2ee2店示例厂", [(1, "马")]),
    ("示\uf9b5公司", [(2, "例")]),
    ("示例\U0002f80f公司", [(3, "兔")]),
    ("示例\u2eea公司", [(3, "黾")]),
    # private letters: of old fonts, of symbol fonts, of one machine
    ("张\ue863", [(2, "䶮")]),
    ("示例\uf0b7机械", [(3, "·")]),
    ("张\ue000", [(2, None)]),
    ("张\U000f0001", [(2, None)]),
    ("示例\ufffd公司", [(3, None)]),
    # unseen letters
    ("示例\u200b机械", [(3, "")]),
    ("示例\u00ad机械", [(3, "")]),
    ("示例\u202e机械", [(3, "")]),
    ("示例\u3164机械", [(3, "")]),
    ("示例\x07机械", [(3, "")]),
    ("示\ufe00例", [(2, "")]),
    ("示\U000e0100例", [(2, "")]),
    ("示\u0305例", [(2, "")]),
    # other alphabets inside Latin words
    ("Q\u0421小组", [(2, "C")]),
    ("\u0410\u0412\u0421公司", [(1, "A"), (2, "B"), (3, "C")]),
    ("\u0391B公司", [(1, "A")]),
    ("第\u30fc工程公司", [(2, "一")]),
]


@pytest.mark.parametrize(("text", "letters"), EVERYWHERE)
def test_letters_that_print_as_something_else_are_odd_everywhere(
    text: str, letters: list[tuple[int, str | None]]
) -> None:
    assert odd(odd_in_text(text)) == letters
    assert odd(odd_in_name(text)) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("第—工程公司", [(2, "一")]),
        ("变电检修—班", [(5, "一")]),
        ("钻井—公司", [(3, "一")]),
        ("—拖集团有限公司", [(1, "一")]),
        ("二○一厂", [(2, "〇")]),
        ("电カ公司", [(2, "力")]),
        ("ニ七机车厂", [(1, "二")]),
        ("化エ示例厂", [(2, "工")]),
        ("三O一医院", [(2, "〇")]),
        ("㈱示例", [(1, "（株）")]),
        ("12㏄发动机班", [(3, "cc")]),
        ("示例︵河南︶公司", [(3, "（"), (6, "）")]),
        ("\U0001d400组", [(1, "A")]),
        ("cafe\u0301班", [(4, "é")]),
        ("匠心丨小组", [(3, "｜")]),
        ("买买提\uff65艾力", [(4, "·")]),
    ],
)
def test_signs_that_stand_for_letters_are_odd_in_names_alone(
    name: str, letters: list[tuple[int, str | None]]
) -> None:
    assert odd(odd_in_name(name)) == letters
    assert odd(odd_in_text(name)) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "示例机械有限公司",
            "示例（河南）有限公司",
            "张㛃",
            "𬭎",
            "䶮",
            "𠮷田",
            "㵐水",
            "\ufa0e",
            "二〇一厂",
        ),
        *(
            "买买提·艾力",
            "示例・艾力",
            "サービス小组",
            "カタログ班",
            "α小组",
            "Москва小组",
            "Δ班",
            "5S⁺小组",
            "C³小组",
        ),
        *("Ⅱ线№3①机组", "1000㎡大棚班", "2500㎥高炉班", "25℃", "郑州—洛阳段", "1#-2#炉班", "ＱＣ小组"),
        *("“启航”QC小组", "启航（一）QC小组", "QC小组 1", "三门峡", "～5℃", "提升…小组", "＃1机组", "—", ""),
    ],
)
def test_rare_letters_and_signs_that_people_type_are_ordinary(text: str) -> None:
    assert odd(odd_in_name(text)) == odd(odd_in_text(text)) == []


@pytest.mark.parametrize(
    "text", ["✔️完成", "x\u0304±3σ", "8㎜钢板，①～③，“合格率”≥98％", "½", "㈱", "👨‍🔧"[0]]
)
def test_signs_of_long_texts_are_ordinary_there(text: str) -> None:
    assert odd(odd_in_text(text)) == []


@pytest.mark.parametrize(
    ("name", "mended"),
    [
        ("安阳\u2f70例\u200b公司", "安阳示例公司"),
        ("cafe\u0301班", "café班"),
        ("张\ue000", None),
        ("示例", "示例"),
    ],
)
def test_a_name_is_mended_where_every_letter_is_known(name: str, mended: str | None) -> None:
    assert odd_in_name(name).mended == mended


@given(st.text(max_size=20))
def test_no_text_breaks_it_and_a_mended_text_stays_mended(text: str) -> None:
    found = odd_in_text(text)

    assert all(text[place - 1 : place - 1 + len(letter)] == letter for place, letter, *_ in found.letters)
    assert name_key(with_ordinary_letters(with_ordinary_letters(text))) == name_key(
        with_ordinary_letters(text)
    )
