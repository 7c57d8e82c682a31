"""A progress bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Start = Callable[[int], None]
Advance = Callable[[int], None]


@contextmanager
def progress(text: str, total: int | None = None) -> Iterator[tuple[Start, Advance]]:
    """A progress bar as two functions: `start` sets the number of things, `advance` adds those done."""
    if not sys.stderr.isatty():
        yield (lambda _: None), (lambda _: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text, total=total)
        yield (lambda count: bar.update(task, total=count)), (lambda count: bar.advance(task, count))
