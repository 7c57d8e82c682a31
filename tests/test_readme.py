"""The README's commands run as printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from qcxl.cli import main
from qcxl.cli.exits import EXIT_FINE

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("qcxl ")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_use_command_can_be_called(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`tests/proofs/test_readme_commands.py` runs them; here no word of them is unknown."""
    words = shlex.split(command)[1:]
    names = 2 if words[0] == "edition" else 1
    options = {word for word in words[names:] if word.startswith("--")}

    assert main([*words[:names], "--help"]) == EXIT_FINE
    assert options <= set(re.findall(r"--[a-z-]+", capsys.readouterr().out))


def test_ci_runs_the_test_command_of_the_readme() -> None:
    install = ".venv/bin/pip install -c constraints.txt -e '.[test]'"
    command = f"python3 -m venv .venv && {install} && .venv/bin/pytest"

    assert command in README.splitlines()
    assert f'grep -m 1 -xF "{command}" README.md' in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_pictures_of_the_readme_exist() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)

    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
