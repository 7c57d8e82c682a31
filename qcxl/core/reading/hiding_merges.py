"""Merged ranges that hide entries: only the first cell of a range is read and seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from qcxl.core.problems.graded import graded
from qcxl.model.edition import Edition
from qcxl.model.grid import Area, SheetGrid, address
from qcxl.model.problem import Problem
from qcxl.model.submission import Table
from qcxl.model.text import is_blank


def hiding_merges(sheet: SheetGrid, table: Table, edition: Edition) -> Iterator[Problem]:
    """The problem cells_merged of each range that hides entries or column names of a list.

    A range that hides cells of rows that are read, of a row that is not read because the range hides all of
    it, or of the header; ranges over blank rows hide nothing.
    """
    rows = [row.number for row in table.rows]
    columns = sorted(table.columns.values())
    # Ranges overlap only in a file that was made to keep the program busy.
    room = len(sheet.rows) * max(len(columns), 1)
    for merged in sheet.merged:
        top, left, bottom, right = merged
        named = _between(columns, left, right)
        kept = _between(rows, top, top) * _between(columns, left, left)
        if _between(rows, top, bottom) * named > kept or _hides_header(merged, table, columns):
            yield merged_cells(sheet, merged, edition)
            continue
        below = range(max(top, table.header_row + 1), min(bottom, len(sheet.rows)) + 1)
        room -= len(below) * named
        if room >= 0 and _hides_row(sheet, merged, below, columns):
            yield merged_cells(sheet, merged, edition)


def merged_cells(sheet: SheetGrid, merged: Area, edition: Edition) -> Problem:
    """The problem of a merged range that hides entries."""
    top, left, bottom, right = merged
    cell = address((top, left))
    area = f"{cell}:{address((bottom, right))}"
    return graded(edition, "cells_merged", sheet=sheet.name, cell=cell, value=area)


def _hides_header(merged: Area, table: Table, columns: Sequence[int]) -> bool:
    top, left, bottom, right = merged
    if not top <= table.header_row <= bottom:
        return False
    first = top == table.header_row and left in columns
    return _between(columns, left, right) > first


def _hides_row(sheet: SheetGrid, merged: Area, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """True for a range that hides an entry, or whose first cell holds what was left of a row of entries."""
    top, left, _, right = merged
    hidden = [column for column in columns if left <= column <= right]
    if not hidden:
        return False
    places = ((row, column) for row in rows for column in hidden)
    if any(not is_blank(sheet.value(place)) for place in places if place != (top, left)):
        return True
    return top in rows and left not in columns and not is_blank(sheet.value((top, left)))


def _between(numbers: Sequence[int], first: int, last: int) -> int:
    """The number of rising `numbers` that lie from first to last."""
    return bisect_right(numbers, last) - bisect_left(numbers, first)
