"""Lists of people in one cell (成员名单), taken apart into names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qcxl.core.cells.number_text import whole_from_words
from qcxl.model.text import clean, half_width

_NOTE = r"[（(【\[〔][^（(【\[〔）)】\]〕]*[）)】\]〕]"
_DIGITS = "[0-9０-９]{1,3}"
_WORDS = "[一二两三四五六七八九十]{1,3}"
_HEADCOUNT = rf"(?:(?:等|共计?|合计|总计)\s*)?{_DIGITS}\s*(?:个?人|名|位)|(?:等|共计?){_WORDS}人"
_NUMBER = rf"[（(](?:{_DIGITS}|{_WORDS})[）)]|[①-⒛㈠-㈩㉑-㊿]|{_DIGITS}[.．)）:：]?"
_NUMBER_IN_WORDS = rf"(?:^|(?<=[、，,；;])){_WORDS}[、.．]"
_ROLE = r"(?:小组|项目|主要|全体)?(?:副?组长|组员|成员|人员|负责人|指导(?:者|员|老师)?)(?:名单)?"
_NO_NAMES = re.compile(rf"(?P<note>{_NOTE})|{_HEADCOUNT}|{_ROLE}\s*[:：]")
_NUMBERS = re.compile(rf"{_NUMBER}|{_NUMBER_IN_WORDS}|(?P<note>{_NOTE})", re.MULTILINE)
_AND_OTHERS = re.compile(r"(?:(?<=[^\s、，,；;/／]{2})|\s)\s*等\s*[。.]?$")
_BEFORE_NOTE = re.compile(r"\s+(?=[（(【\[〔])")
_AROUND_DOT = re.compile(r"\s*([·•‧・])\s*")

_PART = re.compile(rf"(?:{_NOTE}|[^、，,；;/／。\n])+")
_WORD = re.compile(rf"(?:{_NOTE}|\S)+")
_HAN = re.compile(r"[\u3400-\u9fff〇\U00020000-\U0003ffff]")
_IS_ROLE = re.compile(_ROLE)
_GIVEN_NAME = 2
_LONGEST_SHORT_NAME = 3


_COUNTED = r"\s*(?:个?人|[名位])"
_STATED = re.compile(
    rf"""等\s*(?:共计?|一共|合计|总计)?\s*(?P<others>{_DIGITS}|{_WORDS}|若干|[数几多])\s*余?{_COUNTED} | 等人
    | (?:共计?|一共|合计|总计)\s*[:：]?\s*(?P<total>{_DIGITS}|{_WORDS}){_COUNTED}
    | \A(?:全[组体班]|本组)?\s*(?P<alone>{_DIGITS}|{_WORDS}){_COUNTED}\Z""",
    re.VERBOSE,
)
_UNNAMED = re.compile(
    rf"""(?:其他|其余|其它|剩余)(?:成员|人员|组员|员工|职工|同志|同事) | (?:…|\.{{3}}|。{{2,}}|同上)\s*\Z
    | (?:及|另|另有|还有)\s*(?:其他|其余|其它)?\s*(?:{_DIGITS}|{_WORDS}|若干|[数几多])\s*余?{_COUNTED}""",
    re.VERBOSE,
)
"""What stands for others who are not named."""


@dataclass(frozen=True, slots=True)
class Headcount:
    """The number of people that a list states (None: only that there are others) and that it names."""

    stated: int | None
    named: int


def headcount(text: str) -> Headcount | None:
    """The people that a list states beside those it names (张三等5人); None for a list of names alone."""
    whole = clean(text)
    if _UNNAMED.search(whole):
        return Headcount(None, len(split_names(text)))
    stated = _STATED.search(whole)
    if stated is None:
        return Headcount(None, len(split_names(text))) if _AND_OTHERS.search(whole) else None
    written = half_width(stated["others"] or stated["total"] or stated["alone"] or "")
    count = int(written) if written.isdecimal() else whole_from_words(written)
    return Headcount(count, len(split_names(text)))


@lru_cache(maxsize=1024)  # several rules look at the same lists of one workbook
def split_names(text: str) -> tuple[str, ...]:
    """The names in a list of people, in order and as they are written, blanks inside them closed.

    Names are parted by 、 commas, semicolons, slashes, line breaks and blanks of any width. A remark in
    brackets stays with its name; numbering, roles with a colon, 等 and head counts are no names. A single
    Han character is no name, but belongs to its neighbour (张 三, 欧阳 修). Foreign names keep their
    blanks where something else parts the names (John Smith、张三).
    """
    flat = _AROUND_DOT.sub(r"\1", "\n".join(map(clean, text.splitlines())))
    flat = _NUMBERS.sub(_kept_note, _NO_NAMES.sub(_kept_note, flat))
    flat = _AND_OTHERS.sub("", _BEFORE_NOTE.sub("", flat.strip("、\n ")))
    parts = [part for part in _PART.findall(flat) if part.strip()]
    return tuple(
        name
        for part in parts
        for name in _names(_WORD.findall(part), parted=len(parts) > 1)
        if bare_name(name) and not _IS_ROLE.fullmatch(bare_name(name))
    )


def bare_name(name: str) -> str:
    """A name without the remarks in brackets that stand with it: `张三（组长）` → `张三`."""
    return re.sub(_NOTE, "", name).strip()


def _kept_note(match: re.Match[str]) -> str:
    return match["note"] or "、"


def _names(words: list[str], *, parted: bool) -> list[str]:
    """The names that words between blanks make; `parted` says that names are parted by more than blanks."""
    names: list[str] = []
    rest = words[::-1]
    while rest:
        word = rest.pop()
        if _is_single(word) and rest and 1 <= _length(rest[-1]) <= _GIVEN_NAME:
            names.append(word + rest.pop())
        elif names and _is_single(word) and 0 < _length(names[-1]) <= _LONGEST_SHORT_NAME:
            names[-1] += word
        elif names and parted and not _length(word) and not _length(names[-1]):
            names[-1] += f" {word}"
        else:
            names.append(word)
    return names


def _length(word: str) -> int:
    """The number of Han characters in a word without remarks; 0 for foreign names."""
    return len(_HAN.findall(bare_name(word)))


def _is_single(word: str) -> bool:
    return _length(word) == 1 == len(bare_name(word))
