"""Rules on figures out of scale: typed in a measure that was not asked for, or as a fraction."""

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
    """Each field is at most 参数 times its counterpart (对照).

    Figures of the same kind are compared in their plain measure (个 for 万个), others in their own measures
    (万元 per person): an enterprise has no more groups than employees, and too many 万元 per person were
    typed in 元. The problem shows the evidence, and what the figure may have meant; nothing is changed. A
    field is not judged beside a counterpart that is zero or blank.
    """
    limit = Fraction(rule.limit)
    pairs = [
        (form.field(id_), form.field(other_id))
        for id_, other_id in zip(rule.fields, rule.others, strict=True)
    ]
    # Every row of a night is judged, so the quotient is compared multiplied out, in whole numbers.
    measures = [
        (_counted_in(field, counterpart), _counted_in(counterpart, field)) for field, counterpart in pairs
    ]
    scales = [(per.factor * limit.denominator, measure.factor * limit.numerator) for measure, per in measures]
    for entry in entries(form, subject):
        for (field, counterpart), (measure, per), (up, down) in zip(pairs, measures, scales, strict=True):
            value, beside = entry.row.get(field.id), entry.row.get(counterpart.id)
            if not (isinstance(value, int) and isinstance(beside, int)) or beside <= 0:
                continue
            if value * up > beside * down:
                quotient = Fraction(value, measure.factor) / Fraction(beside, per.factor)
                yield fault_at(
                    rule,
                    entry,
                    field,
                    row=named_row(entry, form),
                    value=with_measure(value, field),
                    other=counterpart.label,
                    beside=with_measure(beside, counterpart),
                    per=per.name,
                    quotient=f"{_shown_above(limit, quotient)} {measure.name}",
                    limit=f"{rule.limit} {measure.name}",
                    proposal=_proposal(value, field) if quotient <= limit * MYRIAD else "",
                )


def _counted_in(field: Field, counterpart: Field) -> Measure:
    """The measure in which a field is compared: its own, or the plain measure for two fields of one kind."""
    measure = MEASURES[field.measure]
    alike = measure.kind == MEASURES[counterpart.measure].kind
    return MEASURES.get(measure.name.removeprefix("万"), measure) if alike else measure


def _factor(field: Field) -> int:
    return MEASURES[field.measure].factor


def _shown_above(limit: Fraction, quotient: Fraction) -> str:
    """The quotient with two decimals, or with as many decimals as show that it is above the limit."""
    rounded = (round_half_away(quotient, places) for places in count(2))
    return plain(next(amount for amount in rounded if amount > limit).normalize())


def _proposal(value: int, field: Field) -> str:
    """The words on a figure that may be 10,000 times too large; empty where a 10,000th is no whole amount."""
    meant, rest = divmod(value, MYRIAD)
    if rest:
        return ""
    unit = field.measure.removeprefix("万")
    slip = f"按“{unit}”填的" if unit != field.measure else "多写了 4 位的"
    return f"，{slip}应为 {with_measure(meant, field)}"


def not_below(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No share above zero is below 参数 percent: people may have typed 0.98 for 98 %."""
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
    hundredfold = value * _WHOLE_SHARE
    if hundredfold > _WHOLE_SHARE * _factor(field):
        return ""
    return f"；请看是 {render_value(value, field)} 还是 {render_value(hundredfold, field)}"
