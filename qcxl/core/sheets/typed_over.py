"""A filled workbook as people would see it, worked out from the blank workbook without writing a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qcxl.core.sheets.content import SheetContent
from qcxl.model.grid import Grid, Place, RawValue, SheetGrid

_NOTHING = (None, "")


def typed_over(blank: Grid, contents: Mapping[str, SheetContent]) -> Grid:
    """The grid of the workbook `blank` filled with `contents` by sheet name.

    The grid is what a reader gets from the file that `fill_form` writes: entries in place of old contents,
    and formulas with the results of `contents`. Marks, links and heights of rows are no part of a grid.
    """
    return Grid(
        tuple(
            _filled(sheet, contents[sheet.name]) if sheet.name in contents else sheet
            for sheet in blank.sheets
        )
    )


def _filled(sheet: SheetGrid, content: SheetContent) -> SheetGrid:
    cells: dict[Place, RawValue] = {place: _as_read(value) for place, value in content.values.items()}
    cells |= {place: _as_read(value) for place, value in content.shown.items()}
    rows = [list(row) for row in sheet.rows]
    rows.extend([] for _ in range(max((row for row, _ in cells), default=0) - len(rows)))
    for (row, column), value in cells.items():
        line = rows[row - 1]
        line.extend("" for _ in range(column - len(line)))
        line[column - 1] = "" if value in _NOTHING else value
    typed = frozenset(content.values)
    return replace(
        sheet,
        rows=tuple(map(tuple, rows)),
        formulas=sheet.formulas - typed,
        uncomputed=sheet.uncomputed - cells.keys(),
        errors={place: error for place, error in sheet.errors.items() if place not in cells},
        percents=sheet.percents - typed,
        formula_texts={place: text for place, text in sheet.formula_texts.items() if place not in cells},
    )


def _as_read(value: RawValue) -> RawValue:
    """A value as a file gives it back: a whole number comes back as a float, like all numbers."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
