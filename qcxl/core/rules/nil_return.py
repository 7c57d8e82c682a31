"""Rules on 零报告: a list is empty exactly where the unit declares that it has nothing to report."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.core.rules.predicate import Subject, fault
from qcxl.model.edition import Rule
from qcxl.model.form import Form
from qcxl.model.problem import Problem
from qcxl.model.submission import Card


def reported_or_nil(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A list has rows unless the unit says that it has nothing to report (零报告 是)."""
    table = subject.submission.tables.get(form.id)
    card, declared = _declaration(rule, subject)
    if table is not None and not table.rows and not declared:
        question = subject.edition.field(rule.others[0])
        yield fault(
            rule,
            sheet=table.sheet,
            cell="",
            field=form.field(rule.fields[0]).label,
            other=f"{card.sheet}—{question.label}" if card else question.label,
        )


def nil_means_empty(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A unit that declares 零报告 has no rows in its list."""
    table = subject.submission.tables.get(form.id)
    card, declared = _declaration(rule, subject)
    if table is not None and card is not None and table.rows and declared:
        question = subject.edition.field(rule.others[0])
        yield fault(
            rule,
            sheet=card.sheet,
            cell=card.address(question.id),
            field=question.label,
            value=card.values.get(question.id),
            other=table.sheet,
            count=len(table.rows),
        )


def _declaration(rule: Rule, subject: Subject) -> tuple[Card | None, bool]:
    question = subject.edition.field(rule.others[0])
    card = subject.submission.cards.get(question.form)
    return card, card is not None and card.values.get(question.id) == subject.edition.yes(question)
