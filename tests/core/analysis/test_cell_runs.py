"""Cells of a column in few words."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.analysis.cells import cells, runs
from qcxl.model.grid import parse_address


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((), ""),
        ((6,), "E6"),
        ((6, 7), "E6:E7"),
        ((*range(6, 41), 43), "E6:E40、E43"),
        ((9, 7, 8, 5, 7), "E5、E7:E9"),
    ],
)
def test_neighbouring_cells_are_written_as_a_range(numbers: Iterable[int], text: str) -> None:
    assert cells(5, runs(numbers)) == text


def test_columns_far_to_the_right_have_two_letters() -> None:
    assert cells(28, runs((1, 2))) == "AB1:AB2"


@given(st.sets(st.integers(1, 200)))
def test_the_text_names_every_row_once(numbers: set[int]) -> None:
    named: list[int] = []
    for piece in filter(None, cells(3, runs(numbers)).split("、")):
        first, _, last = piece.partition(":")
        named += range(parse_address(first)[0], parse_address(last or first)[0] + 1)

    assert named == sorted(numbers)
