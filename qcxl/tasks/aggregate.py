"""Aggregate: a unit's own workbook from those that its children returned (contract 3.5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from qcxl.core import known_units
from qcxl.core.acceptance import Status
from qcxl.core.aggregate.workbook import Aggregated, OwnWorkbook, aggregate, without_rows_of
from qcxl.core.analysis.material import Material
from qcxl.core.faults import graded
from qcxl.core.known_units import KnownUnits
from qcxl.core.layout import reaching
from qcxl.core.reading.intake import take_in
from qcxl.core.results.issued_units import issued_roster, with_grandchildren
from qcxl.core.rollup.roll_up import roll_up
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Identity, Submission
from qcxl.model.text import name_key
from qcxl.tasks.editions import UnusableError, load_edition, path_of_edition
from qcxl.tasks.issue import Progress
from qcxl.tasks.judging import Judged, explained, judge
from qcxl.tasks.marked_sheets import marked_sheets
from qcxl.tasks.own_workbook import ReadWorkbook, read_own
from qcxl.tasks.returns import Returns, gather


@dataclass(frozen=True, slots=True)
class Aggregation:
    """A unit's workbook as it came out, and everything found on the way.

    `judged` is what validate says of it, `data` its bytes; `material` is what its analysis is made of.
    """

    unit: Unit
    returns: Returns
    material: Material
    aggregated: Aggregated
    judged: Judged
    data: bytes

    @property
    def children(self) -> tuple[Unit, ...]:
        """The units that report to this one, in the order of its workbook."""
        return self.material.roster.children(self.unit.code)

    @property
    def missing(self) -> tuple[Unit, ...]:
        """The children of which no file was found."""
        heard = {outcome.received.unit_code for outcome in self.returns.outcomes}
        return tuple(child for child in self.children if child.code not in heard)

    @property
    def faulty(self) -> tuple[Unit, ...]:
        """The children of which files were found, and none that counts."""
        counted = self.returns.accepted
        return tuple(
            child for child in self.children if child.code not in counted and child not in self.missing
        )

    @property
    def is_clean(self) -> bool:
        """True where nothing has to be mended or explained, and where every row went somewhere."""
        rollup = self.material.rollup
        came_in = [
            found
            for outcome in self.returns.outcomes
            if outcome.status is not Status.SUPERSEDED
            for found in outcome.received.problems
        ]
        compared = [found for problems in rollup.problems.values() for found in problems]
        return (
            self.judged.is_clean
            and rollup.balance.holds
            and not any(found.severity is Severity.ERROR for found in came_in)
            and all(found.severity is Severity.INFO for found in compared)
        )


@dataclass(frozen=True, slots=True)
class ChildrenOf:
    """Only the children of a unit return workbooks to it; each is judged by its own lists."""

    edition: Edition
    roster: Roster
    unit: Unit

    def known(self, submission: Submission) -> KnownUnits:
        """The units that the workbook itself was issued with."""
        return known_units.from_lists(submission)

    def faults(self, identity: Identity) -> tuple[Problem, ...]:
        """Codes: unit_renamed."""
        child = self.roster.get(identity.unit_code)
        if child is None or name_key(child.name) == name_key(identity.unit_name):
            return ()
        facts = {"value": identity.unit_name, "expected": child.name}
        return (graded(self.edition, "unit_renamed", unit_code=child.code, **facts),)

    def passed_over(self, identity: Identity) -> Problem | None:
        """Codes: own_workbook, child_not_listed, not_a_child."""
        if identity.unit_code == self.unit.code:
            return problem("own_workbook", unit=self.unit.name)
        if identity.unit_code in {child.code for child in self.roster.children(self.unit.code)}:
            return None
        # A child that was registered after the unit's own workbook was issued must not get lost.
        says_so = name_key(identity.parent_name) == name_key(self.unit.name)
        code = "child_not_listed" if says_so else "not_a_child"
        return problem(code, value=identity.unit_code, unit_name=identity.unit_name, unit=self.unit.name)


def aggregate_workbook(
    path: Path,
    folder: Path,
    as_of: dt.date,
    workers: int,
    edition_file: Path | None = None,
    on_files: Progress = lambda _: None,
    on_done: Progress = lambda _: None,
) -> Aggregation:
    """The workbook at `path` with the rows of its unit's children, whose workbooks lie in `folder`.

    Children without an accepted workbook are left out; rows that somebody typed for them stay. Writes nothing
    (see `aggregate_files`). Raises `UnusableError` for a workbook that is none of ours, that has no children,
    and for a folder that cannot be read.
    """
    read = read_own(path, edition_file)
    own = _submission(read)
    edition_path = path_of_edition(own.identity.edition, edition_file)
    edition = load_edition(edition_path)
    issued = issued_roster(own)
    unit = issued.unit(own.identity.unit_code)
    if not issued.children(unit.code):
        raise UnusableError(f"“{path}”是“{unit.name}”的工作簿，它没有下级单位，不用汇总。")
    returns = gather(
        folder, edition, edition_path, ChildrenOf(edition, issued, unit), as_of, workers, on_files, on_done
    )
    roster = with_grandchildren(issued, returns.accepted)
    brought = {*returns.accepted, *own.identity.aggregated}
    kept = without_rows_of(own, edition, roster, brought)
    accepted = {**returns.accepted, unit.code: kept}
    rollup = explained(roll_up(edition, roster, accepted, scope=unit.code), edition, accepted)
    aggregated = aggregate(
        edition,
        roster,
        roster.unit(unit.code),
        rollup.contributions,
        accepted,
        own=OwnWorkbook(kept, read.entries),
        before=own,
    )
    counted = (child.code for child in roster.children(unit.code) if child.code in returns.accepted)
    identity = replace(aggregated.submission.identity, aggregated=tuple(counted))
    aggregated = replace(aggregated, submission=replace(aggregated.submission, identity=identity))
    judged, data = _filled(path.name, edition, edition_path, issued, unit, aggregated)
    return Aggregation(
        unit=roster.unit(unit.code),
        returns=returns,
        material=Material(
            edition=edition,
            roster=roster,
            as_of=as_of,
            outcomes=returns.outcomes,
            accepted=accepted,
            holders={**returns.holders, unit.code: path.name},
            rollup=rollup,
        ),
        aggregated=aggregated,
        judged=judged,
        data=data,
    )


def _submission(read: ReadWorkbook) -> Submission:
    if read.taken.submission is None:
        raise ValueError("a workbook that could not be taken in was read")
    return read.taken.submission


def _filled(
    name: str, edition: Edition, edition_path: Path, issued: Roster, unit: Unit, aggregated: Aggregated
) -> tuple[Judged, bytes]:
    """What validate says of the filled workbook, and its bytes with all that in 校验结果."""
    from qcxl.excel.filled.form import fill_form
    from qcxl.excel.forms.compiler import compile_forms, unit_lists
    from qcxl.excel.grid_reader import read_grid

    identity = aggregated.submission.identity
    forms = compile_forms(edition, edition_path, issued, reaching(identity.last_row or 0))
    blank = forms.workbook(unit, issued, unit_lists(issued, unit))
    known = known_units.from_roster(issued, unit)
    fill = partial(
        marked_sheets, aggregated.entries, aggregated.submission, edition, known, checks=forms.checks
    )
    # Judged as anybody will judge it: by what is read from the file, and by the reasons it carries.
    grid = read_grid(fill_form(blank, fill(())))
    if isinstance(grid, Problem):
        raise ValueError(f"our own workbook cannot be read: {grid.message}")  # noqa: TRY004 - a bug of ours
    taken = take_in(grid, lambda _: edition)
    if taken.submission is None:
        raise ValueError(f"our own workbook cannot be taken in: {taken.problems[0].message}")
    explained = replace(taken.submission, explanations=aggregated.submission.explanations)
    (judged,) = judge([name], [replace(taken, submission=explained)], lambda _: edition, lambda _: known)
    return judged, fill_form(blank, fill(judged.problems))
