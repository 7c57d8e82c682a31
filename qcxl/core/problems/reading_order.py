"""The order in which people read the problems of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qcxl.model.edition import Edition
from qcxl.model.grid import parse_address
from qcxl.model.problem import Problem, Severity


def in_reading_order(problems: Iterable[Problem], edition: Edition) -> tuple[Problem, ...]:
    """The problems by sheet of the workbook, then row, column and severity; a problem without place first."""
    return tuple(sorted(problems, key=reading_order(edition)))


def reading_order(edition: Edition) -> Callable[[Problem], tuple[int, str, int, int, int]]:
    """The key that sorts problems as `in_reading_order` does."""
    sheets = {form.sheet: number for number, form in enumerate(edition.forms)}
    grades = list(Severity)

    def key(problem: Problem) -> tuple[int, str, int, int, int]:
        row, column = parse_address(problem.cell) if problem.cell else (0, 0)
        return (
            sheets.get(problem.sheet, len(sheets) if problem.sheet else -1),
            problem.sheet,
            row,
            column,
            grades.index(problem.severity),
        )

    return key
