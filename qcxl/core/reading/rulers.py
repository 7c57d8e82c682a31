"""The hidden rulers beside a card: where each row and column stands now, whatever was inserted or deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from qcxl.model.grid import Place, SheetGrid, parse_address

_UNIT_STEPS = 2
"""So many steps by one, and no fewer than other steps, make rising numbers in a column a ruler."""


@dataclass(frozen=True, slots=True)
class Rulers:
    """Issued rows and columns by where they stand now; `column` is the row ruler's own, 0 without one.

    Without a ruler everything stands where it was issued.
    """

    rows: Mapping[int, int]
    columns: Mapping[int, int]
    column: int

    def now(self, issued: Place) -> Place | None:
        """Where a place stands now, None when its row or column is gone."""
        row = self.rows.get(issued[0]) if self.rows else issued[0]
        column = self.columns.get(issued[1]) if self.columns else issued[1]
        return (row, column) if row and column else None


def read_rulers(sheet: SheetGrid, marker: Place) -> Rulers:
    """The rulers of a card whose marker stands there, each empty where it is gone."""
    columns = dict(_column_ruler(sheet, marker))
    column, rows = _row_ruler(sheet, marker)
    return Rulers(rows, columns if len(columns) > 1 else {}, column)


def _column_ruler(sheet: SheetGrid, marker: Place) -> Iterator[tuple[int, int]]:
    row, first = marker
    yield 1, first
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    for column, raw in enumerate(cells[first:], start=first + 1):
        if isinstance(raw, str) and raw.isascii() and raw.isalpha() and raw.isupper():
            yield parse_address(f"{raw}1")[1], column


def _row_ruler(sheet: SheetGrid, marker: Place) -> tuple[int, dict[int, int]]:
    """Issued row → row now, from the last column whose numbers rise by one from row to row.

    The marker's own row counts too: where that row was deleted, the marker is looked for in its place.
    """
    widest = max((len(row) for row in sheet.rows), default=0)
    for column in range(widest, marker[1], -1):
        ruler: dict[int, int] = {}
        for row in range(marker[0], len(sheet.rows) + 1):
            raw = sheet.value((row, column))
            if isinstance(raw, float | int) and not isinstance(raw, bool) and raw % 1 == 0:
                ruler[int(raw)] = row
        steps = [after - before for before, after in pairwise(ruler)]
        by_one = steps.count(1)
        if by_one >= _UNIT_STEPS and by_one * 2 >= len(steps) and min(steps) > 0:
            return column, ruler
    return 0, {}
