"""Reading returned workbooks, in child processes: one bad file costs only itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qcxl.core.reading.intake import TakenIn, take_in
from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem
from qcxl.store.inbox import InboxFile, read_bytes
from qcxl.store.lane import ChildStartError
from qcxl.store.workers import Lost, guarded_map
from qcxl.tasks.editions import UnusableError, find_edition
from qcxl.tasks.issue import Progress


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One file to read; `edition` is the night's edition workbook, `expected` its id (None: any edition)."""

    file: InboxFile
    edition: Path | None
    expected: str | None


def read_job(job: ReadJob) -> TakenIn | Problem:
    """What a file says, or the problem that keeps it from being read; runs in a child process."""
    from qcxl.excel.grid_reader import read_grid

    data = read_bytes(job.file)
    if isinstance(data, Problem):
        return data
    try:
        grid = read_grid(data)
        if isinstance(grid, Problem):
            return grid
        return take_in(grid, partial(find_edition, extra=job.edition), job.expected)
    except (UnusableError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a bug of ours in one file must not cost the others their night
        return problem("file_reader_failed", error=f"{type(error).__name__}: {error}")


def read_all(
    jobs: Iterable[ReadJob], workers: int, on_done: Progress = lambda _: None
) -> list[TakenIn | Problem]:
    """The outcome of every job, in order; a file that kills or stalls its reader is a problem like others.

    Raises `UnusableError` where the machine starts no child process.
    """
    try:
        results = guarded_map(read_job, list(jobs), workers=workers, on_done=on_done)
    except ChildStartError as error:
        raise UnusableError(str(error)) from error
    return [result.reason if isinstance(result, Lost) else result for result in results]
