"""What something costs in processor time, for comparisons within one run: nothing here is absolute."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time

RUNS = 5


def seconds(action: Callable[[], object], runs: int = RUNS) -> float:
    """The processor time of the best of a few runs: a busy machine only ever adds."""
    with without_collections():
        return min(_once(action) for _ in range(runs))


def growth(action: Callable[[int], object], size: int, times: int) -> float:
    """How many times as much a size so many times larger costs: `times` where it grows in proportion."""
    return seconds(lambda: action(size * times)) / seconds(lambda: action(size))


@contextmanager
def without_collections() -> Iterator[None]:
    """No garbage is collected: what other tests left lying about is no cost of this one."""
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _once(action: Callable[[], object]) -> float:
    start = process_time()
    action()
    return process_time() - start
