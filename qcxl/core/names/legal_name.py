"""The full name of one enterprise: a name with a legal ending and no parent in front (附件1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from qcxl.model.text import name_key

_BRACKETED = re.compile(r"\([^()]*\)")
_SAME_FORM = re.compile(r"集团|(?:控股|股份|合作|有限|责任|总)*公司")
"""The words that continue a legal form, so that no name ends before them: 集团有限公司, 局集团."""
_SHORTEST_UNIT = 4
_LEAST_IN_FRONT = 2

_OTHER_WORDS: Mapping[str, tuple[str, str]] = {
    "厂": ("工", "区房商家址矿办路"),
    "局": ("布格结书当", "部域面限"),
    "院": ("", "区校士线落路"),
    "所": ("", "属有在得"),
    "中心": ("", "城区镇乡村路街"),
    "学": ("", "城路生"),
}
"""Letters before or behind an ending that make another word of it: 厂区, 布局, 院区, 所属, 中心城区."""


def longest_ending(name: str, words: Iterable[str]) -> int:
    """The number of letters in the longest of the words with which a name ends, 0 without any."""
    return max((len(word) for word in words if name.endswith(word)), default=0)


@dataclass(frozen=True, slots=True)
class Parent:
    """The part of a name that looks like a parent organisation, and what stands behind it."""

    name: str
    rest: str


@dataclass(frozen=True, slots=True)
class LegalNames:
    """The endings of full names, and the known names that need no ending.

    `endings` are all words that can end a name, `parents` the endings that also end a parent's name,
    `branches` the endings of registered branches (分公司), whose names begin with the name of the company;
    `many` are nouns that stand for many enterprises (企业) where no longer ending does (合伙企业);
    `registered` are the names of known units, which are right as they are, and `units` the names of parents
    that may stand in front. All names are spelled as by `name_key`.
    """

    endings: tuple[str, ...]
    parents: tuple[str, ...]
    registered: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    _parents: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _branches: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_parents", _one_of(self.parents))
        object.__setattr__(self, "_branches", _one_of(self.branches))

    def is_full(self, name: str) -> bool:
        """True when a name ends like a full name, apart from brackets, or is registered.

        A name with a parent in front counts as full, because `parent_in_front` reports the parent. Without
        `endings` every name is full.
        """
        key = name_key(name)
        whole = _BRACKETED.sub("", key)
        return (
            not self.endings
            or key in self.registered
            or self._has_ending(whole)
            or self.parent_in_front(name) is not None
        )

    def _has_ending(self, whole: str) -> bool:
        for_many = longest_ending(whole, self.many)
        return any(
            len(end) > for_many and whole.endswith(end) and whole != end
            for end in (*self.endings, *self.branches)
        )

    def parent_in_front(self, name: str) -> Parent | None:
        """The parent with which a name begins, None for the name of one organisation.

        A parent shows by a legal ending inside the name, or by the name of a known unit in front. Compound
        endings (集团有限公司, 总公司) are one ending, and brackets do not count. The company of a registered
        branch is no parent, but part of the branch's name.
        """
        key = name_key(name)
        if key in self.registered:
            return None
        whole = _BRACKETED.sub("", key)
        ends = chain(self._ends_of_units(whole), self._ends_of_parents(whole))
        parent = next((Parent(whole[:end], whole[end:]) for end in ends), None)
        return None if parent and self._is_branch(whole, parent) else parent

    def _is_branch(self, whole: str, parent: Parent) -> bool:
        """True when the rest behind a parent is a branch of it, or when a known unit has the branch."""
        if not whole.endswith(self.branches):
            return False
        own = self._branches.sub("", parent.rest)
        return self._parents.search(own) is None or any(
            whole.startswith(name)
            and self._parents.search(self._branches.sub("", whole[len(name) :])) is None
            for name in self.registered
        )

    def _ends_of_units(self, whole: str) -> Iterator[int]:
        for unit in self.units:
            if len(unit) >= _SHORTEST_UNIT and whole.startswith(unit) and _goes_on(whole[len(unit) :]):
                yield len(unit)

    def _ends_of_parents(self, whole: str) -> Iterator[int]:
        for match in self._parents.finditer(whole):
            if match.start() >= _LEAST_IN_FRONT and _goes_on(whole[match.end() :]):
                yield match.end()


def _goes_on(rest: str) -> bool:
    return any(map(str.isalnum, rest)) and _SAME_FORM.match(rest) is None


def _one_of(words: Iterable[str]) -> re.Pattern[str]:
    """The pattern of any of the words, the longest first, outside other words; no words match nothing."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_as_a_word, longest_first)) or r"(?!)")


def _as_a_word(word: str) -> str:
    before, behind = next((both for end, both in _OTHER_WORDS.items() if word.endswith(end)), ("", ""))
    return (f"(?<![{before}])" if before else "") + re.escape(word) + (f"(?![{behind}])" if behind else "")
