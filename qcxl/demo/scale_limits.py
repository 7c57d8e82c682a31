"""What an edition's own rules let the entries of one form be, for whoever makes some up."""

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
    """The rules of one form, by field id.

    `at_most` are the fields that a figure may not exceed, `per` the sibling and how many there are at most
    for each one of it, `leads` the figure with which it is zero, `blocks` the question that must be answered
    with yes, `sources` the column `form.field` from which a name is copied, `lowest` what no share is below,
    `places` how long a list of names may be. `never`, `always` and `codes` are what is 0 or yes for those put
    forward, and what carries a check digit; `questions` what some rule asks. `order` is such that what limits
    others comes first.
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
    """What the rules of an edition say of a form."""
    rules = partial(edition.rules_of, form=form.id)
    at_most: dict[str, tuple[str, ...]] = {}
    for low, high, _ in _looked_at(rules("not_greater", "part_of_members")):
        at_most[low] = (*at_most.get(low, ()), high)
    per = {name: (other, Decimal(limit)) for name, other, limit in _looked_at(rules("at_most_per"))}
    leads = {name: lead for name, lead, _ in _looked_at(rules("zero_unless_positive"))}
    above: dict[str, tuple[str, ...]] = {
        field.id: (
            *at_most.get(field.id, ()),
            *(other for other in (per.get(field.id, ("",))[0], leads.get(field.id, "")) if other),
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
    """Field, counterpart and limit of each place that these rules look at; one counterpart may serve all."""
    for rule in rules:
        for name, other in zip(rule.fields, cycle(rule.others or ("",)), strict=False):
            yield name, other, rule.limit


def _fields(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(name for name, _, _ in _looked_at(rules))


def _questions(form: Form, edition: Edition) -> frozenset[str]:
    """The fields of a form that rules of this or another form ask for an answer."""
    asked = {(rule.form, other) for rule in edition.rules for other in rule.others}
    elsewhere = {other for _, other in asked}
    return frozenset(
        field.id
        for field in form.fields
        if (form.id, field.id) in asked or f"{form.id}.{field.id}" in elsewhere
    )
