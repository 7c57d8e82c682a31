"""The predicates that the words of the rule vocabulary name, and the subject that rules judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Any

from qcxl.core.cells.shown import render_value
from qcxl.core.figures.known_units import KnownUnits
from qcxl.model.catalogue import facts_asked, problem
from qcxl.model.edition import Edition, Rule
from qcxl.model.form import Field, FieldKind, Form, FormKind
from qcxl.model.problem import Problem
from qcxl.model.quantity import MEASURES
from qcxl.model.submission import Row, Submission


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a rule: one submission, its edition, and the units that its workbook may name."""

    submission: Submission
    edition: Edition
    known: KnownUnits


Check = Callable[[Rule, Form, Subject], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One row of a list, or a card taken as one row: its values, its sheet, and the address of each field."""

    row: Row
    sheet: str
    address: Callable[[str], str]


class Others(Enum):
    """The kind of fields that the 对照 of a rule are.

    `NONE`: no field. `PAIRED`: for each 字段 a number of the same kind of measure; `RATED`: for each 字段 any
    number. One field of the rule's form: a number (`LEAD`), a list of names (`NAMES`) or a choice
    (`QUESTION`). `BESIDE`: any fields of the rule's form. `ELSEWHERE`: a choice on another card. `COLUMN`: a
    column of another list.
    """

    NONE = auto()
    PAIRED = auto()
    RATED = auto()
    LEAD = auto()
    NAMES = auto()
    QUESTION = auto()
    BESIDE = auto()
    ELSEWHERE = auto()
    COLUMN = auto()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A named rule that is true when all is well.

    `check` yields one problem for each place where the rule is not true. `kinds` are the kinds of forms that
    can have the rule; `facts` the names of the facts that a problem tells beside sheet, cell, field and
    value; `fields` the least number of 字段, `others` the kind of the 对照, `limit` true for a rule that
    judges by a number (参数), `field_kinds` the kinds of field that the 字段 may be of (empty: any).
    """

    check: Check
    kinds: tuple[FormKind, ...]
    facts: tuple[str, ...] = ()
    fields: int = 0
    others: Others = Others.NONE
    limit: bool = False
    field_kinds: tuple[FieldKind, ...] = ()

    def tells(self, code: str) -> bool:
        """True when the predicate tells all facts that the texts of a problem code ask for."""
        return facts_asked(code) <= {"sheet", "cell", "field", "value", *self.facts}

    def fits(self, rule: Rule, edition: Edition) -> bool:
        """True when the rule's form, 字段, 对照 and 参数 are as this predicate needs them."""
        form = edition.form(rule.form)
        fields = [_own_field(name, form) for name in rule.fields]
        own = tuple(field for field in fields if field)
        if form.kind not in self.kinds or len(own) < self.fields or None in fields:
            return False
        if self.limit and not rule.limit:
            return False
        if self.field_kinds and any(field.kind not in self.field_kinds for field in own):
            return False
        return _others_fit(self.others, own, rule, edition)


def entries(form: Form, subject: Subject) -> Iterator[EntryRow]:
    """Every row of a list, or a card as one row; nothing where the sheet is gone."""
    table = subject.submission.tables.get(form.id)
    if table is not None:
        for row in table.rows:
            yield EntryRow(row, table.sheet, partial(table.address, row))
    card = subject.submission.cards.get(form.id)
    if card is not None:
        yield EntryRow(Row(0, card.values, card.faulty, as_typed=card.as_typed), card.sheet, card.address)


def fault(rule: Rule, **facts: Any) -> Problem:
    """The problem of a rule at one place, with the rule's severity and clause in the edition."""
    return problem(rule.code, severity=rule.severity, clause=rule.clause, **facts)


def fault_at(rule: Rule, entry: EntryRow, field: Field, **facts: Any) -> Problem:
    """The problem of a rule at one field of a row or card, its typed entry as the value."""
    return fault(
        rule,
        **{
            "sheet": entry.sheet,
            "cell": entry.address(field.id),
            "field": field.label,
            "value": render_value(entry.row.get(field.id), field),
            **facts,
        },
    )


def _others_fit(others: Others, fields: tuple[Field, ...], rule: Rule, edition: Edition) -> bool:
    form = edition.form(rule.form)
    beside = [_own_field(name, form) for name in rule.others]
    if others is Others.BESIDE:
        return None not in beside
    if others in (Others.PAIRED, Others.RATED):
        comparable = _comparable if others is Others.PAIRED else _both_numbers
        return len(fields) == len(beside) and all(map(comparable, fields, beside))
    if others is Others.NONE or len(beside) != 1:
        return others is Others.NONE and not beside
    asked = rule.others[0]
    if others is Others.COLUMN:
        return _field_on(asked, edition, (FormKind.LIST,)) is not None
    if others is Others.ELSEWHERE:
        return _is_choice(_field_on(asked, edition, (FormKind.COVER, FormKind.CARD)))
    return _SINGLE[others](beside[0])


def _own_field(name: str, form: Form) -> Field | None:
    return next((field for field in form.fields if field.id == name), None)


def _field_on(path: str, edition: Edition, kinds: tuple[FormKind, ...]) -> Field | None:
    form_id, _, name = path.partition(".")
    forms = (form for form in edition.forms if form.kind in kinds)
    return next((_own_field(name, form) for form in forms if form.id == form_id), None)


def _both_numbers(low: Field, high: Field | None) -> bool:
    return high is not None and low.is_number and high.is_number


def _comparable(low: Field, high: Field | None) -> bool:
    if high is None or not _both_numbers(low, high):
        return False
    measures = [MEASURES.get(field.measure) for field in (low, high)]
    return len({measure.kind if measure else None for measure in measures}) == 1


def _is_choice(field: Field | None) -> bool:
    return field is not None and field.kind is FieldKind.CHOICE


_SINGLE: Mapping[Others, Callable[[Field | None], bool]] = {
    Others.QUESTION: _is_choice,
    Others.LEAD: lambda field: field is not None and field.is_number,
    Others.NAMES: lambda field: field is not None and field.kind is FieldKind.NAMES,
}
