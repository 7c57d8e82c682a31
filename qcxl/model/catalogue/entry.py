"""One line of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from qcxl.model.problem import Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """What a problem code says to people: what was found, what to do, and how grave it is by default.

    `message` and `remedy` are `str.format` texts over the facts of the problem. The edition's 规则 sheet
    overrides `severity` for the codes it lists.
    """

    message: str
    remedy: str
    severity: Severity = Severity.ERROR
