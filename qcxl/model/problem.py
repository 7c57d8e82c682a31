"""A fault in somebody's data, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a problem is: 必改 (returned), 须说明 (counted, wants a reason), 提示."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The word a coordinator reads."""
        return {"error": "必改", "warning": "须说明", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: what (code), how grave, where (sheet, cell, field) and how to mend it.

    `cell` is an A1 address or empty where the fault has no single place; `clause` is the place in the
    notice that the rule enforces. `explanation` is what the coordinator wrote of it in 校验结果: a real
    reason makes a warning an info.
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
