"""The header row of a table, found by the texts in its cells wherever people moved the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from qcxl.model.grid import SheetGrid
from qcxl.model.text import clean, name_key

Meaning = Callable[[str], str | None]
"""A function from a cell's text to the id that the text means as a header; None for a text of no header."""


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A row of a sheet as a header: the column (from 1) of each id that its cells mean.

    Of two cells with the same id the first counts; `repeated` are the ids of later cells, with their columns.
    """

    row: int
    columns: Mapping[str, int]
    repeated: tuple[tuple[str, int], ...] = ()


NO_HEADER = HeaderRow(0, {})


def by_label(labels: Mapping[str, str]) -> Meaning:
    """The meaning of header texts by `labels`: ids by the `name_key` of a header's text."""
    return lambda text: labels.get(name_key(text))


def header_at(sheet: SheetGrid, row: int, meaning: Meaning) -> HeaderRow:
    """The row as a header, by the meaning of its texts."""
    columns: dict[str, int] = {}
    repeated = []
    for column, raw in enumerate(sheet.rows[row - 1], start=1):
        id_ = meaning(clean(raw)) if isinstance(raw, str) and raw else None
        if id_ is None:
            continue
        if id_ in columns:
            repeated.append((id_, column))
        columns.setdefault(id_, column)
    return HeaderRow(row, columns, tuple(repeated))


def best_header(sheet: SheetGrid, rows: Iterable[int], meaning: Meaning, least: int = 0) -> HeaderRow:
    """The first of the rows with the most ids; `NO_HEADER` where no row has at least `least` ids."""
    candidates = (header_at(sheet, row, meaning) for row in rows)
    best = max(candidates, key=lambda header: len(header.columns), default=NO_HEADER)
    return best if len(best.columns) >= least else NO_HEADER


def first_header(sheet: SheetGrid, rows: Iterable[int], meaning: Meaning, most: int) -> HeaderRow | None:
    """The first row with more than half of `most` ids: surely the header, whatever stands below; or None."""
    candidates = (header_at(sheet, row, meaning) for row in rows)
    return next((header for header in candidates if len(header.columns) * 2 > most), None)
