"""Reads `_qcxl`, the map of a distributed workbook as issued, and finds its sheets again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcxl.core.known_units import CHILDREN
from qcxl.core.layout import MARKER
from qcxl.core.shown import render_raw
from qcxl.model.catalogue import problem
from qcxl.model.grid import Grid, Place, RawValue, SheetGrid, parse_address
from qcxl.model.problem import Problem
from qcxl.model.submission import Identity
from qcxl.model.text import clean

_KEYS = {
    "edition": "年度版本",
    "edition_hash": "版本校验码",
    "unit_code": "单位代码",
    "unit_name": "单位名称",
    "level": "单位级别",
    "period": "统计期间",
}
"""The keys that every map has, and what people call them."""
_HEADER = ("kind", "id", "table", "sheet", "address", "label")
_SEARCHED = 12
"""A marker issued in A1 is looked for this far: rows and columns may have been inserted before it."""


@dataclass(frozen=True, slots=True)
class Input:
    """One line of the map: where an input, computed cell or list column was issued."""

    kind: str
    id: str
    form: str
    sheet: str
    place: Place
    label: str


@dataclass(frozen=True, slots=True)
class BookMap:
    """The map as issued: who, and every input by (form, field)."""

    identity: Identity
    inputs: Mapping[tuple[str, str], Input]


def text_of(raw: RawValue) -> str:
    """A raw cell as cleaned text: 4115.0 reads 4115."""
    return clean(render_raw(raw))


def read_map(grid: Grid) -> BookMap | Problem:
    """The map of a workbook; a problem (map_missing, map_damaged) when it is not ours or damaged."""
    sheet = next((sheet for sheet in grid.sheets if _starts(sheet, "edition", "edition_hash")), None)
    if sheet is None:
        return problem("map_missing")
    pairs: dict[str, str] = {}
    number = 1
    while text_of(sheet.value((number, 1))):
        pairs[text_of(sheet.value((number, 1)))] = text_of(sheet.value((number, 2)))
        number += 1
    missing = [name for key, name in _KEYS.items() if not pairs.get(key)]
    inputs = _inputs(sheet, number + 1)
    if missing or not inputs:
        return problem("map_damaged", sheet=sheet.name, missing="、".join(missing) or "各项填报内容的位置")
    identity = Identity(
        **{key: pairs[key] for key in _KEYS},
        direct=pairs.get("direct") == "是",
        parent_name=pairs.get("parent_name", ""),
        last_row=int(pairs["last_row"]) if pairs.get("last_row", "").isdecimal() else None,
    )
    return BookMap(identity, inputs)


def _inputs(sheet: SheetGrid, header_row: int) -> dict[tuple[str, str], Input]:
    header = [text_of(sheet.value((header_row, column))) for column in range(1, len(_HEADER) + 1)]
    if tuple(header) != _HEADER:
        return {}
    found = {}
    for row in range(header_row + 1, len(sheet.rows) + 1):
        kind, id_, form, name, cell, label = (
            text_of(sheet.value((row, c))) for c in range(1, len(_HEADER) + 1)
        )
        try:
            found[form, id_] = Input(kind, id_, form, name, parse_address(cell), label)
        except ValueError:
            continue
    return found


def find_sheets(grid: Grid, names: Mapping[str, str]) -> dict[str, tuple[SheetGrid, Place]]:
    """The sheet of each form with the place of its marker; `names` are the sheet names as issued, by form id.

    The marker wins over the name. Of two sheets with one marker (a copied sheet) the one with the issued
    name counts, else the first. A sheet without marker is found by its name, as if its marker stood in A1.
    """
    found: dict[str, tuple[SheetGrid, Place]] = {}
    for sheet in grid.sheets:
        marker = _marker(sheet)
        if marker is None:
            continue
        form, place = marker
        if form in names and (form not in found or sheet.name == names[form]):
            found[form] = sheet, place
    taken = {id(sheet) for sheet, _ in found.values()}
    for sheet in grid.sheets:
        for form, name in names.items():
            if form not in found and sheet.name == name and id(sheet) not in taken:
                found[form] = sheet, (1, 1)
    return found


def read_lists(grid: Grid) -> dict[str, tuple[str, ...]]:
    """The lists of `_qcxl_lists` by name, empty when the sheet is gone."""
    sheet = next((sheet for sheet in grid.sheets if _starts(sheet, CHILDREN)), None)
    if sheet is None:
        return {}
    lists = {}
    for column in range(1, len(sheet.rows[0]) + 1):
        values = [text_of(sheet.value((row, column))) for row in range(2, len(sheet.rows) + 1)]
        lists[text_of(sheet.value((1, column)))] = tuple(value for value in values if value)
    return lists


def _starts(sheet: SheetGrid, *texts: str) -> bool:
    return all(sheet.value((row, 1)) == text for row, text in enumerate(texts, start=1))


def _marker(sheet: SheetGrid) -> tuple[str, Place] | None:
    for row, cells in enumerate(sheet.rows[:_SEARCHED], start=1):
        for column, raw in enumerate(cells[:_SEARCHED], start=1):
            if isinstance(raw, str) and raw.startswith(MARKER):
                return raw.removeprefix(MARKER), (row, column)
    return None
