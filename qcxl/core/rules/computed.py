"""Computed cells: they agree with the entries, and their formulas are still there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from qcxl.core.figures import Amount, compute, same_at_shown_precision, shown
from qcxl.core.rules.predicate import Subject
from qcxl.model.catalogue import problem
from qcxl.model.edition import Field, Form, Rule
from qcxl.model.problem import Problem
from qcxl.model.quantity import plain
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
    if card is None:
        return
    figures = compute(form, subject.submission, subject.edition, subject.known)
    for field in form.computed:
        displayed = card.shown.get(field.id)
        if displayed is None or (field.id in card.overwritten) is not overwritten:
            continue
        amounts = (figures.counted[field.id], figures.seen[field.id])
        if not any(_same(displayed, amount, field) for amount in amounts):
            yield _fault(rule, card, field, displayed, amounts[0])


def _same(displayed: object, amount: Amount, field: Field) -> bool:
    return (
        isinstance(displayed, int | float)
        and not isinstance(displayed, bool)
        and same_at_shown_precision(displayed, amount, field)
    )


def _fault(rule: Rule, card: Card, field: Field, displayed: object, amount: Amount) -> Problem:
    expected = shown(amount, field)
    difference = "—"
    if isinstance(displayed, int | float) and expected is not None:
        difference = plain((Decimal(repr(float(displayed))) - expected).normalize())
    return problem(
        rule.code,
        severity=rule.severity,
        clause=rule.clause,
        sheet=card.sheet,
        cell=card.address(field.id),
        field=field.label,
        value=f"{displayed:.15g}" if isinstance(displayed, float) else displayed,
        expected="空白" if expected is None else plain(expected),
        difference=difference,
    )
