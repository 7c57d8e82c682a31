"""Cells of a column as people write them: E6:E40、E43."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from qcxl.model.grid import address

Run = tuple[int, int]
"""First and last of consecutive rows."""


def runs(numbers: Iterable[int]) -> tuple[Run, ...]:
    """Row numbers, in any order, as runs without gaps."""
    found = []
    # Within a run the numbers rise as fast as they are counted.
    for _, members in groupby(enumerate(sorted(set(numbers))), key=lambda each: each[1] - each[0]):
        rows = [number for _, number in members]
        found.append((rows[0], rows[-1]))
    return tuple(found)


def cells(column: int, rows: Iterable[Run]) -> str:
    """The cells of a column (from 1) in these runs of rows."""
    return "、".join(
        address((first, column)) if first == last else f"{address((first, column))}:{address((last, column))}"
        for first, last in rows
    )
