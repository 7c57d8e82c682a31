"""One entry of the catalogue of problem codes."""

from __future__ import annotations

from dataclasses import dataclass

from qcxl.model.problem import Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """The texts of a problem code (what is wrong, and what to do), and its severity by default.

    `message` and `remedy` are `str.format` texts over the facts of the problem. The edition's 规则 sheet
    overrides `severity` for the codes it lists.
    """

    message: str
    remedy: str
    severity: Severity = Severity.ERROR
