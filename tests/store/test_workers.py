"""Real child processes that die, hang and eat memory."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from qcxl.store import child, lane
from qcxl.store.lane import ChildStartError
from qcxl.store.workers import Lost, Workers
from tests.store import jobs
from tests.support.planted import plant

ROOT = Path(__file__).resolve().parents[2]
HANG = 300
"""Seconds after which a test that waits for ever is given up; no test is judged by how long it takes."""
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and limits")


def results(
    function: Callable[[Any], Any],
    items: Iterable[object],
    count: int,
    executor: Executor | None = None,
    **bounds: Any,
) -> list[object]:
    """What comes of the items, in their order: results, and the codes of those that are lost."""
    with Workers(count, executor) as workers:
        done = dict(workers.run(function, items, **bounds))
    return outcomes([done[number] for number in range(len(done))])


def outcomes(found: Sequence[object]) -> list[object]:
    return [result.reason.code if isinstance(result, Lost) else result for result in found]


def test_every_item_has_its_result() -> None:
    assert results(jobs.double, range(200), 2) == [2 * number for number in range(200)]


def test_processes_are_kept_from_one_piece_of_work_to_the_next() -> None:
    with Workers(1) as workers:
        first, second = ([pid for _, pid in workers.run(jobs.own_pid, [0])] for _ in range(2))

    assert first == second


def test_items_are_made_as_they_are_needed() -> None:
    made: list[int] = []
    finished: list[int] = []
    most_alive = 0

    def items() -> Iterator[int]:
        nonlocal most_alive
        for number in range(12):
            made.append(number)
            most_alive = max(most_alive, len(made) - len(finished))
            yield number

    with Workers(2) as workers:
        for number, result in workers.run(jobs.double, items(), chunk=1):
            finished.append(number)
            assert result == 2 * number

    # One in each process, one ahead, and those that are done while the next is made.
    assert most_alive <= 5


def test_an_error_in_making_an_item_is_raised() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise KeyError("unit")

    with pytest.raises(KeyError, match="unit"):
        results(jobs.double, items(), 2)


def test_nothing_to_do_asks_for_no_worker() -> None:
    class Refusing(Executor):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:
            raise AssertionError

    assert results(jobs.double, [], 2, Refusing()) == []


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ("abort", "file_crashes_reader"),
        ("exit", "file_crashes_reader"),
        pytest.param("hog", "file_needs_too_much_memory", marks=posix),
        pytest.param("wrapped hog", "file_needs_too_much_memory", marks=posix),
    ],
)
def test_only_the_guilty_item_is_lost(order: str, code: str) -> None:
    orders = ["a", "b", order, "c", "d", "e"]

    assert results(jobs.misbehave, orders, 2, memory_mb=512) == ["A", "B", code, "C", "D", "E"]


@pytest.fixture
def hung(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The order that hangs its process; time stands still, and leaps when a process hangs."""
    monkeypatch.setattr(lane, "monotonic", lambda: 1000.0 * len(list(tmp_path.iterdir())))
    return f"hang in {tmp_path}"


def test_only_the_item_that_hangs_takes_too_long(hung: str) -> None:
    orders = ["a", "b", hung, "c", "d", "e"]

    found = results(jobs.misbehave, orders, 2, seconds_per_item=0.1)

    assert found == ["A", "B", "file_takes_too_long", "C", "D", "E"]


def test_several_guilty_items_of_one_chunk_are_all_found(hung: str) -> None:
    orders = ["abort", "a", "exit", hung, "b"]

    found = results(jobs.misbehave, orders, 1, seconds_per_item=0.1)

    crash = "file_crashes_reader"
    assert found == [crash, "A", crash, "file_takes_too_long", "B"]


def test_what_is_still_under_way_when_nobody_takes_results_any_more_is_ended(tmp_path: Path) -> None:
    with Workers(2) as workers:
        work = workers.run(jobs.misbehave, ["a", f"hang in {tmp_path}", "b"], chunk=1)
        first = next(work)
        work.close()  # type: ignore[attr-defined]

        again = dict(workers.run(jobs.misbehave, ["c", "d"], chunk=1))

    assert first[1] in ("A", "B")
    assert again == {0: "C", 1: "D"}


def test_an_item_whose_process_died_by_chance_keeps_its_result(tmp_path: Path) -> None:
    marker = str(tmp_path / "died")

    assert results(jobs.crash_once, [marker], 1) == ["survived"]


def test_an_item_is_not_blamed_for_what_another_did_to_the_process() -> None:
    orders = ["a", "poison", "b", "c"]

    assert results(jobs.poisoned, orders, 1) == orders


def test_a_chunk_of_slow_items_is_handed_back_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "monotonic", iter((0.0, 0.1, 0.3)).__next__)

    report = child.work(pickle.dumps((jobs.double, [1, 2, 3, 4])), 0.25, None)

    assert [pickle.loads(result) for result in report.results] == [2, 4]
    assert report.raised is None


