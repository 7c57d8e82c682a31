"""What a word of the rule vocabulary is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from string import Formatter
from typing import Any

from qcxl.core.known_units import KnownUnits
from qcxl.model.catalogue import CATALOGUE, problem
from qcxl.model.edition import Edition, Field, FieldKind, Form, FormKind, Rule
from qcxl.model.problem import Problem
from qcxl.model.quantity import MEASURES
from qcxl.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule looks at: one submission beside its edition and the units it may name."""

    submission: Submission
    edition: Edition
    known: KnownUnits


Check = Callable[[Rule, Form, Subject], Iterator[Problem]]


class Others(Enum):
    """What the 对照 of a rule are: none, one for each 字段, or one choice on this form or on another card."""

    NONE = auto()
    PAIRED = auto()
    QUESTION = auto()
    ELSEWHERE = auto()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A named rule that is true when all is well.

    `check` yields one problem for each place where it is not; `kinds` are the forms it can stand on;
    `facts` what it tells about a fault beside sheet, cell, field and value; `fields` how many 字段 it needs
    at least, `others` what its 对照 are.
    """

    check: Check
    kinds: tuple[FormKind, ...]
    facts: tuple[str, ...] = ()
    fields: int = 0
    others: Others = Others.NONE

    def tells(self, code: str) -> bool:
        """True when the texts of a problem code ask for nothing that this predicate does not tell."""
        entry = CATALOGUE.get(code)
        texts = (entry.message + entry.remedy) if entry else ""
        asked = {name for _, name, _, _ in Formatter().parse(texts) if name}
        return asked <= {"sheet", "cell", "field", "value", *self.facts}

    def fits(self, rule: Rule, edition: Edition) -> bool:
        """True when the rule's form, 字段 and 对照 are what this predicate needs."""
        form = edition.form(rule.form)
        fields = [_own_field(name, form) for name in rule.fields]
        if form.kind not in self.kinds or len(fields) < self.fields or None in fields:
            return False
        if self.others is Others.PAIRED:
            return len(fields) == len(rule.others) and all(
                low and high and _comparable(low, high)
                for low, high in zip(fields, (_own_field(name, form) for name in rule.others), strict=True)
            )
        if self.others is Others.NONE:
            return not rule.others
        asked = rule.others[0] if len(rule.others) == 1 else ""
        question = _card_field(asked, edition) if self.others is Others.ELSEWHERE else _own_field(asked, form)
        return question is not None and question.kind is FieldKind.CHOICE


def fault(rule: Rule, **facts: Any) -> Problem:
    """The problem of a rule at one place, graded and with its clause as the edition says."""
    return problem(rule.code, severity=rule.severity, clause=rule.clause, **facts)


def _own_field(name: str, form: Form) -> Field | None:
    return next((field for field in form.fields if field.id == name), None)


def _card_field(path: str, edition: Edition) -> Field | None:
    form_id, _, name = path.partition(".")
    cards = (form for form in edition.forms if form.kind in (FormKind.COVER, FormKind.CARD))
    return next((_own_field(name, form) for form in cards if form.id == form_id), None)


def _comparable(low: Field, high: Field) -> bool:
    measures = [MEASURES.get(field.measure) for field in (low, high)]
    kinds = {measure.kind if measure else None for measure in measures}
    return low.is_number and high.is_number and len(kinds) == 1
