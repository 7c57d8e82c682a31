"""What must hold on a drawn form: every field in a cell of its own, every list below its column names."""

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
    found = placeholders.places(drawing)
    inputs = (*(field.id for field in form.fields), *placeholders.repeated(form.kind))
    yield from _names(edition, form, drawing)
    yield from _inputs(form, drawing, inputs, found)
    if form.kind is FormKind.LIST or placeholders.repeated(form.kind):
        yield from _repeated_row(form, drawing, {name: found[name][0] for name in inputs if name in found})


def _names(edition: Edition, form: Form, drawing: Drawing) -> Iterator[Problem]:
    """Placeholders that nothing stands for, and braces that make none."""
    known = placeholders.known_names(form, edition)
    for cell, text in drawing.cells.items():
        strange = [name for name in placeholders.names_in(text) if name not in known]
        rest = placeholders.PLACEHOLDER.sub("", text)
        if any(brace in rest for brace in "{}｛｝"):
            strange.append(rest.strip())
        for name in dict.fromkeys(strange):
            yield problem("edition_placeholder_unknown", sheet=form.sheet, cell=cell, value=name)


def _inputs(
    form: Form, drawing: Drawing, inputs: tuple[str, ...], found: dict[str, list[Place]]
) -> Iterator[Problem]:
    for name in inputs:
        spots = found.get(name, [])
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


def _repeated_row(form: Form, drawing: Drawing, found: dict[str, Place]) -> Iterator[Problem]:
    """The placeholders of a row that is repeated stand in one row, right below its column names.

    Lists and results become Excel tables, which need a name of its own for every column that is drawn.
    """
    if not found:
        yield problem("edition_list_row", sheet=form.sheet)
        return
    spots = list(found.values())
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
        yield from _column_names(form, drawing, found, headers)


def _column_names(
    form: Form, drawing: Drawing, found: dict[str, Place], headers: dict[int, str]
) -> Iterator[Problem]:
    """Every drawn column has a name, no two the same, and a field's is the one 字段 gives it."""
    row = next(iter(found.values()))[0]
    labels = {found[field.id][1]: field.label for field in form.fields if field.id in found}
    own = {column for _, column in found.values()}
    first: dict[str, int] = {}
    for column in range(1, drawn_width(drawing) + 1):
        cell = address((row - 1, column))
        if column not in headers:
            if column not in own:
                yield problem("edition_list_row", sheet=form.sheet, cell=address((row, column)))
            continue
        header = headers[column]
        twin = first.setdefault(header.casefold(), column)
        if twin != column:
            other = address((row - 1, twin))
            yield problem("edition_duplicate", sheet=form.sheet, cell=cell, value=header, other=other)
        # Whoever reads a returned workbook holds its headers against these names.
        label = labels.get(column, header)
        if name_key(header) != name_key(label):
            yield problem("edition_header_differs", sheet=form.sheet, cell=cell, value=header, expected=label)
