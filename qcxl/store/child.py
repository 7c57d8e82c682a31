"""The side of `Workers.run` that runs in a child process."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from time import monotonic


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a chunk in a child process: the pickled results of its first items, and what stopped it.

    With neither `raised` nor `out_of_memory` all items are done, or the time to begin another item is over.
    """

    results: tuple[bytes, ...]
    raised: Exception | None = None
    out_of_memory: bool = False


def prepare() -> None:
    """Make this process a safe worker: few threads, deaf to Ctrl-C, gone when its parent is gone."""
    # Each BLAS thread reserves address space for its stack; numpy's import then fails under the limit.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    # Ctrl-C reaches the whole group of processes; the parent is the one to end its children.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def ready(memory_mb: int | None) -> bool:
    """True, once the memory of this process is limited; the first call to every worker.

    So a machine on which no worker starts is told from a file that kills a worker.
    """
    _limit_memory(memory_mb)
    return True


def work(payload: bytes, seconds: float, memory_mb: int | None) -> Report:
    """The report on the items in `payload`, which is a pickled pair of function and items.

    The first item is always begun, no other one later than after `seconds`. The process may take `memory_mb`
    of memory; with None its memory is limited by the executor that it belongs to, if at all.
    """
    _limit_memory(memory_mb)
    results: list[bytes] = []
    begun = monotonic()
    try:
        function, items = pickle.loads(payload)  # noqa: S301  our own parent packed it
        for item in items:
            if results and monotonic() - begun > seconds:
                break
            # Packed here, so that a result which cannot travel is the fault of its item and not of the pool.
            results.append(pickle.dumps(function(item)))
    except BaseException as error:  # noqa: BLE001  a SystemExit must not end the child: it is a bug to report
        if _is_out_of_memory(error):
            return Report(tuple(results), out_of_memory=True)
        return Report(tuple(results), raised=_portable(error))
    return Report(tuple(results))


def _limit_memory(memory_mb: int | None) -> None:
    # Windows has Job Objects instead, which the standard library does not reach.
    if memory_mb is not None and sys.platform != "win32":
        import resource

        size = memory_mb * 2**20
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = size if hard == resource.RLIM_INFINITY else min(size, hard)
        # macOS knows the limit and refuses to set it.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _is_out_of_memory(error: BaseException) -> bool:
    """True where a lack of memory was the cause, also where a library wrapped the error in one of its own."""
    return any(
        isinstance(link, MemoryError) or (isinstance(link, OSError) and link.errno == errno.ENOMEM)
        for link in _chain(error)
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _portable(error: BaseException) -> Exception:
    """The error with the child's traceback as a note, in a form that survives the way to the parent."""
    trace = "".join(traceback.format_exception(error))
    error.add_note(f"in a child process:\n{trace}")
    if isinstance(error, Exception):
        # Some exceptions pack but do not unpack, because they want more arguments than they keep.
        with suppress(Exception):
            pickle.loads(pickle.dumps(error))  # noqa: S301  packed in this very line
            return error
    return RuntimeError(trace)
