"""The way from the bytes of a returned workbook to its entries: one bad file spoils no other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qcxl.core.reading.intake import TakenIn, take_in
from qcxl.core.results.refill import Entries, Refill
from qcxl.model.catalogue import problem
from qcxl.model.grid import Grid
from qcxl.model.problem import Problem
from qcxl.store.archive import safe_name
from qcxl.store.inbox import InboxFile, examine, read_bytes, with_bytes
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import Editions, UnusableError


@dataclass(frozen=True, slots=True)
class ReadBook:
    """A workbook as rows of raw cells, and what was taken in from them."""

    grid: Grid
    taken: TakenIn


@dataclass(frozen=True, slots=True)
class OwnBook:
    """A unit's own workbook: what was taken in, and its entries by form id and place as they were typed.

    `name` is its path or what the open book is called; places are those of a fresh form.
    """

    name: str
    taken: TakenIn
    entries: Mapping[str, Entries]


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One file to read; `expected` is the id of the only edition that is wanted (None: any)."""

    file: InboxFile
    editions: Editions
    expected: str | None = None


def read_book(data: bytes | Problem, editions: Editions, expected: str | None = None) -> ReadBook | Problem:
    """The workbook in `data`, read and taken in, or the problem for which it cannot be read.

    Codes: those of `read_grid`, and file_reader_failed for a bug of ours, which in one file must not cost the
    other files their night; the codes of `take_in` stand in `taken.problems`. Raises `UnusableError` for an
    edition with faults.
    """
    from qcxl.excel.reading.grid_reader import read_grid

    if isinstance(data, Problem):
        return data
    try:
        grid = read_grid(data)
        return grid if isinstance(grid, Problem) else take_in_grid(grid, editions, expected)
    except (UnusableError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this file's alone
        return problem("file_reader_failed", error=f"{type(error).__name__}: {error}")


def take_in_grid(grid: Grid, editions: Editions, expected: str | None = None) -> ReadBook:
    """The workbook whose cells are `grid`, with what was taken in from them."""
    return ReadBook(grid, take_in(grid, editions.find, expected))


def own_book(name: str, read: ReadBook, editions: Editions) -> OwnBook:
    """The own workbook of a unit, as read; without entries where it could not be taken in."""
    submission = read.taken.submission
    edition = editions.find(submission.identity.edition) if submission else None
    entries = Refill(submission, edition).values(read.grid) if submission and edition else {}
    return OwnBook(name, read.taken, entries)


def read_all(jobs: Iterable[ReadJob], crew: Crew) -> list[TakenIn | Problem]:
    """The workbook of every job as taken in, or the problem for which it cannot be read, in order.

    A file that kills or stalls its reader has a problem like any other. Raises `UnusableError` where no
    worker can be had.
    """
    return crew.map(read_job, [_sendable(job, crew) for job in jobs])


def read_job(job: ReadJob) -> TakenIn | Problem:
    """The workbook in a file as taken in, or the problem for which there is none; runs in a child process."""
    read = read_book(read_bytes(job.file), job.editions, job.expected)
    return read if isinstance(read, Problem) else read.taken


def read_own(path: Path, crew: Crew, editions: Editions) -> OwnBook:
    """The own workbook of a unit at `path`, without a submission where it cannot be taken in.

    Raises `UnusableError` for a path that is no file, a zip of several files, and a file that cannot be read.
    """
    file, *others = files_at([path])
    if others:
        raise UnusableError(f"“{path}”是压缩包；请解压后写其中的一个工作簿。")
    (read,) = crew.map(_read_own, [_sendable(ReadJob(file, editions), crew)])
    if isinstance(read, Problem):
        raise UnusableError(f"“{path}”不能用来汇总：{read.message}{read.remedy}")
    return replace(read, name=str(path))


def _read_own(job: ReadJob) -> OwnBook | Problem:
    """The own workbook in a file, or the problem for which it cannot be read; runs in a child process."""
    read = read_book(read_bytes(job.file), job.editions)
    return read if isinstance(read, Problem) else own_book(job.file.name, read, job.editions)


def _sendable(job: ReadJob, crew: Crew) -> ReadJob:
    return replace(job, file=with_bytes(job.file)) if crew.sends_bytes else job


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
