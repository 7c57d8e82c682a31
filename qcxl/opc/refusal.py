"""The exception that carries a refusal upwards."""

from __future__ import annotations

from qcxl.model.problem import Problem


class RefusedError(Exception):
    """Raised where a file turns out to be unfit; whoever opens it returns its `problem` as a value."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem
