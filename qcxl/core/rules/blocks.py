"""Rules on blocks of a card that are filled together or left blank together."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.core.cells.shown import render_value
from qcxl.core.rules.predicate import Subject, fault
from qcxl.model.edition import Rule
from qcxl.model.form import Form
from qcxl.model.problem import Problem
from qcxl.model.submission import Card


def filled_when(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Every field of the block is filled where the question (对照) is answered with its first option.

    An exchange meeting that took place has a time, a place and figures (附件5).
    """
    card, question, yes = _block(rule, form, subject)
    if card is None or card.values.get(question) != yes:
        return
    for field in (form.field(name) for name in rule.fields):
        if field.id not in card.values and field.id not in card.faulty and field.id in card.places:
            yield fault(
                rule,
                sheet=card.sheet,
                cell=card.address(field.id),
                field=field.label,
                other=form.field(question).label,
                answer=yes,
            )


def empty_unless(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Every field of the block is blank unless the question (对照) is answered with its first option.

    Zero counts as blank: people write 0 for a meeting that did not take place.
    """
    card, question, yes = _block(rule, form, subject)
    answer = card.values.get(question) if card else None
    options = {choice.label for choice in subject.edition.choices[form.field(question).choices]}
    if card is None or answer == yes or answer not in options:
        return
    for field in (form.field(name) for name in rule.fields):
        value = card.values.get(field.id)
        if value:
            yield fault(
                rule,
                sheet=card.sheet,
                cell=card.address(field.id),
                field=field.label,
                value=render_value(value, field),
                other=form.field(question).label,
                answer=answer,
            )


def _block(rule: Rule, form: Form, subject: Subject) -> tuple[Card | None, str, str]:
    question = rule.others[0]
    return subject.submission.cards.get(form.id), question, subject.edition.yes(form.field(question))
