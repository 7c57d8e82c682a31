"""Files made by a crew: a file appears once it is whole, and never after it was given up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, Self

from qcxl.model.problem import Problem
from qcxl.store import atomic
from qcxl.tasks.context.crew import Crew


class FileJob(Protocol):
    """The job of one file to be made."""

    @property
    def target(self) -> Path:
        """The path at which the file is to stand."""

    def write(self, path: Path) -> Problem | None:
        """Write the file to `path`; returns the problem for which there is none, else None."""

    def with_bytes(self) -> Self:
        """The same job with the bytes of its files, for a worker that does not see this machine's files."""


@dataclass(frozen=True, slots=True)
class Made:
    """The outcome of the job with this number: the file at `target`, or the reason why there is none."""

    number: int
    target: Path
    reason: Problem | None


@dataclass(frozen=True, slots=True)
class _Order:
    """A job, and the place beside its target where its worker writes; None where results travel as bytes."""

    job: FileJob
    staged: Path | None


def made_files(
    crew: Crew, jobs: Iterable[FileJob], *, chunk: int = 20, memory_mb: int = 2048, seconds: float = 60.0
) -> Iterator[Made]:
    """The outcome of each job, once it is known; jobs are taken as they are needed.

    A worker writes beside the target, and the file is moved there when the result is accepted: what a worker
    writes after its job was given up is thrown away. Raises `UnusableError` where no worker can be had and
    `FileInUseError` for a target that is open in Excel.
    """
    waiting: dict[int, tuple[Path, Path | None]] = {}

    def orders() -> Iterator[_Order]:
        for number, job in enumerate(jobs):
            staged = None if crew.sends_bytes else atomic.stage(job.target)
            waiting[number] = job.target, staged
            yield _Order(job.with_bytes() if crew.sends_bytes else job, staged)

    try:
        results = crew.results(_make, orders(), chunk=chunk, memory_mb=memory_mb, seconds_per_item=seconds)
        for number, result in results:
            target, staged = waiting[number]
            if isinstance(result, Problem):
                _discard(staged)
            elif staged is not None:
                atomic.publish(staged, target)
            else:
                atomic.write_bytes(target, result)
            del waiting[number]
            yield Made(number, target, result if isinstance(result, Problem) else None)
    finally:
        for _, staged in waiting.values():
            _discard(staged)


def _make(order: _Order) -> bytes | Problem:
    """The bytes of a file, empty where the file was written to its staged place; or why there is none.

    Runs in a child process.
    """
    if order.staged is not None:
        reason = order.job.write(order.staged)
        if reason is None:
            atomic.flush(order.staged)
        return b"" if reason is None else reason
    with TemporaryDirectory(prefix="qcxl-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, f"file{order.job.target.suffix}")
        return order.job.write(path) or path.read_bytes()


def _discard(staged: Path | None) -> None:
    if staged is not None:
        atomic.discard(staged)
