"""The texts that fill a form: figures, entries, facts of the notice, and texts on the unit."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.core.cells.shown import render_value
from qcxl.core.figures.computed import Amount, shown
from qcxl.core.sheets.placeholders import fixed_texts
from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.quantity import plain
from qcxl.model.submission import Card


def form_values(
    form: Form,
    edition: Edition,
    unit: Mapping[str, str],
    figures: Mapping[str, Amount],
    card: Card | None,
) -> dict[str, str]:
    """The text of every placeholder of a statistics form.

    `unit` are the texts on the unit (`unit_texts`), `figures` the computed fields (a missing figure and a
    ratio without base stay blank); `card` has the unit's own entries, which no roll-up replaces; several days
    stand as they were typed.
    """
    values = {**fixed_texts(form, edition), **unit}
    for field in form.computed:
        amount = figures.get(field.id)
        figure = None if amount is None else shown(amount, field)
        values[field.id] = "" if figure is None else plain(figure)
    for field in form.entered:
        typed = card.days_typed.get(field.id) if card else None
        values[field.id] = typed or render_value(card.values.get(field.id) if card else None, field)
    return values
