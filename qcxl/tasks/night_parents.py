"""What a night writes for units with children: their own workbook, filled, and its analysis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qcxl.core import known_units
from qcxl.core.aggregate.entries import typed_entries
from qcxl.core.aggregate.workbook import Aggregated, OwnWorkbook, aggregate
from qcxl.core.analysis.book import analysis
from qcxl.core.reading.intake import TakenIn
from qcxl.excel.filled.content import SheetContent
from qcxl.excel.forms.package import FormPackage
from qcxl.model.analysis import Analysis
from qcxl.model.organisation import Unit
from qcxl.model.problem import Problem
from qcxl.store import atomic
from qcxl.store.lane import ChildStartError
from qcxl.store.workers import Lost, guarded_map
from qcxl.tasks.aggregate_files import ANALYSIS_SUFFIX
from qcxl.tasks.editions import UnusableError
from qcxl.tasks.issue import Progress, unit_file_stem
from qcxl.tasks.judging import judge
from qcxl.tasks.marked_sheets import marked_sheets
from qcxl.tasks.nightly import Night

_ROWS_AT_ONCE = 50_000
"""Filled sheets are large: no more rows than these are kept for the child processes at a time."""


@dataclass(frozen=True, slots=True)
class ParentJob:
    """The two files of one unit: its blank workbook with what goes into it, and its analysis."""

    blank: bytes
    contents: Mapping[str, SheetContent]
    workbook: Path
    analysis: Analysis
    summary: Path


def write_parents(night: Night, out: Path, workers: int, on_done: Progress, written: list[Path]) -> None:
    """Write both files of every unit with children and add their paths to `written` as they come.

    For files that could not be made a text beside them says why.
    """
    from qcxl.excel.forms.compiler import compile_forms

    forms = compile_forms(night.edition, night.edition_path, night.roster)
    for units in _batches(night):
        jobs = list(_jobs(night, forms, units, out))
        try:
            results = guarded_map(_run, jobs, workers=workers, chunk=4, on_done=on_done)
        except ChildStartError as error:
            raise UnusableError(str(error)) from error
        for job, result in zip(jobs, results, strict=True):
            if isinstance(result, Lost):
                path = job.workbook.with_suffix(".txt")
                atomic.write_text(path, f"\ufeff{result.reason.message}\r\n{result.reason.remedy}\r\n")
                written.append(path)
            else:
                written += [job.workbook, job.summary]


def _run(job: ParentJob) -> None:
    from qcxl.excel.analysis.book import write_analysis
    from qcxl.excel.filled.form import fill_form

    atomic.write_bytes(job.workbook, fill_form(job.blank, job.contents))
    with atomic.replacing(job.summary) as temporary:
        write_analysis(temporary, job.analysis)


def _batches(night: Night) -> Iterator[list[tuple[Unit, Aggregated]]]:
    batch: list[tuple[Unit, Aggregated]] = []
    rows = 0
    for unit in night.roster.walk():
        if not night.roster.children(unit.code):
            continue
        batch.append((unit, _aggregated(night, unit)))
        rows += sum(len(table.rows) for table in batch[-1][1].submission.tables.values())
        if rows > _ROWS_AT_ONCE:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


def _aggregated(night: Night, unit: Unit) -> Aggregated:
    """The unit's workbook by the rows that the roll-up counts, so that both show the same figures."""
    own = night.returns.accepted.get(unit.code)
    done = aggregate(
        night.edition,
        night.roster,
        unit,
        night.rollup.contributions,
        night.returns.accepted,
        own=OwnWorkbook(own, typed_entries(own, night.edition)) if own else None,
        before=own,
    )
    before = own.identity.aggregated if own else ()
    aggregated = (*(code for code in before if code in done.stayed), *done.brought)
    identity = replace(done.submission.identity, aggregated=aggregated)
    return replace(done, submission=replace(done.submission, identity=identity))


def _jobs(
    night: Night, forms: FormPackage, units: Sequence[tuple[Unit, Aggregated]], out: Path
) -> Iterator[ParentJob]:
    from qcxl.excel.forms.compiler import unit_lists

    for (unit, done), problems in zip(units, _problems(night, units), strict=True):
        known = known_units.from_roster(night.roster, unit)
        stem = unit_file_stem(unit)
        yield ParentJob(
            blank=forms.workbook(unit, night.roster, unit_lists(night.roster, unit)),
            contents=marked_sheets(done.entries, done.submission, night.edition, known, problems),
            workbook=out / stem / f"{stem}.xlsx",
            analysis=analysis(night.material, unit),
            summary=out / stem / f"{stem}{ANALYSIS_SUFFIX}.xlsx",
        )


def _problems(night: Night, units: Sequence[tuple[Unit, Aggregated]]) -> Iterable[Sequence[Problem]]:
    """What validate will say of each workbook, by the reasons that it carries."""
    taken = [TakenIn(done.submission.identity, done.submission, ()) for _, done in units]
    known = {unit.code: known_units.from_roster(night.roster, unit) for unit, _ in units}
    judged = judge(
        [unit.code for unit, _ in units],
        taken,
        find_edition=lambda _: night.edition,
        find_known=lambda submission: known[submission.identity.unit_code],
    )
    return [one.problems for one in judged]
