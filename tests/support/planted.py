"""Folders in which strangers left code under the names of Python's own modules."""

from __future__ import annotations

from pathlib import Path

# What Python and this program import early, late and in child processes.
_NAMES = (
    "struct",
    "types",
    "zipfile",
    "pickle",
    "random",
    "signal",
    "socket",
    "typer",
    "pandas",
    "sitecustomize",
)


def plant(folder: Path, *without: str) -> Path:
    """The folder that fills up when planted code runs; `without` are names that are not planted."""
    marks = folder / "ran"
    marks.mkdir(parents=True)
    for name in _NAMES:
        if name not in without:
            code = f"open({str(marks / name)!r}, 'w').close()\nraise SystemExit(9)\n"
            (folder / f"{name}.py").write_text(code, encoding="utf-8")
    return marks
