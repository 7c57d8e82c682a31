"""Edits of a grid as people make them in a spreadsheet program: every cell keeps its company."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from qcxl.model.grid import Grid, Place, RawValue, SheetGrid

Shift = Callable[[int], int | None]
"""Where a row or column goes, None when it is deleted."""


def edited(source: Grid, sheet: str, edit: Callable[[SheetGrid], SheetGrid]) -> Grid:
    """The grid with one sheet edited; the sheet must be there."""
    assert any(each.name == sheet for each in source.sheets), sheet
    return Grid(tuple(edit(each) if each.name == sheet else each for each in source.sheets))


def renamed(sheet: SheetGrid, name: str) -> SheetGrid:
    """The sheet under another name."""
    return dataclasses.replace(sheet, name=name)


def insert_rows(sheet: SheetGrid, at: int, count: int = 1) -> SheetGrid:
    """The sheet with `count` blank rows before row `at`."""
    return moved_rows(sheet, lambda row: row + count if row >= at else row)


def delete_rows(sheet: SheetGrid, at: int, count: int = 1) -> SheetGrid:
    """The sheet without `count` rows from row `at`."""
    return moved_rows(sheet, lambda row: row if row < at else row - count if row >= at + count else None)


def insert_columns(sheet: SheetGrid, at: int, count: int = 1) -> SheetGrid:
    """The sheet with `count` blank columns before column `at`."""
    return moved_columns(sheet, lambda column: column + count if column >= at else column)


def delete_columns(sheet: SheetGrid, at: int, count: int = 1) -> SheetGrid:
    """The sheet without `count` columns from column `at`."""
    return moved_columns(
        sheet, lambda column: column if column < at else column - count if column >= at + count else None
    )


def swap_columns(sheet: SheetGrid, one: int, other: int) -> SheetGrid:
    """The sheet with two whole columns exchanged, hidden ids and all."""
    return moved_columns(sheet, lambda column: {one: other, other: one}.get(column, column))


def cleared(sheet: SheetGrid, row: int, column: int | None = None) -> SheetGrid:
    """The sheet with one cell emptied, or a whole row."""
    rows = list(sheet.rows)
    line = list(rows[row - 1])
    for each in range(len(line)) if column is None else (column - 1,):
        line[each] = ""
    rows[row - 1] = tuple(line)
    return dataclasses.replace(sheet, rows=tuple(rows))


def moved_rows(sheet: SheetGrid, shift: Shift) -> SheetGrid:
    """The sheet with every row where `shift` sends it."""
    return _moved(sheet, shift, lambda column: column)


def moved_columns(sheet: SheetGrid, shift: Shift) -> SheetGrid:
    """The sheet with every column where `shift` sends it."""
    return _moved(sheet, lambda row: row, shift)


def _moved(sheet: SheetGrid, row_shift: Shift, column_shift: Shift) -> SheetGrid:
    def to(place: Place) -> Place | None:
        row, column = row_shift(place[0]), column_shift(place[1])
        return None if row is None or column is None else (row, column)

    values = {
        to((row, column)): raw
        for row, line in enumerate(sheet.rows, start=1)
        for column, raw in enumerate(line, start=1)
    }
    kept = {place: raw for place, raw in values.items() if place}
    return SheetGrid(
        sheet.name,
        _rows(kept),
        formulas=frozenset(filter(None, map(to, sheet.formulas))),
        uncomputed=frozenset(filter(None, map(to, sheet.uncomputed))),
        errors={place: text for old, text in sheet.errors.items() if (place := to(old))},
        hidden=sheet.hidden,
    )


def _rows(values: Mapping[Place, RawValue]) -> tuple[tuple[RawValue, ...], ...]:
    lines: list[list[RawValue]] = []
    for (row, column), raw in sorted(values.items(), key=lambda item: item[0]):
        lines.extend([] for _ in range(row - len(lines)))
        lines[row - 1].extend("" for _ in range(column - 1 - len(lines[row - 1])))
        lines[row - 1].append(raw)
    return tuple(map(tuple, lines))
