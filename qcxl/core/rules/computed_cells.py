"""Rules on computed cells: the cells agree with the entries, and the formulas are still there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from qcxl.core.cells.number_text import MYRIAD
from qcxl.core.cells.shown import render_raw
from qcxl.core.figures.additive import base_paths
from qcxl.core.figures.computed import Amount, compute, same_at_shown_precision, shown
from qcxl.core.figures.known_units import from_lists
from qcxl.core.rules.predicate import Subject, fault
from qcxl.model.edition import Rule
from qcxl.model.form import Field, Form
from qcxl.model.grid import RawValue, address
from qcxl.model.problem import Problem
from qcxl.model.quantity import LARGEST, MEASURES, Ratio, in_measure, plain
from qcxl.model.submission import Card


def total_agrees(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """The total above a list is the sum of the list's rows (附件9 三 总计); a blank total is not judged."""
    table = subject.submission.tables.get(form.id)
    if table is None:
        return
    last_row = subject.submission.identity.last_row
    for id_, (place, displayed) in table.totals.items():
        field, number = form.field(id_), _number(displayed)
        if number is None or any(id_ in row.faulty or row.shift for row in table.rows):
            continue
        seen = [row for row in table.rows if id_ not in row.unseen and row.number <= (last_row or row.number)]
        sums = [sum(row.amount(id_) for row in rows) for rows in (table.rows, seen)]
        if not any(same_at_shown_precision(number, total, field) for total in sums):
            expected = in_measure(sums[0], MEASURES[field.measure])
            yield fault(
                rule,
                sheet=table.sheet,
                cell=address(place),
                field=field.label,
                value=render_raw(displayed),
                expected=plain(expected),
                difference=plain((Decimal(repr(float(number))) - expected).normalize()),
            )


@dataclass(frozen=True, slots=True)
class _Difference:
    """A computed cell that does not display its figure; `slip` is the text on a slip by 10,000, or empty."""

    card: Card
    field: Field
    displayed: RawValue
    amount: Amount
    slip: str


def agrees_with_entries(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A computed cell displays the figure of the entries, at the shown precision; a blank is not judged.

    A cell that displays the figure as the sheet's own formulas see it is not at fault: then a number stands
    as text, which is reported at its own cell.
    """
    for cell in _differing(form, subject, overwritten=False):
        yield _fault(rule, cell)


def formula_kept(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No computed cell holds a typed number in place of its formula, unless the number agrees.

    A number with a slip by 10,000 is left to the rule `not_off_by_ten_thousand`, where the edition has it.
    """
    explains = {(edition_rule.predicate, edition_rule.form) for edition_rule in subject.edition.rules}
    is_explained = ("not_off_by_ten_thousand", form.id) in explains
    for cell in _differing(form, subject, overwritten=True):
        if not (is_explained and cell.slip):
            yield _fault(rule, cell)


def not_off_by_ten_thousand(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No number typed over a formula is 10,000 times the figure or one 10,000th of it.

    People type 35 where the form asks for 万个, and 元 under 万元. Ratios have no such slip.
    """
    for cell in _differing(form, subject, overwritten=True):
        if cell.slip:
            yield _fault(rule, cell, slip=cell.slip)


def _differing(form: Form, subject: Subject, *, overwritten: bool) -> Iterator[_Difference]:
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
            slips = (_slip(displayed, amount, field) for amount in amounts)
            yield _Difference(card, field, displayed, amounts[0], next(filter(None, slips), ""))


def _number(displayed: RawValue) -> float | None:
    """The number that a cell displays; None for any other value and for a number too large to compute."""
    if isinstance(displayed, bool) or not isinstance(displayed, int | float):
        return None
    return displayed if abs(displayed) < LARGEST else None


def _has_faulty_base(field: Field, subject: Subject) -> bool:
    """True where an entry of the figure's columns could not be typed or stands aside, as is told there."""
    for path in base_paths(field):
        base = subject.edition.field(path)
        table = subject.submission.tables.get(base.form)
        if table is not None and any(base.id in row.faulty or row.shift for row in table.rows):
            return True
    return False


def _same(displayed: RawValue, amount: Amount, field: Field) -> bool:
    number = _number(displayed)
    return number is not None and same_at_shown_precision(number, amount, field)


def _slip(displayed: RawValue, amount: Amount, field: Field) -> str:
    number = _number(displayed)
    if isinstance(amount, Ratio) or not amount or not number:
        return ""
    measure, unit = field.measure, field.measure.removeprefix("万")
    if same_at_shown_precision(number / MYRIAD, amount, field):
        typed = f"，像是按“{unit}”填的" if unit != measure else ""
        return f"正好大了 1 万倍{typed}，而这一格的单位是“{measure}”"
    if same_at_shown_precision(number * MYRIAD, amount, field):
        typed = f"，像是按“万{unit}”填的" if unit == measure else ""
        return f"正好小了 1 万倍{typed}，而这一格的单位是“{measure}”"
    return ""


def _fault(rule: Rule, cell: _Difference, **facts: str) -> Problem:
    card, field, displayed = cell.card, cell.field, cell.displayed
    expected, number = shown(cell.amount, field), _number(displayed)
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
        **facts,
    )
