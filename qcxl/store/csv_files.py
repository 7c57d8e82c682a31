"""Tables as CSV files that Excel opens by a double click and scripts read without guessing."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from qcxl.store.atomic import replacing

Cell = str | int | Decimal | date | None


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table in one step as UTF-8 with BOM and CRLF line ends; rows are taken one by one.

    Decimals are written plainly and shortest (0.0035, 35), times as ISO 8601 with their offset, None as an
    empty cell. Text is kept to the letter, also where it starts with = + - @: scripts compare these files
    with what was submitted, and no quoting keeps Excel from reading such a cell as a formula. To look at
    untrusted texts in Excel, open the .xlsx beside the .csv. Raises TypeError for a float, which is never
    exact, and ValueError for a row whose length differs from the header's.
    """
    # Half of a surrogate pair comes from a file name that is no Unicode; it is shown, not a reason to stop.
    with (
        replacing(path) as temporary,
        temporary.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as stream,
    ):
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(header)
        for row in rows:
            if len(row) != len(header):
                raise ValueError(f"a row must have {len(header)} cells, got {len(row)}: {row!r}")
            writer.writerow([cell_text(cell) for cell in row])


def cell_text(cell: Cell) -> str:
    """The text of one value in a CSV file; raises TypeError for a value that no cell may hold."""
    match cell:
        case None:
            return ""
        case str():
            return str(cell)
        case bool():
            pass
        case int():
            return str(cell)
        case Decimal() if cell.is_finite():
            return _plain(cell)
        case datetime() if cell.tzinfo:
            return cell.isoformat(timespec="seconds")
        case date() if not isinstance(cell, datetime):
            return cell.isoformat()
    raise TypeError(
        f"a cell must be text, an integer, a Decimal, a date, an aware time or None, got {cell!r}"
    )


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    shortest = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if shortest == "-0" else shortest
