"""Entries for the cells of a fresh form, made from typed values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from qcxl.core.sheets.layout import SheetLayout, lay_out
from qcxl.model.edition import Edition
from qcxl.model.form import Field, Form
from qcxl.model.grid import Place, RawValue
from qcxl.model.quantity import MEASURES, in_measure, plain
from qcxl.model.submission import Submission, Value

_DIGITS_OF_A_CELL = 15
"""The number of digits that a spreadsheet keeps of a number."""


def typed_entries(submission: Submission, edition: Edition) -> dict[str, dict[Place, RawValue]]:
    """The typed entries of a submission by form id and by place in the fresh form of the edition.

    Figures stand in the measures of their fields, shares as plain numbers (85 for 85 %). A row of a list
    keeps its distance from the header. Untypable entries are left out.
    """
    layouts = lay_out(edition)
    return {
        form.id: dict(_entries(form, submission, layouts[form.id]))
        for form in edition.forms
        if form.id in submission.cards or form.id in submission.tables
    }


def entry_of(value: Value, field: Field) -> RawValue:
    """The entry for a cell of `field` that holds a typed value; a figure in the measure of the field."""
    if isinstance(value, int) and field.is_number:
        return _number(in_measure(value, MEASURES[field.measure]))
    return value


def _entries(form: Form, submission: Submission, layout: SheetLayout) -> Iterator[tuple[Place, RawValue]]:
    card, table = submission.cards.get(form.id), submission.tables.get(form.id)
    if card is not None:
        for field in form.entered:
            if card.values.get(field.id) is not None:
                yield layout.places[field.id], entry_of(card.values[field.id], field)
    if table is not None:
        fields = {field.id: field for field in form.fields}
        for row in table.rows:
            number = row.number - table.header_row + layout.header_row
            for id_, value in row.values.items():
                if value is not None:
                    yield (number, layout.places[id_][1]), entry_of(value, fields[id_])


def _number(amount: Decimal) -> int | float | str:
    """The number for a cell that holds `amount`, or its text where a number would lose digits."""
    if len(amount.normalize().as_tuple().digits) > _DIGITS_OF_A_CELL:
        return plain(amount)
    return int(amount) if amount == amount.to_integral_value() else float(amount)
