"""Validate: the problems of returned workbooks, each judged by the lists that it was issued with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qcxl.core.figures import known_units
from qcxl.core.identity import contradictions
from qcxl.core.reading.intake import TakenIn
from qcxl.model.grid import Grid
from qcxl.model.problem import Problem, Severity
from qcxl.store.inbox import InboxFile, Kind
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import BUILT_IN, Editions
from qcxl.tasks.receiving.judging import Judged, judge
from qcxl.tasks.receiving.reading import ReadJob, files_at, read_all, take_in_grid


def validate_grid(name: str, grid: Grid, editions: Editions = BUILT_IN) -> Judged:
    """The judgement of the workbook called `name` whose cells are `grid`."""
    (judged,) = _judged([name], [take_in_grid(grid, editions).taken], editions)
    return judged


def validate_files(paths: Sequence[Path], crew: Crew, editions: Editions = BUILT_IN) -> tuple[Judged, ...]:
    """The judgement of every workbook, in the order given; zips by their members.

    Raises `UnusableError` for a path that is no file.
    """
    return judge_files(files_at(paths), crew, editions)


def judge_files(files: Sequence[InboxFile], crew: Crew, editions: Editions = BUILT_IN) -> tuple[Judged, ...]:
    """The judgement of every file, in the order given; see `validate_files`."""
    jobs = [ReadJob(file, editions) for file in files if file.kind is Kind.WORKBOOK]
    results = iter(read_all(jobs, crew))
    read = [next(results) if file.kind is Kind.WORKBOOK else _refused(file) for file in files]
    return _judged([file.name for file in files], read, editions)


def _judged(
    names: Sequence[str], read: Sequence[TakenIn | Problem], editions: Editions
) -> tuple[Judged, ...]:
    judged = judge(names, read, find_edition=editions.find, find_known=known_units.from_lists)
    return tuple(_with_contradictions(each, editions) for each in judged)


def _with_contradictions(judged: Judged, editions: Editions) -> Judged:
    """The judgement with what contradicts the identity of the workbook, as far as one workbook can tell."""
    submission = judged.submission
    edition = editions.find(submission.identity.edition) if submission else None
    if submission is None or edition is None:
        return judged
    found = contradictions.of_one(edition, judged.file, submission)
    return replace(judged, problems=(*found, *judged.problems))


def _refused(file: InboxFile) -> Problem:
    if file.reason is None:
        raise ValueError(f"{file.name} is neither a workbook nor refused")
    if file.position is not None:
        return file.reason
    # A night ignores such a file; for a file that the call names, the fault is an error.
    return replace(file.reason, severity=Severity.ERROR)
