"""The rules that 自检 can count: those of which a plain formula sees the faults.

`excel.issued.check_formulas` makes one formula for each word here, and a test holds the two together: so an
edition is checked without the workbooks that are made from it.
"""

from __future__ import annotations

from qcxl.model.edition import Rule

LIVE_PREDICATES = frozenset(
    {
        "not_greater",
        "unique",
        "filled_when",
        "empty_unless",
        "not_a_total",
        "known_direct_unit",
        "reported_or_nil",
        "nil_means_empty",
        "zero_unless_positive",
        "given_when_positive",
        "positive_when_positive",
        "members_at_most",
        "part_of_members",
        "listed_letter_for_letter",
        "not_of_deducted_enterprise",
        "within_quota",
        "zero_when_recommended",
        "yes_when_recommended",
        "full_width_brackets",
        "one_line",
        "is_postcode",
        "is_credit_code",
    }
)
LIVE_CODES = frozenset({"required_missing", "not_a_number", "text_too_long", "choice_unknown"})
"""Codes of single entries, which are counted form by form."""


def has_formula(rule: Rule) -> bool:
    """True when a plain formula can see the faults of a rule, so that it may be marked 自检."""
    return rule.predicate in LIVE_PREDICATES if rule.predicate else rule.code in LIVE_CODES
