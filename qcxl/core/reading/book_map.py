"""The map `_qcxl` of a distributed workbook as issued, and the sheets of the workbook as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcxl.core.cells.shown import render_raw
from qcxl.core.figures.known_units import CHILDREN
from qcxl.core.sheets.layout import MARKER
from qcxl.core.sheets.map_format import REQUIRED, YES, MapLine, read_rows
from qcxl.model.analysis import MARK
from qcxl.model.catalogue import problem
from qcxl.model.grid import Grid, Place, RawValue, SheetGrid
from qcxl.model.problem import Problem
from qcxl.model.submission import Identity
from qcxl.model.text import clean, split_codes

_SEARCHED = 12
"""The rows and columns searched for a marker issued in A1: others may have been inserted before it."""


@dataclass(frozen=True, slots=True)
class BookMap:
    """The map of a workbook as issued: its identity, and the line of every input by (form, field)."""

    identity: Identity
    inputs: Mapping[tuple[str, str], MapLine]


def text_of(raw: RawValue) -> str:
    """The cleaned text of a raw cell: `4115` for 4115.0."""
    return clean(render_raw(raw))


def read_map(grid: Grid) -> BookMap | Problem:
    """The map of a workbook, or the problem of a workbook without a map or with a damaged map.

    Problem codes: map_missing, map_damaged, analysis_returned.
    """
    sheet = next((sheet for sheet in grid.sheets if _is_map(sheet)), None)
    if sheet is None:
        is_analysis = any(sheet.value((1, 1)) == MARK for sheet in grid.sheets)
        return problem("analysis_returned" if is_analysis else "map_missing")
    keys, lines = read_rows([text_of(raw) for raw in row] for row in sheet.rows)
    missing = [name for key, name in REQUIRED.items() if not keys.get(key)]
    if missing or not lines:
        return problem("map_damaged", sheet=sheet.name, missing="、".join(missing) or "各项填报内容的位置")
    identity = Identity(
        **{key: keys[key] for key in REQUIRED},
        direct=keys.get("direct") == YES,
        parent_name=keys.get("parent_name", ""),
        last_row=int(keys["last_row"]) if keys.get("last_row", "").isdecimal() else None,
        aggregated=split_codes(keys.get("aggregated", "")),
    )
    return BookMap(identity, {(line.table, line.id): line for line in lines})


def find_sheets(grid: Grid, names: Mapping[str, str]) -> dict[str, tuple[SheetGrid, Place]]:
    """The sheet of each form with the place of its marker; `names` are the sheet names as issued, by form id.

    The marker wins over the name. Of two sheets with one marker (a copied sheet) the one with the issued
    name counts, else the first. A sheet without marker is found by its name, as if its marker stood in A1.
    """
    marked: dict[str, tuple[SheetGrid, Place]] = {}
    for sheet in grid.sheets:
        marker = marker_of(sheet)
        if marker is None:
            continue
        form, place = marker
        if form in names and (form not in marked or sheet.name == names[form]):
            marked[form] = sheet, place
    taken = {id(sheet) for sheet, _ in marked.values()}
    for sheet in grid.sheets:
        for form, name in names.items():
            if form not in marked and sheet.name == name and id(sheet) not in taken:
                marked[form] = sheet, (1, 1)
    return marked


def read_lists(grid: Grid) -> dict[str, tuple[str, ...]]:
    """The lists of `_qcxl_lists` by name, none where the sheet is gone."""
    sheet = next((sheet for sheet in grid.sheets if _is_lists(sheet)), None)
    if sheet is None:
        return {}
    lists = {}
    for column in range(1, len(sheet.rows[0]) + 1):
        values = [text_of(sheet.value((row, column))) for row in range(2, len(sheet.rows) + 1)]
        lists[text_of(sheet.value((1, column)))] = tuple(value for value in values if value)
    return lists


def marker_of(sheet: SheetGrid) -> tuple[str, Place] | None:
    """The form id in a sheet's marker and the place of the marker, None for a sheet without a marker."""
    for row, cells in enumerate(sheet.rows[:_SEARCHED], start=1):
        for column, raw in enumerate(cells[:_SEARCHED], start=1):
            if isinstance(raw, str) and raw.startswith(MARKER):
                return raw.removeprefix(MARKER), (row, column)
    return None


def is_of_program(sheet: SheetGrid) -> bool:
    """True for the sheets `_qcxl` and `_qcxl_lists`, known by their contents under any name."""
    return _is_map(sheet) or _is_lists(sheet)


def _is_map(sheet: SheetGrid) -> bool:
    return sheet.value((1, 1)) == "edition" and sheet.value((2, 1)) == "edition_hash"


def _is_lists(sheet: SheetGrid) -> bool:
    return sheet.value((1, 1)) == CHILDREN
