"""The files of an inbox, each read once whatever its copies, and judged by the edition that is wanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from qcxl.core import known_units
from qcxl.core.acceptance import Received, Status
from qcxl.core.faults import graded
from qcxl.core.known_units import KnownUnits
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.submission import Identity, Submission
from qcxl.model.text import name_key
from qcxl.store.inbox import InboxFile, Kind
from qcxl.tasks.issue import Progress
from qcxl.tasks.judging import Judged, judge
from qcxl.tasks.reading import ReadJob, read_all


class WhoReturns(Protocol):
    """Who may return workbooks, and which units these may name."""

    @property
    def roster(self) -> Roster:
        """The units by code."""

    def known(self, submission: Submission) -> KnownUnits:
        """The units that a workbook may name."""

    def faults(self, identity: Identity) -> Iterable[Problem]:
        """What is wrong with who returned a workbook."""

    def passed_over(self, identity: Identity) -> Problem | None:
        """Why a workbook of this unit is none of those that are wanted; None where it is."""


@dataclass(frozen=True, slots=True)
class RosterUnits:
    """Every unit of a roster may return a workbook, and name what the roster says."""

    edition: Edition
    roster: Roster

    def known(self, submission: Submission) -> KnownUnits:
        """By the roster, or by the workbook's own lists where the roster has no such unit."""
        unit = self.roster.get(submission.identity.unit_code)
        return known_units.from_roster(self.roster, unit) if unit else known_units.from_lists(submission)

    def faults(self, identity: Identity) -> Iterator[Problem]:
        """Codes: unit_unknown, unit_renamed."""
        unit = self.roster.get(identity.unit_code)
        if unit is None:
            # Always an error, whatever the edition says: nobody could be credited with the figures.
            yield problem("unit_unknown", value=identity.unit_code, unit_name=identity.unit_name)
        else:
            yield from renamed(self.edition, unit, identity)

    def passed_over(self, _: Identity) -> None:
        """None: all are wanted."""


def renamed(edition: Edition, unit: Unit, identity: Identity) -> Iterator[Problem]:
    """`unit_renamed` where a workbook calls its unit by another name than is known."""
    if name_key(unit.name) != name_key(identity.unit_name):
        facts = {"value": identity.unit_name, "expected": unit.name}
        yield graded(edition, "unit_renamed", unit_code=unit.code, **facts)


_FOREIGN = frozenset({"map_missing", "map_damaged"})
"""Readable, but no workbook of ours: nobody to return it to."""


def read_files(
    files: Iterable[InboxFile],
    edition: Edition,
    edition_path: Path,
    units: WhoReturns,
    workers: int,
    on_files: Progress,
    on_done: Progress,
) -> dict[str, Judged]:
    """The judgement of every content by its sha256, read from one of the files that hold it.

    `on_files` gets how many there are to read.
    """
    wanted = {file.sha256: file for file in files if file.kind is Kind.WORKBOOK}
    on_files(len(wanted))
    jobs = [ReadJob(file, edition_path, edition.id) for file in wanted.values()]
    judged = judge(
        [file.name for file in wanted.values()],
        read_all(jobs, workers, on_done),
        # Whatever edition a workbook says it is of: all but the wanted one are refused.
        find_edition=lambda _: edition,
        find_known=units.known,
        find_more=units.faults,
    )
    return dict(zip(wanted, judged, strict=True))


def receive(
    files: Iterable[InboxFile],
    judged: Mapping[str, Judged],
    edition: Edition,
    units: WhoReturns,
    as_of: dt.date,
) -> Iterator[Received]:
    """Every file as received, with its problems, in the order given."""
    everything = tuple(files)
    originals = _originals(everything, judged)
    for file in everything:
        if file.reason is not None:
            status = Status.IGNORED if file.kind is Kind.IGNORED else Status.QUARANTINED
            yield Received(file.name, file.received_at, status=status, problems=(file.reason,))
            continue
        found = judged[file.sha256]
        code, name = _unit(found, units.roster)
        original = originals.get(file.name)
        other = found.identity and units.passed_over(found.identity)
        if other:
            yield Received(file.name, file.received_at, code, name, Status.IGNORED, (other,))
        elif original:
            twin = problem("submission_duplicate", first=original)
            yield Received(file.name, file.received_at, code, name, Status.DUPLICATE, (twin,))
        elif _is_foreign(found):
            status = Status.IGNORED if found.is_clean else Status.QUARANTINED
            yield Received(file.name, file.received_at, status=status, problems=found.problems)
        else:
            problems = (*_late(file, edition, as_of), *found.problems)
            yield Received(file.name, file.received_at, code, name, None, problems)


def _originals(files: Iterable[InboxFile], judged: Mapping[str, Judged]) -> dict[str, str]:
    """For each mere copy the file it copies: the one before it from the same unit has the same content.

    Content that comes back after something else from that unit is no copy but a change of mind.
    """
    latest: dict[str, InboxFile] = {}
    copies = {}
    for file in sorted(files, key=lambda file: (file.received_at, file.name)):
        if file.kind is not Kind.WORKBOOK:
            continue
        identity = judged[file.sha256].identity
        sender = f"unit {identity.unit_code}" if identity else f"content {file.sha256}"
        earlier = latest.get(sender)
        if earlier is not None and earlier.sha256 == file.sha256:
            copies[file.name] = earlier.name
        else:
            latest[sender] = file
    return copies


def _is_foreign(judged: Judged) -> bool:
    """True for what could not be read, or is no workbook of ours."""
    return judged.identity is None or any(found.code in _FOREIGN for found in judged.problems)


def _unit(judged: Judged, roster: Roster) -> tuple[str, str]:
    if judged.identity is None:
        return "", ""
    unit = roster.get(judged.identity.unit_code)
    return judged.identity.unit_code, unit.name if unit else judged.identity.unit_name


def _late(file: InboxFile, edition: Edition, as_of: dt.date) -> tuple[Problem, ...]:
    """A late return is flagged and kept; before the deadline nothing is late (henan-2020 附件1 item 3)."""
    due = dt.date.fromisoformat(edition.fact("due"))
    received = file.received_at.date()
    if received <= due or as_of <= due:
        return ()
    return (problem("submitted_late", received=received.isoformat(), due=due.isoformat()),)
