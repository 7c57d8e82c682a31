"""File names for people: as every system can store them, and no two alike."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from qcxl.model.organisation import Unit

UNITS_FOLDER = "单位"
"""The folder that holds the folders of units, beside the few files that concern all of them."""
LONGEST_STEM = 80
"""The most characters of a file name without its ending.

Systems allow 255 bytes, and a Chinese character takes three.
"""


def file_stem(text: str) -> str:
    """The text as a file name without its ending; the name is for people, never read back."""
    from pathvalidate import sanitize_filename

    return str(sanitize_filename(text[:LONGEST_STEM], platform="universal"))


def numbered(stem: str) -> Iterator[str]:
    """The stem itself, then `<stem>_2`, `<stem>_3` and so on."""
    yield stem
    number = 2
    while True:
        yield f"{stem}_{number}"
        number += 1


def free_name(stem: str, taken: Container[str]) -> str:
    """The first of the numbered stems that is not in `taken`, where names stand case-folded."""
    return next(name for name in numbered(stem) if name.casefold() not in taken)


def unit_file_stem(unit: Unit) -> str:
    """The file name `<code>_<name>` of a unit, without an ending, as every system can store it."""
    return file_stem(f"{unit.code}_{unit.name}")


def unit_folder(out: Path, unit: Unit) -> Path:
    """The folder of a unit below the results of a night (contract 3.6)."""
    return out / UNITS_FOLDER / unit_file_stem(unit)
