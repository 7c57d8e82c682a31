"""The counts of 自检 in a filled workbook, for programs that do not calculate (Protected View)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from qcxl.core.results.hidden_faults import hidden_faults
from qcxl.core.results.result_lines import ResultLine
from qcxl.core.rules import Subject
from qcxl.core.rules.names import twins
from qcxl.core.rules.no_entries import rows_called_total
from qcxl.core.rules.recommendation import rows_over_quota
from qcxl.model.edition import Rule
from qcxl.model.form import Form
from qcxl.model.text import name_key

PASSED, FAILED = "通过", "请改"
ALL_PASSED = "自检通过"
_NO_NUMBERS_TO_A_SUM = frozenset(
    ("not_a_number", "number_as_text", "number_read_from_text", "measure_mismatch", "number_negative")
)
"""The codes that one formula of 自检 counts together: entries that a sum passes over, negative numbers."""


def _rows_typed_twice(rule: Rule, form: Form, subject: Subject) -> int:
    """The number of rows that repeat an earlier row, by names as they are typed."""
    table = subject.submission.tables.get(form.id)
    return sum(1 for _ in twins(rule, form, table, subject, name_key)) if table else 0


_COUNTED_OTHERWISE: Mapping[str, Callable[[Rule, Form, Subject], int]] = {
    # Validation gives one problem for each quota, knows a total by more than the words alone, and a name
    # also in decoration and odd letters.
    "within_quota": lambda _, form, subject: rows_over_quota(form, subject),
    "not_a_total": rows_called_total,
    "unique": _rows_typed_twice,
}
"""The counts of formulas that see other faults than validation does, by predicate."""


def line_text(form: Form, rule: Rule) -> str:
    """The text of the line of 自检 for a rule on a form."""
    return f"{form.sheet}：{rule.note}"


def status_text(count: int) -> str:
    """The word beside a count of faults: 通过 or 请改."""
    return FAILED if count else PASSED


def total_text(count: int) -> str:
    """The text on the cover sheet for the faults of all lines of 自检 together."""
    return f"还有 {count} 处待改" if count else ALL_PASSED


def live_counts(lines: Iterable[ResultLine], subject: Subject) -> dict[str, int]:
    """The number of faults that each formula of 自检 counts, by the text of its line.

    `lines` are the lines of 校验结果, from which the numbers are made. A line of 自检 without faults has no
    entry.
    """
    edition = subject.edition
    by_sheet = Counter((line.sheet, line.problem.code) for line in lines) + hidden_faults(subject)
    by_code = Counter[str]()
    for (_, code), count in by_sheet.items():
        by_code[code] += count
    with_code = Counter(rule.code for rule in edition.rules)
    counts: dict[str, int] = {}
    for rule in filter(lambda rule: rule.live, edition.rules):
        for form in (edition.form(rule.form),) if rule.form else edition.forms:
            if rule.predicate in _COUNTED_OTHERWISE:
                count = _COUNTED_OTHERWISE[rule.predicate](rule, form, subject)
            elif rule.form and with_code[rule.code] == 1:
                # The problem may stand at the answer that contradicts the list (零报告).
                count = by_code[rule.code]
            else:
                codes = _NO_NUMBERS_TO_A_SUM if rule.code in _NO_NUMBERS_TO_A_SUM else (rule.code,)
                count = sum(by_sheet[form.sheet, code] for code in codes)
            if count:
                counts[line_text(form, rule)] = count
    return counts
