"""Rows that are the sum of other rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.figures.row_sums import SumSearch

A, B, C, D = [10, 5, 1, 0], [20, 6, 2, 0], [3, 3, 3, 4], [50, 9, 8, 7]
ZEROS = [0, 0, 0, 0]


def added(*rows: Sequence[int]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def certain(rows: Sequence[Sequence[int | None]], **known: frozenset[int]) -> list[int]:
    return sorted(SumSearch(rows, 3, **known).found().certain)


def likely(rows: Sequence[Sequence[int | None]], **known: frozenset[int]) -> list[int]:
    return sorted(SumSearch(rows, 3, **known).found().likely)


@pytest.mark.parametrize(
    ("rows", "sums"),
    [
        ([A, B, C, D], []),
        ([A, B, added(A, B)], [2]),
        ([A, B, C, added(A, B, C)], [3]),
        ([A, B, C, D, added(C, D)], [4]),
        ([A, B, ZEROS, added(A, B)], [3]),
        ([added(A, B), A, B], [0]),
        ([A, B, added(A, B), C, D, added(C, D), added(A, B, C, D)], [2, 5, 6]),
        ([added(A, B, C, D), added(A, B), A, B, added(C, D), C, D], [0, 1, 4]),
        ([A, B, added(A, B), C, added(A, B, C)], [2, 4]),
        ([A, B, added(A, B), D], [2]),
        ([A, B, added(A, B), C, added(A, B, A, B, C)], [2, 4]),
        # One addend, two equal columns, one figure that differs: chance, or a slip.
        ([A, A], []),
        ([A, ZEROS, A], []),
        ([[1, 1, 0, 0], [2, 2, 0, 0], [3, 3, 0, 0]], []),
        ([A, B, [*added(A, B)[:3], 1]], []),
        ([ZEROS, ZEROS, ZEROS], []),
        ([], []),
        # What is not given agrees with every sum.
        ([A, B, [*added(A, B)[:3], None]], [2]),
        ([A, [20, None, 2, 0], [30, 5, 3, 0]], [2]),
    ],
)
def test_sums_of_rows_above_and_below(rows: list[list[int | None]], sums: list[int]) -> None:
    assert certain(rows) == sums


@pytest.mark.parametrize(
    ("rows", "sums"),
    [
        ([A, B, C], []),
        ([[1, 1, 0], [2, 2, 0], [3, 3, 0]], [2]),
        ([[1, 0, 0], [2, 0, 0], [3, 0, 0]], []),
        ([A, A], []),
        ([A, B, B], []),
        ([A, B, [*added(A, B)[:3], 1]], [2]),
        ([A, B, [*added(A, B)[:2], 9, 1]], []),
        ([A, B, added(A, B)], []),
    ],
)
def test_less_than_a_sum_is_likely_at_most(rows: list[list[int | None]], sums: list[int]) -> None:
    assert likely(rows) == sums


def test_the_same_figures_below_one_row_are_likely_its_total_where_no_enterprise_is_named() -> None:
    assert likely([A, A], odd=frozenset({1})) == [1]
    assert likely([A, A, A], odd=frozenset({2})) == []


def test_known_totals_are_added_up_by_totals_only() -> None:
    rows = [A, B, [31, 11, 3, 0], C, D, added(A, B, C, D)]

    assert certain(rows, totals=frozenset({2})) == [5]


def test_the_units_own_row_needs_one_addend_and_one_column() -> None:
    rows = [[10, 0, 0], [10, 0, 0]]

    assert (certain(rows), certain(rows, own=frozenset({1}))) == ([], [1])


def test_the_units_own_row_may_have_an_old_figure() -> None:
    rows = [A, B, [*added(A, B)[:3], 1]]

    assert certain(rows, own=frozenset({2})) == [2]


def test_an_odd_row_may_be_the_sum_of_any_block_and_of_a_part() -> None:
    rows = [A, B, C, D, added(A, B), added(A, D)]

    assert certain(rows) == []
    assert certain(rows, odd=frozenset({4, 5}), parts=(frozenset({0, 3}),)) == [4, 5]


def test_what_is_known_as_an_entry_is_no_sum() -> None:
    assert certain([A, B, added(A, B)], entries=frozenset({2})) == []


def test_the_rows_that_were_added_are_told() -> None:
    found = SumSearch([A, B, ZEROS, C, added(B, C)], 3).found().certain[4]

    assert (found.first, found.last, found.addends, found.equal) == (1, 3, 2, 4)


FIGURES = st.lists(st.integers(1, 10**6), min_size=15, max_size=15)


@given(rows=st.lists(FIGURES, min_size=2, max_size=8), data=st.data())
def test_the_sum_of_any_block_beside_is_found_above_and_below(
    rows: list[list[int]], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(rows) - 2))

    assert len(rows) in certain([*rows, added(*rows[start:])])
    assert 0 in certain([added(*rows[: len(rows) - start]), *rows])
