"""Entries with a line through them: people mean them to be gone, but they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qcxl.core.problems.graded import graded
from qcxl.core.reading.book_map import text_of
from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.grid import Place, SheetGrid, address
from qcxl.model.problem import Problem
from qcxl.model.submission import Card, Table
from qcxl.model.text import is_blank


def struck_rows(table: Table, form: Form, sheet: SheetGrid, edition: Edition) -> Iterator[Problem]:
    """The problems of struck-out entries of a list, one for a row that is struck out as a whole.

    Problem codes: row_struck_out, entry_struck_out, entry_partly_struck.
    """
    if not sheet.struck and not sheet.partly_struck:
        return
    for row in table.rows:
        places = {
            field.id: (row.number, table.columns[field.id])
            for field in form.fields
            if field.id in table.columns and _is_given(sheet, (row.number, table.columns[field.id]))
        }
        if places and sheet.struck.issuperset(places.values()):
            first = min(places.values())
            value = text_of(sheet.value(first))
            yield graded(
                edition, "row_struck_out", sheet=sheet.name, cell=address(first), value=value, row=row.number
            )
        else:
            yield from _entries(places, form, sheet, edition)


def struck_card(card: Card, form: Form, sheet: SheetGrid, edition: Edition) -> Iterator[Problem]:
    """The problems of struck-out entries of a card. Problem codes: entry_struck_out, entry_partly_struck."""
    if sheet.struck or sheet.partly_struck:
        entered = {field.id: card.places[field.id] for field in form.entered if field.id in card.places}
        yield from _entries(entered, form, sheet, edition)


def _entries(
    places: Mapping[str, Place], form: Form, sheet: SheetGrid, edition: Edition
) -> Iterator[Problem]:
    for id_, place in places.items():
        code = "entry_struck_out" if place in sheet.struck else "entry_partly_struck"
        if place in sheet.struck or place in sheet.partly_struck:
            yield graded(
                edition,
                code,
                sheet=sheet.name,
                cell=address(place),
                field=form.field(id_).label,
                value=text_of(sheet.value(place)),
            )


def _is_given(sheet: SheetGrid, place: Place) -> bool:
    return not is_blank(sheet.value(place)) or place in sheet.errors
