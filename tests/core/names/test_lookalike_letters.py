"""Tables of letters that look like ordinary ones."""

from __future__ import annotations

import unicodedata

from qcxl.core.names.lookalike_letters import is_nothing, is_private, latin_twins, private_letters, radicals


def test_every_twin_is_an_ordinary_letter() -> None:
    assert all(letter.isascii() and letter.isalpha() for letter in latin_twins().values())
    assert all(unicodedata.name(letter).startswith("CJK UNIFIED") for letter in radicals().values())
    assert not any(map(is_private, private_letters().values()))


def test_no_ordinary_letter_has_a_twin() -> None:
    assert not any(letter.isascii() for letter in latin_twins())
    assert all(unicodedata.name(letter).startswith(("CJK RADICAL", "CJK STROKE")) for letter in radicals())
    assert all(map(is_private, private_letters()))


def test_letters_newer_than_the_tables_are_letters() -> None:
    assert not any(map(is_nothing, "示A\U0002ebf0\U000323b0"))
    assert is_nothing("\u0378")
