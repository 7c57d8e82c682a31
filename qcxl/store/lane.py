"""One worker and its current work: a child process of our own, or one place of a given executor."""

from __future__ import annotations

import errno
import multiprocessing
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from time import monotonic

from qcxl.store.child import Report, prepare, ready, work
from qcxl.store.import_path import SafeStart

START_SECONDS = 60.0
# A chunk is handed back after this share of an item's time, so that slow files never make a chunk look stuck.
CHUNK_SHARE = 0.25


class ChildStartError(RuntimeError):
    """A worker that cannot be had, through no fault of a file; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The time and the memory that the items of one piece of work may take.

    Memory is bounded only in child processes of our own.
    """

    seconds_per_item: float
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Task:
    """The numbers of the items of one task; `alone` asks for a process that has done nothing before."""

    items: tuple[int, ...]
    alone: bool = False

    @property
    def is_single(self) -> bool:
        """True where the task has one item, which alone can be at fault."""
        return len(self.items) == 1


def child_process() -> Executor:
    """An executor of one child process, which bounds its memory itself (not on Windows and macOS)."""
    # Not fork: a copy of a process with threads (a progress bar, a BLAS) may wait for a lock for ever.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    return ProcessPoolExecutor(1, mp_context=context, initializer=prepare)


class Lane:
    """One worker with at most one task.

    Every lane has a child process of its own, so that a file which kills its process takes no work of other
    lanes along; a lane whose process broke starts a new one with the next task. With a `given` executor a
    lane only asks for work: it ends neither the executor nor the processes in it.
    """

    def __init__(self, given: Executor | None = None, start: Callable[[], Executor] = child_process) -> None:
        self._given = given
        self._start_child = start
        self._executor: Executor | None = None
        self._deadline = 0.0
        # Set before work is handed over: Ctrl-C may come before we know that the work was handed over.
        self.is_busy = False
        self.task: Task | None = None
        self.future: Future[Report] | None = None

    def begin(self, task: Task, payload: bytes, bounds: Bounds) -> None:
        """Start on `task`; raises ChildStartError where no worker can be had."""
        if task.alone:
            self.close()
        try:
            self._submit(payload, bounds)
        except BrokenExecutor:
            # The process died while it had nothing to do: the system took it, no file did.
            self.close()
            self._submit(payload, bounds)
        seconds = bounds.seconds_per_item
        self._deadline = monotonic() + seconds * (1 if task.is_single else 1 + CHUNK_SHARE)
        self.task = task

    @property
    def seconds_left(self) -> float:
        """The time that the current task still has."""
        return max(0.0, self._deadline - monotonic())

    def release(self) -> None:
        """Forget the finished task and keep the worker for the next."""
        self.task = self.future = None
        self.is_busy = False

    def close(self) -> None:
        """Let the worker go: a child process ends, at once where it still works; a given executor goes on."""
        executor, unfinished, was_busy = self._executor, self.future, self.is_busy
        self._executor = None
        self.release()
        if executor is None:
            return
        if executor is not self._given:
            _end(executor, kill=was_busy)
        elif unfinished is not None:
            unfinished.cancel()

    def _submit(self, payload: bytes, bounds: Bounds) -> None:
        executor = self._executor or self._start(bounds)
        memory_mb = None if executor is self._given else bounds.memory_mb
        self.is_busy = True
        self.future = executor.submit(work, payload, bounds.seconds_per_item * CHUNK_SHARE, memory_mb)

    def _start(self, bounds: Bounds) -> Executor:
        if self._given is not None:
            self._executor = _answering(self._given)
            return self._executor
        with SafeStart():
            executor = self._start_child()
            try:
                executor.submit(ready, bounds.memory_mb).result(timeout=START_SECONDS)
            except (BrokenExecutor, MemoryError, OSError) as error:
                _end(executor, kill=True)
                raise ChildStartError(_why_not_started(error)) from error
            except BaseException:
                _end(executor, kill=True)
                raise
        self._executor = executor
        return executor


def _answering(executor: Executor) -> Executor:
    try:
        executor.submit(ready, None).result(timeout=START_SECONDS)
    except (BrokenExecutor, OSError) as error:
        raise ChildStartError(
            f"所给的计算集群没有应答（{type(error).__name__}: {error}）；请先确认它在运行，再试一次。"
        ) from error
    return executor


def _why_not_started(error: BaseException) -> str:
    """The message that says what kept a child process from starting, and the remedy."""
    if isinstance(error, TimeoutError):
        return f"子进程 {START_SECONDS:g} 秒还没有启动好，电脑可能太忙；请关闭其他程序后再试一次。"
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return "内存不够，子进程启动不了；请关闭其他程序后再试一次。"
    if isinstance(error, BrokenExecutor):
        return (
            "子进程一启动就被系统结束了，可能是内存不够，也可能是安全软件拦截；"
            "请关闭其他程序，或把本程序加入安全软件的信任名单，再试一次。"
        )
    too_many = {errno.EAGAIN: "进程数", errno.EMFILE: "打开的文件数", errno.ENFILE: "打开的文件数"}
    limit = too_many.get(getattr(error, "errno", None) or 0)
    if limit:
        return f"系统允许的{limit}用完了，子进程启动不了；请关闭其他程序，或把 --workers 写小一些，再试一次。"
    return f"系统没有让子进程启动（{error}）；请把这句话交给维护人。"


def _end(executor: Executor, *, kill: bool) -> None:
    # kill_workers() does this from Python 3.14 on.
    processes = list((getattr(executor, "_processes", None) or {}).values())
    if kill:
        for process in processes:
            process.kill()
    executor.shutdown(wait=True, cancel_futures=True)
