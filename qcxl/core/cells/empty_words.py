"""Texts that say nothing in a required cell: 无, 略, 见附件, the copied hint of the cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qcxl.model.edition import BLANK_WORDS_GROUP, Edition, once_for_each_edition
from qcxl.model.text import name_key

POINTING, POINTED_AT = "指引", "所指"
"""The words in the 所属 column of a word that refers the reader elsewhere, and of one that says where to."""
_LONGEST = 40
"""The greatest number of letters in a text that says nothing: a longer one says something beside 见附件."""
_ENOUGH = 2 * _LONGEST
"""The letters and signs of a text that mostly tell that it is longer."""
_TITLE = re.compile("《[^》]*》")
_NUMBERING = re.compile("[0-9一二三四五六七八九十a-z]")


@dataclass(frozen=True, slots=True)
class EmptyWords:
    """The words of an edition that say nothing: each by itself, or pointing elsewhere with their objects."""

    whole: frozenset[str]
    pointing: frozenset[str]
    pointed_at: frozenset[str]

    @classmethod
    def of(cls, edition: Edition) -> EmptyWords:
        """The words of the group 等于没填 (选项)."""
        return _empty_words(edition)

    def say_all_of(self, text: str) -> bool:
        """True for a text of signs alone, of empty words alone (无，略；XXX), or that only points elsewhere.

        A text that points elsewhere has one pointing word at least and beside it only such words, words for
        what they point at, and numbering (详见附件3《成果报告》).
        """
        letters = bare(text[:_ENOUGH]) or bare(text)
        if not letters:
            return True
        if len(letters) > _LONGEST:
            return False
        letters = bare(text)
        # 0/0 is two numbers, and no 0 in place of an entry.
        if letters in self.whole or (is_made_of(letters, self.whole) and not letters.isdecimal()):
            return True
        if not any(word in letters for word in self.pointing):
            return False
        # The title behind 详见 may be of any words.
        letters = bare(_TITLE.sub("", text))
        rest = self.pointed_at | self.pointing
        return any(
            letters.startswith(word, at)
            and is_made_of(letters[:at], rest, numbered=True)
            and is_made_of(letters[at + len(word) :], rest, numbered=True)
            for word in self.pointing
            for at in range(len(letters))
        )


@once_for_each_edition
def _empty_words(edition: Edition) -> EmptyWords:
    words = edition.choices.get(BLANK_WORDS_GROUP, ())
    return EmptyWords(
        whole=frozenset(bare(word.label) for word in words if word.parent not in (POINTING, POINTED_AT)),
        pointing=frozenset(bare(word.label) for word in words if word.parent == POINTING),
        pointed_at=frozenset(bare(word.label) for word in words if word.parent == POINTED_AT),
    )


def bare(text: str) -> str:
    """The letters and digits of a text, as `name_key` compares them."""
    return "".join(filter(str.isalnum, name_key(text)))


def is_made_of(letters: str, words: Iterable[str], *, numbered: bool = False) -> bool:
    """True for letters that are `words` one behind the other, and with `numbered` numbering between them."""
    # The lengths of the beginnings made of words alone: a word may begin with another word.
    reached = {0}
    for start in range(len(letters)):
        if start in reached:
            reached |= {start + len(word) for word in words if word and letters.startswith(word, start)}
            if numbered and _NUMBERING.match(letters, start):
                reached.add(start + 1)
    return len(letters) in reached
