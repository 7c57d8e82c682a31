"""Typical faults in lists of rows put forward, where the rules of the edition look for them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from qcxl.core.names.person_lists import split_names
from qcxl.demo.fill import Fault, Filled
from qcxl.model.edition import Edition, Rule
from qcxl.model.form import FormKind

MORE_THAN_QUOTA = "all_of_the_first_tier"


def all_of_the_first_tier(filled: Filled, edition: Edition) -> None:
    """More rows put forward in the first tier than the quota allows."""
    form = edition.form(_rule(edition, "within_quota").form)
    first, *_ = edition.choices[form.field(form.tier).choices]
    for cell in filled.entries(form.id, form.tier):
        cell.value = first.label


def member_named_twice(filled: Filled, edition: Edition) -> None:
    """The same person twice in one list of members."""
    rule = _rule(edition, "members_distinct")
    for cell in islice(filled.entries(rule.form, rule.fields[0]), 1):
        first, *others, _ = split_names(str(cell.value))
        cell.value = "、".join((first, *others, first))


def beginning_of_a_name_missing(filled: Filled, edition: Edition) -> None:
    """The name of an enterprise without its first letters, unlike the name in the list of enterprises."""
    rule = _rule(edition, "listed_letter_for_letter")
    for cell in islice(filled.entries(rule.form, rule.fields[0]), 1):
        cell.value = str(cell.value)[2:]


def digit_missing(filled: Filled, edition: Edition) -> None:
    """A mobile number without its last digit."""
    rule = _rule(edition, "is_mobile")
    is_list = edition.form(rule.form).kind is FormKind.LIST
    cells = filled.entries(rule.form, rule.fields[0]) if is_list else [filled.cell(rule.form, rule.fields[0])]
    for cell in islice(cells, 1):
        cell.value = str(cell.value)[:-1]


def _rule(edition: Edition, predicate: str) -> Rule:
    return next(edition.rules_of(predicate))


BY_PREDICATE: Mapping[str, tuple[str, Fault]] = {
    "within_quota": (MORE_THAN_QUOTA, all_of_the_first_tier),
    "members_distinct": ("member_named_twice", member_named_twice),
    "listed_letter_for_letter": ("beginning_of_a_name_missing", beginning_of_a_name_missing),
    "is_mobile": ("digit_missing", digit_missing),
}
"""The name and the function of a fault, by the predicate of the rule that finds the fault."""
