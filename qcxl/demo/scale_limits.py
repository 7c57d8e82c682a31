"""The bounds that an edition's own rules set for the entries of one form, for made-up entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from graphlib import TopologicalSorter
from itertools import cycle

from qcxl.model.edition import Edition, Rule
from qcxl.model.form import Form


@dataclass(frozen=True, slots=True)
class ScaleLimits:
    """The bounds of the entries of one form, by field id.

    `at_most` are the fields whose figures a figure may not exceed; `per` is a sibling field with the most
    that a figure may be for each one of the sibling; `leads` is the field at whose zero a figure is zero,
    too; `blocks` is the question whose yes asks for an entry; `sources` is the column `form.field` from which
    a name is copied; `lowest` is the least share above zero; `places` is the most names of a list of people.

    `never` are the fields that are 0, `always` the fields that are yes in rows put forward; `codes` are the
    fields with a check digit, `questions` the fields whose answer some rule looks at. `order` has every field
    after the fields that bound it.
    """

    at_most: Mapping[str, tuple[str, ...]]
    per: Mapping[str, tuple[str, Decimal]]
    leads: Mapping[str, str]
    blocks: Mapping[str, str]
    sources: Mapping[str, str]
    lowest: Mapping[str, Decimal]
    places: Mapping[str, int]
    never: frozenset[str]
    always: frozenset[str]
    codes: frozenset[str]
    questions: frozenset[str]
    order: tuple[str, ...]


def limits_of(form: Form, edition: Edition) -> ScaleLimits:
    """The bounds that the rules of an edition set for the entries of a form."""
    rules = partial(edition.rules_of, form=form.id)
    at_most: dict[str, tuple[str, ...]] = {}
    for low, high, _ in _looked_at(rules("not_greater", "part_of_members")):
        at_most[low] = (*at_most.get(low, ()), high)
    per = {name: (sibling, Decimal(limit)) for name, sibling, limit in _looked_at(rules("at_most_per"))}
    leads = {name: lead for name, lead, _ in _looked_at(rules("zero_unless_positive"))}
    above: dict[str, tuple[str, ...]] = {
        field.id: (
            *at_most.get(field.id, ()),
            *(bound for bound in (per.get(field.id, ("",))[0], leads.get(field.id, "")) if bound),
        )
        for field in form.fields
    }
    return ScaleLimits(
        at_most=at_most,
        per=per,
        leads=leads,
        blocks={name: question for name, question, _ in _looked_at(rules("filled_when"))},
        sources={name: column for name, column, _ in _looked_at(rules("listed_letter_for_letter"))},
        lowest={name: Decimal(limit) for name, _, limit in _looked_at(rules("not_below"))},
        places={name: int(limit) for name, _, limit in _looked_at(rules("members_at_most"))},
        never=_fields(rules("zero_when_recommended")),
        always=_fields(rules("yes_when_recommended")),
        codes=_fields(rules("is_credit_code")),
        questions=_questions(form, edition),
        order=tuple(TopologicalSorter(above).static_order()),
    )


def _looked_at(rules: Iterable[Rule]) -> Iterator[tuple[str, str, str]]:
    """Field, counterpart and limit of every field that the rules look at.

    One counterpart may serve all fields of a rule.
    """
    for rule in rules:
        for name, counterpart in zip(rule.fields, cycle(rule.others or ("",)), strict=False):
            yield name, counterpart, rule.limit


def _fields(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(name for name, _, _ in _looked_at(rules))


def _questions(form: Form, edition: Edition) -> frozenset[str]:
    """The fields of a form whose answers the rules of this form or of another look at."""
    asked = {(rule.form, question) for rule in edition.rules for question in rule.others}
    elsewhere = {question for _, question in asked}
    return frozenset(
        field.id
        for field in form.fields
        if (form.id, field.id) in asked or f"{form.id}.{field.id}" in elsewhere
    )
