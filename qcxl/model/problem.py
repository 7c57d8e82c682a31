"""A fault in the data of a returned file, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """The severity of a problem: 必改 (returned), 须说明 (counted, but needs a reason), 提示 (a remark)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The word that a coordinator reads for the severity."""
        return {"error": "必改", "warning": "须说明", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: its problem code, severity, message and remedy, and its place (sheet, cell, field).

    `cell` is an A1 address, empty for a fault without a single place; `clause` is the place in the notice
    that the rule enforces. `explanation` is the reason that the coordinator wrote in 校验结果: a real reason
    makes a warning an info.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    sheet: str = ""
    cell: str = ""
    field: str = ""
    value: str = ""
    clause: str = ""
    explanation: str = ""
