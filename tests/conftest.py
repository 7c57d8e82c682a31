"""Fixtures shared by all tests, how they are spread, and the rule that CI skips nothing."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the code.
settings.register_profile("qcxl", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("qcxl")

TESTS = Path(__file__).parent
FLOORS = ("tasks", "cli", "demo", "benchmarks", "excel", "word", "store", "support", "core", "opc", "model")
"""The folders of tests from those that run most of the program to those that run least of it."""

# Many workbooks stay open for many tests; looking through them for garbage again and again takes long.
gc.set_threshold(100_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """No workers for a single file: it would stay in one of them anyway, and starting them takes long."""
    files = {Path(argument.partition("::")[0]) for argument in config.args}
    return 0 if len(files) == 1 and files.pop().is_file() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that nobody waits for it: LibreOffice, then from the top down."""
    with_libreoffice = {item.path for item in items if item.get_closest_marker("libreoffice")}

    def turn(item: pytest.Item) -> tuple[bool, int]:
        room = item.path.relative_to(TESTS).parts[0]
        return item.path not in with_libreoffice, FLOORS.index(room) if room in FLOORS else 0

    items.sort(key=turn)


def pytest_collection_finish() -> None:
    """What is imported by now stays: no collection needs to look at it."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """On CI a skipped test is a failure: everything it needs can be installed there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") and skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
