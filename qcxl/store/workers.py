"""One function over many files in child processes, which bad files may kill, hang or fill."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Generic, TypeVar

from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem
from qcxl.store.child import Report
from qcxl.store.lane import Bounds, Lane, Task

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lost:
    """The result of an item that killed its process, filled its memory or took too long."""

    reason: Problem


class Workers:
    """Child processes that are kept from one piece of work to the next, or the places of a given executor.

    `executor` is any executor of `concurrent.futures`, such as that of an existing cluster
    (`client.get_executor()`): it gets up to `count` tasks at a time and is never ended here. An item that
    takes too long in it is given up; only the executor itself can end the process or limit the memory of the
    process. Raises ValueError for a `count` below 1.
    """

    def __init__(self, count: int, executor: Executor | None = None) -> None:
        if count < 1:
            raise ValueError(f"count must be at least 1, got {count}")
        self._lanes = [Lane(executor) for _ in range(count)]

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child processes; a given executor goes on."""
        for lane in self._lanes:
            lane.close()

    def run(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        chunk: int = 20,
        memory_mb: int = 2048,
        seconds_per_item: float = 60.0,
    ) -> Iterator[tuple[int, R | Lost]]:
        """The number of each item with its result of `function`, when done; Lost for an item that is guilty.

        Items are worked on in chunks of up to `chunk`. When a process dies or stays over its time, the items
        of its chunk are tried again one by one. Lost stands for an item that kills or fills a new process of
        its own (file_crashes_reader, file_needs_too_much_memory) or takes too long by itself
        (file_takes_too_long).

        Items are taken as they are needed, a chunk ahead, and let go once they are done: large items are best
        made one by one. `function` and items must be picklable; an error that `function` raises is a bug and
        raised here, a MemoryError excepted. Raises ChildStartError where no worker can be had.
        """
        if chunk < 1:
            raise ValueError(f"chunk must be at least 1, got {chunk}")
        if isinstance(items, Sized):
            chunk = max(1, min(chunk, -(-len(items) // len(self._lanes))))
        work = _Work(function, items, chunk, Bounds(seconds_per_item, memory_mb))
        try:
            while work.tasks_left() or any(lane.is_busy for lane in self._lanes):
                _advance(work, self._lanes)
                while work.finished:
                    yield work.finished.popleft()
        finally:
            # Also where the caller stops taking results: work still under way must not be taken for new work.
            for lane in self._lanes:
                if lane.is_busy:
                    lane.close()


def _advance(work: _Work[T, R], lanes: Sequence[Lane]) -> None:
    for lane in lanes:
        if lane.task is None and work.tasks_left():
            task = work.tasks.popleft()
            lane.begin(task, work.payload(task), work.bounds)
    # While the children work, the next items are made.
    work.tasks_left()
    busy = [(lane, lane.future) for lane in lanes if lane.future]
    patience = min(lane.seconds_left for lane, _ in busy)
    done, _ = wait([future for _, future in busy], timeout=patience, return_when=FIRST_COMPLETED)
    for lane, future in busy:
        if future in done:
            work.settle(lane, future)
        elif not lane.seconds_left:
            work.give_up(lane)


class _Work(Generic[T, R]):
    """The items of one piece of work: tasks still to do, and results that the caller has not taken yet."""

    def __init__(self, function: Callable[[T], R], items: Iterable[T], chunk: int, bounds: Bounds) -> None:
        self._function = function
        self._coming = enumerate(items)
        self._chunk = chunk
        self._held: dict[int, T] = {}
        self.bounds = bounds
        self.tasks: deque[Task] = deque()
        self.finished: deque[tuple[int, R | Lost]] = deque()

    def tasks_left(self) -> bool:
        """True where a task waits to be begun; where none waits, the next items become a task first."""
        if not self.tasks:
            taken = dict(islice(self._coming, self._chunk))
            if taken:
                self._held |= taken
                self.tasks.append(Task(tuple(taken)))
        return bool(self.tasks)

    def payload(self, task: Task) -> bytes:
        """The pickled function and items of a task; pickle errors are raised here, in the caller's sight."""
        return pickle.dumps((self._function, [self._held[at] for at in task.items]))

    def settle(self, lane: Lane, future: Future[Report]) -> None:
        """Take the outcome of a lane's finished task; raises what the function raised."""
        task = lane.task or Task(())
        try:
            report = future.result()
        except Exception:  # noqa: BLE001  the function's own errors stand in the report: here its process is gone
            self._suspect(lane, task, guilty=task.alone, code="file_crashes_reader")
            return
        done = len(report.results)
        for at, packed in zip(task.items, report.results, strict=False):
            self._finish(at, pickle.loads(packed))  # noqa: S301  our own child packed it
        if report.raised:
            raise report.raised
        rest = Task(task.items[done:])
        if report.out_of_memory:
            # The first item that was not done may be the victim of the items before it.
            if rest.items[1:]:
                self.tasks.appendleft(Task(rest.items[1:]))
            first = Task(rest.items[:1])
            self._suspect(lane, first, guilty=task.alone, code="file_needs_too_much_memory")
        else:
            lane.release()
            if rest.items:
                self.tasks.appendleft(rest)

    def give_up(self, lane: Lane) -> None:
        """End a task that is over its time."""
        task = lane.task or Task(())
        self._suspect(lane, task, guilty=task.is_single, code="file_takes_too_long")

    def _suspect(self, lane: Lane, task: Task, *, guilty: bool, code: str) -> None:
        lane.close()
        if guilty:
            self._finish(task.items[0], Lost(problem(code, seconds=f"{self.bounds.seconds_per_item:g}")))
        else:
            # One by one; a single item that failed gets a new process to prove itself.
            alone = task.is_single
            self.tasks.extendleft(Task((at,), alone) for at in reversed(task.items))

    def _finish(self, at: int, result: R | Lost) -> None:
        self.finished.append((at, result))
        del self._held[at]
