"""Letters that people cannot have typed: they look like ordinary letters, like boxes, or like nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from qcxl.core.names.certificate_name import proper_spelling
from qcxl.core.names.lookalike_letters import (
    is_nothing,
    is_private,
    latin_twins,
    private_letters,
    radicals,
)
from qcxl.model.text import INVISIBLE

_PLAIN = re.compile("[\n -~\u00b7\u3001-\u3007\u300a-\u3011\u4e00-\u9fa5\uff01-\uff5e“”‘’…—]*")
"""The texts that need no look: nearly all. Dashes and circles are looked at in names by `_MISTAKEN`."""
_UNSEEN_TOO = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0")
_BLOCKS = (
    (0, 0x3200),
    (0xFE00, 0x10000),
    (0x11000, 0x11100),
    (0x13400, 0x13500),
    (0x1BC00, 0x1BD00),
    (0x1D100, 0x1D200),
    (0xE0000, 0xE0100),
)
"""The blocks of Unicode that hold letters which take no room."""
_VARIATIONS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180D))
_WORD = re.compile(r"[A-Za-z\u0251\u0261\u0370-\u03ff\u0400-\u052f]+")
_CLASSICAL = re.compile(r"[\u31c0-\u31ef\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_HAN_LETTER = "示"
_FIRST_COMPATIBLE = "\uf900"
_COPIED = frozenset(("<compat>", "<square>", "<narrow>", "<font>", "<vertical>", "<small>"))
"""The kinds of letters, by their decomposition, that no input method types into a name."""
_UNITS = "\u2026\u00b5㎡㎥㎜㎝㎞㎏㎎"
"""Signs beside those of GB 2312 that people type on purpose."""
_KANA = "[\u3041-\u30ff\u31f0-\u31ff]"
_HAN = "[\u4e00-\u9fff]"
_TWINS_OF_KANA = dict(zip("カニロエタトハ", "力二口工夕卜八", strict=True))
_ANY_TWIN = f"[{''.join(_TWINS_OF_KANA)}]"
_LONE_KANA = re.compile(f"(?<={_HAN}){_ANY_TWIN}(?!{_KANA})|(?<!{_KANA}){_ANY_TWIN}(?={_HAN})")
_LONG_VOWEL = re.compile(f"(?<!{_KANA})\u30fc(?!{_KANA})")
_DASH = "[-\u2010-\u2015\u2212\u2500\u30fc\uff0d]"
_DIGITS = "一二三四五六七八九十〇零"
_MISTAKEN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(f"(?<=第){_DASH}(?={_HAN})"), "一"),
    (re.compile(f"(?<={_HAN}){_DASH}(?=(?:分?公司|分?厂|车间|班|[分支]?队)(?:$|QC))"), "一"),
    (re.compile("^[\u2014\u2015\u2500](?=[拖汽重建航机飞冶化棉])"), "一"),
    (re.compile(f"(?<=[{_DIGITS}])[\u25cb\u25ef\u3002OoＯ](?=[{_DIGITS}])"), "〇"),
    (re.compile(f"(?<=[{_DIGITS}])[\u25cb\u25ef]|[\u25cb\u25ef](?=[{_DIGITS}])"), "〇"),
    (re.compile("\u4e28"), "｜"),
    (re.compile("\uff65"), "·"),
)
"""Signs of a name that look like another letter where they stand, and this letter."""


class Odd(NamedTuple):
    """One odd letter: its place in the text (from 1), the letter, and what to type instead.

    `ordinary` is None where nobody can know the letter, and empty for a letter that is to go. `why` is a
    Chinese word for what cannot be seen.
    """

    place: int
    letter: str
    ordinary: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class OddLetters:
    """The odd letters of one text, in order."""

    text: str
    letters: tuple[Odd, ...]

    @property
    def mended(self) -> str | None:
        """The text with ordinary letters; None where a letter cannot be known."""
        mended: list[str] = []
        end = 0
        for place, letter, ordinary, _ in self.letters:
            if ordinary is None:
                return None
            mended += self.text[end : place - 1], ordinary
            end = place - 1 + len(letter)
        return "".join((*mended, self.text[end:]))


def odd_in_text(text: str) -> OddLetters:
    """The letters of a text that print as something else or as nothing.

    Radicals and compatibility forms of Chinese letters, private and unknown letters, unseen letters, letters
    of other alphabets inside Latin words. Signs (① ㎡ ℃ №), emoji and rare letters are ordinary in a text.
    """
    if _PLAIN.fullmatch(text):
        return OddLetters(text, ())
    return OddLetters(text, tuple(_odd(text)))


def odd_in_name(name: str) -> OddLetters:
    """The odd letters of a name: those of a text, and signs that stand for letters (ー for 一, ○ for 〇, ㈱).

    Full-width letters, spaces and half-width brackets have rules of their own.
    """
    odd: dict[int, Odd] = {}
    if not _PLAIN.fullmatch(name):
        odd = {one.place: one for one in _odd(name)}
        for one in _copied(name):
            odd.setdefault(one.place, one)
        for match in _LONE_KANA.finditer(name):
            odd[match.start() + 1] = Odd(match.start() + 1, match[0], _TWINS_OF_KANA[match[0]])
    for pattern, ordinary in _MISTAKEN:
        for match in pattern.finditer(name):
            odd[match.start() + 1] = Odd(match.start() + 1, match[0], ordinary)
    return OddLetters(name, tuple(odd[place] for place in sorted(odd)))


def with_ordinary_letters(name: str) -> str:
    """`name` with an ordinary letter for each odd letter that has one, for comparing names."""
    if _PLAIN.fullmatch(name):
        return name
    return name.translate(_ordinary())


def _odd(text: str) -> Iterator[Odd]:
    in_words = {
        match.start() + offset: latin_twins()[letter]
        for match in _WORD.finditer(text)
        if all(letter.isascii() or letter in latin_twins() for letter in match[0])
        for offset, letter in enumerate(match[0])
        if not letter.isascii()
    }
    in_words |= {match.start(): "一" for match in _LONG_VOWEL.finditer(text)}
    for index, letter in enumerate(text):
        if letter.isascii() and letter.isprintable():
            continue
        found = _odd_letter(letter, text[index - 1 : index])
        if found is not None:
            ordinary, why = found
            yield Odd(index + 1, letter, ordinary, why)
        elif index in in_words:
            yield Odd(index + 1, letter, in_words[index])


def _odd_letter(letter: str, before: str) -> tuple[str | None, str] | None:
    """The ordinary letter for an odd letter and why it is odd; None for an ordinary letter."""
    found: tuple[str | None, str] | None = None
    if _is_unseen(letter) or (_is_variation(letter) and _is_han(before)):
        found = "", "看不见的字符"
    elif is_private(letter):
        found = private_letters().get(letter), "自造字或符号字体里的字，换一台电脑就显示不出来"
    elif is_nothing(letter):
        found = None, "乱码"
    elif _CLASSICAL.match(letter):
        ordinary = radicals().get(letter) or unicodedata.normalize("NFKC", letter)
        if ordinary != letter:
            found = ordinary, ""
        elif letter < _FIRST_COMPATIBLE:  # a few letters behind it are ordinary ones
            found = None, "偏旁部首，不是字"
    elif unicodedata.combining(letter) and _is_han(before):
        found = "", "附加在前一个字上的符号"
    return found


def _is_unseen(letter: str) -> bool:
    """True for a letter that takes no room: those known, and every format character (tags)."""
    return letter in INVISIBLE or letter in _UNSEEN_TOO or unicodedata.category(letter) == "Cf"


def _copied(name: str) -> Iterator[Odd]:
    for index, letter in enumerate(name):
        if letter.isascii():
            continue
        kind = unicodedata.decomposition(letter).partition(" ")[0]
        composed = unicodedata.normalize("NFC", name[index - 1 : index + 1]) if index else ""
        if unicodedata.combining(letter) and len(composed) == 1:
            yield Odd(index, name[index - 1 : index + 1], composed)
        elif kind in _COPIED and not _is_of_the_national_standard(letter) and not _is_full_width(letter):
            # Brackets are full-width beside Chinese letters.
            beside = proper_spelling(f"{_HAN_LETTER}{unicodedata.normalize('NFKC', letter)}")
            yield Odd(index + 1, letter, beside.removeprefix(_HAN_LETTER))


def _is_of_the_national_standard(letter: str) -> bool:
    """True for the signs of GB 2312, which every input method offers: № ℃ Ⅱ ⑴."""
    if letter in _UNITS:
        return True
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _is_full_width(letter: str) -> bool:
    return "\uff01" <= letter <= "\uff5e" or "\uffe0" <= letter <= "\uffe6"


def _is_variation(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _VARIATIONS)


def _is_han(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CJK UNIFIED") if letter else False


@cache
def _ordinary() -> Mapping[int, str]:
    unseen = {letter for block in _BLOCKS for letter in map(chr, range(*block)) if _is_unseen(letter)}
    unseen |= {chr(code) for first, last in _VARIATIONS for code in range(first, last + 1)}
    table = {ord(letter): "" for letter in unseen}
    for twins in (radicals(), latin_twins(), private_letters()):
        table |= {ord(letter): ordinary for letter, ordinary in twins.items()}
    return table
