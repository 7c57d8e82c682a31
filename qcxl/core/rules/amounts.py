"""Rules on figures that are impossible beside other figures of their row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qcxl.core.cells.shown import with_measure
from qcxl.core.rules.predicate import EntryRow, Others, Predicate, Subject, entries, fault_at
from qcxl.core.rules.scale import at_most_per, not_below
from qcxl.core.rules.wording import named_row
from qcxl.model.edition import Rule
from qcxl.model.form import Field, FieldKind, Form, FormKind, Need
from qcxl.model.problem import Problem
from qcxl.model.quantity import MEASURES
from qcxl.model.text import name_key

_TYPED = (FormKind.LIST, FormKind.CARD, FormKind.COVER)
_NUMBERS = (FieldKind.COUNT, FieldKind.MONEY, FieldKind.SHARE, FieldKind.SCORE)


def zero_unless_positive(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No field is above zero while its lead (对照) is zero or blank: no teams, no figures (附件8)."""
    lead = form.field(rule.others[0])
    fields = list(map(form.field, rule.fields))
    for entry in entries(form, subject):
        if _amount(lead, entry, form) != 0:
            continue
        for field in fields:
            value = entry.row.get(field.id)
            if isinstance(value, int) and value > 0:
                yield _beside_lead(rule, form, entry, field, lead)


def given_when_positive(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Every field is given, be it as 0, where its lead (对照) is above zero (附件8 items 3, 4, 6, 7)."""
    for entry, lead in _with_lead(rule, form, subject):
        for field in map(form.field, rule.fields):
            if field.id not in entry.row.values and _amount(field, entry, form) == 0:
                yield _beside_lead(rule, form, entry, field, lead)


def positive_when_positive(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No field is given as 0 where its lead (对照) is above zero: a team has participants (附件8)."""
    for entry, lead in _with_lead(rule, form, subject):
        for field in map(form.field, rule.fields):
            if entry.row.get(field.id) == 0:
                yield _beside_lead(rule, form, entry, field, lead)


def only_in_subtotal_rows(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Figures of subtotal rows are blank or at most 1 in a row of the unit itself (one enterprise)."""
    source = form.field_of_kind(FieldKind.SOURCE_UNIT)
    for entry in entries(form, subject):
        if source and not _is_own(entry, source, subject):
            continue
        for field in map(form.field, rule.fields):
            value = entry.row.get(field.id)
            if isinstance(value, int) and value > MEASURES[field.measure].factor:
                figure = with_measure(value, field)
                yield fault_at(rule, entry, field, row=named_row(entry, form), value=figure)


def _with_lead(rule: Rule, form: Form, subject: Subject) -> Iterator[tuple[EntryRow, Field]]:
    lead = form.field(rule.others[0])
    return ((entry, lead) for entry in entries(form, subject) if entry.row.amount(lead.id) > 0)


def _amount(field: Field, entry: EntryRow, form: Form) -> int | None:
    """The figure of a field, 0 for a blank that is allowed; None for a fault that is reported already."""
    value = entry.row.get(field.id)
    if isinstance(value, int):
        return value
    is_gone = field.id in entry.row.faulty or not entry.address(field.id)
    return None if is_gone or _is_asked_for(field, entry, form) else 0


def _is_asked_for(field: Field, entry: EntryRow, form: Form) -> bool:
    source = form.field_of_kind(FieldKind.SOURCE_UNIT)
    if field.need is Need.OWN and source:
        return not entry.row.text(source.id)
    return field.need is not Need.OPTIONAL


def _is_own(entry: EntryRow, source: Field, subject: Subject) -> bool:
    typed = entry.row.text(source.id)
    return source.id not in entry.row.faulty and (not typed or name_key(typed) in subject.known.own)


def _beside_lead(rule: Rule, form: Form, entry: EntryRow, field: Field, lead: Field) -> Problem:
    value, limit = entry.row.get(field.id), entry.row.get(lead.id)
    return fault_at(
        rule,
        entry,
        field,
        row=named_row(entry, form),
        value="" if value is None else with_measure(value, field),
        other=lead.label,
        limit="没有填" if limit is None else f"是 {with_measure(limit, lead)}",
    )


_BESIDE_LEAD = ("row", "other", "limit")

AMOUNTS: Mapping[str, Predicate] = {
    "at_most_per": Predicate(
        at_most_per,
        _TYPED,
        ("row", "other", "beside", "per", "quotient", "limit", "proposal"),
        fields=1,
        others=Others.RATED,
        limit=True,
    ),
    "zero_unless_positive": Predicate(
        zero_unless_positive, _TYPED, _BESIDE_LEAD, fields=1, others=Others.LEAD, field_kinds=_NUMBERS
    ),
    "given_when_positive": Predicate(
        given_when_positive, _TYPED, _BESIDE_LEAD, fields=1, others=Others.LEAD, field_kinds=_NUMBERS
    ),
    "positive_when_positive": Predicate(
        positive_when_positive, _TYPED, _BESIDE_LEAD, fields=1, others=Others.LEAD, field_kinds=_NUMBERS
    ),
    "only_in_subtotal_rows": Predicate(
        only_in_subtotal_rows, (FormKind.LIST,), ("row",), fields=1, field_kinds=(FieldKind.COUNT,)
    ),
    "not_below": Predicate(
        not_below, _TYPED, ("row", "limit", "readings"), fields=1, limit=True, field_kinds=(FieldKind.SHARE,)
    ),
}
"""The predicates on figures by the word that the 规则 sheet uses."""
