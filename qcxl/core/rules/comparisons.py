"""Figures compared with each other, in the rows of a list or on a card."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.core.rules.predicate import Subject, fault
from qcxl.core.shown import with_measure
from qcxl.model.edition import Field, Form, Rule
from qcxl.model.problem import Problem
from qcxl.model.submission import Value


def not_greater(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Each field is at most its counterpart; a pair with a blank is not judged.

    What is registered, kept up or earned this year is part of the cumulative figure (附件5 items 1, 2, 4–6),
    so are results of the groups (item 7) and participants of the employees (item 3).
    """
    pairs = [(form.field(low), form.field(high)) for low, high in zip(rule.fields, rule.others, strict=True)]
    table = subject.submission.tables.get(form.id)
    if table is not None:
        for row in table.rows:
            name = row.text(form.fields[0].id)
            who = f"（{name}）" if name else ""
            for low, high in pairs:
                values = row.get(low.id), row.get(high.id)
                place = {"sheet": table.sheet, "cell": table.address(row, low.id), "row": who}
                yield from _compare(rule, low, high, values, place)
    card = subject.submission.cards.get(form.id)
    if card is not None:
        for low, high in pairs:
            values = card.values.get(low.id), card.values.get(high.id)
            place = {"sheet": card.sheet, "cell": card.address(low.id), "row": ""}
            yield from _compare(rule, low, high, values, place)


def _compare(
    rule: Rule, low: Field, high: Field, values: tuple[Value, Value], place: dict[str, str]
) -> Iterator[Problem]:
    value, limit = values
    if not (isinstance(value, int) and isinstance(limit, int)) or value <= limit:
        return
    yield fault(
        rule,
        field=low.label,
        value=with_measure(value, low),
        other=high.label,
        limit=with_measure(limit, high),
        difference=with_measure(value - limit, low),
        **place,
    )
