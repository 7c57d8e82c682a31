"""The versions that the README's commands install are those that the tests run with."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def name_of(requirement: str) -> str:
    """The name of a package as registries compare it."""
    name = re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


PINNED = {name_of(line): line.partition("==")[2] for line in LINES}


def test_every_line_pins_one_version_and_names_no_host() -> None:
    assert [line for line in LINES if not re.fullmatch(r"[\w.-]+==[\w.+!]+", line)] == []
    assert len(PINNED) == len(LINES)


def test_everything_that_the_project_asks_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]

    assert [requirement for requirement in asked if name_of(requirement) not in PINNED] == []


def test_the_tests_run_with_these_versions() -> None:
    installed = {name_of(found.name): found.version for found in metadata.distributions()}
    differing = {
        name: installed[name] for name in PINNED if installed.get(name, PINNED[name]) != PINNED[name]
    }

    assert differing == {}, "use the README's command: pip install -c constraints.txt -e '.[test]'"
