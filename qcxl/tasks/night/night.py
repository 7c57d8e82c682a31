"""Nightly: everything that arrived, judged, added up and written out (contract 3.6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from qcxl.core.acceptance import Outcome, Status
from qcxl.core.analysis.material import Material
from qcxl.core.rollup.roll_up import RollUp, roll_up
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem, Severity
from qcxl.store.inbox import refuse_nested
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import LoadedEdition, UnusableError
from qcxl.tasks.receiving.judging import explained
from qcxl.tasks.receiving.returns import Returns, gather
from qcxl.tasks.receiving.senders import RosterUnits


@dataclass(frozen=True, slots=True)
class Night:
    """The results of a night: the outcome of every file, the roll-up, and the units that are missing.

    `material` is the input of the analysis of any unit.
    """

    loaded: LoadedEdition
    roster: Roster
    as_of: dt.date
    returns: Returns
    rollup: RollUp
    material: Material = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        material = Material(
            edition=self.edition,
            roster=self.roster,
            scope=self.roster.root.code,
            as_of=self.as_of,
            outcomes=self.returns.outcomes,
            accepted=self.returns.accepted,
            holders=self.returns.holders,
            rollup=self.rollup,
        )
        object.__setattr__(self, "material", material)

    @property
    def edition(self) -> Edition:
        """The edition by which the night judges."""
        return self.loaded.edition

    @property
    def problems(self) -> tuple[tuple[str, str, tuple[Problem, ...]], ...]:
        """(File, unit code, problems) of every file that is not superseded, then the same for the roll-up."""
        of_files = tuple(
            (outcome.received.file, outcome.received.unit_code, outcome.received.problems)
            for outcome in self.returns.outcomes
            if outcome.status is not Status.SUPERSEDED
        )
        of_rollup = tuple(
            (self.returns.holders.get(code, ""), code, problems)
            for code, problems in self.rollup.problems.items()
        )
        return of_files + of_rollup

    @property
    def rollup_problems(self) -> dict[str, tuple[Problem, ...]]:
        """The problems that the roll-up found in accepted files, by file."""
        return {
            self.returns.holders[code]: problems
            for code, problems in self.rollup.problems.items()
            if code in self.returns.holders
        }

    @property
    def missing(self) -> tuple[Unit, ...]:
        """The units below the root without a figure in the roll-up, in roster order."""
        reported = {code for code, _, _ in self.rollup.figures}
        root = self.roster.root
        return tuple(unit for unit in self.roster.walk() if unit is not root and unit.code not in reported)

    @property
    def silent(self) -> tuple[Unit, ...]:
        """The units below the root from which no file came, and for which their parent lists no row either.

        A city whose counties reported is silent too when it sent no file of its own. A file that could not be
        read counts for no unit.
        """
        heard = {outcome.received.unit_code for outcome in self.returns.outcomes}
        listed = {
            code
            for origins in self.rollup.contributions.origins.values()
            for code, origin in origins.items()
            if origin.given is not None
        }
        known = heard | listed | {self.roster.root.code}
        return tuple(unit for unit in self.roster.walk() if unit.code not in known)

    @property
    def without_own_rows(self) -> dict[str, str]:
        """The file by unit code of every unit with children whose own workbook goes back for correction.

        Left out are units of which an earlier workbook counts. The workbook that the night makes for the
        units named here holds their children's rows alone.
        """
        return {
            outcome.received.unit_code: outcome.received.file
            for outcome in self.returns.with_status(Status.RETURNED)
            if outcome.received.unit_code not in self.returns.accepted
            and self.roster.get(outcome.received.unit_code)
            and self.roster.children(outcome.received.unit_code)
        }

    @property
    def is_clean(self) -> bool:
        """True where no error or open warning is left, and where no row is lost or counted twice."""
        return self.rollup.balance.holds and all(
            problem.severity is Severity.INFO for _, _, problems in self.problems for problem in problems
        )

    @property
    def to_return(self) -> tuple[tuple[Outcome, tuple[Problem, ...]], ...]:
        """The files that go back, each with all its problems: files with errors or open warnings.

        Files that a later file of the unit replaced, copies and unreadable files do not go back.
        """
        later = self.rollup_problems
        with_problems = (
            (
                outcome,
                (*_in_force(outcome), *outcome.received.problems, *later.get(outcome.received.file, ())),
            )
            for outcome in self.returns.outcomes
            if outcome.status in (Status.ACCEPTED, Status.RETURNED)
        )
        return tuple(
            (outcome, problems)
            for outcome, problems in with_problems
            if any(problem.severity is not Severity.INFO for problem in problems)
        )

    @property
    def without_copy(self) -> tuple[str, ...]:
        """The files that would go back but cannot be marked: their entries were not found."""
        return tuple(
            outcome.received.file
            for outcome, _ in self.to_return
            if outcome.received.file not in self.returns.taken_in
        )


def run_night(
    inbox: Path, out: Path, *, loaded: LoadedEdition, roster: Roster, as_of: dt.date, crew: Crew
) -> Night:
    """The night over an inbox: reads, judges and adds up; writes nothing (see `outputs.write_night`).

    Raises `UnusableError` when inbox and out lie within each other or the inbox cannot be read.
    """
    nested = refuse_nested(inbox, out)
    if nested:
        raise UnusableError(f"{nested.message}{nested.remedy}")
    edition = loaded.edition
    returns = gather(inbox, loaded, RosterUnits(edition, roster), as_of, crew)
    rollup = explained(roll_up(edition, roster, returns.accepted, as_of=as_of), edition, returns.accepted)
    return Night(loaded, roster, as_of, returns, rollup)


def _in_force(outcome: Outcome) -> tuple[Problem, ...]:
    """The problem that an earlier file of the unit still counts, if so: its coordinator has to know."""
    reason = outcome.reason
    return (reason,) if reason and reason.code == "earlier_stays_in_force" else ()
