"""All that can be judged about typed submissions: columns in bulk, then the named rules one by one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from qcxl.core.columns import check_columns
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.rules import PREDICATES, Subject
from qcxl.model.edition import Edition
from qcxl.model.grid import parse_address
from qcxl.model.problem import Problem
from qcxl.model.submission import Submission


def validate(
    edition: Edition, submissions: Mapping[str, Submission], known: Mapping[str, KnownUnits]
) -> dict[str, tuple[Problem, ...]]:
    """The problems of each submission by key, beyond those of reading it.

    `known` are the units that each may name, by the same key. Codes: those of `check_columns` and of the
    edition's named rules.
    """
    found: dict[str, list[Problem]] = {key: [] for key in submissions}
    for key, problem in check_columns(edition, submissions):
        found[key].append(problem)
    for key, submission in submissions.items():
        found[key].extend(check_rules(Subject(submission, edition, known[key])))
    totals = frozenset(rule.code for rule in edition.rules_of("not_a_total"))
    return {key: tuple(_without_total_rows(problems, totals)) for key, problems in found.items()}


def _without_total_rows(problems: Iterable[Problem], totals: Container[str]) -> Iterator[Problem]:
    """The problems without those of total rows, of which only that they are such a row is worth saying."""
    everything = tuple(problems)
    rows = {(found.sheet, _row(found)) for found in everything if found.code in totals}
    for found in everything:
        if found.code in totals or (found.sheet, _row(found)) not in rows:
            yield found


def _row(found: Problem) -> int:
    return parse_address(found.cell)[0] if found.cell else 0


def check_rules(subject: Subject) -> Iterator[Problem]:
    """The problems that the edition's named rules of sheets see in one submission."""
    documents = {form.id for form in subject.edition.documents}
    for rule in subject.edition.rules:
        if rule.predicate and rule.form not in documents:
            yield from PREDICATES[rule.predicate].check(rule, subject.edition.form(rule.form), subject)
