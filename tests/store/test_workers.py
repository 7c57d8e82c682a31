"""Real child processes that die, hang and eat memory."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from qcxl.store.lane import ChildStartError
from qcxl.store.workers import Lost, guarded_map
from tests.store import jobs

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and limits")


def outcomes(results: Sequence[object]) -> list[object]:
    return [result.reason.code if isinstance(result, Lost) else result for result in results]


def test_results_stand_in_the_order_of_the_items_and_progress_adds_up() -> None:
    done: list[int] = []

    results = guarded_map(jobs.double, range(200), workers=2, on_done=done.append)

    assert results == [2 * number for number in range(200)]
    assert sum(done) == 200


def test_items_are_made_as_they_are_needed() -> None:
    made: list[int] = []
    finished: list[int] = []
    most_alive = 0

    def items() -> Iterator[int]:
        nonlocal most_alive
        for number in range(12):
            made.append(number)
            most_alive = max(most_alive, len(made) - sum(finished))
            yield number

    results = guarded_map(jobs.double, items(), workers=2, chunk=1, on_done=finished.append)

    assert results == [2 * number for number in range(12)]
    # One in each process, one ahead, and one that is done while the next is made.
    assert most_alive <= 4


def test_an_error_in_making_an_item_is_raised() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise KeyError("unit")

    with pytest.raises(KeyError, match="unit"):
        guarded_map(jobs.double, items(), workers=2)


def test_nothing_to_do_starts_no_process() -> None:
    def refuse(workers: int) -> Executor:
        raise AssertionError(workers)

    assert guarded_map(jobs.double, [], workers=2, executor=refuse) == []


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ("abort", "file_crashes_reader"),
        ("exit", "file_crashes_reader"),
        ("spin", "file_takes_too_long"),
        pytest.param("hog", "file_needs_too_much_memory", marks=posix),
        pytest.param("wrapped hog", "file_needs_too_much_memory", marks=posix),
    ],
)
def test_only_the_guilty_item_is_lost(order: str, code: str) -> None:
    orders = ["a", "b", order, "c", "d", "e"]

    results = guarded_map(jobs.misbehave, orders, workers=2, memory_mb=512, seconds_per_item=0.4)

    assert outcomes(results) == ["A", "B", code, "C", "D", "E"]


def test_several_guilty_items_of_one_chunk_are_all_found() -> None:
    orders = ["abort", "a", "exit", "spin", "b"]

    results = guarded_map(jobs.misbehave, orders, workers=1, seconds_per_item=0.4)

    crash = "file_crashes_reader"
    assert outcomes(results) == [crash, "A", crash, "file_takes_too_long", "B"]


def test_an_item_whose_process_died_by_chance_keeps_its_result(tmp_path: Path) -> None:
    marker = str(tmp_path / "died")

    assert guarded_map(jobs.crash_once, [marker], workers=1) == ["survived"]


def test_an_item_is_not_blamed_for_what_another_did_to_the_process() -> None:
    orders = ["a", "poison", "b", "c"]

    assert guarded_map(jobs.poisoned, orders, workers=1) == orders


def test_slow_items_do_not_make_their_chunk_late() -> None:
    naps = [0.2] * 6

    assert guarded_map(jobs.nap, naps, workers=1, seconds_per_item=0.5) == naps


@pytest.mark.parametrize(
    ("order", "error"),
    [("raise", ZeroDivisionError), ("bad pickle", RuntimeError), ("sys.exit", RuntimeError)],
)
def test_an_exception_of_the_function_is_a_bug_and_raised(order: str, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        guarded_map(jobs.misbehave, ["a", order], workers=1)

    assert "jobs.py" in "".join([str(caught.value), *getattr(caught.value, "__notes__", [])])


@pytest.mark.parametrize("function", [lambda order: order, jobs.unsendable])
def test_what_cannot_travel_is_a_bug_and_raised(function: Callable[[str], object]) -> None:
    with pytest.raises(Exception, match="pickle"):
        guarded_map(function, ["a"], workers=1)


def test_libraries_start_under_the_default_limit_with_one_thread() -> None:
    assert guarded_map(jobs.tell_environment, ["a"], workers=1) == [("1", 90_000)]


@posix
def test_a_machine_that_starts_no_child_is_no_file_s_fault() -> None:
    with pytest.raises(ChildStartError):
        guarded_map(jobs.double, [1], workers=1, memory_mb=1)


def test_another_engine_does_the_work_through_its_executor() -> None:
    assert guarded_map(jobs.double, range(7), workers=3, chunk=2, executor=ThreadPoolExecutor) == [
        2 * number for number in range(7)
    ]


def test_no_workers_is_a_wrong_call() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        guarded_map(jobs.double, [1], workers=0)


@posix
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_its_parent(sent: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.interrupted", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as program:
        _wait_until(lambda: len(list(tmp_path.iterdir())) == 2)

        program.send_signal(sent)

        # The end of this pipe comes when the last process that inherited it is gone.
        program.communicate(timeout=5)


def _wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)
