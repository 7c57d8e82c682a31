"""The files of a night, each read once whatever its copies, and judged by the night's edition and roster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qcxl.core import known_units, validation
from qcxl.core.acceptance import Received, Status
from qcxl.core.faults import graded
from qcxl.core.intake import TakenIn
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster
from qcxl.model.problem import Problem
from qcxl.model.submission import Identity, Submission
from qcxl.model.text import name_key
from qcxl.store.inbox import InboxFile, Kind
from qcxl.tasks.issue import Progress
from qcxl.tasks.reading import ReadJob, read_all

_FOREIGN = frozenset({"map_missing", "map_damaged"})
"""Readable, but no workbook of ours: nobody to return it to."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one content of the inbox says, whatever files hold it, with all its problems in reading order."""

    result: TakenIn | Problem
    problems: tuple[Problem, ...]

    @property
    def identity(self) -> Identity | None:
        """Who returned it, None where that could not be read."""
        return self.result.identity if isinstance(self.result, TakenIn) else None

    @property
    def submission(self) -> Submission | None:
        """Everything typed into it, None where it could not be taken in."""
        return self.result.submission if isinstance(self.result, TakenIn) else None

    @property
    def accepted(self) -> Submission:
        """The submission of a workbook without errors; ValueError where there is none."""
        if self.submission is None:
            raise ValueError("an accepted workbook has a submission")
        return self.submission

    @property
    def is_foreign(self) -> bool:
        """True for what could not be read, or is no workbook of ours."""
        return self.identity is None or any(found.code in _FOREIGN for found in self.problems)


def read_files(
    files: Iterable[InboxFile],
    edition: Edition,
    edition_path: Path,
    roster: Roster,
    workers: int,
    on_files: Progress,
    on_done: Progress,
) -> dict[str, Reading]:
    """The reading of every workbook by its sha256; `on_files` gets how many there are to read."""
    wanted = {file.sha256: file for file in files if file.kind is Kind.WORKBOOK}
    on_files(len(wanted))
    jobs = [ReadJob(file, edition_path, edition.id) for file in wanted.values()]
    results = dict(zip(wanted, read_all(jobs, workers, on_done), strict=True))
    judged = _judge(edition, roster, results)
    return {
        sha256: Reading(result, (result,) if isinstance(result, Problem) else judged[sha256])
        for sha256, result in results.items()
    }


def _judge(
    edition: Edition, roster: Roster, results: Mapping[str, TakenIn | Problem]
) -> dict[str, tuple[Problem, ...]]:
    """The problems of every workbook that could be opened, in reading order."""
    taken = {key: result for key, result in results.items() if isinstance(result, TakenIn)}
    submissions = {key: one.submission for key, one in taken.items() if one.submission}
    known = {}
    for key, submission in submissions.items():
        unit = roster.get(submission.identity.unit_code)
        known[key] = known_units.from_roster(roster, unit) if unit else known_units.from_lists(submission)
    found = validation.validate(edition, submissions, known)
    return {
        key: validation.in_reading_order(
            (*_unit_faults(one.identity, edition, roster), *one.problems, *found.get(key, ())), edition
        )
        for key, one in taken.items()
    }


def _unit_faults(identity: Identity | None, edition: Edition, roster: Roster) -> Iterator[Problem]:
    if identity is None:
        return
    unit = roster.get(identity.unit_code)
    if unit is None:
        # Always an error, whatever the edition says: nobody could be credited with the figures.
        yield problem("unit_unknown", value=identity.unit_code, unit_name=identity.unit_name)
    elif name_key(unit.name) != name_key(identity.unit_name):
        yield graded(
            edition, "unit_renamed", unit_code=unit.code, value=identity.unit_name, expected=unit.name
        )


def receive(
    files: Iterable[InboxFile],
    readings: Mapping[str, Reading],
    edition: Edition,
    roster: Roster,
    as_of: dt.date,
) -> Iterator[Received]:
    """Every file as received, with its problems, in the order given."""
    everything = tuple(files)
    originals = _originals(everything, readings)
    for file in everything:
        if file.reason is not None:
            status = Status.IGNORED if file.kind is Kind.IGNORED else Status.QUARANTINED
            yield Received(file.name, file.received_at, status=status, problems=(file.reason,))
            continue
        reading = readings[file.sha256]
        code, name = _unit(reading, roster)
        original = originals.get(file.name)
        if original:
            twin = problem("submission_duplicate", first=original)
            yield Received(file.name, file.received_at, code, name, Status.DUPLICATE, (twin,))
        elif reading.is_foreign:
            yield Received(file.name, file.received_at, status=Status.QUARANTINED, problems=reading.problems)
        else:
            problems = (*_late(file, edition, as_of), *reading.problems)
            yield Received(file.name, file.received_at, code, name, None, problems)


def _originals(files: Iterable[InboxFile], readings: Mapping[str, Reading]) -> dict[str, str]:
    """For each mere copy the file it copies: the one before it from the same unit has the same content.

    Content that comes back after something else from that unit is no copy but a change of mind.
    """
    latest: dict[str, InboxFile] = {}
    copies = {}
    for file in sorted(files, key=lambda file: (file.received_at, file.name)):
        if file.kind is not Kind.WORKBOOK:
            continue
        identity = readings[file.sha256].identity
        sender = f"unit {identity.unit_code}" if identity else f"content {file.sha256}"
        earlier = latest.get(sender)
        if earlier is not None and earlier.sha256 == file.sha256:
            copies[file.name] = earlier.name
        else:
            latest[sender] = file
    return copies


def _unit(reading: Reading, roster: Roster) -> tuple[str, str]:
    if reading.identity is None:
        return "", ""
    unit = roster.get(reading.identity.unit_code)
    return reading.identity.unit_code, unit.name if unit else reading.identity.unit_name


def _late(file: InboxFile, edition: Edition, as_of: dt.date) -> tuple[Problem, ...]:
    """A late return is flagged and kept; before the deadline nothing is late (henan-2020 附件1 item 3)."""
    due = dt.date.fromisoformat(edition.fact("due"))
    received = file.received_at.date()
    if received <= due or as_of <= due:
        return ()
    return (problem("submitted_late", received=received.isoformat(), due=due.isoformat()),)
