"""Finding the header of a table by what stands in its cells, wherever people moved it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from qcxl.model.grid import SheetGrid
from qcxl.model.text import clean, name_key

Meaning = Callable[[str], str | None]
"""What the text of a header cell stands for (a field, a column); None where it is no header."""


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A row of a sheet as a header: the column (from 1) of everything that it names.

    Of two cells that mean the same the first counts; `repeated` are the others, with their columns.
    """

    row: int
    columns: Mapping[str, int]
    repeated: tuple[tuple[str, int], ...] = ()


NO_HEADER = HeaderRow(0, {})


def by_label(labels: Mapping[str, str]) -> Meaning:
    """The meaning of header texts by `labels`: ids by the `name_key` of what a header says."""
    return lambda text: labels.get(name_key(text))


def header_at(sheet: SheetGrid, row: int, meaning: Meaning) -> HeaderRow:
    """What the texts of one row name."""
    columns: dict[str, int] = {}
    repeated = []
    for column, raw in enumerate(sheet.rows[row - 1], start=1):
        named = meaning(clean(raw)) if isinstance(raw, str) and raw else None
        if named is None:
            continue
        if named in columns:
            repeated.append((named, column))
        columns.setdefault(named, column)
    return HeaderRow(row, columns, tuple(repeated))


def best_header(sheet: SheetGrid, rows: Iterable[int], meaning: Meaning, least: int = 0) -> HeaderRow:
    """The first of the rows that name most; `NO_HEADER` where none names at least so many."""
    candidates = (header_at(sheet, row, meaning) for row in rows)
    best = max(candidates, key=lambda header: len(header.columns), default=NO_HEADER)
    return best if len(best.columns) >= least else NO_HEADER


def first_header(sheet: SheetGrid, rows: Iterable[int], meaning: Meaning, most: int) -> HeaderRow | None:
    """The first row that names more than half of `most`: surely a header, whatever is pasted further down."""
    candidates = (header_at(sheet, row, meaning) for row in rows)
    return next((header for header in candidates if len(header.columns) * 2 > most), None)
