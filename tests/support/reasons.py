"""Reasons written into the sheet 校验结果 of a returned workbook."""

from __future__ import annotations

from qcxl.core.reading.explanations import CODE, FIELD, REASON, ROW, VALUE
from qcxl.core.results.problem_places import ProblemPlaces
from qcxl.core.results.reasons_given import reason_key
from qcxl.core.sheets.layout import lay_out
from qcxl.model.form import FormKind
from qcxl.model.grid import Grid, Place
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import ReasonKey, Submission
from tests.support.submissions import with_cells
from tests.support.workbooks import edition


def warning(
    sheet: str, cell: str, field: str = "", value: str = "", code: str = "advised_missing"
) -> Problem:
    """An open warning at a cell."""
    return Problem(code, Severity.WARNING, "请看这一格。", "请核对。", sheet, cell, field, value)


def key_of(found: Problem, submission: Submission) -> ReasonKey:
    """What a reason for a problem of that submission belongs to."""
    return reason_key(found, ProblemPlaces(submission, edition()), edition())


def written(grid: Grid, *reasons: tuple[ReasonKey, str]) -> Grid:
    """The workbook with these lines in its 校验结果."""
    (form,) = edition().of_kind(FormKind.RESULTS)
    layout = lay_out(edition())[form.id]
    cells: dict[Place, str] = {}
    for row, (key, reason) in enumerate(reasons, start=layout.row):
        texts = {CODE: key.code, FIELD: key.field, ROW: key.row, VALUE: key.value, REASON: reason}
        cells |= {(row, layout.spots[name][1]): f"'{text}" for name, text in texts.items() if text}
    return with_cells(grid, {form.sheet: cells})
