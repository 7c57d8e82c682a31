"""The rows of a list that are put forward (推荐)."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.submission import Row, Table


def is_recommended(row: Row, form: Form, edition: Edition) -> bool:
    """True for a row that is put forward: its 推荐栏 says yes, or is blank where the default is yes.

    In a list without a 推荐栏 every row is put forward; a row whose 推荐栏 could not be typed is not.
    """
    if not form.recommended:
        return True
    field = form.field(form.recommended)
    if field.id in row.faulty:
        return False
    return (row.text(field.id) or field.default) == edition.yes(field)


def recommended_rows(table: Table, form: Form, edition: Edition) -> Iterator[Row]:
    """The rows of a list that are put forward, in order."""
    return (row for row in table.rows if is_recommended(row, form, edition))
