"""The exception that carries the problem for which a file is refused."""

from __future__ import annotations

from qcxl.model.problem import Problem


class RefusedError(Exception):
    """A file that turns out to be unfit; the function that opens the file returns `problem` as a value."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem
