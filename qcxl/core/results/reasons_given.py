"""Reasons that coordinators write in the column 说明 of 校验结果 (contract 3.7)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from qcxl.core.cells.empty_words import bare, is_made_of
from qcxl.core.cells.no_text import is_picture
from qcxl.core.reading.explanations import flat
from qcxl.core.results.problem_places import ProblemPlaces, ProblemSubject
from qcxl.model.edition import EMPTY_REASONS_GROUP, Edition
from qcxl.model.form import FieldKind, Form
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import ReasonKey, Row, Submission
from qcxl.model.text import name_key

_LEAST_LETTERS = 2
_LONGEST_VALUE = 200
_LONGEST_QUOTE = 60
OF_SOURCE_UNIT = frozenset({"parent_differs"})
"""The codes of problems about all rows of one source unit, shown at the first of these rows."""


def reason_key(problem: Problem, places: ProblemPlaces, edition: Edition) -> ReasonKey:
    """The key by which a reason in 说明 belongs to a problem."""
    row = row_key(problem, places.find(problem), edition)
    return ReasonKey(problem.code, flat(problem.field), row, flat(shown_value(problem.value)))


def row_key(problem: Problem, subject: ProblemSubject | None, edition: Edition) -> str:
    """The key of a problem's row: the form id, and the texts in the row's identifying fields.

    A subject without a row has the form id alone, a problem without a subject the empty key. A problem with a
    code of `OF_SOURCE_UNIT` is identified by the source unit.
    """
    if subject is None:
        return ""
    if subject.row is None:
        return subject.form.id
    source = subject.form.field_of_kind(FieldKind.SOURCE_UNIT)
    if problem.code in OF_SOURCE_UNIT and source is not None:
        return _key(subject.form, subject.row, (source.id,))
    return list_row_key(subject.row, subject.form, edition)


def list_row_key(row: Row, form: Form, edition: Edition) -> str:
    """The row key of a list's row, for problems of all codes but those of `OF_SOURCE_UNIT`."""
    return _key(form, row, identifying_fields(form, edition))


def identifying_fields(form: Form, edition: Edition) -> tuple[str, ...]:
    """The ids of the fields that identify a row of a list: of its first `unique` rule, else the first."""
    rule = edition.rule_of("unique", form.id)
    return rule.fields if rule else (form.fields[0].id,)


def _key(form: Form, row: Row, names: Iterable[str]) -> str:
    return "|".join((form.id, *(shown_value(name_key(row.text(name))) for name in names)))


def shown_value(value: str) -> str:
    """The text of a value in 校验结果: a long value is cut and gets a check code of the whole value."""
    if len(value) <= _LONGEST_VALUE:
        return value
    check = zlib.crc32(value.encode("utf-8", "replace"))
    return f"{value[:_LONGEST_VALUE]}……（共 {len(value)} 字，校验码 {check:08x}）"


def explain(
    problems: Iterable[Problem], submission: Submission | None, edition: Edition
) -> tuple[Problem, ...]:
    """The problems; a warning for which the submission gives a real reason has become an info.

    A warning whose reason says nothing stays a warning, and its message tells so; errors are never excused
    (contract 3.7).
    """
    if submission is None or not submission.explanations:
        return tuple(problems)
    places = ProblemPlaces(submission, edition)
    empty = frozenset(bare(choice.label) for choice in edition.choices.get(EMPTY_REASONS_GROUP, ()))
    return tuple(_explained(problem, submission.explanations, places, empty, edition) for problem in problems)


def _explained(
    problem: Problem,
    written: Mapping[ReasonKey, str],
    places: ProblemPlaces,
    empty: frozenset[str],
    edition: Edition,
) -> Problem:
    if problem.severity is not Severity.WARNING or problem.explanation:
        return problem
    reason = written.get(reason_key(problem, places, edition), "")
    if not reason:
        return problem
    quote = reason if len(reason) <= _LONGEST_QUOTE else f"{reason[:_LONGEST_QUOTE]}……"
    if says_nothing(reason, empty):
        message = f"{problem.message}（说明里写的“{quote}”没有讲原因，仍须说明）"
        return replace(problem, message=message, explanation=reason)
    message = f"{problem.message}（已说明：{quote}）"
    return replace(problem, severity=Severity.INFO, message=message, explanation=reason)


def says_nothing(reason: str, empty: frozenset[str]) -> bool:
    """True for a reason of fewer than two letters, and for a reason of empty phrases alone (已核实，无误).

    `empty` are the empty phrases without signs and blanks; signs and blanks in the reason do not count.
    """
    text = bare(reason)
    if is_picture(reason) or sum(map(str.isalpha, text)) < _LEAST_LETTERS:
        return True
    return is_made_of(text, empty)
