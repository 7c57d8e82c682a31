"""The whole job on made-up data: issue, fill, and the night over the returns."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from qcxl.demo.made_up_inbox import fill_inbox
from qcxl.tasks.context.crew import hired
from qcxl.tasks.context.editions import UnusableError, load_roster, named_edition
from qcxl.tasks.context.progress import Progress
from qcxl.tasks.issue import issue
from qcxl.tasks.night.night import Night, run_night
from qcxl.tasks.writing.file_names import unit_file_stem

SEED = 2020
_FOLDERS = ("blank", "inbox", "out")
_NOTE = "演示数据.txt"
_NOTE_TEXT = "这里的数据都是 qcxl demo 编造的，可以整个删除；再次演示时会被清空。\r\n"


@dataclass(frozen=True, slots=True)
class Demo:
    """The results of a demo: its folders, the numbers of issued and returned files, and the night."""

    blank: Path
    inbox: Path
    out: Path
    issued_count: int
    returned_count: int
    night: Night


def run_demo(folder: Path, edition_id: str, on_start: Progress, on_done: Progress) -> Demo:
    """The results of the whole job in `folder`, which then holds `blank/`, `inbox/` and `out/`.

    The same seed gives the same figures. Raises `UnusableError` when the folder holds something else.
    """
    from qcxl.tasks.night.outputs import write_night
    from qcxl.tasks.write_word import compile_word_forms

    loaded = named_edition(edition_id)
    edition = loaded.edition
    roster = load_roster(_roster_path(edition.fact("demo_roster") or edition.id.split("-")[0]))
    _make_room(folder)
    blank, inbox, out = (folder / name for name in _FOLDERS)
    on_start(2 * len(roster.units))
    issued = issue(loaded, roster, blank, roster.units, on_done)
    workbooks = {unit.code: blank / f"{unit_file_stem(unit)}.xlsx" for unit in roster.units}
    returned = fill_inbox(edition, roster, workbooks, inbox, SEED, on_done)
    due = dt.date.fromisoformat(edition.fact("due"))
    as_of = due + dt.timedelta(days=1)
    with hired(min(os.cpu_count() or 1, 4)) as crew:
        night = run_night(inbox, out, loaded=loaded, roster=roster, as_of=as_of, crew=crew)
        write_night(night, out, compile_word_forms(loaded), crew)
    return Demo(blank, inbox, out, len(issued), returned, night)


def _roster_path(name: str) -> Path:
    from qcxl.store import resources

    for path in resources.rosters():
        if path.stem == name:
            return path
    raise UnusableError(f"没有可供演示的单位名录“{name}”。")


def _make_room(folder: Path) -> None:
    """Clear the files of an earlier demo; raises `UnusableError` for a folder that holds anything else.

    Only the note of an earlier demo tells its folders from a real `inbox/` and `out/`.
    """
    import shutil

    if folder.is_dir():
        names = sorted(entry.name for entry in folder.iterdir())
        ours = {*_FOLDERS, _NOTE} if _NOTE in names else set()
        strange = [name for name in names if name not in ours]
        if strange:
            raise UnusableError(f"文件夹“{folder}”里有别的东西（{strange[0]}），请换一个空文件夹。")
        for name in _FOLDERS:
            shutil.rmtree(folder / name, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _NOTE).write_text(_NOTE_TEXT, encoding="utf-8-sig")
