"""Calls of the command line that do their work in this process; those marked `processes` start real ones."""

from __future__ import annotations

from concurrent.futures import Executor

import pytest

from qcxl.store.workers import Workers
from qcxl.tasks.context import crew
from tests.support.crews import InlineExecutor


@pytest.fixture(autouse=True)
def _no_processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def inline(count: int, executor: Executor | None = None) -> Workers:
        return Workers(count, executor or InlineExecutor())

    if "processes" not in request.keywords:
        monkeypatch.setattr(crew, "Workers", inline)
