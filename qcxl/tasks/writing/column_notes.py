"""What each column of a night's files means: 字段说明.csv (contract 3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from qcxl.core.rollup.merged import merged_columns
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FormKind
from qcxl.tasks.writing.csv_tables import (
    DEDUCTION_COLUMNS,
    PROBLEM_COLUMNS,
    ROLLUP_COLUMNS,
    SUBMISSION_COLUMNS,
    Line,
    deducted_fields,
)

FILE = "字段说明.csv"
COLUMNS = ("id", "label", "measure", "form", "personal", "file")
_YES = "是"
_SHOW_ENTRIES = ("value", "message")
"""The columns of problems.csv that repeat what people typed, names and telephone numbers among it."""


def rows(edition: Edition) -> Iterator[Line]:
    """One row per column of each file, and per figure that the column `field` of rollup.csv names.

    `measure` is the measure in which the file shows a figure, `form` the form that a field belongs to (blank
    for a column that no form has), `personal` 是 where the column may say something about a person.
    """
    yield from _own("rollup.csv", ROLLUP_COLUMNS)
    for form in edition.statistics:
        yield from _fields("rollup.csv", ((field.id, field) for field in form.computed))
    yield from _own("problems.csv", PROBLEM_COLUMNS, personal=_SHOW_ENTRIES)
    yield from _own("submissions.csv", SUBMISSION_COLUMNS)
    yield from _own("deductions.csv", DEDUCTION_COLUMNS)
    yield from _fields("deductions.csv", ((field.id, field) for field in deducted_fields(edition)))
    for list_ in edition.of_kind(FormKind.LIST):
        file, columns = f"merged/{list_.id}.csv", merged_columns(list_)
        yield from _own(file, {column.id: column.label for column in columns if column.field is None})
        yield from _fields(file, ((column.id, column.field) for column in columns if column.field))


def _own(file: str, labels: Mapping[str, str], personal: Iterable[str] = ()) -> Iterator[Line]:
    for id_, label in labels.items():
        yield (id_, label, "", "", _YES if id_ in personal else "", file)


def _fields(file: str, fields: Iterable[tuple[str, Field]]) -> Iterator[Line]:
    for id_, field in fields:
        personal = _YES if field.personal else ""
        yield (id_, field.label, field.measure, field.form, personal, file)
