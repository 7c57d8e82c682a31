"""A made-up inbox: most units return, some with faults, some twice, one late; three units return nothing."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from random import Random

from qcxl.demo.faults import BYTE_FAULTS, faults_of
from qcxl.demo.faults_put_forward import MORE_THAN_QUOTA
from qcxl.demo.fill import Filled, fill
from qcxl.demo.made_up import MadeUp, entered_forms
from qcxl.model.edition import Edition
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.opc.zips import zipped
from qcxl.store.walk import BEIJING_TIME
from qcxl.tasks.context.progress import Progress

_MISSING = 3
_ZIPPED = 3


class Inbox:
    """Writes returned files into a folder, each with the time at which it arrived."""

    def __init__(self, folder: Path, due: dt.date) -> None:
        self.folder = folder
        self._clock = dt.datetime.combine(due - dt.timedelta(days=9), dt.time(9), BEIJING_TIME)
        self.count = 0
        folder.mkdir(parents=True)

    def put(self, name: str, data: bytes, late_by: dt.timedelta = dt.timedelta()) -> Path:
        """The path of a new file, which arrives an hour after the file before, and `late_by` later still."""
        self._clock += dt.timedelta(hours=1)
        path = self.folder / name
        path.write_bytes(data)
        arrived = (self._clock + late_by).timestamp()
        os.utime(path, (arrived, arrived))
        self.count += 1
        return path


def fill_inbox(
    edition: Edition,
    roster: Roster,
    blank: Mapping[str, Path],
    folder: Path,
    seed: int,
    on_done: Progress = lambda _: None,
) -> int:
    """The number of files put into `folder`, a zip counted by its members.

    Returns are filled from the blank workbooks (by unit code).
    """
    made_up = MadeUp(edition, roster, seed)
    random = Random(seed)  # noqa: S311 - a demo, not a secret
    inbox = Inbox(folder, dt.date.fromisoformat(edition.fact("due")))
    # Regions first: what they say of direct enterprises goes into the direct units' own returns.
    units = sorted((unit for unit in roster.units if unit is not roster.root), key=lambda unit: unit.direct)
    leaves = [unit for unit in units if not roster.children(unit.code) and not unit.direct]
    silent = random.sample(leaves, _MISSING)
    faulty = _assign_faults(edition, [unit for unit in leaves if unit not in silent], random)
    packed: list[tuple[str, bytes]] = []
    for unit in units:
        on_done(1)
        if unit in silent:
            continue
        data, spoilt = _returned(edition, unit, blank[unit.code], made_up, faulty.get(unit.code, ""))
        name = f"{unit.name}.xlsx"
        if spoilt:
            inbox.put(name, data)
        elif len(packed) < _ZIPPED and unit.level in (Level.COUNTY, Level.ENTERPRISE):
            packed.append((name, data))
        else:
            inbox.put(name, data)
    _put_zip(inbox, packed)
    _resubmissions(edition, inbox, units, silent, faulty, blank, made_up)
    _bystanders(inbox, units[0])
    return inbox.count


def _assign_faults(edition: Edition, units: list[Unit], random: Random) -> dict[str, str]:
    """The name of a fault by unit code, every kind of fault for one unit at most.

    At most two thirds of the units have faults, so that figures remain.
    """
    names = [*faults_of(edition), *BYTE_FAULTS]
    chosen = random.sample(units, min(len(names), max(1, len(units) * 2 // 3)))
    assigned: dict[str, str] = {}
    # Only a unit with a quota can exceed its quota.
    limited = next((unit for unit in chosen if edition.organisation(unit.name)), None)
    if limited and MORE_THAN_QUOTA in names:
        assigned[limited.code] = MORE_THAN_QUOTA
        chosen.remove(limited)
        names.remove(MORE_THAN_QUOTA)
    return assigned | {unit.code: name for unit, name in zip(chosen, names, strict=False)}


def _returned(edition: Edition, unit: Unit, blank: Path, made_up: MadeUp, fault: str) -> tuple[bytes, bool]:
    data = _filled(edition, unit, blank, made_up)
    if fault in BYTE_FAULTS:
        return BYTE_FAULTS[fault](data), True
    if fault:
        filled = Filled(BytesIO(data))
        faults_of(edition)[fault](filled, edition)
        return filled.data(), True
    return data, False


def _filled(edition: Edition, unit: Unit, blank: Path, made_up: MadeUp) -> bytes:
    cells = {form.id: made_up.cells(form) for form in entered_forms(edition)}
    return fill(blank.read_bytes(), made_up.lists(unit), cells)


def _put_zip(inbox: Inbox, members: list[tuple[str, bytes]]) -> None:
    """Put returns into one zip, as mail programs pack them."""
    inbox.put("打包报送.zip", zipped(dict(members)))
    inbox.count += len(members) - 1


def _resubmissions(
    edition: Edition,
    inbox: Inbox,
    units: list[Unit],
    silent: list[Unit],
    faulty: Mapping[str, str],
    blank: Mapping[str, Path],
    made_up: MadeUp,
) -> None:
    """Put a mended return after a faulty one, a faulty return after a good one, a copy, and a late change."""
    good = [
        unit
        for unit in units
        if unit not in silent and unit.code not in faulty and (inbox.folder / f"{unit.name}.xlsx").exists()
    ]
    spoilt = [unit for unit in units if unit.code in faulty]
    mended = spoilt[0]
    inbox.put(f"{mended.name}（改）.xlsx", _filled(edition, mended, blank[mended.code], made_up))
    worse = good[0]
    data, _ = _returned(edition, worse, blank[worse.code], made_up, next(iter(faults_of(edition))))
    inbox.put(f"{worse.name}（补）.xlsx", data)
    copied = inbox.folder / f"{good[1].name}.xlsx"
    inbox.put(f"{good[1].name} - 副本.xlsx", copied.read_bytes())
    changed = good[2]
    inbox.put(
        f"{changed.name}（变更）.xlsx",
        _filled(edition, changed, blank[changed.code], made_up),
        late_by=dt.timedelta(days=15),
    )


def _bystanders(inbox: Inbox, unit: Unit) -> None:
    """Put files that come along with returns and are none."""
    inbox.put(f"~${unit.name}.xlsx", b"\x05demo")
    inbox.put("报送说明.txt", "请查收。".encode())
