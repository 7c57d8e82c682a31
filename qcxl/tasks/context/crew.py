"""The workers of a use case, and the progress that is reported of their work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from qcxl.model.problem import Problem
from qcxl.store.lane import ChildStartError
from qcxl.store.workers import Lost, Workers
from qcxl.tasks.context.editions import UnusableError
from qcxl.tasks.context.progress import Progress, to_nobody

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Crew:
    """The workers of one call, kept from one piece of its work to the next.

    `on_total` gets the amount of work to do, `on_done` the amount newly done. With `sends_bytes` jobs carry
    the bytes of files instead of their paths, and results come back as bytes: for workers that do not see
    this machine's folders.
    """

    workers: Workers
    on_total: Progress = to_nobody
    on_done: Progress = to_nobody
    sends_bytes: bool = False

    def telling(self, on_total: Progress, on_done: Progress) -> Crew:
        """The same workers with `on_total` and `on_done` as the receivers of their progress."""
        return replace(self, on_total=on_total, on_done=on_done)

    def results(
        self,
        function: Callable[[T], R],
        jobs: Iterable[T],
        *,
        chunk: int = 20,
        memory_mb: int = 2048,
        seconds_per_item: float = 60.0,
    ) -> Iterator[tuple[int, R | Problem]]:
        """The number of each job with its result, or the problem for which it has none, as jobs are done.

        See `Workers.run`. Raises `UnusableError` where no worker can be had.
        """
        bounds = {"chunk": chunk, "memory_mb": memory_mb}
        try:
            for at, result in self.workers.run(function, jobs, seconds_per_item=seconds_per_item, **bounds):
                yield at, result.reason if isinstance(result, Lost) else result
                self.on_done(1)
        except ChildStartError as error:
            raise UnusableError(str(error)) from error

    def map(self, function: Callable[[T], R], jobs: Iterable[T]) -> list[R | Problem]:
        """The result of every job, or the problem for which it has none, in order; raises as `results`."""
        return [
            result for _, result in sorted(self.results(function, jobs), key=lambda numbered: numbered[0])
        ]


@contextmanager
def hired(count: int, executor: Executor | None = None, *, sends_bytes: bool = False) -> Iterator[Crew]:
    """A crew of `count` workers, in child processes or at a given `executor`, let go when the block ends."""
    with Workers(count, executor) as workers:
        yield Crew(workers, sends_bytes=sends_bytes)
