"""What a night writes for units with children: their own workbook, filled, and its analysis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from qcxl.core.aggregate.entries import typed_entries
from qcxl.core.aggregate.moved import moved_problems
from qcxl.core.aggregate.own_workbook import Aggregated, OwnWorkbook, aggregate
from qcxl.core.analysis.unit_analysis import analysis
from qcxl.core.figures import known_units
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.reading.intake import TakenIn
from qcxl.core.results.marked_sheets import marked_sheets
from qcxl.core.results.reasons_given import explain
from qcxl.core.sheets.layout import reaching
from qcxl.model.analysis import Analysis
from qcxl.model.catalogue import problem
from qcxl.model.edition import Edition
from qcxl.model.organisation import Unit
from qcxl.model.problem import Problem
from qcxl.store import atomic
from qcxl.store.lane import ChildStartError
from qcxl.store.workers import Lost, guarded_map
from qcxl.tasks.aggregate_files import ANALYSIS_SUFFIX
from qcxl.tasks.context.editions import UnusableError
from qcxl.tasks.context.progress import Progress
from qcxl.tasks.night.night import Night
from qcxl.tasks.receiving.judging import judge
from qcxl.tasks.writing.file_names import unit_file_stem

_SECONDS, _MEMORY_MB = 900.0, 4096
"""What one file may take. Nothing foreign is read for it: that is far more than a large province needs."""


@dataclass(frozen=True, slots=True)
class WorkbookJob:
    """The own workbook of a unit: its blank form, of what package, and what goes into it."""

    target: Path
    edition: Edition
    known: KnownUnits
    blank: bytes
    checks: tuple[str, ...]
    aggregated: Aggregated
    notices: tuple[Problem, ...]

    def write(self) -> None:
        """Write it with all that validate would say of it, by the reasons that it carries."""
        from qcxl.excel.filled.filled_form import fill_form

        done = self.aggregated
        (judged,) = judge(
            [self.target.name],
            [TakenIn(done.submission.identity, done.submission, ())],
            find_edition=lambda _: self.edition,
            find_known=lambda _: self.known,
        )
        problems = (*self.notices, *judged.problems)
        contents = marked_sheets(
            done.entries, done.submission, self.edition, self.known, problems, self.checks
        )
        atomic.write_bytes(self.target, fill_form(self.blank, contents))


@dataclass(frozen=True, slots=True)
class AnalysisJob:
    """The analysis of what the children of a unit returned."""

    target: Path
    analysis: Analysis

    def write(self) -> None:
        """Write it."""
        from qcxl.excel.analysis.analysis_book import write_analysis

        with atomic.replacing(self.target) as temporary:
            write_analysis(temporary, self.analysis)


def write_parents(night: Night, out: Path, workers: int, on_done: Progress, written: list[Path]) -> None:
    """Write both files of every unit with children; their paths are in `written` also where the work fails.

    For a file that could not be made a text in its place says why.
    """
    targets: list[Path] = []

    def jobs() -> Iterator[WorkbookJob | AnalysisJob]:
        for job in parent_jobs(night, out):
            targets.append(job.target)
            yield job

    try:
        results = guarded_map(
            _write,
            jobs(),
            workers=workers,
            chunk=1,
            memory_mb=_MEMORY_MB,
            seconds_per_item=_SECONDS,
            on_done=on_done,
        )
    except BaseException as error:
        written += [target for target in targets if target.is_file()]
        if isinstance(error, ChildStartError):
            raise UnusableError(str(error)) from error
        raise
    for target, result in zip(targets, results, strict=True):
        if isinstance(result, Lost):
            path = target.with_suffix(".txt")
            failed = problem("parent_file_failed", value=target.name, error=result.reason.message)
            atomic.write_text(path, f"\ufeff{failed.message}\r\n{failed.remedy}\r\n")
            written.append(path)
        else:
            written.append(target)


def _write(job: WorkbookJob | AnalysisJob) -> None:
    job.write()


def parent_jobs(night: Night, out: Path) -> Iterator[WorkbookJob | AnalysisJob]:
    """Two jobs for each unit with children; each made when it is wanted, as all may not fit into memory."""
    from qcxl.excel.issued.compiler import compile_forms, unit_lists

    # Once for each length of lists, which is one but for the largest units.
    forms = cache(partial(compile_forms, night.edition, night.edition_path, night.roster))
    for unit in night.roster.walk():
        if not night.roster.children(unit.code):
            continue
        stem = unit_file_stem(unit)
        yield AnalysisJob(out / stem / f"{stem}{ANALYSIS_SUFFIX}.xlsx", analysis(night.material, unit))
        done = _aggregated(night, unit)
        package = forms(reaching(done.submission.identity.last_row or 0))
        yield WorkbookJob(
            target=out / stem / f"{stem}.xlsx",
            edition=night.edition,
            known=known_units.from_roster(night.roster, unit),
            blank=package.workbook(unit, night.roster, unit_lists(night.roster, unit)),
            checks=package.checks,
            aggregated=done,
            notices=(*_own_rows_left_out(night, unit), *_compared(night, unit, done)),
        )


def _own_rows_left_out(night: Night, unit: Unit) -> Iterator[Problem]:
    """That a unit's workbook holds its children's rows alone, as its own workbook was returned."""
    file = night.without_own_rows.get(unit.code)
    if file:
        yield problem("own_rows_left_out", unit=unit.name, value=file)


def _compared(night: Night, unit: Unit, done: Aggregated) -> Iterator[Problem]:
    """What the roll-up found of rows that stand in the unit's workbook, at these rows."""
    below = {each.code for each in night.roster.walk(unit.code)}
    problems = {code: found for code, found in night.rollup.problems.items() if code in below}
    accepted = night.returns.accepted
    moved = moved_problems(night.edition, night.roster, unit, problems, accepted, done)
    here = (found for found in moved if found.cell)
    yield from explain(here, done.submission, night.edition)


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
