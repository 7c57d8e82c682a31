"""Code in the current folder, beside the workbooks, never runs: real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.inbox import FAULTY, enterprise, fill, put, returned, write_roster
from tests.support.planted import plant

ROOT = Path(__file__).resolve().parents[2]
HANG = 300
"""Seconds after which a call that hangs is given up; no test is judged by how long it takes."""
# The script `qcxl` starts Python without the current folder on its path, as -P does.
SCRIPT = ("-P", "-m", "qcxl")
MODULE = ("-m", "qcxl")
COMMANDS = {
    "validate": ("validate", "坏.xlsx"),
    "nightly": ("nightly", "in", "-e", "henan-2020", "-r", "名录.xlsx", "-o", "out"),
    "aggregate": ("aggregate", "信阳市.xlsx", "--from", "in", "--out", "新.xlsx"),
}
DONE = {"validate": 1, "nightly": 1, "aggregate": 1}


def run(folder: Path, start: tuple[str, ...], *arguments: str, path: str = str(ROOT)) -> int:
    done = subprocess.run(
        [sys.executable, *start, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        timeout=HANG,
    )
    assert b"Traceback" not in done.stderr
    return done.returncode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bad = returned("411528", FAULTY)
    put(tmp_path, "坏.xlsx", bad)
    put(tmp_path, "信阳市.xlsx", returned("4115", enterprise("信阳示例机械有限公司")))
    write_roster(tmp_path / "名录.xlsx")
    fill(tmp_path / "in", {"坏.xlsx": bad})
    return tmp_path


# Each starts real processes, which takes a second or two.
@pytest.mark.parametrize("command", COMMANDS)
def test_no_code_beside_the_workbooks_runs(folder: Path, command: str) -> None:
    marks = plant(folder)

    code = run(folder, SCRIPT, *COMMANDS[command])

    assert (code, list(marks.iterdir())) == (DONE[command], [])


def test_as_a_module_only_what_python_itself_takes_first_could_run(folder: Path) -> None:
    marks = plant(folder, "types", "sitecustomize")

    code = run(folder, MODULE, *COMMANDS["validate"])

    assert (code, list(marks.iterdir())) == (DONE["validate"], [])


@pytest.mark.parametrize("entry", ["", "."])
def test_a_path_of_the_environment_that_means_the_current_folder_is_dropped(folder: Path, entry: str) -> None:
    marks = plant(folder, "types", "sitecustomize")

    code = run(folder, SCRIPT, *COMMANDS["validate"], path=f"{entry}{os.pathsep}{ROOT}")

    assert (code, list(marks.iterdir())) == (DONE["validate"], [])
