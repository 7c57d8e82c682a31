"""Letters that are taken for each other."""

from __future__ import annotations

import pytest

from qcxl.core.names.mistaken_letters import as_mistaken


@pytest.mark.parametrize(
    "letters", ["密蜜", "限线", "份分", "洲州", "吕铝旅", "女", "啊阿", "座做作", "淅浙", "治冶", "例列"]
)
def test_letters_that_sound_or_look_alike_are_taken_for_each_other(letters: str) -> None:
    assert len(set(letters.translate(as_mistaken()))) == 1


@pytest.mark.parametrize("letters", ["鲁吕", "源泰", "光罗", "安昂", "大呆", "浉潢"])
def test_others_are_not(letters: str) -> None:
    assert len(set(letters.translate(as_mistaken()))) == len(letters)
