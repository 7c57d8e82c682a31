"""The checks of a drawn form: every field in a cell of its own, every list below its column names."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.core.sheets import placeholders
from qcxl.core.sheets.layout import drawn_width
from qcxl.model.catalogue import problem
from qcxl.model.edition import Drawing, Edition
from qcxl.model.form import Form, FormKind
from qcxl.model.grid import Place, address, parse_address
from qcxl.model.problem import Problem
from qcxl.model.text import name_key


def check_drawing(edition: Edition, form: Form) -> Iterator[Problem]:
    """Every fault in the drawing of a form, with its cell."""
    drawing = edition.drawings.get(form.sheet)
    if drawing is None:
        yield problem("edition_sheet_missing", sheet=form.sheet)
        return
    places = placeholders.places(drawing)
    inputs = (*(field.id for field in form.fields), *placeholders.repeated(form.kind))
    yield from _names(edition, form, drawing)
    yield from _inputs(form, drawing, inputs, places)
    if form.kind is FormKind.LIST or placeholders.repeated(form.kind):
        yield from _repeated_row(form, drawing, {name: places[name][0] for name in inputs if name in places})


def _names(edition: Edition, form: Form, drawing: Drawing) -> Iterator[Problem]:
    """The faults of placeholders whose name nothing stands for, and of braces that make no placeholder."""
    known = placeholders.known_names(form, edition)
    for cell, text in drawing.cells.items():
        strange = [name for name in placeholders.names_in(text) if name not in known]
        rest = placeholders.PLACEHOLDER.sub("", text)
        if any(brace in rest for brace in "{}｛｝"):
            strange.append(rest.strip())
        for name in dict.fromkeys(strange):
            yield problem("edition_placeholder_unknown", sheet=form.sheet, cell=cell, value=name)


def _inputs(
    form: Form, drawing: Drawing, inputs: tuple[str, ...], places: dict[str, list[Place]]
) -> Iterator[Problem]:
    for name in inputs:
        spots = places.get(name, [])
        if not spots:
            yield problem("edition_field_not_drawn", sheet=form.sheet, value=name)
        for spot in spots[1:]:
            yield problem(
                "edition_field_drawn_twice",
                sheet=form.sheet,
                cell=address(spot),
                value=name,
                other=address(spots[0]),
            )
        for cell in map(address, spots[:1]):
            text = drawing.cells[cell]
            if placeholders.names_in(text) != [name] or placeholders.PLACEHOLDER.sub("", text).strip():
                yield problem("edition_field_not_alone", sheet=form.sheet, cell=cell, value=name)


def _repeated_row(form: Form, drawing: Drawing, places: dict[str, Place]) -> Iterator[Problem]:
    """The faults of a repeated row: its placeholders must stand in one row, right below their column names.

    Lists and results become Excel tables, in which every drawn column needs a name of its own.
    """
    if not places:
        yield problem("edition_list_row", sheet=form.sheet)
        return
    spots = list(places.values())
    row = spots[0][0]
    headers = {
        parse_address(cell)[1]: text
        for cell, text in drawing.cells.items()
        if parse_address(cell)[0] == row - 1
    }
    for spot in spots:
        if spot[0] != row or spot[1] not in headers:
            yield problem("edition_list_row", sheet=form.sheet, cell=address(spot))
    if form.kind in (FormKind.LIST, FormKind.RESULTS):
        yield from _column_names(form, drawing, places, headers)


def _column_names(
    form: Form, drawing: Drawing, places: dict[str, Place], headers: dict[int, str]
) -> Iterator[Problem]:
    """The faults of column names: every drawn column needs a name that no other column has.

    The name of a field's column must be the one that 字段 gives the field.
    """
    row = next(iter(places.values()))[0]
    labels = {places[field.id][1]: field.label for field in form.fields if field.id in places}
    own = {column for _, column in places.values()}
    first: dict[str, int] = {}
    for column in range(1, drawn_width(drawing) + 1):
        cell = address((row - 1, column))
        if column not in headers:
            if column not in own:
                yield problem("edition_list_row", sheet=form.sheet, cell=address((row, column)))
            continue
        header = headers[column]
        first_column = first.setdefault(header.casefold(), column)
        if first_column != column:
            first_cell = address((row - 1, first_column))
            yield problem("edition_duplicate", sheet=form.sheet, cell=cell, value=header, other=first_cell)
        # The headers of returned workbooks are compared with these names.
        label = labels.get(column, header)
        if name_key(header) != name_key(label):
            yield problem("edition_header_differs", sheet=form.sheet, cell=cell, value=header, expected=label)
