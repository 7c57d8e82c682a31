"""What every command needs around its work: how many at once, which day, and one line for what stops it."""

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
    """How many workbooks are worked on at once where nobody says it."""
    return os.cpu_count() or 1


def now() -> dt.datetime:
    """This moment in Beijing."""
    from qcxl.store.walk import BEIJING_TIME

    return dt.datetime.now(BEIJING_TIME)


def day(text: str | None) -> dt.date:
    """The day that somebody wrote, else today in Beijing; raises `UnusableError`."""
    from qcxl.tasks.context.editions import UnusableError

    if text is None:
        return now().date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UnusableError(f"日期“{text}”看不懂，请写成 2020-07-10 的样子。") from error


def editions_with(own: str | None) -> Editions:
    """The built-in editions and the one that a call names; raises `UnusableError`."""
    from qcxl.tasks.context.editions import BUILT_IN, Editions, named_edition

    return Editions(named_edition(own)) if own else BUILT_IN


@contextmanager
def reporting() -> Iterator[None]:
    """What keeps a call from being carried out becomes Chinese lines and exit code 2."""
    from qcxl.tasks.context.editions import UnusableError

    try:
        yield
    except UnusableError as error:
        typer.echo(str(error), err=True)
        for found in error.problems:
            place = f"{found.sheet}!{found.cell}：" if found.cell else ""
            typer.echo(f"  {place}{found.message} → {found.remedy}", err=True)
        raise typer.Exit(EXIT_CALL) from error
