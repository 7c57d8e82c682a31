"""The hidden rulers beside a card: the present rows and columns of all that was issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from qcxl.model.grid import Place, SheetGrid, parse_address

_UNIT_STEPS = 2
"""The least steps by one that make rising numbers a ruler; other steps may not be more than these."""


@dataclass(frozen=True, slots=True)
class Rulers:
    """The present rows by issued rows, and the present columns by issued columns; each empty without a ruler.

    Without a ruler everything stands where it was issued. `column` is the column that holds the row ruler, 0
    without a row ruler.
    """

    rows: Mapping[int, int]
    columns: Mapping[int, int]
    column: int

    def now(self, issued: Place) -> Place | None:
        """The present place of an issued place, None where its row or column is gone."""
        row = self.rows.get(issued[0]) if self.rows else issued[0]
        column = self.columns.get(issued[1]) if self.columns else issued[1]
        return (row, column) if row and column else None


NO_RULERS = Rulers({}, {}, 0)


def read_rulers(sheet: SheetGrid, marker: Place) -> Rulers:
    """The rulers of a card whose marker stands at `marker`; a ruler that is gone is empty."""
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
    """The last column whose numbers rise by one from row to row, and its present rows by issued rows.

    The numbers count from the marker's own row on: where that row was deleted, an issued row took its place.
    Column 0 and no rows without a ruler.
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
