"""Which returned workbook counts: status of every file of an inbox (contract 3.6, 3.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem, Severity


class Status(StrEnum):
    """What became of a file."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    QUARANTINED = "quarantined"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    IGNORED = "ignored"

    @property
    def label(self) -> str:
        """The word an operator reads."""
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

    `unit_code` is empty where it is not known; `status` is set where the file decides it alone (ignored,
    quarantined, duplicate).
    """

    file: str
    received_at: dt.datetime
    unit_code: str = ""
    unit_name: str = ""
    status: Status | None = None
    problems: tuple[Problem, ...] = field(default=())

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """Files in the order in which they were received."""
        return self.received_at, self.file

    def count(self, severity: Severity) -> int:
        """How many problems of this severity the file has."""
        return sum(found.severity is severity for found in self.problems)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file with its status and the one problem that says why, where there is more to say."""

    received: Received
    status: Status
    reason: Problem | None


def settle(files: Iterable[Received]) -> tuple[Outcome, ...]:
    """The outcome of every file, in the order given.

    The latest faultless workbook of a unit counts; older ones, faulty or not, are superseded; a faulty
    workbook after it is returned and the earlier one stays in force.
    """
    received = tuple(files)
    latest: dict[str, Received] = {}
    for one in sorted((one for one in received if _faultless(one)), key=lambda one: one.order):
        latest[one.unit_code] = one
    return tuple(_outcome(one, latest) for one in received)


def _faultless(one: Received) -> bool:
    return one.status is None and bool(one.unit_code) and one.count(Severity.ERROR) == 0


def _outcome(one: Received, latest: Mapping[str, Received]) -> Outcome:
    if one.status is not None:
        return Outcome(one, one.status, one.problems[0] if one.problems else None)
    counting = latest.get(one.unit_code)
    if counting is one:
        return Outcome(one, Status.ACCEPTED, None)
    unit = one.unit_name or one.unit_code
    if counting is not None and one.order < counting.order:
        return Outcome(
            one, Status.SUPERSEDED, problem("submission_superseded", unit=unit, newer=counting.file)
        )
    if counting is not None:
        reason = problem("earlier_stays_in_force", unit=unit, earlier=counting.file)
        return Outcome(one, Status.RETURNED, reason)
    first = next((found for found in one.problems if found.severity is Severity.ERROR), None)
    return Outcome(one, Status.RETURNED, first)
