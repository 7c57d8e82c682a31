"""The acceptance of returned workbooks: the status of every file of an inbox (contract 3.6, 3.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem, Severity


class Status(StrEnum):
    """The status of a file of an inbox."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    QUARANTINED = "quarantined"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    IGNORED = "ignored"

    @property
    def label(self) -> str:
        """The word that an operator reads for the status."""
        return _LABELS[self]


_LABELS = {
    Status.ACCEPTED: "计入",
    Status.RETURNED: "退回修改",
    Status.QUARANTINED: "读不了",
    Status.SUPERSEDED: "被后交的取代",
    Status.DUPLICATE: "重复",
    Status.IGNORED: "不是填报文件",
}


@dataclass(frozen=True, slots=True)
class Received:
    """One file as received and judged so far.

    `unit_code` is empty for an unknown unit; `status` is set where the file alone decides it (ignored,
    quarantined, duplicate), else None.
    """

    file: str
    received_at: dt.datetime
    unit_code: str = ""
    unit_name: str = ""
    status: Status | None = None
    problems: tuple[Problem, ...] = field(default=())

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """The sort key of files in the order in which they were received."""
        return self.received_at, self.file

    def count(self, severity: Severity) -> int:
        """The number of problems of one severity in the file."""
        return sum(fault.severity is severity for fault in self.problems)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file with its status, and the problem that is the reason (None: the status says it all)."""

    received: Received
    status: Status
    reason: Problem | None


def settle(files: Iterable[Received]) -> tuple[Outcome, ...]:
    """The outcome of every file, in the order given.

    The latest faultless workbook of a unit is accepted; its older workbooks, faulty or not, are superseded. A
    faulty workbook is returned where no later one is faultless; an accepted workbook stays in force.
    """
    received = tuple(files)
    latest: dict[str, Received] = {}
    for file in sorted((file for file in received if _faultless(file)), key=lambda file: file.order):
        latest[file.unit_code] = file
    return tuple(_outcome(file, latest) for file in received)


def _faultless(file: Received) -> bool:
    return file.status is None and bool(file.unit_code) and file.count(Severity.ERROR) == 0


def _outcome(file: Received, latest: Mapping[str, Received]) -> Outcome:
    if file.status is not None:
        return Outcome(file, file.status, file.problems[0] if file.problems else None)
    counting = latest.get(file.unit_code)
    if counting is file:
        return Outcome(file, Status.ACCEPTED, None)
    unit = file.unit_name or file.unit_code
    if counting is not None and file.order < counting.order:
        return Outcome(
            file, Status.SUPERSEDED, problem("submission_superseded", unit=unit, newer=counting.file)
        )
    if counting is not None:
        reason = problem("earlier_stays_in_force", unit=unit, earlier=counting.file)
        return Outcome(file, Status.RETURNED, reason)
    first = next((fault for fault in file.problems if fault.severity is Severity.ERROR), None)
    return Outcome(file, Status.RETURNED, first)
