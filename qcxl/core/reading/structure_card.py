"""Changes that people made to a card: inputs merged, notes written around the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qcxl.core.problems.graded import graded
from qcxl.core.reading.book_map import text_of
from qcxl.core.reading.hiding_merges import merged_cells
from qcxl.core.reading.rulers import read_rulers
from qcxl.core.sheets.layout import MARKER, SheetLayout
from qcxl.model.edition import Edition
from qcxl.model.grid import Area, Place, SheetGrid, address, covers, parse_address
from qcxl.model.problem import Problem
from qcxl.model.submission import Card
from qcxl.model.text import is_blank


def check_card(
    sheet: SheetGrid, marker: Place, card: Card, layout: SheetLayout, edition: Edition, *, as_issued: bool
) -> Iterator[Problem]:
    """The problems of changes that people made to a card.

    Problem codes: cells_merged, stray_content (only for a workbook `as_issued` by this very edition).
    """
    for merged in sheet.merged:
        if any(covers(merged, place) for place in card.places.values()):
            yield merged_cells(sheet, merged, edition)
    # Where an input is not found the rulers are damaged, and the drawn places are not known.
    if as_issued and len(card.places) == len(layout.form.fields):
        yield from stray_content(sheet, list(_around(sheet, marker, layout, edition)), edition)


def stray_content(sheet: SheetGrid, places: Sequence[Place], edition: Edition) -> Iterator[Problem]:
    """The problem of the `places` with content that is not read, at the first place; none without places."""
    if places:
        first = min(places)
        value = text_of(sheet.value(first))
        yield graded(
            edition, "stray_content", sheet=sheet.name, cell=address(first), value=value, count=len(places)
        )


def _around(sheet: SheetGrid, marker: Place, layout: SheetLayout, edition: Edition) -> Iterator[Place]:
    """The places of all content where the form draws none, without the hidden rulers."""
    rulers = read_rulers(sheet, marker)
    rows = {now: issued for issued, now in rulers.rows.items()}
    columns = {now: issued for issued, now in rulers.columns.items()}
    drawing = edition.drawings[layout.form.sheet]
    drawn = {_moved(cell, layout) for cell in drawing.cells}
    merged = [_area(text, layout) for text in drawing.merged]
    for row, cells in enumerate(sheet.rows, start=1):
        if row == marker[0] or any(isinstance(raw, str) and raw.startswith(MARKER) for raw in cells):
            continue
        for column, raw in enumerate(cells, start=1):
            if raw is None or raw == "" or column == rulers.column:
                continue
            issued = rows.get(row, 0) if rows else row, columns.get(column, 0) if columns else column
            if issued in drawn or any(covers(area, issued) for area in merged) or is_blank(raw):
                continue
            yield row, column


def _moved(cell: str, layout: SheetLayout) -> Place:
    row, column = parse_address(cell)
    return layout.moved(row), column


def _area(text: str, layout: SheetLayout) -> Area:
    first, _, last = text.partition(":")
    return (*_moved(first, layout), *_moved(last or first, layout))
