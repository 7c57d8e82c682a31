"""Words of messages on letters: which letter is odd, and what two names that look alike differ in."""

from __future__ import annotations

from qcxl.core.names.odd_letters import Odd, OddLetters, odd_in_name
from qcxl.core.names.similar_names import difference
from qcxl.model.text import name_key

_MOST_TOLD = 5
_MOST_COMPARED = 12


def odd_letters_told(odd: OddLetters) -> str:
    """The words on every kind of odd letter: its first place, its code, and the letter to type instead."""
    places: dict[str, list[Odd]] = {}
    for one in odd.letters:
        places.setdefault(one.letter, []).append(one)
    told = [_told(same[0], len(same)) for same in places.values()]
    more = len(told) - _MOST_TOLD
    return "；".join(told[:_MOST_TOLD]) + (f"；另有 {more} 种" if more > 0 else "")


def _told(odd: Odd, times: int) -> str:
    what = f"{odd.why}（{_code(odd.letter)}）" if odd.ordinary == "" else shown(odd.letter)
    many = f"（共 {times} 处）" if times > 1 else ""
    if odd.ordinary == "":
        return f"第 {odd.place} 个是{what}，应去掉{many}"
    why = f"是{odd.why}" if odd.why else ""
    should = f"应为“{odd.ordinary}”" if odd.ordinary else ""
    return f"第 {odd.place} 个字{what}{'，'.join(filter(None, (why, should))) or '不是规范的字'}{many}"


def apart(typed: str, twin: str) -> str:
    """The words on the letters in which two names that look or mean the same differ; empty for equal names.

    The letters of `typed` come first. Odd letters are told with their codes and the ordinary letters.
    """
    told, mended = [], []
    for name, other, whose in ((typed, twin, "这里"), (twin, typed, "那里")):
        odd = odd_in_name(name)
        mended.append(odd.mended or name)
        letters = tuple(one for one in odd.letters if one.letter not in other)
        if letters:
            told.append(f"{whose}{odd_letters_told(OddLetters(name, letters))}")
    return "，".join(filter(None, (*told, _difference(*mended))))


def _difference(typed: str, twin: str) -> str:
    part, twin_part = difference(typed, twin)
    if typed == twin or max(len(part), len(twin_part)) > _MOST_COMPARED:
        return ""
    if not twin_part:
        return f"这里多了{_seen(part)}"
    if not part:
        return f"这里少了{_seen(twin_part)}"
    return f"这里是{_seen(part)}，那里是{_seen(twin_part)}"


def shown(letter: str) -> str:
    """A letter with its code: “⽰”（U+2F70）."""
    return f"“{letter}”（{_code(letter)}）"


def _seen(part: str) -> str:
    """A part of a name; with its codes where people do not see which letters these are."""
    if part.isspace():
        return f"空格（{_code(part)}）" if part != " " else "空格"
    return shown(part) if len(part) == 1 and _looks_like_another(part) else f"“{part}”"


def _looks_like_another(part: str) -> bool:
    return name_key(part) != part.casefold() or bool(odd_in_name(part).letters)


def _code(letters: str) -> str:
    return " ".join(f"U+{ord(letter):04X}" for letter in letters)
