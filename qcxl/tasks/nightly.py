"""Nightly: everything that arrived, judged, added up and written out (contract 3.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qcxl.core.acceptance import Outcome, Status, settle
from qcxl.core.rollup import RollUp, roll_up
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from qcxl.store.inbox import InboxFile, refuse_nested, scan
from qcxl.tasks.editions import UnusableError
from qcxl.tasks.issue import Progress
from qcxl.tasks.night_files import read_files, receive


@dataclass(frozen=True, slots=True)
class Night:
    """What a night found: every file's outcome, the roll-up, and who is missing.

    By file name: `files` are all that lie in the inbox, `editions` the ids of the editions that they say they
    are of (only those that say so). By unit code: `holders` are the names of the files that count, `accepted`
    what was typed into these.
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
    def rollup_problems(self) -> dict[str, tuple[Problem, ...]]:
        """What the roll-up found about the accepted files, by file."""
        return {
            self.holders[code]: problems
            for code, problems in self.rollup.problems.items()
            if code in self.holders
        }

    @property
    def missing(self) -> tuple[Unit, ...]:
        """The units below the root that nothing accepted reports for, in roster order."""
        reported = {code for code, _, _ in self.rollup.figures}
        root = self.roster.root
        return tuple(unit for unit in self.roster.walk() if unit is not root and unit.code not in reported)

    @property
    def silent(self) -> tuple[Unit, ...]:
        """The units below the root of which no file came in, and for which their parent lists nothing either.

        A city whose counties reported is silent too when it sent nothing of its own. Files that could not be
        read name nobody.
        """
        heard = {outcome.received.unit_code for outcome in self.outcomes}
        listed = {
            code
            for origins in self.rollup.contributions.origins.values()
            for code, origin in origins.items()
            if origin.given is not None
        }
        known = heard | listed | {self.roster.root.code}
        return tuple(unit for unit in self.roster.walk() if unit.code not in known)

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
    judged = read_files(files.values(), edition, edition_path, roster, workers, on_files, on_done)
    outcomes = settle(receive(files.values(), judged, edition, roster, as_of))
    holders = {
        outcome.received.unit_code: outcome.received.file
        for outcome in outcomes
        if outcome.status is Status.ACCEPTED
    }
    accepted = {code: judged[files[name].sha256].accepted for code, name in holders.items()}
    return Night(
        edition=edition,
        roster=roster,
        as_of=as_of,
        files=files,
        outcomes=outcomes,
        editions={
            file.name: identity.edition
            for file in files.values()
            if file.sha256 in judged and (identity := judged[file.sha256].identity)
        },
        accepted=accepted,
        holders=holders,
        rollup=roll_up(edition, roster, accepted),
    )
