"""Problems of one submission, graded as its edition grades them."""

from __future__ import annotations

from typing import Any

from qcxl.core.cells.shown import render_raw
from qcxl.core.cells.typed import Fault
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.form import Field
from qcxl.model.grid import RawValue
from qcxl.model.problem import Problem


def graded(edition: Edition, code: str, **facts: Any) -> Problem:
    """The problem `code` with the severity of the edition's 规则 sheet; `facts` as in `catalogue.problem`."""
    return problem(code, severity=edition.severity(code), **facts)


def cell_problem(
    edition: Edition, fault: Fault, field: Field, raw: RawValue, sheet: str, cell: str
) -> Problem:
    """The problem of a typing fault at its cell, graded by the edition."""
    return graded(
        edition,
        fault.code,
        sheet=sheet,
        cell=cell,
        field=field.label,
        value=render_raw(raw),
        clause=field.clause,
        **dict(fault.facts),
    )
