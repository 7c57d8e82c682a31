"""Issue: a blank workbook for every unit of a roster."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qcxl.model.organisation import Roster, Unit
from qcxl.tasks.blank_forms import blank_forms
from qcxl.tasks.context.editions import LoadedEdition, UnusableError
from qcxl.tasks.context.progress import Progress, to_nobody
from qcxl.tasks.writing.file_names import unit_file_stem


def issue(
    loaded: LoadedEdition,
    roster: Roster,
    out: Path,
    units: Iterable[Unit],
    on_done: Progress = to_nobody,
) -> tuple[Path, ...]:
    """The paths of the blank workbooks written to `out`, one per unit: `<code>_<name>.xlsx`.

    Raises `UnusableError`, and writes nothing, where a file of such a name holds anything but that blank
    workbook: it may be filled in.
    """
    from qcxl.excel.issued.compiler import unit_lists
    from qcxl.store import atomic

    forms = blank_forms(loaded, roster)

    def blank(unit: Unit) -> bytes:
        return forms.workbook(unit, roster, unit_lists(roster, unit))

    paths = {out / f"{unit_file_stem(unit)}.xlsx": unit for unit in units}
    for path, unit in paths.items():
        if path.exists() and path.read_bytes() != blank(unit):
            raise UnusableError(
                f"“{path}”已经在那里，内容和要发的空白工作簿不同，可能有人填过；一个也没有写。"
                "请换一个空文件夹，或先把它移走。"
            )
    for path, unit in paths.items():
        atomic.write_bytes(path, blank(unit))
        on_done(1)
    return tuple(paths)
