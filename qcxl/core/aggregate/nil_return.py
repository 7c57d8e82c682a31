"""零报告 of a unit that had nothing itself, once rows of its children stand in its workbook."""

from __future__ import annotations

from collections.abc import Iterable

from qcxl.model.edition import Edition
from qcxl.model.submission import Submission, Table

_SAYS_EMPTY = "nil_means_empty"


def withdrawn_answers(
    edition: Edition, own: Submission | None, tables: Iterable[Table]
) -> frozenset[tuple[str, str]]:
    """The answers (form, field) of `own` by which a list is empty on purpose that has rows now.

    A unit without enterprises has to say so to be accepted; of the filled workbook it is no longer true.
    """
    filled = {table.form for table in tables if table.rows}
    questions = (
        edition.field(rule.others[0])
        for rule in edition.rules
        if rule.predicate == _SAYS_EMPTY and rule.form in filled
    )
    return frozenset(
        (question.form, question.id)
        for question in questions
        if own is not None and own.value(f"{question.form}.{question.id}") == edition.yes(question)
    )
