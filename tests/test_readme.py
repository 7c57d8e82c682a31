"""The README's commands run as printed."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from qcxl.cli import main
from qcxl.cli.exits import EXIT_CALL, EXIT_FINE
from qcxl.store import resources

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("qcxl ")
]
FINDS_FAULTS = ("nightly", "aggregate", "--format json")
"""Commands shown on data with faults in them."""


def test_every_use_command_runs_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(resources.resource("workbooks"), tmp_path / "workbooks")
    monkeypatch.chdir(tmp_path)
    assert COMMANDS

    for command in COMMANDS:
        code = main(shlex.split(command)[1:])

        output = capsys.readouterr()
        assert code != EXIT_CALL, f"{command}: {output.err}"
        if not any(word in command for word in FINDS_FAULTS):
            assert code == EXIT_FINE, f"{command}: {output.out}"
        assert output.out


def test_ci_runs_the_test_command_of_the_readme() -> None:
    install = ".venv/bin/pip install -c constraints.txt -e '.[test]'"
    command = f"python3 -m venv .venv && {install} && .venv/bin/pytest"

    assert command in README.splitlines()
    assert f'grep -m 1 -xF "{command}" README.md' in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_pictures_of_the_readme_exist() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)

    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
