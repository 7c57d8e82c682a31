"""What 自检 shows in a filled workbook, for programs that show it without calculating (Protected View)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qcxl.core.results.result_lines import ResultLine
from qcxl.core.rules import Subject
from qcxl.core.rules.recommendation import rows_over_quota
from qcxl.model.edition import Rule
from qcxl.model.form import Form

PASSED, FAILED = "通过", "请改"
ALL_PASSED = "自检通过"
_NO_NUMBERS_TO_A_SUM = frozenset(
    ("not_a_number", "number_as_text", "number_read_from_text", "measure_mismatch", "number_negative")
)
"""What a formula counts as one: entries that a sum passes over, and negative ones."""
_BY_ROWS = "within_quota"
"""The predicate whose formula counts rows too many where validation finds one problem for each quota."""


def line_text(form: Form, rule: Rule) -> str:
    """What a line of 自检 says."""
    return f"{form.sheet}：{rule.note}"


def status_text(count: int) -> str:
    """The word beside a count of faults."""
    return FAILED if count else PASSED


def total_text(count: int) -> str:
    """What the cover says of all lines together."""
    return f"还有 {count} 处待改" if count else ALL_PASSED


def live_counts(lines: Iterable[ResultLine], subject: Subject) -> dict[str, int]:
    """How many faults the formulas of 自检 count, by the text of the line, from what validation found.

    A line that is not among them counts none.
    """
    edition = subject.edition
    places = [(line.sheet, line.problem.code) for line in lines]
    by_sheet, by_code = Counter(places), Counter(code for _, code in places)
    with_code = Counter(rule.code for rule in edition.rules)
    by_rows = frozenset(edition.rules_of(_BY_ROWS))
    counts: dict[str, int] = {}
    for rule in filter(lambda rule: rule.live, edition.rules):
        for form in (edition.form(rule.form),) if rule.form else edition.forms:
            if rule in by_rows:
                count = rows_over_quota(form, subject)
            elif rule.form and with_code[rule.code] == 1:
                # Its problem may stand at the answer that contradicts the list (零报告).
                count = by_code[rule.code]
            else:
                codes = _NO_NUMBERS_TO_A_SUM if rule.code in _NO_NUMBERS_TO_A_SUM else (rule.code,)
                count = sum(by_sheet[form.sheet, code] for code in codes)
            if count:
                counts[line_text(form, rule)] = count
    return counts
