"""A crew: kept for the whole call, at work here or for an executor of somebody else."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from qcxl.model.problem import Problem
from qcxl.store.workers import Workers
from qcxl.tasks.context.crew import Crew, hired
from qcxl.tasks.context.editions import UnusableError
from qcxl.tasks.night.outputs import MANIFEST
from tests.store import jobs
from tests.support.crews import INLINE, InlineExecutor
from tests.support.inbox import FAULTY, enterprise, fill, hold_night, returned, somebody_elses

FILES = {
    "浉河.xlsx": returned("411502", enterprise("浉河示例茶业有限公司")),
    "息县.xlsx": returned("411528", FAULTY),
    "采购.xlsx": somebody_elses(),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_results_come_in_the_order_of_the_jobs_and_are_told_of() -> None:
    done: list[int] = []

    results = INLINE.telling(done.append, done.append).map(jobs.double, range(45))

    assert results == [2 * number for number in range(45)]
    assert sum(done) == 45


def test_what_a_job_is_lost_for_stands_in_the_place_of_its_result() -> None:
    with hired(1) as crew:
        (lost,) = crew.map(jobs.misbehave, ["abort"])

    assert isinstance(lost, Problem)
    assert lost.code == "file_crashes_reader"


def test_a_crew_that_cannot_be_had_is_one_line() -> None:
    class Down(Executor):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:
            raise ConnectionError("no scheduler")

    with pytest.raises(UnusableError, match="no scheduler"):
        Crew(Workers(1, Down())).map(jobs.double, [1])


def test_workers_that_see_no_folder_of_ours_leave_the_same_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = hold_night(fill(tmp_path / "in", FILES), tmp_path / "here").folder

    with ThreadPoolExecutor(2) as cluster:
        crew = Crew(Workers(2, cluster), sends_bytes=True)
        elsewhere = hold_night(tmp_path / "in", tmp_path / "elsewhere", crew=crew).folder

    assert contents(elsewhere) == contents(here)


def test_jobs_that_carry_bytes_name_no_file(tmp_path: Path) -> None:
    class Watched(InlineExecutor):
        """An executor far away: the inbox is gone by the time that it begins."""

        def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            for path in (tmp_path / "in").glob("*.xlsx"):
                path.unlink()
            return super().submit(function, *args, **kwargs)

    fill(tmp_path / "in", {"浉河.xlsx": FILES["浉河.xlsx"]})

    outputs = hold_night(
        tmp_path / "in", tmp_path / "out", crew=Crew(Workers(1, Watched()), sends_bytes=True)
    )

    assert outputs.statuses == {"浉河.xlsx": "accepted"}
