"""Issue: a blank workbook for every unit of a roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit

Progress = Callable[[int], None]


def issue(
    edition: Edition,
    edition_path: Path,
    roster: Roster,
    out: Path,
    units: Iterable[Unit],
    on_done: Progress = lambda _: None,
) -> tuple[Path, ...]:
    """The paths of the blank workbooks written to `out`, one per unit: `<code>_<name>.xlsx`."""
    from qcxl.excel.form_compiler import compile_forms, unit_lists
    from qcxl.store import atomic

    forms = compile_forms(edition, edition_path, roster)
    written = []
    for unit in units:
        path = out / f"{unit_file_stem(unit)}.xlsx"
        atomic.write_bytes(path, forms.workbook(unit, roster, unit_lists(roster, unit)))
        written.append(path)
        on_done(1)
    return tuple(written)


def unit_file_stem(unit: Unit) -> str:
    """`<code>_<name>` as every system can store it; the name is for people, never read back."""
    from pathvalidate import sanitize_filename

    return str(sanitize_filename(f"{unit.code}_{unit.name}", platform="universal"))
