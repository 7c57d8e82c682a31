"""Counting characters as Word's dialog 字数统计 does."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from qcxl.model.text import INVISIBLE

_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
_HANGUL = ("\uac00", "\ud7a3")
_APOSTROPHE = "’"


@dataclass(frozen=True, slots=True)
class WordCount:
    """The three figures of the dialog: 字数, 字符数(不计空格) and 字符数(计空格)."""

    words: int
    characters: int
    characters_with_spaces: int


def count_words(paragraphs: Iterable[str]) -> WordCount:
    """The figures of a text, given by its paragraphs; a line break within a paragraph is a line end.

    字数 is 中文字符和朝鲜语单词 plus 非中文单词: every East Asian character counts one, its punctuation and
    full-width letters and digits too, and every other run of characters between them and spaces counts one,
    whatever it is made of (2020, ISO9001, 98.5%, www.example.com; a lone half-width comma as well).
    字符数 counts every character, with 计空格 also blanks of any width and tabs; ends of lines count nothing.
    Signs that Chinese and Latin fonts share, such as “ ” … — · × ℃ ①, stand in the Chinese font where they
    are typed in Chinese text, and count one each; ’ in a foreign word is part of the word.

    Microsoft documents no rules; these rules follow what the dialog does. The figures may differ from the
    dialog's by a few where a shared sign was set in a Latin font.
    """
    words = characters = blanks = 0
    for paragraph in paragraphs:
        for line in paragraph.translate(_UNSEEN).splitlines():
            words += _words(line)
            solid = sum(map(len, line.split()))
            characters += solid
            blanks += len(line) - solid
    return WordCount(words, characters, characters + blanks)


def _words(line: str) -> int:
    count = 0
    in_run = False
    for before, character, after in zip(f" {line}", line, f"{line[1:]} ", strict=False):
        if character.isspace():
            in_run = False
        elif _counts_one(character) and not _is_apostrophe(before, character, after):
            count += 1
            in_run = False
        elif not in_run:
            count += 1
            in_run = True
    return count


@cache
def _counts_one(character: str) -> bool:
    """True for a character that Word counts as East Asian; Korean is counted by words."""
    width = unicodedata.east_asian_width(character)
    if width == "A":
        # Signs and numerals only: Greek and Cyrillic letters are ambiguous too, and make up words.
        return unicodedata.category(character)[0] in "PSN"
    return width in "WFH" and not _HANGUL[0] <= character <= _HANGUL[1]


def _is_apostrophe(before: str, character: str, after: str) -> bool:
    return character == _APOSTROPHE and not (_counts_one(before) or _counts_one(after)) and before.isalpha()