@pytest.mark.parametrize(
    ("order", "error"),
    [("raise", ZeroDivisionError), ("bad pickle", RuntimeError), ("sys.exit", RuntimeError)],
)
def test_an_exception_of_the_function_is_a_bug_and_raised(order: str, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        results(jobs.misbehave, ["a", order], 1)

    assert "jobs.py" in "".join([str(caught.value), *getattr(caught.value, "__notes__", [])])


@pytest.mark.parametrize("function", [lambda order: order, jobs.unsendable])
def test_what_cannot_travel_is_a_bug_and_raised(function: Callable[[str], object]) -> None:
    with pytest.raises(Exception, match="pickle"):
        results(function, ["a"], 1)


def test_libraries_start_under_the_default_limit_with_one_thread() -> None:
    assert results(jobs.tell_environment, ["a"], 1) == [("1", 90_000)]


@posix
def test_each_piece_of_work_has_its_own_memory() -> None:
    with Workers(1) as workers:
        little, much = (
            outcomes([found for _, found in workers.run(jobs.take, [600], memory_mb=bound)])
            for bound in (512, 2048)
        )

    assert (little, much) == (["file_needs_too_much_memory"], [600])


# --- who cannot work ----------------------------------------------------------------------------------


def test_a_machine_that_ends_every_child_is_no_file_s_fault() -> None:
    def start() -> Executor:
        return ProcessPoolExecutor(1, initializer=os._exit, initargs=(1,))

    with pytest.raises(ChildStartError, match="安全软件"):
        lane.Lane(start=start).begin(lane.Task((0,)), b"", lane.Bounds(1.0, 512))


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (MemoryError(), "内存"),
        (OSError(12, "Cannot allocate memory"), "内存"),
        (OSError(11, "Resource temporarily unavailable"), "进程数"),
        (OSError(24, "Too many open files"), "文件数"),
        (OSError(38, "Function not implemented"), "Function not implemented"),
        (TimeoutError(), "秒"),
    ],
)
def test_what_really_kept_a_child_from_starting_is_said(
    monkeypatch: pytest.MonkeyPatch, error: Exception, word: str
) -> None:
    class Failing(Executor):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:
            raise error

    one = lane.Lane(start=Failing)

    with pytest.raises(ChildStartError, match=word):
        one.begin(lane.Task((0,)), b"", lane.Bounds(1.0, 512))


# --- executors of others ------------------------------------------------------------------------------


class Cluster(Executor):
    """An executor as clusters have them, which knows no `shutdown(cancel_futures=...)`."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(2)
        self.ended = False

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self.threads.submit(function, *args, **kwargs)

    def shutdown(self, wait: bool = True) -> None:  # type: ignore[override]
        self.ended = True


@pytest.mark.parametrize("make", [Cluster, lambda: ThreadPoolExecutor(2), lambda: ProcessPoolExecutor(2)])
def test_any_executor_does_the_work(make: Callable[[], Executor]) -> None:
    executor = make()

    assert results(jobs.double, range(7), 3, executor, chunk=2) == [2 * number for number in range(7)]
    # It is still there for whoever gave it.
    assert executor.submit(jobs.double, 4).result() == 8


def test_an_executor_of_others_is_never_ended_and_its_memory_not_limited() -> None:
    cluster = Cluster()

    assert results(jobs.double, [1], 1, cluster, memory_mb=1) == [2]

    assert not cluster.ended


def test_an_error_of_the_function_reaches_who_gave_the_executor() -> None:
    with pytest.raises(ZeroDivisionError):
        results(jobs.misbehave, ["raise"], 1, Cluster())


def test_a_cluster_that_is_down_is_no_file_s_fault() -> None:
    class Down(Executor):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:
            raise ConnectionError("no scheduler")

    with pytest.raises(ChildStartError, match="no scheduler"):
        results(jobs.double, [1], 1, Down())


@pytest.mark.parametrize(("count", "chunk"), [(0, 1), (1, 0)])
def test_no_workers_and_no_items_at_a_time_are_wrong_calls(count: int, chunk: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        results(jobs.double, [1], count, chunk=chunk)


METHODS = multiprocessing.get_all_start_methods()


@pytest.mark.parametrize("method", [method for method in METHODS if method != "fork"])
def test_no_child_imports_from_the_current_folder(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = plant(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: [method])

    (path,) = results(jobs.import_path, [0], 1)

    assert (list(marks.iterdir()), {"", str(tmp_path)} & set(path)) == ([], set())


@posix
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_its_parent(sent: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.interrupted", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as program:
        _wait_until(lambda: len(list(tmp_path.iterdir())) == 2)

        program.send_signal(sent)

        # The end of this pipe comes when the last process that inherited it is gone; they sleep longer.
        program.communicate(timeout=HANG)


def _wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + HANG
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)
