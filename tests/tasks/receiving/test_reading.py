"""One file, from its bytes to a submission or a problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcxl.core.reading.intake import TakenIn
from qcxl.excel.reading import grid_reader
from qcxl.model.problem import Problem
from qcxl.store.inbox import examine
from qcxl.tasks.context.editions import BUILT_IN
from qcxl.tasks.receiving.reading import ReadJob, read_job
from tests.support import workbooks


def job(folder: Path) -> ReadJob:
    path = folder / "411528_息县.xlsx"
    path.write_bytes(workbooks.blank("411528"))
    return ReadJob(examine(path)[0], BUILT_IN)


def test_a_workbook_is_taken_in(tmp_path: Path) -> None:
    taken = read_job(job(tmp_path))

    assert isinstance(taken, TakenIn)
    assert taken.identity is not None
    assert taken.identity.unit_code == "411528"


@pytest.mark.parametrize(
    "bug", [KeyError("x"), AttributeError("x"), RecursionError("x"), AssertionError("x")]
)
def test_a_bug_of_ours_costs_only_the_file_that_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bug: Exception
) -> None:
    def stumble(_: bytes) -> None:
        raise bug

    monkeypatch.setattr(grid_reader, "read_grid", stumble)

    found = read_job(job(tmp_path))

    assert isinstance(found, Problem)
    assert found.code == "file_reader_failed"
