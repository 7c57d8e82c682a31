"""The whole job on made-up data: issue, fill, night, and what came of it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

from qcxl.demo.inbox import fill_inbox
from qcxl.tasks.editions import UnusableError, edition_path, load_edition, load_roster
from qcxl.tasks.issue import issue, unit_file_stem

SEED = 2020
_FOLDERS = ("blank", "inbox", "out")


def run_demo(folder: Path, edition_id: str) -> Iterator[str]:
    """Lines that tell what happens; leaves `blank/`, `inbox/` and `out/` in `folder`.

    The same seed gives the same figures. Raises `UnusableError` when the folder holds something else.
    """
    from qcxl.cli.report import night_lines
    from qcxl.tasks.night_outputs import write_night
    from qcxl.tasks.nightly import run_night
    from qcxl.tasks.write_word import compile_word_forms

    path = edition_path(edition_id)
    edition = load_edition(path)
    roster = load_roster(_roster_path(edition.fact("demo_roster") or edition.id.split("-")[0]))
    _make_room(folder)
    blank, inbox, out = (folder / name for name in _FOLDERS)
    issued = issue(edition, path, roster, blank, roster.units)
    yield f"【发表】按 {edition.id} 给 {len(issued)} 个单位各发一个空白工作簿：{blank}"
    workbooks = {unit.code: blank / f"{unit_file_stem(unit)}.xlsx" for unit in roster.units}
    filled = fill_inbox(edition, roster, workbooks, inbox, SEED)
    yield f"【填报】编造了 {filled} 个交回的文件，其中有各种常见错误：{inbox}"
    due = dt.date.fromisoformat(edition.fact("due"))
    night = run_night(
        inbox, out, edition, path, roster, due + dt.timedelta(days=1), workers=min(os.cpu_count() or 1, 4)
    )
    write_night(night, out, compile_word_forms(edition, path))
    yield from night_lines(night, out)


def _roster_path(name: str) -> Path:
    from qcxl.store import resources

    for path in resources.rosters():
        if path.stem == name:
            return path
    raise UnusableError(f"没有可供演示的单位名录“{name}”。")


def _make_room(folder: Path) -> None:
    """Clear what an earlier demo left; refuse a folder that holds anything else."""
    import shutil

    if folder.is_dir():
        strange = sorted(entry.name for entry in folder.iterdir() if entry.name not in _FOLDERS)
        if strange:
            raise UnusableError(f"文件夹“{folder}”里有别的东西（{strange[0]}），请换一个空文件夹。")
        for name in _FOLDERS:
            shutil.rmtree(folder / name, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
