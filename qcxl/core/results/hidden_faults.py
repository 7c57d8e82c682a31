"""The faults of rows that are no entries, of which 校验结果 says only that they are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qcxl.core.columns import check_columns
from qcxl.core.rules import PREDICATES, Subject
from qcxl.core.validation import NO_ENTRY, check_rules
from qcxl.model.grid import parse_address
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Row

_NO_NUMBER = "not_a_number"


def hidden_faults(subject: Subject) -> Counter[tuple[str, str]]:
    """The faults that formulas count in rows which are no entries, by sheet (as issued) and problem code."""
    edition, submission = subject.edition, subject.submission
    found = Counter[tuple[str, str]]()
    rules = [rule for rule in edition.rules_of(*NO_ENTRY) if rule.severity is Severity.ERROR]
    said = [
        each
        for rule in rules
        for each in PREDICATES[rule.predicate].check(rule, edition.form(rule.form), subject)
    ]
    if not said:
        return found
    codes = {rule.code for rule in rules}
    rows = set(map(_row, said))
    columns = (each for _, each in check_columns(edition, {"": submission}))
    sheets = {table.sheet: edition.form(id_).sheet for id_, table in submission.tables.items()}
    for problem in (*columns, *check_rules(subject)):
        if problem.cell and problem.code not in codes and _row(problem) in rows:
            found[sheets[problem.sheet], problem.code] += 1
    for sheet, row, names in _number_columns(subject):
        if (sheet, row.number) in rows:
            found[sheets[sheet], _NO_NUMBER] += len(names & (row.faulty | row.unseen))
    return found


def _row(problem: Problem) -> tuple[str, int]:
    return problem.sheet, parse_address(problem.cell)[0] if problem.cell else 0


def _number_columns(subject: Subject) -> Iterator[tuple[str, Row, frozenset[str]]]:
    """Each row of each list with its sheet and the ids of the list's number fields."""
    for id_, table in subject.submission.tables.items():
        names = frozenset(field.id for field in subject.edition.form(id_).fields if field.is_number)
        for row in table.rows:
            yield table.sheet, row, names
