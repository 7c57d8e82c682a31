"""Validate: the problems of returned workbooks, each judged by the lists that it was issued with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from qcxl.core.figures import known_units
from qcxl.model.problem import Problem, Severity
from qcxl.store.inbox import InboxFile, Kind
from qcxl.tasks.context.editions import find_edition
from qcxl.tasks.context.progress import Progress
from qcxl.tasks.receiving.judging import Judged, judge
from qcxl.tasks.receiving.reading import ReadJob, files_at, read_all


def validate_files(
    paths: Sequence[Path],
    workers: int = 1,
    on_done: Progress = lambda _: None,
    edition_file: Path | None = None,
) -> tuple[Judged, ...]:
    """The judgement of every workbook, in the order given; zips by their members.

    `edition_file` is an edition that is not built in, judged beside those that are. Raises `UnusableError`
    for a path that is no file.
    """
    return judge_files(files_at(paths), workers, on_done, edition_file)


def judge_files(
    files: Sequence[InboxFile],
    workers: int = 1,
    on_done: Progress = lambda _: None,
    edition_file: Path | None = None,
) -> tuple[Judged, ...]:
    """The judgement of every file, in the order given; see `validate_files`."""
    jobs = [ReadJob(file, edition_file, None) for file in files if file.kind is Kind.WORKBOOK]
    results = iter(read_all(jobs, workers, on_done))
    read = [next(results) if file.kind is Kind.WORKBOOK else _refused(file) for file in files]
    return judge(
        [file.name for file in files],
        read,
        find_edition=partial(find_edition, extra=edition_file),
        find_known=known_units.from_lists,
    )


def _refused(file: InboxFile) -> Problem:
    if file.reason is None:
        raise ValueError(f"{file.name} is neither a workbook nor refused")
    if file.position is not None:
        return file.reason
    # What a night passes over in silence is no remark when somebody named this very file.
    return replace(file.reason, severity=Severity.ERROR)
