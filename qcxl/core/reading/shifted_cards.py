"""Cards whose cells have shifted after rows, columns or cells were removed, unknown to the rulers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from qcxl.core.reading.book_map import text_of
from qcxl.core.reading.rulers import read_rulers
from qcxl.core.sheets.layout import SheetLayout, lay_out
from qcxl.model.edition import Edition, once_for_each_edition
from qcxl.model.grid import Place, SheetGrid, parse_address
from qcxl.model.text import name_key

_LEAST = 2
"""The least drawn texts that have to stand elsewhere, all by the same way, to make a shift."""
_PLACEHOLDER = "{{"


def is_shifted(sheet: SheetGrid, marker: Place, layout: SheetLayout, edition: Edition) -> bool:
    """True where two or more drawn texts stand apart from their places, all by the same rows and columns.

    Texts that are drawn twice, or that people changed, say nothing.
    """
    drawn = _drawn_once(edition)[layout.form.id]
    rulers = read_rulers(sheet, marker)
    expected = {text: rulers.now(place) for text, place in drawn.items()}
    found: dict[str, list[Place]] = {}
    for row, cells in enumerate(sheet.rows, start=1):
        for column, raw in enumerate(cells, start=1):
            text = name_key(text_of(raw)) if isinstance(raw, str) and raw else ""
            if text in drawn:
                found.setdefault(text, []).append((row, column))
    ways: Counter[Place] = Counter()
    for text, places in found.items():
        place = expected[text]
        if place is not None and len(places) == 1 and place != places[0]:
            ways[places[0][0] - place[0], places[0][1] - place[1]] += 1
    return max(ways.values(), default=0) >= _LEAST


@once_for_each_edition
def _drawn_once(edition: Edition) -> Mapping[str, Mapping[str, Place]]:
    """The texts that are drawn once on a form, spelled as `name_key` does, with their places as issued."""
    return {id_: _drawn(layout, edition) for id_, layout in lay_out(edition).items()}


def _drawn(layout: SheetLayout, edition: Edition) -> Mapping[str, Place]:
    texts: dict[str, list[Place]] = {}
    for cell, text in edition.drawings[layout.form.sheet].cells.items():
        if _PLACEHOLDER not in text and (key := name_key(text)):
            row, column = parse_address(cell)
            texts.setdefault(key, []).append((layout.moved(row), column))
    return {text: places[0] for text, places in texts.items() if len(places) == 1}
