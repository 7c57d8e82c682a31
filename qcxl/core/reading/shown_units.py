"""The recommending unit that the sheets of a returned workbook show (推荐单位), as people left it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from qcxl.core.reading.book_map import text_of
from qcxl.core.reading.rulers import NO_RULERS, Rulers, read_rulers
from qcxl.core.sheets.placeholders import PLACEHOLDER, UNIT, fixed_texts, names_in, places
from qcxl.model.edition import Edition, once_for_each_edition
from qcxl.model.form import FormKind
from qcxl.model.grid import Place, SheetGrid, address
from qcxl.model.submission import ShownUnit
from qcxl.model.text import clean, half_width, is_blank

_SEARCHED = 12
_LONGEST_WITHOUT_LABEL = 30
_NAME, _CODE = UNIT[:2]
_BEHIND = re.compile(r"\s{2,}|[\r\n]")
"""What divides the unit from the words behind it."""


def read_shown_units(sheets: Mapping[str, tuple[SheetGrid, Place]], edition: Edition) -> Iterator[ShownUnit]:
    """The texts that stand where the edition draws the name or the code of the unit, without blank ones."""
    for form_id, (sheet, marker) in sheets.items():
        drawn, titles = _drawn(edition)[form_id]
        has_rulers = edition.form(form_id).kind not in (FormKind.LIST, FormKind.RESULTS)
        rulers = read_rulers(sheet, marker) if has_rulers and drawn else NO_RULERS
        for drawn_at, (name, text) in drawn.items():
            found = _shown(sheet, marker, rulers, drawn_at, text, titles)
            if found and not is_blank(found[1]):
                place, shown = found
                yield ShownUnit(sheet.name, address(place), shown, is_code=name == _CODE)


@once_for_each_edition
def _drawn(edition: Edition) -> Mapping[str, tuple[Mapping[Place, tuple[str, str]], Collection[str]]]:
    """The drawn places of the unit with placeholder and text, and all drawn texts, by form id."""
    drawn = {}
    for form in edition.forms:
        cells = edition.drawings[form.sheet].cells
        spots = places(edition.drawings[form.sheet])
        texts = fixed_texts(form, edition)
        units = {
            place: (name, cells[address(place)]) for name in (_NAME, _CODE) for place in spots.get(name, ())
        }
        drawn[form.id] = units, {_drawn_text(text, texts) for text in cells.values()}
    return drawn


def _shown(
    sheet: SheetGrid, marker: Place, rulers: Rulers, drawn: Place, text: str, others: Collection[str]
) -> tuple[Place, str] | None:
    """The place of a drawn cell now and the unit in it; `text` is what the edition draws there.

    `others` are the texts of the sheet's other cells, which may have moved here.
    """
    label = _label(text)
    # Row 1 of an issued sheet is the hidden row of its marker.
    issued = drawn[0] + 1, drawn[1]
    # Without rulers nobody knows where the cell went.
    now = rulers.now(issued) if rulers.rows and rulers.columns and len(names_in(text)) == 1 else None
    if not label:
        return (now, text_of(sheet.value(now))) if now else None
    for row, cells in enumerate(sheet.rows[:_SEARCHED], start=1):
        for column, raw in enumerate(cells[:_SEARCHED], start=1):
            found = _flat(text_of(raw)) if isinstance(raw, str) else ""
            if found.startswith(label):
                return (row, column), _BEHIND.split(found.removeprefix(label).lstrip(" :"))[0].strip()
    # The label itself was typed over. Lists have no rulers.
    now = now or (marker[0] + drawn[0], marker[1] + drawn[1] - 1)
    whole = text_of(sheet.value(now))
    return (now, whole) if len(whole) <= _LONGEST_WITHOUT_LABEL and whole not in others else None


def _drawn_text(text: str, texts: Mapping[str, str]) -> str:
    return clean(PLACEHOLDER.sub(lambda match: texts.get(match[1], ""), text))


def _label(text: str) -> str:
    return _flat(text.partition("{{")[0]).rstrip(" :")


def _flat(text: str) -> str:
    return half_width(text)
