"""Nightly: everything that arrived, judged, added up and written out (contract 3.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qcxl.core import known_units, validation
from qcxl.core.acceptance import Outcome, Received, Status, settle
from qcxl.core.intake import TakenIn
from qcxl.core.rollup import RollUp, roll_up
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Identity, Submission
from qcxl.model.text import name_key
from qcxl.store.inbox import InboxFile, Kind, refuse_nested, scan
from qcxl.tasks.editions import UnusableError
from qcxl.tasks.issue import Progress
from qcxl.tasks.reading import ReadJob, read_all

_FOREIGN = frozenset({"map_missing", "map_damaged"})
"""Readable, but no workbook of ours: nobody to return it to."""


@dataclass(frozen=True, slots=True)
class Night:
    """What a night found: every file's outcome, the roll-up, and who is missing.

    `files` and `submissions` are by file name, `accepted` by unit code.
    """

    edition: Edition
    roster: Roster
    as_of: dt.date
    files: Mapping[str, InboxFile]
    outcomes: tuple[Outcome, ...]
    editions: Mapping[str, str]
    accepted: Mapping[str, Submission]
    holders: Mapping[str, str]
    rollup: RollUp

    @property
    def problems(self) -> tuple[tuple[str, str, tuple[Problem, ...]], ...]:
        """File, unit code and problems of every file that is not superseded, then those of the roll-up."""
        of_files = tuple(
            (outcome.received.file, outcome.received.unit_code, outcome.received.problems)
            for outcome in self.outcomes
            if outcome.status is not Status.SUPERSEDED
        )
        of_rollup = tuple(
            (self.holders.get(code, ""), code, problems) for code, problems in self.rollup.problems.items()
        )
        return of_files + of_rollup

    @property
    def missing(self) -> tuple[Unit, ...]:
        """The units below the root that nothing accepted reports for, in roster order."""
        reported = {code for code, _, _ in self.rollup.figures}
        root = self.roster.root
        return tuple(unit for unit in self.roster.walk() if unit is not root and unit.code not in reported)

    @property
    def silent(self) -> tuple[Unit, ...]:
        """The missing units of which no file came in at all; files that could not be read name nobody."""
        heard = {outcome.received.unit_code for outcome in self.outcomes}
        return tuple(unit for unit in self.missing if unit.code not in heard)

    @property
    def is_clean(self) -> bool:
        """True without an error or an open warning."""
        return all(found.severity is Severity.INFO for _, _, problems in self.problems for found in problems)

    def with_status(self, status: Status) -> tuple[Outcome, ...]:
        """The files with this status."""
        return tuple(outcome for outcome in self.outcomes if outcome.status is status)


def run_night(
    inbox: Path,
    out: Path,
    *,
    edition: Edition,
    edition_path: Path,
    roster: Roster,
    as_of: dt.date,
    workers: int,
    on_files: Progress = lambda _: None,
    on_done: Progress = lambda _: None,
) -> Night:
    """The night over an inbox: reads, judges and adds up; writes nothing (see `night_outputs.write_night`).

    `on_files` gets the number of workbooks to read, `on_done` how many were newly read. Raises
    `UnusableError` when inbox and out lie within each other or the inbox cannot be read.
    """
    nested = refuse_nested(inbox, out)
    if nested:
        raise UnusableError(f"{nested.message}{nested.remedy}")
    try:
        files = {file.name: file for file in scan(inbox)}
    except OSError as error:
        raise UnusableError(f"收件文件夹“{inbox}”打不开，请核对路径。") from error
    firsts = _firsts(files)
    wanted = [file for file in files.values() if file.kind is Kind.WORKBOOK and firsts[file.sha256] is file]
    on_files(len(wanted))
    results = read_all([ReadJob(file, edition_path, edition.id) for file in wanted], workers, on_done)
    read = dict(zip((file.name for file in wanted), results, strict=True))
    judged = _judge(edition, roster, read)
    received = [_received(file, firsts, read, judged, roster, edition, as_of) for file in files.values()]
    outcomes = settle(received)
    holders = {
        outcome.received.unit_code: outcome.received.file
        for outcome in outcomes
        if outcome.status is Status.ACCEPTED
    }
    accepted = {code: _submission(read[file]) for code, file in holders.items()}
    return Night(
        edition=edition,
        roster=roster,
        as_of=as_of,
        files=files,
        outcomes=outcomes,
        editions={name: identity.edition for name, result in read.items() if (identity := _identity(result))},
        accepted=accepted,
        holders=holders,
        rollup=roll_up(edition, roster, accepted),
    )


def _firsts(files: Mapping[str, InboxFile]) -> dict[str, InboxFile]:
    """The earliest file of each content: the others are duplicates."""
    firsts: dict[str, InboxFile] = {}
    for file in sorted(files.values(), key=lambda file: (file.received_at, file.name)):
        if file.kind is Kind.WORKBOOK:
            firsts.setdefault(file.sha256, file)
    return firsts


def _identity(result: TakenIn | Problem) -> Identity | None:
    return result.identity if isinstance(result, TakenIn) else None


def _submission(result: TakenIn | Problem) -> Submission:
    if isinstance(result, TakenIn) and result.submission:
        return result.submission
    raise ValueError("an accepted workbook has a submission")


def _judge(
    edition: Edition, roster: Roster, read: Mapping[str, TakenIn | Problem]
) -> dict[str, tuple[Problem, ...]]:
    """The problems of every workbook that could be taken in, in reading order."""
    submissions: dict[str, Submission] = {}
    known: dict[str, known_units.KnownUnits] = {}
    for name, result in read.items():
        if isinstance(result, TakenIn) and result.submission:
            unit = roster.get(result.submission.identity.unit_code)
            submissions[name] = result.submission
            known[name] = (
                known_units.from_roster(roster, unit) if unit else known_units.from_lists(result.submission)
            )
    found = validation.validate(edition, submissions, known)
    return {
        name: validation.in_reading_order((*result.problems, *found.get(name, ())), edition)
        for name, result in read.items()
        if isinstance(result, TakenIn)
    }


def _received(
    file: InboxFile,
    firsts: Mapping[str, InboxFile],
    read: Mapping[str, TakenIn | Problem],
    judged: Mapping[str, tuple[Problem, ...]],
    roster: Roster,
    edition: Edition,
    as_of: dt.date,
) -> Received:
    if file.reason is not None:
        status = Status.IGNORED if file.kind is Kind.IGNORED else Status.QUARANTINED
        return Received(file.name, file.received_at, status=status, problems=(file.reason,))
    first = firsts[file.sha256]
    result = read[first.name]
    identity = _identity(result)
    code, unit_name = (identity.unit_code, identity.unit_name) if identity else ("", "")
    if first is not file:
        twin = problem("submission_duplicate", first=first.name)
        return Received(file.name, file.received_at, code, unit_name, Status.DUPLICATE, (twin,))
    if isinstance(result, Problem):
        return Received(file.name, file.received_at, status=Status.QUARANTINED, problems=(result,))
    problems = judged[file.name]
    if identity is None or any(found.code in _FOREIGN for found in problems):
        return Received(file.name, file.received_at, status=Status.QUARANTINED, problems=problems)
    extra = (*_unit_faults(identity, roster), *_late(file, edition, as_of))
    return Received(file.name, file.received_at, code, unit_name, None, (*extra, *problems))


def _unit_faults(identity: Identity, roster: Roster) -> tuple[Problem, ...]:
    unit = roster.get(identity.unit_code)
    if unit is None:
        return (problem("unit_unknown", value=identity.unit_code, unit_name=identity.unit_name),)
    if name_key(unit.name) != name_key(identity.unit_name):
        return (problem("unit_renamed", unit_code=unit.code, value=identity.unit_name, expected=unit.name),)
    return ()


def _late(file: InboxFile, edition: Edition, as_of: dt.date) -> tuple[Problem, ...]:
    """A late return is flagged and kept; before the deadline nothing is late (henan-2020 附件1 item 3)."""
    due = dt.date.fromisoformat(edition.fact("due"))
    received = file.received_at.date()
    if received <= due or as_of <= due:
        return ()
    return (problem("submitted_late", received=received.isoformat(), due=due.isoformat()),)
