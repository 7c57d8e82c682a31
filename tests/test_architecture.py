"""The house of docs/architecture.md: floors import from below only, and the pure ones touch no file."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = (("model",), ("opc",), ("core",), ("excel", "word", "store"), ("tasks",), ("demo",), ("cli",))
PURE = ("model", "core")
FORBIDDEN_BELOW = {
    "openpyxl",
    "xlwings",
    "docx",
    "python_calamine",
    "lxml",
    "zipfile",
    "sqlite3",
    "pathlib",
    "os",
    "io",
    "shutil",
    "tempfile",
    "glob",
    "subprocess",
    "socket",
}
NOT_PURE = "qcxl.opc"
MOST_LINES = 300
VAGUE_NAMES = {"utils", "helpers", "common", "misc", "util", "helper"}


def modules(root: Path = ROOT) -> dict[str, str]:
    """The source of every module of the package by its dotted name."""
    found = {}
    for path in sorted((root / "qcxl").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return found


def packages(root: Path = ROOT) -> set[str]:
    """The folders of the package by their dotted names."""
    return {".".join(path.parent.relative_to(root).parts) for path in (root / "qcxl").rglob("__init__.py")}


def imported(source: str, known: Iterable[str]) -> set[str]:
    """The modules that a source imports anywhere: in functions and for type checkers too."""
    names = set(known)
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            for alias in node.names:
                full = f"{base}.{alias.name}"
                found.add(full if full in names else base)
    return found


def floor(name: str) -> tuple[int, str] | None:
    """How high a module stands and its room; None outside the rooms (qcxl itself and __main__)."""
    room = name.split(".")[1] if name.count(".") else ""
    return next(((height, room) for height, rooms in enumerate(FLOORS) if room in rooms), None)


def wrong_directions(sources: Mapping[str, str]) -> list[str]:
    """Imports that go up, sideways into a sibling room, or out of the house by a relative path."""
    faults = []
    for name, source in sources.items():
        for target in sorted(imported(source, sources)):
            here, there = floor(name), floor(target)
            if target.startswith("."):
                faults.append(f"{name} imports {target} relatively")
            elif not target.startswith("qcxl") or here is None:
                continue
            elif there is None or there[0] > here[0] or (there[0] == here[0] and there[1] != here[1]):
                faults.append(f"{name} imports {target}")
    return faults


def cycle(sources: Mapping[str, str]) -> list[str]:
    """The modules of one import cycle, empty when there is none."""
    return _circle(
        {
            name: {target for target in imported(source, sources) if target in sources}
            for name, source in sources.items()
        }
    )


def folder_cycle(sources: Mapping[str, str], packages: Iterable[str]) -> list[str]:
    """The folders of one import cycle, empty when there is none; a module belongs to the folder around it."""
    folders = set(packages)

    def folder(name: str) -> str:
        return name if name in folders else name.rpartition(".")[0]

    graph: dict[str, set[str]] = {name: set() for name in folders}
    for name, source in sources.items():
        graph[folder(name)] |= {folder(target) for target in imported(source, sources) if target in sources}
    return _circle({name: targets - {name} for name, targets in graph.items()})


def room_cycle(sources: Mapping[str, str], packages: Iterable[str]) -> list[str]:
    """The rooms of one import cycle; the rooms of a folder are the files and folders directly in it."""
    for package in sorted(packages):
        inside = [name for name in sources if name.startswith(f"{package}.")]
        depth = package.count(".") + 2
        graph: dict[str, set[str]] = {}
        for name in inside:
            room = ".".join(name.split(".")[:depth])
            targets = {target for target in imported(sources[name], sources) if target in inside}
            graph.setdefault(room, set()).update(".".join(target.split(".")[:depth]) for target in targets)
        circle = _circle({room: targets - {room} for room, targets in graph.items()})
        if circle:
            return circle
    return []


def _circle(graph: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def file_access(sources: Mapping[str, str]) -> list[str]:
    """Where the pure floors import what touches files, or call open()."""
    faults = []
    for name, source in sources.items():
        if name.split(".")[1:2] and name.split(".")[1] in PURE:
            targets = imported(source, sources)
            tops = {target.split(".")[0] for target in targets}
            faults += [f"{name} imports {target}" for target in sorted(tops & FORBIDDEN_BELOW)]
            faults += [
                f"{name} imports {target}"
                for target in sorted(targets)
                if f"{target}.".startswith(f"{NOT_PURE}.")
            ]
            faults += [f"{name}:{line} opens a file" for line in _opens(source)]
    return faults


def _opens(source: str) -> Iterator[int]:
    methods = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
            if (isinstance(called, ast.Name) and called.id in ("open", "__import__")) or (
                isinstance(called, ast.Attribute) and called.attr in methods
            ):
                yield node.lineno


def test_every_module_stands_on_a_floor() -> None:
    assert [name for name in modules() if floor(name) is None] == ["qcxl", "qcxl.__main__"]


def test_no_floor_imports_from_above_or_beside() -> None:
    assert wrong_directions(modules()) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert cycle(modules()) == []


def test_no_folders_import_each_other_in_a_circle() -> None:
    assert folder_cycle(modules(), packages()) == []
    assert room_cycle(modules(), packages()) == []


def test_a_file_name_tells_its_duty_without_its_folder() -> None:
    names = Counter(name.split(".")[-1] for name in modules() if name not in packages())

    assert [name for name, count in names.items() if count > 1] == []


def test_one_class_name_has_one_meaning() -> None:
    classes = Counter(
        node.name
        for source in modules().values()
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    )

    assert [name for name, count in classes.items() if count > 1 and not name.startswith("_")] == []


def test_model_and_core_touch_no_file() -> None:
    assert file_access(modules()) == []


def test_modules_stay_small_and_have_names_that_say_something() -> None:
    sources = modules()

    assert {
        name: len(text.splitlines()) for name, text in sources.items() if len(text.splitlines()) > MOST_LINES
    } == {}
    assert [name for name in sources if name.split(".")[-1].strip("_") in VAGUE_NAMES] == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("qcxl.core.a", "from qcxl.tasks.night.night import run_night"),
        ("qcxl.core.a", "def f():\n    import qcxl.store.inbox"),
        (
            "qcxl.model.a",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from qcxl.core import figures",
        ),
        ("qcxl.excel.a", "from qcxl.store import atomic"),
        ("qcxl.opc.a", "from qcxl.word import part"),
        ("qcxl.opc.a", "from qcxl.core import columns"),
        ("qcxl.word.a", "from qcxl.excel.issued.drawing import Drawing"),
        ("qcxl.demo.a", "from qcxl.cli.report import night_lines"),
        ("qcxl.tasks.a", "from qcxl import cli"),
        ("qcxl.store.a", "from . import atomic"),
        ("qcxl.store.a", "from ..core import rollup"),
    ],
)
def test_the_direction_check_can_fail(name: str, source: str) -> None:
    assert len(wrong_directions({**modules(), name: source})) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("from qcxl.core import b", "from qcxl.core import a"),
        ("def f():\n    from qcxl.core.b import g", "from qcxl.core.a import f"),
        ("import qcxl.core.b", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import qcxl.core.a"),
    ],
)
def test_the_circle_check_can_fail(first: str, second: str) -> None:
    found = cycle({"qcxl": "", "qcxl.core": "", "qcxl.core.a": first, "qcxl.core.b": second})

    assert set(found) == {"qcxl.core.a", "qcxl.core.b"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("qcxl.core.x.a", "qcxl.core.y.b"),
        ("qcxl.core.a", "qcxl.core.y.b"),
        ("qcxl.core.x.a", "qcxl.core.x.y.b"),
    ],
)
def test_the_folder_check_sees_circles_that_no_two_modules_make(one: str, other: str) -> None:
    here, there = one.rpartition(".")[0], other.rpartition(".")[0]
    sources = {
        **dict.fromkeys(("qcxl", "qcxl.core", here, there), ""),
        one: f"from {there} import c",
        f"{there}.c": "",
        other: f"from {here} import d",
        f"{here}.d": "",
    }
    folders = {"qcxl", "qcxl.core", here, there}

    assert cycle(sources) == []
    assert {here, there} <= set(folder_cycle(sources, folders))


def test_the_room_check_sees_a_file_and_a_folder_that_import_each_other() -> None:
    sources = {
        "qcxl": "",
        "qcxl.core": "",
        "qcxl.core.layout": "from qcxl.core.reading import a",
        "qcxl.core.reading": "",
        "qcxl.core.reading.a": "",
        "qcxl.core.reading.b": "from qcxl.core import layout",
    }

    assert {"qcxl.core.layout", "qcxl.core.reading"} <= set(
        room_cycle(sources, {"qcxl", "qcxl.core", "qcxl.core.reading"})
    )


@pytest.mark.parametrize(
    "source",
    [
        "import openpyxl",
        "def f():\n    from lxml import etree",
        "from pathlib import Path",
        "import os.path",
        "def f(name):\n    return open(name)",
        "def f(path):\n    return path.read_text()",
        "def f():\n    return __import__('docx')",
        "from qcxl.opc import zips",
    ],
)
@pytest.mark.parametrize("room", PURE)
def test_the_purity_check_can_fail(room: str, source: str) -> None:
    assert len(file_access({f"qcxl.{room}.a": source})) == 1
    assert file_access({"qcxl.store.a": source}) == []
