"""One child process and the work it is doing."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from time import monotonic

from qcxl.store.child import Report, prepare, ready, work

START_SECONDS = 60.0
# A chunk is handed back after this share of an item's time, so that slow files never make a chunk look stuck.
CHUNK_SHARE = 0.25


class ChildStartError(RuntimeError):
    """The machine starts no child process; no file is at fault."""


@dataclass(frozen=True, slots=True)
class Task:
    """The numbers of some items; `alone` asks for a process that has done nothing before."""

    items: tuple[int, ...]
    alone: bool = False

    @property
    def is_single(self) -> bool:
        """Whether only one item can be at fault."""
        return len(self.items) == 1


def limited_process(memory_mb: int) -> Callable[[int], Executor]:
    """A maker of executors whose child processes may take `memory_mb` (not on Windows and macOS)."""
    # Not fork: a copy of a process with threads (a progress bar, a BLAS) may wait for a lock for ever.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")

    def make(workers: int) -> Executor:
        return ProcessPoolExecutor(workers, mp_context=context, initializer=prepare, initargs=(memory_mb,))

    return make


class Lane:
    """One executor with one worker and at most one task; a lane that broke starts anew with the next task.

    A lane of its own for every worker means that a file which kills its process takes no other's work along.
    """

    def __init__(self, make: Callable[[int], Executor], seconds_per_item: float) -> None:
        self._make = make
        self._seconds = seconds_per_item
        self._executor: Executor | None = None
        self._deadline = 0.0
        self.task: Task | None = None
        self.future: Future[Report] | None = None

    def begin(self, task: Task, payload: bytes) -> None:
        """Start on `task`; raises ChildStartError where no process can be had."""
        if task.alone:
            self.close()
        try:
            self._submit(payload)
        except BrokenExecutor:
            # The process died while it had nothing to do: the system took it, no file did.
            self.close()
            self._submit(payload)
        self._deadline = monotonic() + self._seconds * (1 if task.is_single else 1 + CHUNK_SHARE)
        self.task = task

    @property
    def seconds_left(self) -> float:
        """The time that the current task still has."""
        return max(0.0, self._deadline - monotonic())

    def release(self) -> None:
        """Forget the finished task and keep the process for the next."""
        self.task = self.future = None

    def close(self) -> None:
        """End the process, at once where it still works; the next task gets a new one."""
        executor, busy = self._executor, self.future is not None
        self._executor = None
        self.release()
        if executor:
            _end(executor, kill=busy)

    def _submit(self, payload: bytes) -> None:
        executor = self._executor or self._start()
        self.future = executor.submit(work, payload, self._seconds * CHUNK_SHARE)

    def _start(self) -> Executor:
        executor = self._make(1)
        try:
            executor.submit(ready).result(timeout=START_SECONDS)
        except (BrokenExecutor, OSError, TimeoutError) as error:
            _end(executor, kill=True)
            raise ChildStartError("无法启动子进程，电脑的内存可能不足；请关闭其他程序后再试一次。") from error
        except BaseException:
            _end(executor, kill=True)
            raise
        self._executor = executor
        return executor


def _end(executor: Executor, *, kill: bool) -> None:
    # kill_workers() does this from Python 3.14 on. Executors of other engines have nothing to kill.
    processes = list((getattr(executor, "_processes", None) or {}).values())
    if kill:
        for process in processes:
            process.kill()
    executor.shutdown(wait=bool(processes), cancel_futures=True)
