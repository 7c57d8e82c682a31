"""Rules on figures compared with each other, in the rows of a list or on a card."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.core.cells.shown import with_measure
from qcxl.core.rules.predicate import Subject, entries, fault_at
from qcxl.core.rules.wording import named_row
from qcxl.model.edition import Rule
from qcxl.model.form import Form
from qcxl.model.problem import Problem


def not_greater(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Each field is at most its counterpart; a pair with a blank is not judged.

    What is registered, kept up or earned this year is part of the cumulative figure (附件5 items 1, 2, 4–6),
    so are results of the groups (item 7) and participants of the employees (item 3).
    """
    pairs = [(form.field(low), form.field(high)) for low, high in zip(rule.fields, rule.others, strict=True)]
    for entry in entries(form, subject):
        for low, high in pairs:
            value, limit = entry.row.get(low.id), entry.row.get(high.id)
            if isinstance(value, int) and isinstance(limit, int) and value > limit:
                yield fault_at(
                    rule,
                    entry,
                    low,
                    row=named_row(entry, form),
                    value=with_measure(value, low),
                    other=high.label,
                    limit=with_measure(limit, high),
                    difference=with_measure(value - limit, low),
                )
