"""The needs of every command: the number of workers, the day, editions, and one line for what stops it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from qcxl.cli.exits import EXIT_CALL

if TYPE_CHECKING:
    from qcxl.tasks.context.editions import Editions


def processors() -> int:
    """The number of workbooks to work on at once where the call does not say: one per processor."""
    return os.cpu_count() or 1


def now() -> dt.datetime:
    """The present moment in Beijing time."""
    from qcxl.store.walk import BEIJING_TIME

    return dt.datetime.now(BEIJING_TIME)


def day(text: str | None) -> dt.date:
    """The day that `text` states (None: today in Beijing); raises `UnusableError` for any other text."""
    from qcxl.tasks.context.editions import UnusableError

    if text is None:
        return now().date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UnusableError(f"日期“{text}”看不懂，请写成 2020-07-10 的样子。") from error


def editions_with(own: str | None) -> Editions:
    """The built-in editions and the edition that `own` names; raises `UnusableError` if missing or faulty."""
    from qcxl.tasks.context.editions import BUILT_IN, Editions, named_edition

    return Editions(named_edition(own)) if own else BUILT_IN


@contextmanager
def reporting() -> Iterator[None]:
    """A context in which `UnusableError` becomes Chinese lines and exit code 2."""
    from qcxl.tasks.context.editions import UnusableError

    try:
        yield
    except UnusableError as error:
        typer.echo(str(error), err=True)
        for problem in error.problems:
            place = f"{problem.sheet}!{problem.cell}：" if problem.cell else ""
            typer.echo(f"  {place}{problem.message} → {problem.remedy}", err=True)
        raise typer.Exit(EXIT_CALL) from error
