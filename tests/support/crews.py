"""Crews for tests: one that works in this very process, and real ones where processes are what is tested."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from qcxl.store.child import work
from qcxl.store.workers import Workers
from qcxl.tasks.context.crew import Crew


class InlineExecutor(Executor):
    """An executor that does what it is asked at once, in the process of who asks."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(function(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whoever asked gets it from the future
            done.set_exception(error)
        return done


class LateExecutor(InlineExecutor):
    """An executor that does its work later than anybody waits for, where that is a function of this name."""

    def __init__(self, function: str) -> None:
        self._function = function
        self._left: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []
        self.count_done = 0

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if function is work and pickle.loads(args[0])[0].__name__ == self._function:
            self._left.append((function, args))
            return Future()
        return super().submit(function, *args, **kwargs)

    def do_what_is_left(self) -> None:
        for function, args in self._left:
            self.count_done += len(function(*args).results)


INLINE = Crew(Workers(1, InlineExecutor()))
"""A crew without processes: jobs and results are packed all the same, so that what cannot travel is seen."""
