"""A card form of a returned workbook: the present places of its cells, and their entries."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.core.cells.no_text import code_of_no_text, is_picture
from qcxl.core.cells.texts import unseen_inside, without_unseen_ends
from qcxl.core.cells.typing import type_cell
from qcxl.core.problems.graded import cell_problem, graded
from qcxl.core.reading.rulers import read_rulers
from qcxl.core.sheets.map_format import MapLine
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, Form
from qcxl.model.grid import Place, RawValue, SheetGrid, address, covers
from qcxl.model.problem import Problem
from qcxl.model.submission import Card, Value
from qcxl.model.text import clean, is_blank

_TRIMMED = "blanks_trimmed"
_ON_LETTERS = ("ordinary_letters", "ordinary_name_letters")


def read_card(
    form: Form, sheet: SheetGrid, marker: Place, inputs: Mapping[tuple[str, str], MapLine], edition: Edition
) -> tuple[Card, tuple[Problem, ...]]:
    """The card of `form` and the problems of its cells; an input hidden by a merged range counts as faulty.

    Problem codes: cell_missing, error_value, computed_error, entry_is_formula and those of typing.
    """
    places = _places(form, sheet, marker, inputs)
    computed = {field.id for field in form.computed}
    problems: list[Problem] = []
    values: dict[str, Value] = {}
    faulty: set[str] = set()
    as_typed: list[tuple[str, str]] = []
    days_typed: dict[str, str] = {}
    for field in form.fields:
        place = places.get(field.id)
        if place is None:
            problems.append(graded(edition, "cell_missing", sheet=sheet.name, field=field.label))
        elif field.id in computed:
            continue
        elif any(covers(merged, place) for merged in sheet.merged):
            faulty.add(field.id)
        else:
            value, faults = read_entry(field, sheet, place, edition)
            problems.extend(faults)
            if value is not None:
                values[field.id] = value
                as_typed += text_as_typed(field, sheet.value(place))
            elif faults:
                faulty.add(field.id)
            if any(fault.code == "date_span_read" for fault in faults):
                days_typed[field.id] = " ".join(clean(str(sheet.value(place))).split())
    shown = {id_: places[id_] for id_ in computed if id_ in places}
    for id_, place in shown.items():
        if place in sheet.errors:
            problems.append(_error_value(form.field(id_), sheet, place, edition, "computed_error"))
    card = Card(
        form=form.id,
        sheet=sheet.name,
        places=places,
        values=values,
        shown={
            id_: _shown(form.field(id_), sheet, place)
            for id_, place in shown.items()
            if not is_blank(sheet.value(place))
        },
        overwritten=frozenset(id_ for id_, place in shown.items() if place not in sheet.formulas),
        faulty=frozenset(faulty),
        as_typed=tuple(as_typed),
        days_typed=days_typed,
    )
    return card, tuple(problems)


def read_entry(
    field: Field, sheet: SheetGrid, place: Place, edition: Edition
) -> tuple[Value, tuple[Problem, ...]]:
    """The typed value of one input cell and its problems; None for what is no entry.

    An error value or a formula that was typed or pasted as text is none, too. Problem codes: cell_picture,
    error_value, entry_is_formula, not_a_text and the codes of typing.
    """
    raw: RawValue = sheet.errors.get(place, sheet.value(place))
    if code := _no_entry(field, sheet, place, raw):
        return None, (_no_entry_problem(code, field, sheet, place, edition),)
    typed = type_cell(raw, field, percent=place in sheet.percents)
    if not typed.faults:
        return typed.value, ()
    cell = address(place)
    told_elsewhere = _TRIMMED if unseen_inside(raw, field) and _is_ruled(field, edition) else ""
    return typed.value, tuple(
        cell_problem(edition, fault, field, raw, sheet.name, cell)
        for fault in typed.faults
        if fault.code != told_elsewhere
    )


def text_as_typed(field: Field, raw: RawValue) -> tuple[tuple[str, str], ...]:
    """The field and its whole text where unseen letters were taken out (`Row.as_typed`), else nothing."""
    return ((field.id, without_unseen_ends(str(raw))),) if unseen_inside(raw, field) else ()


def _is_ruled(field: Field, edition: Edition) -> bool:
    """True where a rule of the edition tells the unseen letters of the field, and with which ones."""
    rules = edition.rules_of(*_ON_LETTERS, form=field.form)
    return any(field.id in rule.fields for rule in rules)


def _no_entry(field: Field, sheet: SheetGrid, place: Place, raw: RawValue) -> str:
    """The problem code of a cell in which no value stands that could be typed; empty for any other cell."""
    if place in sheet.errors or place in sheet.uncomputed:
        # WPS keeps its pictures behind a formula that other programs cannot compute.
        if place in sheet.cell_pictures or is_picture(sheet.formula_texts.get(place, "")):
            return "cell_picture"
        return "error_value" if place in sheet.errors else "entry_is_formula"
    return code_of_no_text(raw, field) if isinstance(raw, str) else ""


def _no_entry_problem(code: str, field: Field, sheet: SheetGrid, place: Place, edition: Edition) -> Problem:
    if code == "error_value":
        return _error_value(field, sheet, place, edition)
    value = sheet.formula_texts.get(place) or sheet.errors.get(place) or sheet.value(place) or ""
    formula = f"“{value}”" if value else ""
    cell = address(place)
    return graded(edition, code, sheet=sheet.name, cell=cell, field=field.label, value=value, formula=formula)


def _error_value(
    field: Field, sheet: SheetGrid, place: Place, edition: Edition, code: str = "error_value"
) -> Problem:
    error = sheet.errors.get(place, sheet.value(place))
    return graded(edition, code, sheet=sheet.name, cell=address(place), field=field.label, value=error)


def _places(
    form: Form, sheet: SheetGrid, marker: Place, inputs: Mapping[tuple[str, str], MapLine]
) -> dict[str, Place]:
    """The present place of each field: by the rulers, which move with insertions, else as issued."""
    rulers = read_rulers(sheet, marker)
    places = {}
    for field in form.fields:
        issued = inputs.get((form.id, field.id))
        now = rulers.now(issued.place) if issued else None
        if now:
            places[field.id] = now
    return places


def _shown(field: Field, sheet: SheetGrid, place: Place) -> RawValue:
    """The value that a computed cell displays; percentage points for a share shown as a percentage."""
    raw = sheet.value(place)
    if field.kind is FieldKind.SHARE and place in sheet.percents and isinstance(raw, float | int):
        # Excel shows 15 digits: 0.29 * 100 is 28.999999999999996 and means 29.
        return float(f"{raw * 100:.15g}")
    return raw
