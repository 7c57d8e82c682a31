"""One function over many files in child processes, which bad files may kill, hang or fill."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Sequence, Sized
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from qcxl.model.catalogue import problem
from qcxl.model.problem import Problem
from qcxl.store.child import Report
from qcxl.store.lane import Lane, Task, limited_process

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lost:
    """What stands in place of the result of an item that its process did not survive."""

    reason: Problem


def guarded_map(
    function: Callable[[T], R],
    items: Iterable[T],
    *,
    workers: int,
    chunk: int = 20,
    memory_mb: int = 2048,
    seconds_per_item: float = 60.0,
    on_done: Callable[[int], None] | None = None,
    executor: Callable[[int], Executor] | None = None,
) -> list[R | Lost]:
    """The result of `function` for every item, in the order of the items, or Lost for the guilty ones.

    The work runs in `workers` child processes, also where that is 1, in chunks of up to `chunk` items. When a
    process dies or stays over its time, the items of its chunk are tried again one by one. Lost is an item
    that kills or fills a new process of its own (file_crashes_reader, file_needs_too_much_memory) or takes
    too long by itself (file_takes_too_long). `on_done` gets the number of items newly finished.

    Items are taken as they are needed, a chunk ahead, and let go once they are done: large ones are best made
    one by one. `function` and items must be picklable; what `function` raises is a bug and raised here, a
    MemoryError excepted. `executor` makes the executor of one worker in another engine, such as Dask's
    `lambda workers: client.get_executor()`; time and memory are then that engine's to limit.
    Raises ChildStartError where the machine starts no child process.
    """
    if workers < 1 or chunk < 1:
        raise ValueError(f"workers and chunk must be at least 1, got {workers} and {chunk}")
    if isinstance(items, Sized):
        chunk = max(1, min(chunk, -(-len(items) // workers)))
        workers = min(workers, len(items))
    make = executor or limited_process(memory_mb)
    lanes = [Lane(make, seconds_per_item) for _ in range(workers)]
    run = _Run(function, items, chunk, seconds_per_item)
    try:
        while run.tasks_left() or any(lane.task for lane in lanes):
            before = len(run.results)
            _advance(run, lanes)
            if on_done and len(run.results) > before:
                on_done(len(run.results) - before)
    finally:
        for lane in lanes:
            lane.close()
    return [run.results[at] for at in range(len(run.results))]


def _advance(run: _Run[T, R], lanes: Sequence[Lane]) -> None:
    for lane in lanes:
        if lane.task is None and run.tasks_left():
            task = run.tasks.popleft()
            lane.begin(task, run.payload(task))
    # While the children work, what comes next is made.
    run.tasks_left()
    busy = [(lane, lane.future) for lane in lanes if lane.future]
    patience = min(lane.seconds_left for lane, _ in busy)
    done, _ = wait([future for _, future in busy], timeout=patience, return_when=FIRST_COMPLETED)
    for lane, future in busy:
        if future in done:
            run.settle(lane, future)
        elif not lane.seconds_left:
            run.give_up(lane)


class _Run(Generic[T, R]):
    """The items of one call: which are still to do, and what came of the others."""

    def __init__(
        self, function: Callable[[T], R], items: Iterable[T], chunk: int, seconds_per_item: float
    ) -> None:
        self._function = function
        self._coming = enumerate(items)
        self._chunk = chunk
        self._held: dict[int, T] = {}
        self._seconds = seconds_per_item
        self.tasks: deque[Task] = deque()
        self.results: dict[int, R | Lost] = {}

    def tasks_left(self) -> bool:
        """Whether a task waits to be begun; takes the next items where none did."""
        if not self.tasks:
            taken = dict(islice(self._coming, self._chunk))
            if taken:
                self._held |= taken
                self.tasks.append(Task(tuple(taken)))
        return bool(self.tasks)

    def payload(self, task: Task) -> bytes:
        """The function and the items of a task; what cannot be packed raises here, in the caller's sight."""
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
            # The first item that was not done may be the victim of those before it.
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
            self._finish(task.items[0], Lost(problem(code, seconds=f"{self._seconds:g}")))
        else:
            # One by one; a single item that failed gets a new process to prove itself.
            alone = task.is_single
            self.tasks.extendleft(Task((at,), alone) for at in reversed(task.items))

    def _finish(self, at: int, result: R | Lost) -> None:
        self.results[at] = result
        del self._held[at]
