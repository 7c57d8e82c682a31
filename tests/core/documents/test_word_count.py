"""字数 and 字符数 as Word's dialog shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.documents.word_count import WordCount, count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \u3000\t ", 0),
        ("质量管理", 4),
        ("质量管理，小组。", 8),
        ("质 量\u3000管\t理", 4),
        ("“质量”……——《准则》", 12),
        ("２０２０年ＱＣ", 7),
        ("hello", 1),
        ("hello world", 2),
        ("2020 年", 2),
        ("2020年7月10日", 6),
        ("完成率98.5%，比上年高", 9),
        ("QC小组", 3),
        ("QC小组ISO9001:2015标准", 6),
        ("www.example.com/a-b", 1),
        ("甲,乙", 3),
        ("company’s plan", 2),
        ("“QC”", 3),
        ("3×4", 3),
        ("①②℃·", 4),
        ("ｶﾀ", 2),
        ("한국어 단어", 2),
        ("αβγ", 1),
        ("𠮷", 1),
        ("质\u200b量\ufeff", 2),
    ],
)
def test_each_chinese_character_and_each_run_of_others_is_a_word(text: str, words: int) -> None:
    assert count_words([text]).words == words


@pytest.mark.parametrize(
    ("paragraphs", "count"),
    [
        (["QC 小组"], WordCount(3, 4, 5)),
        (["QC\u3000小组\t甲"], WordCount(4, 5, 7)),
        (["甲\n乙"], WordCount(2, 2, 2)),
        (["甲", "", "乙"], WordCount(2, 2, 2)),
        (["ab", "cd"], WordCount(2, 4, 4)),
        (["ab\ncd"], WordCount(2, 4, 4)),
        ([], WordCount(0, 0, 0)),
    ],
)
def test_characters_count_with_and_without_blanks(paragraphs: list[str], count: WordCount) -> None:
    assert count_words(paragraphs) == count


@given(st.lists(st.text()))
def test_no_figure_is_greater_than_the_next(paragraphs: list[str]) -> None:
    count = count_words(paragraphs)

    assert 0 <= count.words <= count.characters <= count.characters_with_spaces


@given(st.lists(st.text()), st.lists(st.text()))
def test_paragraphs_count_each_for_themselves(some: list[str], more: list[str]) -> None:
    whole, first, second = map(count_words, (some + more, some, more))

    assert whole.words == first.words + second.words
    assert whole.characters_with_spaces == first.characters_with_spaces + second.characters_with_spaces
