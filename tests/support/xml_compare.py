"""Packages (.xlsx, .docx) compared part by part as XML; dates and the writer's version do not count."""

from __future__ import annotations

import shutil
from difflib import unified_diff
from pathlib import Path

from lxml import etree

from tests.support.damage import unpacked

_IGNORED_PARTS = ("docProps/app.xml",)
_DATES = ("created", "modified")
_SHOWN_LINES = 40


def xml_parts(data: bytes) -> dict[str, str]:
    """The parts of a package by name as readable XML: one element a line, attributes sorted, no dates."""
    return {name: _readable(part) for name, part in unpacked(data).items() if name not in _IGNORED_PARTS}


def read_parts(folder: Path) -> dict[str, str]:
    """The parts that `write_parts` left in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_parts(data: bytes, folder: Path) -> None:
    """Replace a folder by the readable parts of a package."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in xml_parts(data).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def differences(actual: dict[str, str], expected: dict[str, str]) -> str:
    """The first lines that differ, part by part; empty when nothing does."""
    lines: list[str] = []
    for name in sorted(actual.keys() | expected.keys()):
        ours, theirs = (parts.get(name, "").splitlines() for parts in (actual, expected))
        lines += unified_diff(theirs, ours, f"expected/{name}", f"actual/{name}", lineterm="", n=1)
    return "\n".join(lines[:_SHOWN_LINES])


def _readable(part: bytes) -> str:
    # Canonical XML sorts the attributes and puts namespaces where they are first used.
    root = etree.fromstring(etree.tostring(etree.fromstring(part), method="c14n"))
    for element in root.iter():
        if etree.QName(element).localname in _DATES:
            element.text = None
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"
