"""Reading returned workbooks, in child processes: one bad file costs only itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from qcxl.core.reading.intake import TakenIn, take_in
from qcxl.core.results.refill import Entries, Refill
from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem
from qcxl.store.archive import safe_name
from qcxl.store.inbox import InboxFile, examine, read_bytes
from qcxl.store.lane import ChildStartError
from qcxl.store.workers import Lost, guarded_map
from qcxl.tasks.context.editions import UnusableError, find_edition
from qcxl.tasks.context.progress import Progress


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One file to read; `edition` is the night's edition workbook, `expected` its id (None: any edition)."""

    file: InboxFile
    edition: Path | None
    expected: str | None


def read_job(job: ReadJob) -> TakenIn | Problem:
    """What a file says, or the problem that keeps it from being read; runs in a child process."""
    from qcxl.excel.reading.grid_reader import read_grid

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


def files_at(paths: Sequence[Path]) -> tuple[InboxFile, ...]:
    """The files at these paths, zips by their members; raises `UnusableError` for a path that is no file."""
    return tuple(file for path in paths for file in _files_at(path))


def _files_at(path: Path) -> tuple[InboxFile, ...]:
    if path.is_dir():
        raise UnusableError(f"“{path}”是文件夹；请写要校验的工作簿，例如 {path / '*.xlsx'}。")
    try:
        # As typed: two folders may hold workbooks of the same name.
        return tuple(
            replace(file, name=f"{path}{file.name.removeprefix(safe_name(path.name))}")
            for file in examine(path)
        )
    except OSError as error:
        raise UnusableError(f"找不到文件“{path}”，请核对路径。") from error


@dataclass(frozen=True, slots=True)
class OwnJob:
    """The workbook to read; `edition` is an edition workbook that is not built in."""

    file: InboxFile
    edition: Path | None


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """What was taken in from a workbook, and its entries by form id and place in a fresh form."""

    taken: TakenIn
    entries: Mapping[str, Entries]


def read_own(path: Path, edition_file: Path | None) -> ReadWorkbook:
    """One workbook that somebody named; raises `UnusableError` where it is none or cannot be taken in."""
    file, *others = files_at([path])
    if others:
        raise UnusableError(f"“{path}”是压缩包；请解压后写其中的一个工作簿。")
    try:
        (read,) = guarded_map(_read_own, [OwnJob(file, edition_file)], workers=1)
    except ChildStartError as error:
        raise UnusableError(str(error)) from error
    found = read.reason if isinstance(read, Lost) else read
    if isinstance(found, Problem):
        raise UnusableError(f"“{path}”不能用来汇总：{found.message}{found.remedy}")
    if found.taken.submission is None:
        raise UnusableError(f"“{path}”不能用来汇总。", found.taken.problems)
    return found


def _read_own(job: OwnJob) -> ReadWorkbook | Problem:
    """Runs in a child process, as for every file that somebody sent."""
    from qcxl.excel.reading.grid_reader import read_grid

    data = read_bytes(job.file)
    grid = data if isinstance(data, Problem) else read_grid(data)
    if isinstance(grid, Problem):
        return grid
    taken = take_in(grid, partial(find_edition, extra=job.edition))
    if taken.submission is None or taken.identity is None:
        return ReadWorkbook(taken, {})
    edition = find_edition(taken.identity.edition, job.edition)
    return ReadWorkbook(taken, Refill(taken.submission, edition).values(grid) if edition else {})
