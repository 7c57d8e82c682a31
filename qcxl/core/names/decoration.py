"""Decoration of names: numbering, marks and notes that belong to a list and not to the name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qcxl.core.names.certificate_name import is_a_name, proper_spelling
from qcxl.core.names.odd_letters import odd_in_name, with_ordinary_letters
from qcxl.model.edition import NOTES_GROUP, SUFFIX_GROUP, Choice, Edition, once_for_each_edition
from qcxl.model.text import name_key

_PARENT = "挂靠"
_LABEL, _LOOSE, _OPENING = "标签", "结尾", "开头"
_HAN = "[\u3007\u3400-\u9fff\U00020000-\U0003ffff]"
_OPEN, _CLOSE = "（(【[［〔〖<＜〈《{｛「『", "）)】]］〕〗>＞〉》}｝」』"
_WORDS = "[一二三四五六七八九十百]{1,4}"
_CIRCLED = "[\u2460-\u249b\u24b6-\u24ff\u2776-\u2793\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]"
_MARKS = "★☆*＊√✓✔☑✅✗✘×☒※▲△▼▽►▶➢➤●○◎◆◇■□▪•◦☛☞→⇒\ufe0f"
_STOPS = "、，,；;。.．：:~～_＿|｜/／\\\\"
_PART_OF_A_NAME = (
    "(?!号|[#＃]|[甲乙丙丁]?班|组|队|车间|期|线(?!缆)|类|级|楼|厂|分厂|区(?!域)|机组|炉|年|月|日|届|支|台)"
)
"""The letters behind a bracketed or circled number that make it part of a name: ①号炉, （一）班."""
_NUMERALS = "一二三四五六七八九十"
_NO_SECOND_NUMBER = (
    "".join(f"(?<!{first}、(?={second}))" for first, second in pairwise(_NUMERALS))
    + rf"(?!\s*[{_NUMERALS}]+(?:[、号#＃车班线期厂区机炉组]|分厂))"
)
"""Not before a second number: 一、二次设备班 and 一、三车间 are names, as is 1、2号机组."""
_FRONT = (
    rf"[{_MARKS}]+",
    r"[#＃](?!\d)",
    rf"[-－—·](?=\s)|[-－]{{1,2}}(?={_HAN})",
    rf"[{_STOPS}]+",
    rf"\d{{1,3}}\s*[、)）](?!\s*\d)|\d{{1,3}}\s*[.．,，:：](?!\d)\s*(?={_HAN}|[“\"])|\d{{1,3}}[.．:：]\s+",
    rf"{_WORDS}\s*[、.．，,:：]{_NO_SECOND_NUMBER}",
    r"(?:[A-Za-z]|[\u2160-\u216b])\s*[、)）](?![A-Za-z])",
    rf"[{re.escape(_OPEN)}]\s*(?:\d{{1,3}}|{_WORDS})\s*[{re.escape(_CLOSE)}]{_PART_OF_A_NAME}[、.．]?",
    rf"{_CIRCLED}{_PART_OF_A_NAME}[、.．]?",
    r"第\s*\d{1,4}\s*[家户个名位](?![禽具政电居庭纺畜])[、.．，,:：]?",
    rf"第\s*{_WORDS}\s*[家户个名位]\s*[、.．，,:：\s]",
    rf"第\s*{_WORDS}\s*[、，,:：]{_NO_SECOND_NUMBER}",
    rf"[\u2160-\u216b]\s*[.．]\s*(?={_HAN})",
    r"(?:No|NO|no|№|序号|编号)\s*[.．:：]?\s*\d{1,3}\s*[、.．,，:：\s]",
)
_FRONT_OF_ENTERPRISE = (rf"\d{{1,2}}\s+(?={_HAN})", rf"\d{{1,2}}[-－—](?={_HAN})")
_BACK = (
    rf"[{_MARKS}]+|(?<!\d)[#＃]+",
    rf"(?:[、，,；;。．：:~～|｜]|(?<={_HAN})\.)+",
    r"\s+[-－—]+",
)
_BACK_OF_ENTERPRISE = (
    _CIRCLED,
    rf"[{re.escape(_OPEN)}]\s*(?:\d{{1,3}}|{_WORDS})\s*[{re.escape(_CLOSE)}]",
    r"\s+\d{1,3}",
    r"[!！?？]+",
)
_QUOTED = re.compile(r"\s*([“\"'‘「『《])([^“”\"'‘’「」『』《》]+)([”\"'’」』》])\s*")
_BESIDE_NOTES = r"[\d\s.．、，,/／\-—:：+＋和与及年月日度]"
_LEAST, _LONGEST, _MOST_DECORATIONS = 2, 150, 20


@dataclass(frozen=True)
class Decorations:
    """The decorations that an edition knows: `notes` beside names (名称附注), and `endings` of enterprises.

    A note counts inside brackets at either end of a name; a note called 结尾 also without brackets behind the
    name, a note called 标签 in front of the name with a colon behind it. A bracket that begins with a note
    called 开头 is a note as a whole.
    """

    notes: tuple[Choice, ...]
    endings: tuple[str, ...]

    @classmethod
    def of(cls, edition: Edition) -> Decorations:
        """The decorations of an edition, made once."""
        return _decorations(edition)

    def key(self, name: str) -> str:
        """The key of the organisation, group or team that a name means, however it is decorated or typed."""
        return name_key(with_ordinary_letters(self.undecorated(name)))

    def clean(self, name: str) -> str:
        """The name as a certificate prints it: without decoration, in ordinary letters, properly spelled.

        A letter that nobody can know stays.
        """
        bare = self.undecorated(name)
        return proper_spelling(odd_in_name(bare).mended or bare)

    def undecorated(self, name: str) -> str:
        """`name` without its decoration; a name of nothing but decoration stays as it is.

        A text of more than `_LONGEST` letters is no name, and stays, too.
        """
        if len(name) > _LONGEST:
            return name
        rest = one_spaced = " ".join(name.split())
        for _ in range(_MOST_DECORATIONS):
            shorter = self._shortened(rest)
            if shorter == rest:
                break
            rest = shorter
        return name if rest == one_spaced else rest

    def _shortened(self, name: str) -> str:
        front = self._front.match(name)
        if front and self._is_left(name[front.end() :]):
            return name[front.end() :].strip()
        if name[-1:] not in self._last_letters and name[-1:].isalpha():
            return self._of_enterprise(name)
        back = self._back.search(name)
        if back and self._is_left(name[: back.start()]):
            return name[: back.start()].strip()
        return self._of_enterprise(name)

    def _of_enterprise(self, name: str) -> str:
        """`name` without what is decoration of an enterprise, but may be part of the name of a group."""
        quoted, front = _QUOTED.fullmatch(name), _ENTERPRISE_FRONT.match(name)
        back = None if name[-1:].isalpha() else _ENTERPRISE_BACK.search(name)
        rests = (
            quoted[2] if quoted else "",
            name[front.end() :] if front else "",
            name[: back.start()] if back else "",
        )
        return next((rest.strip() for rest in rests if rest.strip().endswith(self.endings)), name)

    def _is_left(self, rest: str) -> bool:
        return len(name_key(rest)) >= _LEAST and is_a_name(rest)

    @cached_property
    def _front(self) -> re.Pattern[str]:
        label, loose, any_note = self._called(_LABEL), self._called(_LOOSE), self._any_note
        open_, close = f"[{re.escape(_OPEN)}]", f"[{re.escape(_CLOSE)}]"
        patterns = (
            rf"{open_}?(?:{label})\s*\d{{0,3}}\s*{close}?\s*(?:{self._bracketed})?\s*[:：]",
            rf"{open_}(?:{label}){close}",
            rf"(?:{any_note})\s*[:：]",
            rf"(?:{loose})\s*[-－—、，,\s]",
        )
        return _at_start((*_FRONT, self._bracketed, *patterns))

    @cached_property
    def _back(self) -> re.Pattern[str]:
        label, loose, any_note = self._called(_LABEL), self._called(_LOOSE), self._any_note
        patterns = (
            self._bracketed,
            rf"[-－—、，,；;:：/]?\s*(?:{loose})",
            rf"[-－—、，,；;:：/\s]\s*(?:(?:{label})[:：])?\s*(?:{any_note})",
        )
        return _at_end((*_BACK, *patterns))

    @cached_property
    def _bracketed(self) -> str:
        """A bracket that holds notes alone; its closing half may be missing at the end of the name."""
        open_, close, note = re.escape(_OPEN), re.escape(_CLOSE), self._any_note
        label, opening = self._called(_LABEL), self._called(_OPENING)
        beside = rf"(?:{label}|{_BESIDE_NOTES})"
        # Atomic: notes begin with other notes (盖, 盖章), and no name may keep the program busy.
        inside = rf"{beside}{{0,9}}(?>{note})(?>(?:{note}|{beside}){{0,19}})"
        remark = rf"(?:{opening}|(?:{label})[:：])[^{open_}{close}]*[{close}]"
        return rf"[{open_}]{{1,3}}(?:{inside}(?:[{close}]{{1,3}}|$)|{remark})"

    @cached_property
    def _any_note(self) -> str:
        return _any_of(note.label for note in self.notes if note.parent not in (_LABEL, _OPENING))

    def _called(self, kind: str) -> str:
        return _any_of(note.label for note in self.notes if note.parent == kind)

    @cached_property
    def _last_letters(self) -> frozenset[str]:
        """The letters with which a note without a closing bracket ends."""
        return frozenset(note.label[-1:] for note in self.notes if note.parent not in (_LABEL, _OPENING))


@once_for_each_edition
def _decorations(edition: Edition) -> Decorations:
    endings = edition.choices.get(SUFFIX_GROUP, ())
    return Decorations(
        notes=edition.choices.get(NOTES_GROUP, ()),
        endings=tuple(ending.label for ending in endings if ending.parent == _PARENT),
    )


def _any_of(words: Iterable[str]) -> str:
    """The pattern of any of the words (公章, 公 章), the longest first; no words match nothing."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(r"\s*".join(map(re.escape, word)) for word in longest_first) or r"(?!)"


def _at_start(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:{'|'.join(patterns)})\s*")


def _at_end(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(patterns)})\s*$")


_ENTERPRISE_FRONT = _at_start(_FRONT_OF_ENTERPRISE)
_ENTERPRISE_BACK = _at_end(_BACK_OF_ENTERPRISE)
