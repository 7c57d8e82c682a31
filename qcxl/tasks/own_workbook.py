"""A unit's own workbook, read with its entries as they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qcxl.core.reading.intake import TakenIn, take_in
from qcxl.core.results.refill import Entries, Refill
from qcxl.model.problem import Problem
from qcxl.store.inbox import InboxFile, read_bytes
from qcxl.store.lane import ChildStartError
from qcxl.store.workers import Lost, guarded_map
from qcxl.tasks.editions import UnusableError, find_edition
from qcxl.tasks.validate import files_at


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
        (read,) = guarded_map(_read, [OwnJob(file, edition_file)], workers=1)
    except ChildStartError as error:
        raise UnusableError(str(error)) from error
    found = read.reason if isinstance(read, Lost) else read
    if isinstance(found, Problem):
        raise UnusableError(f"“{path}”不能用来汇总：{found.message}{found.remedy}")
    if found.taken.submission is None:
        raise UnusableError(f"“{path}”不能用来汇总。", found.taken.problems)
    return found


def _read(job: OwnJob) -> ReadWorkbook | Problem:
    """Runs in a child process, as for every file that somebody sent."""
    from qcxl.excel.grid_reader import read_grid

    data = read_bytes(job.file)
    grid = data if isinstance(data, Problem) else read_grid(data)
    if isinstance(grid, Problem):
        return grid
    taken = take_in(grid, partial(find_edition, extra=job.edition))
    if taken.submission is None or taken.identity is None:
        return ReadWorkbook(taken, {})
    edition = find_edition(taken.identity.edition, job.edition)
    return ReadWorkbook(taken, Refill(taken.submission, edition).values(grid) if edition else {})
