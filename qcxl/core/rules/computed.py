"""Computed cells: they agree with the entries, and their formulas are still there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from qcxl.core.figures import Amount, compute, same_at_shown_precision, shown
from qcxl.core.known_units import from_lists
from qcxl.core.rollup_amounts import base_paths
from qcxl.core.rules.predicate import Subject, fault
from qcxl.core.shown import render_raw
from qcxl.model.edition import Field, Form, Rule
from qcxl.model.grid import RawValue
from qcxl.model.problem import Problem
from qcxl.model.quantity import LARGEST, plain
from qcxl.model.submission import Card


def agrees_with_entries(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """What a computed cell displayed is what its entries give, at the shown precision; blanks are not judged.

    A figure that agrees with what the sheet's own formula can see is no fault of the cell: then a number
    stands as text somewhere, which is reported there.
    """
    yield from _differing(rule, form, subject, overwritten=False)


def formula_kept(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No computed cell holds a typed number in place of its formula; a number that agrees is let pass."""
    yield from _differing(rule, form, subject, overwritten=True)


def _differing(rule: Rule, form: Form, subject: Subject, *, overwritten: bool) -> Iterator[Problem]:
    card = subject.submission.cards.get(form.id)
    judged = [
        field
        for field in form.computed
        if card is not None
        and field.id in card.shown
        and (field.id in card.overwritten) is overwritten
        and not _has_faulty_base(field, subject)
    ]
    if card is None or not judged:
        return
    figures = compute(form, subject.submission, subject.edition, subject.known)
    # The sheet's own formulas know the direct units of the day it was issued.
    issued = compute(form, subject.submission, subject.edition, from_lists(subject.submission))
    for field in judged:
        displayed = card.shown[field.id]
        amounts = (figures.counted[field.id], figures.seen[field.id], issued.seen[field.id])
        if not any(_same(displayed, amount, field) for amount in amounts):
            yield _fault(rule, card, field, displayed, amounts[0])


def _number(displayed: RawValue) -> float | None:
    """The number that a cell displays; None for texts and for what a spreadsheet cannot compute with."""
    if isinstance(displayed, bool) or not isinstance(displayed, int | float):
        return None
    return displayed if abs(displayed) < LARGEST else None


def _has_faulty_base(field: Field, subject: Subject) -> bool:
    """True where an entry of the figure's columns could not be typed: it is reported there, once."""
    for path in base_paths(field):
        base = subject.edition.field(path)
        table = subject.submission.tables.get(base.form)
        if table is not None and any(base.id in row.faulty for row in table.rows):
            return True
    return False


def _same(displayed: RawValue, amount: Amount, field: Field) -> bool:
    number = _number(displayed)
    return number is not None and same_at_shown_precision(number, amount, field)


def _fault(rule: Rule, card: Card, field: Field, displayed: RawValue, amount: Amount) -> Problem:
    expected, number = shown(amount, field), _number(displayed)
    difference = "—"
    if number is not None and expected is not None:
        difference = plain((Decimal(repr(float(number))) - expected).normalize())
    return fault(
        rule,
        sheet=card.sheet,
        cell=card.address(field.id),
        field=field.label,
        value=render_raw(displayed),
        expected="空白" if expected is None else plain(expected),
        difference=difference,
    )
