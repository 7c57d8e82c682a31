"""The rules that 自检 can count, because a plain formula sees their faults.

`excel.issued.check_formulas` makes one formula for each predicate of `LIVE_PREDICATES`, and a test compares
the two: so an edition is checked without the workbooks that are made from the edition.
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
"""The codes of single entries that 自检 counts form by form."""


def has_formula(rule: Rule) -> bool:
    """True when a plain formula can see the faults of a rule, so that the rule may be marked 自检."""
    return rule.predicate in LIVE_PREDICATES if rule.predicate else rule.code in LIVE_CODES
