"""Figures that are out of all scale: typed in another measure than asked for, or as a fraction."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import count

from qcxl.core.cells.number_text import MYRIAD
from qcxl.core.cells.shown import render_value, with_measure
from qcxl.core.rules.predicate import Subject, entries, fault_at
from qcxl.core.rules.wording import named_row
from qcxl.model.edition import Rule
from qcxl.model.form import Field, Form
from qcxl.model.problem import Problem
from qcxl.model.quantity import MEASURES, Measure, plain, round_half_away

_WHOLE_SHARE = 100


def at_most_per(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Each field is at most so many (参数) for each one of its counterpart.

    Like things are compared piece by piece, whatever their measures; unlike ones in theirs (万元 a head).

    An enterprise has no more groups than employees, and more 万元 a head than there can be was typed in 元.
    The evidence is shown, and what the figure may have meant; nothing is changed. A counterpart that is
    zero or blank judges nothing.
    """
    limit = Fraction(rule.limit)
    pairs = [
        (form.field(id_), form.field(other)) for id_, other in zip(rule.fields, rule.others, strict=True)
    ]
    # Every row of a night goes through here, so the quotient is compared multiplied out, in whole numbers.
    measures = [(_counted_in(field, other), _counted_in(other, field)) for field, other in pairs]
    scales = [
        (other.factor * limit.denominator, measure.factor * limit.numerator) for measure, other in measures
    ]
    for entry in entries(form, subject):
        for (field, other), (measure, each), (up, down) in zip(pairs, measures, scales, strict=True):
            value, beside = entry.row.get(field.id), entry.row.get(other.id)
            if not (isinstance(value, int) and isinstance(beside, int)) or beside <= 0:
                continue
            if value * up > beside * down:
                quotient = Fraction(value, measure.factor) / Fraction(beside, each.factor)
                yield fault_at(
                    rule,
                    entry,
                    field,
                    row=named_row(entry, form),
                    value=with_measure(value, field),
                    other=other.label,
                    beside=with_measure(beside, other),
                    per=each.name,
                    quotient=f"{_shown_above(limit, quotient)} {measure.name}",
                    limit=f"{rule.limit} {measure.name}",
                    proposal=_proposal(value, field) if quotient <= limit * MYRIAD else "",
                )


def _counted_in(field: Field, other: Field) -> Measure:
    """The measure in which a field is held against another: its own, or the plain one of two like things."""
    measure = MEASURES[field.measure]
    alike = measure.kind == MEASURES[other.measure].kind
    return MEASURES.get(measure.name.removeprefix("万"), measure) if alike else measure


def _factor(field: Field) -> int:
    return MEASURES[field.measure].factor


def _shown_above(limit: Fraction, quotient: Fraction) -> str:
    """The quotient with two decimals, or with as many as show that it is above the limit."""
    rounded = (round_half_away(quotient, places) for places in count(2))
    return plain(next(amount for amount in rounded if amount > limit).normalize())


def _proposal(value: int, field: Field) -> str:
    """What a figure may have meant that is 10,000 times too large; empty where that is no exact amount."""
    meant, rest = divmod(value, MYRIAD)
    if rest:
        return ""
    unit = field.measure.removeprefix("万")
    slip = f"按“{unit}”填的" if unit != field.measure else "多写了 4 位的"
    return f"，{slip}应为 {with_measure(meant, field)}"


def not_below(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No share above zero is below so many percent (参数): 0.98 % is 98 % to those who write it as 0.98."""
    lowest = Fraction(rule.limit)
    fields = [(field, lowest * _factor(field)) for field in map(form.field, rule.fields)]
    for entry in entries(form, subject):
        for field, least in fields:
            value = entry.row.get(field.id)
            if isinstance(value, int) and 0 < value < least:
                yield fault_at(
                    rule,
                    entry,
                    field,
                    row=named_row(entry, form),
                    limit=f"{rule.limit}%",
                    readings=_readings(value, field),
                )


def _readings(value: int, field: Field) -> str:
    other = value * _WHOLE_SHARE
    if other > _WHOLE_SHARE * _factor(field):
        return ""
    return f"；请看是 {render_value(value, field)} 还是 {render_value(other, field)}"
