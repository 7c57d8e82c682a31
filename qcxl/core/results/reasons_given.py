"""Reasons that coordinators write in the column 说明 of 校验结果 (contract 3.7)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

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
"""Codes about all the rows of one source unit: they are shown at whichever of these comes first."""


def reason_key(found: Problem, places: ProblemPlaces, edition: Edition) -> ReasonKey:
    """What a reason for this problem belongs to."""
    row = row_key(found, places.find(found), edition)
    return ReasonKey(found.code, flat(found.field), row, flat(shown_value(found.value)))


def row_key(found: Problem, subject: ProblemSubject | None, edition: Edition) -> str:
    """What a problem's row is about: its form, and the names in the fields by which no two rows are alike.

    A card has no names.
    """
    if subject is None:
        return ""
    if subject.row is None:
        return subject.form.id
    source = subject.form.field_of_kind(FieldKind.SOURCE_UNIT)
    if found.code in OF_SOURCE_UNIT and source is not None:
        return _key(subject.form, subject.row, (source.id,))
    return list_row_key(subject.row, subject.form, edition)


def list_row_key(row: Row, form: Form, edition: Edition) -> str:
    """The row key of whatever is said of a row of a list, but for the codes of `OF_SOURCE_UNIT`."""
    return _key(form, row, identifying_fields(form, edition))


def identifying_fields(form: Form, edition: Edition) -> tuple[str, ...]:
    """The fields by which no two rows of a list are alike: its first `unique` rule's, else its first."""
    rule = edition.rule_of("unique", form.id)
    return rule.fields if rule else (form.fields[0].id,)


def _key(form: Form, row: Row, names: Iterable[str]) -> str:
    return "|".join((form.id, *(shown_value(name_key(row.text(name))) for name in names)))


def shown_value(value: str) -> str:
    """A value as 校验结果 shows it: a long one by its beginning and a number that changes with the rest."""
    if len(value) <= _LONGEST_VALUE:
        return value
    check = zlib.crc32(value.encode("utf-8", "replace"))
    return f"{value[:_LONGEST_VALUE]}……（共 {len(value)} 字，校验码 {check:08x}）"


def explain(
    problems: Iterable[Problem], submission: Submission | None, edition: Edition
) -> tuple[Problem, ...]:
    """The problems, those warnings made infos for which the submission gives a real reason.

    A warning whose 说明 says nothing stays open and says so; errors are never excused (contract 3.7).
    """
    if submission is None or not submission.explanations:
        return tuple(problems)
    places = ProblemPlaces(submission, edition)
    empty = frozenset(_bare(choice.label) for choice in edition.choices.get(EMPTY_REASONS_GROUP, ()))
    return tuple(_explained(found, submission.explanations, places, empty, edition) for found in problems)


def _explained(
    found: Problem,
    written: Mapping[ReasonKey, str],
    places: ProblemPlaces,
    empty: frozenset[str],
    edition: Edition,
) -> Problem:
    if found.severity is not Severity.WARNING or found.explanation:
        return found
    reason = written.get(reason_key(found, places, edition), "")
    if not reason:
        return found
    quote = reason if len(reason) <= _LONGEST_QUOTE else f"{reason[:_LONGEST_QUOTE]}……"
    if says_nothing(reason, empty):
        message = f"{found.message}（说明里写的“{quote}”没有讲原因，仍须说明）"
        return replace(found, message=message, explanation=reason)
    message = f"{found.message}（已说明：{quote}）"
    return replace(found, severity=Severity.INFO, message=message, explanation=reason)


def says_nothing(reason: str, empty: frozenset[str]) -> bool:
    """True for fewer than two letters, and for one or more empty phrases and nothing else (已核实，无误).

    `empty` are the phrases without signs and blanks; these do not count in the reason either.
    """
    text = _bare(reason)
    if sum(map(str.isalpha, text)) < _LEAST_LETTERS:
        return True
    # Which beginnings of the text are made of phrases alone: phrases may begin with one another.
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached |= {start + len(phrase) for phrase in empty if text.startswith(phrase, start)}
    return len(text) in reached


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, name_key(text)))
