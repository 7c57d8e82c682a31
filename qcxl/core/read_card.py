"""A card form of a returned workbook: where its cells stand now, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from qcxl.core.cells import type_cell
from qcxl.core.faults import cell_problem, graded
from qcxl.core.map_format import MapLine
from qcxl.model.edition import Edition, Field, Form
from qcxl.model.grid import Place, RawValue, SheetGrid, address, column_letters
from qcxl.model.problem import Problem
from qcxl.model.submission import Card, Value
from qcxl.model.text import is_blank

_UNIT_STEPS = 2
"""So many steps by one, and no fewer than other steps, make rising numbers in a column a ruler."""


def read_card(
    form: Form, sheet: SheetGrid, marker: Place, inputs: Mapping[tuple[str, str], MapLine], edition: Edition
) -> tuple[Card, tuple[Problem, ...]]:
    """The card of `form` and the faults of its cells.

    Codes: cell_missing, error_value, entry_is_formula and those of typing.
    """
    places = _places(form, sheet, marker, inputs)
    computed = {field.id for field in form.computed}
    problems: list[Problem] = []
    values: dict[str, Value] = {}
    faulty: set[str] = set()
    for field in form.fields:
        place = places.get(field.id)
        if place is None:
            problems.append(graded(edition, "cell_missing", sheet=sheet.name, field=field.label))
        elif field.id not in computed:
            value, faults = read_entry(field, sheet, place, edition)
            problems.extend(faults)
            if value is not None:
                values[field.id] = value
            elif faults:
                faulty.add(field.id)
    shown = {id_: places[id_] for id_ in computed if id_ in places}
    for id_, place in shown.items():
        if place in sheet.errors:
            problems.append(_error_value(form.field(id_), sheet, place, edition, "computed_error"))
    card = Card(
        form=form.id,
        sheet=sheet.name,
        places=places,
        values=values,
        shown={id_: sheet.value(place) for id_, place in shown.items() if not is_blank(sheet.value(place))},
        overwritten=frozenset(id_ for id_, place in shown.items() if place not in sheet.formulas),
        faulty=frozenset(faulty),
    )
    return card, tuple(problems)


def read_entry(
    field: Field, sheet: SheetGrid, place: Place, edition: Edition
) -> tuple[Value, tuple[Problem, ...]]:
    """The typed value of one input cell and its faults; an error cell or an uncomputed formula is a fault."""
    if place in sheet.errors:
        return None, (_error_value(field, sheet, place, edition),)
    raw: RawValue = sheet.value(place)
    if place in sheet.uncomputed:
        fault = graded(edition, "entry_is_formula", sheet=sheet.name, cell=address(place), field=field.label)
        return None, (fault,)
    typed = type_cell(raw, field)
    if not typed.faults:
        return typed.value, ()
    cell = address(place)
    return typed.value, tuple(
        cell_problem(edition, fault, field, raw, sheet.name, cell) for fault in typed.faults
    )


def _error_value(
    field: Field, sheet: SheetGrid, place: Place, edition: Edition, code: str = "error_value"
) -> Problem:
    error = sheet.errors[place]
    return graded(edition, code, sheet=sheet.name, cell=address(place), field=field.label, value=error)


def _places(
    form: Form, sheet: SheetGrid, marker: Place, inputs: Mapping[tuple[str, str], MapLine]
) -> dict[str, Place]:
    """Where each field stands now: by the rulers, which move with insertions, else as issued."""
    columns = dict(_column_ruler(sheet, marker))
    rows = _row_ruler(sheet, marker)
    places = {}
    for field in form.fields:
        issued = inputs.get((form.id, field.id))
        if issued is None:
            continue
        row, column = issued.place
        row_now = rows.get(row) if rows else row
        column_now = columns.get(column_letters(column)) if len(columns) > 1 else column
        if row_now and column_now:
            places[field.id] = row_now, column_now
    return places


def _column_ruler(sheet: SheetGrid, marker: Place) -> Iterator[tuple[str, int]]:
    row, first = marker
    yield "A", first
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    for column, raw in enumerate(cells[first:], start=first + 1):
        if isinstance(raw, str) and raw.isascii() and raw.isalpha() and raw.isupper():
            yield raw, column


def _row_ruler(sheet: SheetGrid, marker: Place) -> dict[int, int]:
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
            return ruler
    return {}
