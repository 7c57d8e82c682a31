"""One function over many files in child processes, which bad files may kill, hang or fill."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
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

    `function` and items must be picklable; what `function` raises is a bug and raised here, a MemoryError
    excepted. `executor` makes the executor of one worker in another engine, such as Dask's
    `lambda workers: client.get_executor()`; time and memory are then that engine's to limit.
    Raises ChildStartError where the machine starts no child process.
    """
    if workers < 1 or chunk < 1:
        raise ValueError(f"workers and chunk must be at least 1, got {workers} and {chunk}")
    things = list(items)
    size = max(1, min(chunk, -(-len(things) // workers)))
    starts = range(0, len(things), size)
    tasks = deque(Task(tuple(range(at, min(at + size, len(things))))) for at in starts)
    make = executor or limited_process(memory_mb)
    lanes = [Lane(make, seconds_per_item) for _ in range(min(workers, len(tasks)))]
    run = _Run(function, things, tasks, seconds_per_item)
    try:
        while len(run.results) < len(things):
            before = len(run.results)
            _advance(run, lanes)
            if on_done and len(run.results) > before:
                on_done(len(run.results) - before)
    finally:
        for lane in lanes:
            lane.close()
    return [run.results[at] for at in range(len(things))]


def _advance(run: _Run[T, R], lanes: Sequence[Lane]) -> None:
    for lane in lanes:
        if lane.task is None and run.tasks:
            task = run.tasks.popleft()
            lane.begin(task, run.payload(task))
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
        self, function: Callable[[T], R], items: Sequence[T], tasks: deque[Task], seconds_per_item: float
    ) -> None:
        self._function = function
        self._items = items
        self._seconds = seconds_per_item
        self.tasks = tasks
        self.results: dict[int, R | Lost] = {}

    def payload(self, task: Task) -> bytes:
        """The function and the items of a task; what cannot be packed raises here, in the caller's sight."""
        return pickle.dumps((self._function, [self._items[at] for at in task.items]))

    def settle(self, lane: Lane, future: Future[Report]) -> None:
        """Take the outcome of a lane's finished task; raises what the function raised."""
        task = lane.task or Task(())
        try:
            report = future.result()
        except Exception:  # noqa: BLE001  the function's own errors stand in the report: here its process is gone
            self._suspect(lane, task, guilty=task.alone, code="file_crashes_reader")
            return
        done = len(report.results)
        self.results.update(zip(task.items, map(pickle.loads, report.results), strict=False))
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
            self.results[task.items[0]] = Lost(problem(code, seconds=f"{self._seconds:g}"))
        else:
            # One by one; a single item that failed gets a new process to prove itself.
            alone = task.is_single
            self.tasks.extendleft(Task((at,), alone) for at in reversed(task.items))
