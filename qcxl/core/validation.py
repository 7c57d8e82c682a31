"""The validation of typed submissions: columns in bulk, then the named rules one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from qcxl.core.columns import check_columns
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.rules import PREDICATES, Subject
from qcxl.model.catalogue import NAMED
from qcxl.model.catalogue.cell_codes import CELLS
from qcxl.model.catalogue.column_codes import COLUMNS
from qcxl.model.edition import Edition
from qcxl.model.grid import parse_address
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission

NO_ENTRY = ("not_a_total", "not_the_sum", "is_an_entry")
"""The predicates that find rows which are no entries."""
_OF_ONE_ROW = frozenset((*CELLS, *COLUMNS, *NAMED, "error_value", "entry_is_formula", "rows_after_gap"))
"""The codes of problems that go when their row is deleted."""


def validate(
    edition: Edition, submissions: Mapping[str, Submission], known: Mapping[str, KnownUnits]
) -> dict[str, tuple[Problem, ...]]:
    """The problems of each submission by key, without the problems of reading it.

    `known` are the units that a submission may name, by the same key. Problem codes: those of `check_columns`
    and of the edition's named rules.
    """
    by_key: dict[str, list[Problem]] = {key: [] for key in submissions}
    for key, problem in check_columns(edition, submissions):
        by_key[key].append(problem)
    for key, submission in submissions.items():
        by_key[key].extend(check_rules(Subject(submission, edition, known[key])))
    return {key: without_rows_of_no_entry(problems, edition) for key, problems in by_key.items()}


def without_rows_of_no_entry(problems: Iterable[Problem], edition: Edition) -> tuple[Problem, ...]:
    """The problems, of rows that are no entries (totals, headings, notes) only that they are none.

    Such a row is to be deleted: what else is wrong with its cells would be mended for nothing. `problems` may
    be those of reading, too.
    """
    listed = tuple(problems)
    codes = frozenset(rule.code for rule in edition.rules_of(*NO_ENTRY) if rule.severity is Severity.ERROR)
    told: dict[tuple[str, int], Problem] = {}
    for problem in listed:
        if problem.code in codes:
            told.setdefault((problem.sheet, _row(problem)), problem)
    return tuple(
        each
        for each in listed
        if told.get((each.sheet, _row(each)), each) is each or not _is_of_one_row(each)
    )


def _is_of_one_row(problem: Problem) -> bool:
    if problem.code == "cells_merged":
        return len(set(re.findall("[0-9]+", problem.value))) == 1
    return problem.code in _OF_ONE_ROW


def _row(problem: Problem) -> int:
    return parse_address(problem.cell)[0] if problem.cell else 0


def check_rules(subject: Subject) -> Iterator[Problem]:
    """The problems of one submission by the edition's named rules of sheets."""
    documents = {form.id for form in subject.edition.documents}
    for rule in subject.edition.rules:
        if rule.predicate and rule.form not in documents:
            yield from PREDICATES[rule.predicate].check(rule, subject.edition.form(rule.form), subject)
