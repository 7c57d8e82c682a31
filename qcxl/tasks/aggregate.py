"""Aggregate: a unit's own workbook from those that its children returned (contract 3.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath

from qcxl.core.acceptance import Status
from qcxl.core.aggregate.moved import moved_problems, rows_of
from qcxl.core.aggregate.own_workbook import Aggregated, OwnWorkbook, aggregate, without_rows_of
from qcxl.core.analysis.material import Material
from qcxl.core.results.issued_units import issued_roster, with_grandchildren
from qcxl.core.results.reasons_given import explain
from qcxl.core.rollup.roll_up import roll_up
from qcxl.model.organisation import Unit
from qcxl.model.problem import Problem, Severity
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import BUILT_IN, Editions, UnusableError
from qcxl.tasks.filled_workbook import filled_book
from qcxl.tasks.receiving.judging import Judged, explained
from qcxl.tasks.receiving.reading import OwnBook, read_own
from qcxl.tasks.receiving.returns import Returns, gather
from qcxl.tasks.receiving.senders import ChildrenOf


@dataclass(frozen=True, slots=True)
class Aggregation:
    """The filled workbook of a unit after an aggregation, and all problems found on the way.

    `judged` is the judgement of validate on the filled workbook. `compared` are the problems found by
    comparing workbooks, as they stand in 校验结果; `came_in` are the problems of the files that count. A
    warning is an info where a reason in its own workbook closes it or, for a row of the result, a reason in
    the filled one. `replaced` counts by child code the rows typed for a child whose own workbook counts now.
    `data` are the bytes of the filled workbook, `material` is the input of its analysis.
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
        """The children of the unit, in the order of its workbook."""
        return self.material.roster.children(self.unit.code)

    @property
    def missing(self) -> tuple[Unit, ...]:
        """The children from which no file came."""
        heard = {outcome.received.unit_code for outcome in self.returns.outcomes}
        return tuple(child for child in self.children if child.code not in heard)

    @property
    def faulty(self) -> tuple[Unit, ...]:
        """The children from which files came, but none that counts."""
        counted = self.returns.accepted
        return tuple(
            child for child in self.children if child.code not in counted and child not in self.missing
        )

    @property
    def is_clean(self) -> bool:
        """True where no error or open warning is left, and where no row is lost or counted twice."""
        faults = [
            problem
            for outcome in self.returns.outcomes
            if outcome.status not in (Status.SUPERSEDED, Status.ACCEPTED)
            for problem in outcome.received.problems
        ]
        return (
            self.judged.is_clean
            and self.material.rollup.balance.holds
            and all(problem.severity is Severity.INFO for problem in (*faults, *self.came_in, *self.compared))
        )


def aggregate_workbook(
    path: Path, folder: Path, as_of: dt.date, crew: Crew, editions: Editions = BUILT_IN
) -> Aggregation:
    """The workbook at `path` with the rows of its unit's children, whose workbooks lie in `folder`.

    See `aggregate_book`. Raises `UnusableError` also for a file that cannot be read or is no workbook of
    ours.
    """
    return aggregate_book(read_own(path, crew, editions), folder, as_of, crew, editions)


def aggregate_book(
    read: OwnBook, folder: Path, as_of: dt.date, crew: Crew, editions: Editions = BUILT_IN
) -> Aggregation:
    """A unit's own workbook, as read, with the rows of its children, whose workbooks lie in `folder`.

    Children without an accepted workbook are left out; rows that the unit's own workbook already has of them
    stay (contract 3.7: what was accepted before stays in force). Writes nothing (see `aggregate_files`).
    Raises `UnusableError` for a workbook that could not be taken in or has no children, and for a folder that
    cannot be read.
    """
    own = read.taken.submission
    if own is None:
        raise UnusableError(f"“{read.name}”不能用来汇总。", read.taken.problems)
    loaded = editions.needed(own.identity.edition)
    edition = loaded.edition
    issued = issued_roster(own)
    unit = issued.unit(own.identity.unit_code)
    if not issued.children(unit.code):
        raise UnusableError(f"“{read.name}”是“{unit.name}”的工作簿，它没有下级单位，不用汇总。")
    returns = gather(folder, loaded, ChildrenOf(edition, issued, unit), as_of, crew)
    roster = with_grandchildren(issued, returns.accepted, edition)
    kept = without_rows_of(own, edition, roster, returns.accepted)
    accepted = {**returns.accepted, unit.code: kept}
    rollup = explained(roll_up(edition, roster, accepted, unit.code, as_of), edition, accepted)
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
    file = PurePath(read.name).name
    own_workbook = filled_book(loaded, issued, unit, aggregated)
    judged = own_workbook.judged(file)
    compared = _not_said(compared, judged)
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
            holders={**returns.holders, unit.code: file},
            rollup=rollup,
        ),
        aggregated=aggregated,
        replaced={
            code: rows
            for code, rows in rows_of(own, edition, roster).items()
            if code in returns.accepted and code not in own.identity.aggregated
        },
        judged=judged,
        compared=compared,
        came_in=came_in,
        data=own_workbook.data((*judged.problems, *compared)),
    )


def _came_in(returns: Returns) -> dict[str, tuple[Problem, ...]]:
    """The problems of the files that count, by unit code."""
    counting = returns.with_status(Status.ACCEPTED)
    return {outcome.received.unit_code: outcome.received.problems for outcome in counting}


def _not_said(compared: Sequence[Problem], judged: Judged) -> tuple[Problem, ...]:
    """The problems found by comparing workbooks, without those that `judged` has at the same cell."""
    said = {(problem.code, problem.sheet, problem.cell) for problem in judged.problems}
    return tuple(problem for problem in compared if (problem.code, problem.sheet, problem.cell) not in said)
