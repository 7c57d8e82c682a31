"""What goes wrong in lists of what is put forward, where the edition's own rules look for it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from qcxl.core.names.person_lists import split_names
from qcxl.demo.fill import Fault, Filled
from qcxl.model.edition import Edition, Rule
from qcxl.model.form import FormKind

MORE_THAN_QUOTA = "all_of_the_first_tier"


def all_of_the_first_tier(filled: Filled, edition: Edition) -> None:
    """More put forward as first-class than the quota allows."""
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
    """An enterprise that is not called letter for letter as where it is listed."""
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
"""The faults by the rule that sees them, each with its name."""
