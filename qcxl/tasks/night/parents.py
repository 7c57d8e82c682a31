"""The files of a night for units with children: their own workbook, filled, and its analysis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qcxl.core.aggregate.entries import typed_entries
from qcxl.core.aggregate.moved import moved_problems
from qcxl.core.aggregate.own_workbook import Aggregated, OwnWorkbook, aggregate
from qcxl.core.analysis.unit_analysis import analysis
from qcxl.core.results.reasons_given import explain
from qcxl.model.analysis import Analysis
from qcxl.model.catalogue import problem
from qcxl.model.organisation import Unit
from qcxl.model.problem import Problem
from qcxl.store import atomic
from qcxl.tasks.aggregate_files import ANALYSIS_SUFFIX
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.filled_workbook import FilledBook, filled_book
from qcxl.tasks.night.night import Night
from qcxl.tasks.writing.file_names import unit_file_stem, unit_folder
from qcxl.tasks.writing.made_files import made_files

_SECONDS, _MEMORY_MB = 900.0, 4096
"""The time and memory that one file may take: no foreign file is read, so this is far more than needed."""


@dataclass(frozen=True, slots=True)
class WorkbookJob:
    """The own workbook of a unit; `notices` are the problems of the night that validate does not find."""

    target: Path
    book: FilledBook
    notices: tuple[Problem, ...]

    def write(self, path: Path) -> None:
        """Write the filled workbook to `path` with the notices and the problems that validate finds."""
        judged = self.book.judged(self.target.name)
        path.write_bytes(self.book.data((*self.notices, *judged.problems)))

    def with_bytes(self) -> WorkbookJob:
        """The job itself: it reads no file."""
        return self


@dataclass(frozen=True, slots=True)
class AnalysisJob:
    """The analysis of the returns of a unit's children."""

    target: Path
    analysis: Analysis

    def write(self, path: Path) -> None:
        """Write the analysis to `path`."""
        from qcxl.excel.analysis.analysis_book import write_analysis

        write_analysis(path, self.analysis)

    def with_bytes(self) -> AnalysisJob:
        """The job itself: it reads no file."""
        return self


def parent_files(night: Night, out: Path, crew: Crew) -> Iterator[tuple[int, Path]]:
    """The number and the path of each file of `parent_jobs`, once the file is written.

    In place of a file that could not be made stands a text that says why.
    """
    made = made_files(crew, parent_jobs(night, out), chunk=1, memory_mb=_MEMORY_MB, seconds=_SECONDS)
    for done in made:
        path = done.target
        if done.reason is not None:
            path = path.with_suffix(".txt")
            failed = problem("parent_file_failed", value=done.target.name, error=done.reason.message)
            atomic.write_text(path, f"\ufeff{failed.message}\r\n{failed.remedy}\r\n")
        yield done.number, path


def parent_jobs(night: Night, out: Path) -> Iterator[WorkbookJob | AnalysisJob]:
    """Two jobs for each unit with children, made as they are taken: all may not fit into memory."""
    for unit in night.roster.walk():
        if not night.roster.children(unit.code):
            continue
        folder, stem = unit_folder(out, unit), unit_file_stem(unit)
        yield AnalysisJob(folder / f"{stem}{ANALYSIS_SUFFIX}.xlsx", analysis(night.material, unit))
        done = _aggregated(night, unit)
        notices = (*_own_rows_left_out(night, unit), *_compared(night, unit, done))
        yield WorkbookJob(
            folder / f"{stem}.xlsx", filled_book(night.loaded, night.roster, unit, done), notices
        )


def _own_rows_left_out(night: Night, unit: Unit) -> Iterator[Problem]:
    """The problem that a unit's workbook holds its children's rows alone, as its own workbook went back."""
    file = night.without_own_rows.get(unit.code)
    if file:
        yield problem("own_rows_left_out", unit=unit.name, value=file)


def _compared(night: Night, unit: Unit, done: Aggregated) -> Iterator[Problem]:
    """The problems of the roll-up at rows that stand in the unit's workbook, at these rows."""
    below = {member.code for member in night.roster.walk(unit.code)}
    problems = {code: faults for code, faults in night.rollup.problems.items() if code in below}
    accepted = night.returns.accepted
    moved = moved_problems(night.edition, night.roster, unit, problems, accepted, done)
    at_rows = (fault for fault in moved if fault.cell)
    yield from explain(at_rows, done.submission, night.edition)


def _aggregated(night: Night, unit: Unit) -> Aggregated:
    """The unit's workbook by the rows that the roll-up counts, so that both show the same figures."""
    own = night.returns.accepted.get(unit.code)
    return aggregate(
        night.edition,
        night.roster,
        unit,
        night.rollup.contributions,
        night.returns.accepted,
        own=OwnWorkbook(own, typed_entries(own, night.edition)) if own else None,
        before=own,
    )
