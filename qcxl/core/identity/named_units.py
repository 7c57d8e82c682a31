"""The units that a text names: the name of a file, a heading, the name of an enterprise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qcxl.core.names.place_names import place_names
from qcxl.model.organisation import Unit
from qcxl.model.text import name_key

_RANKS = "省市县区州旗"
_NO_PLACE_BEHIND = frozenset("镇乡村街路市县区")
"""Letters that make another place of a short form in front of them: 新乡镇."""
_SHORTEST_FULL = 3
"""The letters of a name that is found inside other words; 新县 stands in 高新县域, too."""
_SHORTEST_ORGANISATION = 4
"""The letters of an organisation's name that is no common word, as 其他 is."""
_SHORTEST_CODE = 4
_YEAR = re.compile(r"(19|20)\d\d")
_FIRST_WORD = re.compile(r"[0-9a-z]+(?=[_\-. ]|$)")
_COMPANY = "公司"


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: all units of that name, where it begins and where it ends."""

    units: tuple[Unit, ...]
    start: int
    end: int


class NamedUnits:
    """The units of `units` as people write them: in full, by code, and places without their rank."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._full: dict[str, list[Unit]] = {}
        self._short: dict[str, list[Unit]] = {}
        self._codes: dict[str, Unit] = {}
        for unit in units:
            key = name_key(unit.name)
            self._codes[name_key(unit.code)] = unit
            if not is_place(unit.name) and len(key) < _SHORTEST_ORGANISATION:
                continue
            self._full.setdefault(key, []).append(unit)
            short = short_form(unit.name)
            if short != key:
                self._short.setdefault(short, []).append(unit)
        self._longest = max(map(len, self._full), default=0)

    def in_text(self, text: str) -> tuple[Found, ...]:
        """The names in a text from left to right, of names that overlap the first and longest.

        A short form, and a name of two letters, stands at the start of a word, behind another place or behind
        a company's name only.
        """
        return tuple(self._scanned(name_key(text)))

    def in_file_name(self, file: str, *, whole_words: bool) -> tuple[Found, ...]:
        """The names in the last part of a file's path, without names in front of a company's name.

        With `whole_words` only words count that are made of names of units alone.
        """
        stem = unicodedata.normalize("NFKC", re.split(r"[\\/!]", file)[-1]).casefold()
        stem = re.sub(r"\.(xls[xmb]?|et|csv)$", "", stem)
        code = _FIRST_WORD.match(stem)
        by_code = self.of_code(code[0]) if code and not _YEAR.fullmatch(code[0]) else None
        found = [Found((by_code,), 0, 0)] if by_code else []
        for word in re.findall(r"[^\W\d_a-z]+", stem):
            names = tuple(self._scanned(word))
            rest = word[names[-1].end :] if names else ""
            if _COMPANY not in rest and not (whole_words and rest):
                found += names
        return tuple(found)

    def of_code(self, text: str) -> Unit | None:
        """The unit with this code, None also for a code so short that it may be any number."""
        key = name_key(text)
        return self._codes.get(key) if len(key) >= _SHORTEST_CODE else None

    def _scanned(self, key: str) -> Iterator[Found]:
        at, starts = 0, True
        while at < len(key):
            found = self._at(key, at, starts=starts)
            if found:
                yield found
                at, starts = found.end, True
                continue
            letter = key[at]
            at += 1
            starts = not _is_letter(letter) or letter in _RANKS or key.endswith(_COMPANY, 0, at)

    def _at(self, key: str, at: int, *, starts: bool) -> Found | None:
        for length in range(min(self._longest, len(key) - at), 1, -1):
            word, end = key[at : at + length], at + length
            full = self._full.get(word)
            if full and (starts or length >= _SHORTEST_FULL):
                return Found(tuple(full), at, end)
            short = self._short.get(word)
            if short and starts and key[end : end + 1] not in _NO_PLACE_BEHIND:
                return Found(tuple(short), at, end)
        return None


def is_place(name: str) -> bool:
    """True for the name of a region: 光山县, 信阳市."""
    return name[-1:] in _RANKS


def short_form(name: str) -> str:
    """The name of a place without its rank, in the letters of `name_key`: 光山 for 光山县, but 新县."""
    (short,) = place_names([name_key(name)])
    return short


def _is_letter(letter: str) -> bool:
    return letter.isalpha() and not letter.isascii()
