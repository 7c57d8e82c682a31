"""Aggregate: a unit's own workbook from those that its children returned (contract 3.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from qcxl.core.acceptance import Status
from qcxl.core.aggregate.moved import moved_problems, rows_of
from qcxl.core.aggregate.own_workbook import Aggregated, OwnWorkbook, aggregate, without_rows_of
from qcxl.core.analysis.material import Material
from qcxl.core.figures import known_units
from qcxl.core.reading.intake import take_in
from qcxl.core.results.issued_units import issued_roster, with_grandchildren
from qcxl.core.results.marked_sheets import marked_sheets
from qcxl.core.results.reasons_given import explain
from qcxl.core.rollup.roll_up import roll_up
from qcxl.core.sheets.layout import reaching
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from qcxl.tasks.context.editions import UnusableError, load_edition, path_of_edition
from qcxl.tasks.context.progress import Progress
from qcxl.tasks.receiving.judging import Judged, explained, judge
from qcxl.tasks.receiving.reading import ReadWorkbook, read_own
from qcxl.tasks.receiving.returns import Returns, gather
from qcxl.tasks.receiving.senders import ChildrenOf


@dataclass(frozen=True, slots=True)
class Aggregation:
    """A unit's workbook as it came out, and everything found on the way.

    `judged` is what validate says of it; `compared` what came out by comparing workbooks, as it stands in
    校验结果 where a reason closes it; `came_in` what was found in the files that count, closed by reasons in
    them or, for rows that are in the result, there. `replaced` counts by child code the rows that somebody
    had typed for a child whose own workbook counts now. `data` are the bytes, `material` is what the analysis
    is made of.
    """

    unit: Unit
    returns: Returns
    material: Material
    aggregated: Aggregated
    replaced: Mapping[str, int]
    judged: Judged
    compared: tuple[Problem, ...]
    came_in: tuple[Problem, ...]
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
        faults = [
            found
            for outcome in self.returns.outcomes
            if outcome.status not in (Status.SUPERSEDED, Status.ACCEPTED)
            for found in outcome.received.problems
        ]
        return (
            self.judged.is_clean
            and self.material.rollup.balance.holds
            and all(found.severity is Severity.INFO for found in (*faults, *self.came_in, *self.compared))
        )


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

    Children without an accepted workbook are left out; rows that the workbook at `path` already has of them
    stay (contract 3.7: what was accepted before stays in force). Writes nothing (see `aggregate_files`).
    Raises `UnusableError` for a workbook that is none of ours, that has no children, and for a folder that
    cannot be read.
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
    roster = with_grandchildren(issued, returns.accepted, edition)
    kept = without_rows_of(own, edition, roster, returns.accepted)
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
    as_it_stands = partial(moved_problems, edition, roster, unit, accepted=accepted, aggregated=aggregated)
    compared, came_in = (
        explain(as_it_stands(problems), aggregated.submission, edition)
        for problems in (rollup.problems, _came_in(returns))
    )
    typed = {
        code: rows
        for code, rows in rows_of(own, edition, roster).items()
        if code in returns.accepted and code not in own.identity.aggregated
    }
    judged, compared, data = _filled(path.name, edition, edition_path, issued, unit, aggregated, compared)
    return Aggregation(
        unit=roster.unit(unit.code),
        returns=returns,
        material=Material(
            edition=edition,
            roster=roster,
            scope=unit.code,
            as_of=as_of,
            outcomes=returns.outcomes,
            accepted=accepted,
            holders={**returns.holders, unit.code: path.name},
            rollup=rollup,
        ),
        aggregated=aggregated,
        replaced=typed,
        judged=judged,
        compared=compared,
        came_in=came_in,
        data=data,
    )


def _came_in(returns: Returns) -> dict[str, tuple[Problem, ...]]:
    """What was found in the files that count, by unit code."""
    counting = returns.with_status(Status.ACCEPTED)
    return {outcome.received.unit_code: outcome.received.problems for outcome in counting}


def _submission(read: ReadWorkbook) -> Submission:
    if read.taken.submission is None:
        raise ValueError("a workbook that could not be taken in was read")
    return read.taken.submission


def _filled(
    name: str,
    edition: Edition,
    edition_path: Path,
    issued: Roster,
    unit: Unit,
    aggregated: Aggregated,
    compared: Sequence[Problem],
) -> tuple[Judged, tuple[Problem, ...], bytes]:
    """What validate says of the filled workbook, what of `compared` it does not say, its bytes with both."""
    from qcxl.excel.filled.filled_form import fill_form
    from qcxl.excel.issued.compiler import compile_forms, unit_lists
    from qcxl.excel.reading.grid_reader import read_grid

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
    submission = replace(taken.submission, explanations=aggregated.submission.explanations)
    (judged,) = judge([name], [replace(taken, submission=submission)], lambda _: edition, lambda _: known)
    seen = {(found.code, found.sheet, found.cell) for found in judged.problems}
    new = tuple(found for found in compared if (found.code, found.sheet, found.cell) not in seen)
    return judged, new, fill_form(blank, fill((*judged.problems, *new)))
