"""The README's commands run as printed, one after the other."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from qcxl.cli import main
from qcxl.cli.exits import EXIT_CALL, EXIT_FINE
from qcxl.store import resources
from tests.test_readme import COMMANDS

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
