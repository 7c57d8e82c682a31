"""Printed headings found in the text of people, whatever its numbers, widths and small words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from qcxl.model.text import clean

_LONGEST_HEADING: Final = 40
_ALIKE: Final = 85
"""The least likeness (0 to 100) of two headings that mean the same; 基本情况 and 工作情况 have 50."""

_NUMERAL: Final = r"(?:[〇零一二三四五六七八九十百]+|[0-9]+(?:\.[0-9]+)*|[IVX]+)"
# After NFKC: （ is (, ． is ., ： is :, ① is 1, Ⅰ is I. Digits may do without a sign, but 2020年 is a date.
_NUMBER: Final = re.compile(
    rf"(?:第\s*{_NUMERAL}\s*(?:部分|[章节篇条])|\(\s*{_NUMERAL}\s*\)|{_NUMERAL}\s*[、.:,)\]]|{_NUMERAL}\s"
    r"|[0-9]{1,2}(?![0-9年月日个%]))[\s、.:,\-]*"
)
_SENTENCE_MARKS: Final = re.compile(r"[。;!?,]")
_RUNS_ON: Final = re.compile(r"[。:\s]")
_NOT_WORDS: Final = re.compile(r"[\W_]+")
_SMALL_WORDS: Final = (("以及", "和"), ("的", ""), ("及", "和"), ("与", "和"))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the notice prints it; `words` is its text without number, spaces and small words."""

    label: str
    words: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", _words(_unnumbered(_plain(self.label))[1]))


def has_heading(paragraph: str, heading: Heading) -> bool:
    """True for a paragraph that is the heading or begins with the heading; not for a mention in running text.

    Only the words count: 一、 or 1. or （一） or 第一章 may stand in front, or nothing, because an automatic
    number is not in the text. Small differences do not count: 存在的问题及改进方向 is 存在问题与改进方向.
    A longer heading with the words in it counts, and so does a heading that runs on into its paragraph, if a
    number stands before the heading or a sign after it.
    """
    from rapidfuzz import fuzz

    is_numbered, text = _unnumbered(_plain(paragraph))
    words = _words(text)
    first = _words(_RUNS_ON.split(text.strip(), maxsplit=1)[0])
    if max(fuzz.ratio(first, heading.words), fuzz.ratio(words, heading.words)) >= _ALIKE:
        return True
    is_short = len(text) <= _LONGEST_HEADING
    if is_numbered:
        is_title = is_short and not _SENTENCE_MARKS.search(text.rstrip("。;"))
        return words.startswith(heading.words) or (is_title and heading.words in words)
    # 现将基本情况汇报如下 and 下面谈基本情况、经验和做法 are no headings.
    is_title = is_short and "、" not in text and not _SENTENCE_MARKS.search(text)
    return is_title and (words.startswith(heading.words) or words.endswith(heading.words))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", clean(text))


def _unnumbered(text: str) -> tuple[bool, str]:
    """True where a number stands before a text, and the text without the number."""
    number = _NUMBER.match(text)
    return (True, text[number.end() :]) if number else (False, text)


def _words(text: str) -> str:
    bare = _NOT_WORDS.sub("", text).casefold()
    for word, plain in _SMALL_WORDS:
        bare = bare.replace(word, plain)
    return bare
