"""Writes what a night leaves behind: each file in one step, the manifest last."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from qcxl.core.acceptance import Status
from qcxl.core.rollup.shown_figures import unit_amounts
from qcxl.core.sheets.placeholders import texts_in_roster
from qcxl.model.organisation import Unit
from qcxl.model.text import split_codes
from qcxl.store import atomic
from qcxl.store.csv_files import write_csv
from qcxl.store.inbox import Kind
from qcxl.store.walk import BEIJING_TIME
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import UnusableError
from qcxl.tasks.night.merged_files import write_merged
from qcxl.tasks.night.night import Night
from qcxl.tasks.night.parents import parent_files
from qcxl.tasks.night.return_copies import return_files
from qcxl.tasks.write_word import WordForms
from qcxl.tasks.writing import column_notes
from qcxl.tasks.writing import csv_tables as tables
from qcxl.tasks.writing.file_names import LONGEST_STEM, file_stem, free_name, unit_folder

MANIFEST = "manifest.json"


def write_night(night: Night, out: Path, forms: WordForms, crew: Crew) -> tuple[Path, ...]:
    """The paths of all files written to `out`; workbooks and marked copies are made by the crew.

    Files of earlier nights that this night no longer makes are removed, by the earlier manifest only. A night
    that fails half-way still says in the manifest what it wrote, so that the next night can clear it away.
    Raises `FileInUseError` for a file that is open in Excel, and `UnusableError` for an inbox without any
    workbook where an earlier night left results: most likely a share that is not connected.
    """
    earlier = _earlier(out)
    if earlier and not any(file.kind is Kind.WORKBOOK for file in night.returns.files.values()):
        raise UnusableError(
            f"收件文件夹里一个工作簿也没有，“{out}”里上一次的结果没有动。"
            "请核对收件文件夹（网络盘是不是没连上）；确实要重来，请先清空结果文件夹。"
        )
    numbered: dict[tuple[int, int], Path] = {}
    try:
        numbered.update(_files(night, out, forms, crew))
    except BaseException:
        written = _in_order(numbered)
        with suppress(OSError):
            atomic.write_text(out / MANIFEST, _manifest(night, out, written, kept=earlier, finished=False))
        raise
    written = _in_order(numbered)
    stale = earlier - {path.relative_to(out).as_posix() for path in written}
    kept = {name for name in stale if not _remove(out, name)}
    atomic.write_text(out / MANIFEST, _manifest(night, out, written, kept=kept, finished=True))
    return written


def _files(night: Night, out: Path, forms: WordForms, crew: Crew) -> Iterator[tuple[tuple[int, int], Path]]:
    """The place in the manifest (phase, number) and the path of every file, once the file is written."""
    phases = (
        enumerate(_told(crew, _tables(night, out))),
        enumerate(_told(crew, _quarantine(night, out))),
        enumerate(_told(crew, _word(night, out, forms))),
        enumerate(_told(crew, _merged(night, out))),
        parent_files(night, out, crew),
        return_files(night, out, crew),
    )
    for phase, files in enumerate(phases):
        for number, path in files:
            yield (phase, number), path


def _told(crew: Crew, paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield path
        crew.on_done(1)


def _in_order(numbered: Mapping[tuple[int, int], Path]) -> tuple[Path, ...]:
    return tuple(numbered[place] for place in sorted(numbered))


def recommending_units(night: Night) -> Iterator[Unit]:
    """The units that print and stamp forms: units of the levels that the notice names, with figures."""
    levels = set(split_codes(night.edition.fact("recommending_levels")))
    reported = {code for code, _, _ in night.rollup.figures}
    for unit in night.roster.walk():
        if unit.code in reported and unit.level.label in levels:
            yield unit


def _tables(night: Night, out: Path) -> Iterator[Path]:
    edition, roster, rollup = night.edition, night.roster, night.rollup
    files = {
        "rollup.csv": (tuple(tables.ROLLUP_COLUMNS), tables.rollup_rows(edition, roster, rollup)),
        "problems.csv": (tuple(tables.PROBLEM_COLUMNS), tables.problem_rows(night.problems)),
        "submissions.csv": (
            tuple(tables.SUBMISSION_COLUMNS),
            tables.submission_rows(
                night.returns.outcomes, night.returns.files, night.returns.editions, night.rollup_problems
            ),
        ),
        "deductions.csv": (tables.deduction_header(edition), tables.deduction_rows(edition, rollup)),
        column_notes.FILE: (column_notes.COLUMNS, column_notes.rows(edition)),
    }
    for name, (header, rows) in files.items():
        write_csv(out / name, header, rows)
        yield out / name


def _quarantine(night: Night, out: Path) -> Iterator[Path]:
    """The paths of new texts, one for each unreadable file to say why; the file itself stays where it is."""
    taken: set[str] = set()
    for outcome in night.returns.with_status(Status.QUARANTINED):
        # The end of a long path says more than its start.
        name = free_name(file_stem(outcome.received.file.replace("/", "_")[-LONGEST_STEM:]), taken)
        taken.add(name.casefold())
        lines = [f"文件：{outcome.received.file}", ""]
        for problem in outcome.received.problems:
            lines += [problem.message, problem.remedy, ""]
        path = out / "quarantine" / f"{name}.txt"
        atomic.write_text(path, "\ufeff" + "\r\n".join(lines))
        yield path


def _word(night: Night, out: Path, forms: WordForms) -> Iterator[Path]:
    for unit in recommending_units(night):
        folder = unit_folder(out, unit) / "word"
        figures = unit_amounts(night.edition, night.rollup, unit)
        for name, data in forms.render(
            texts_in_roster(night.edition, unit, night.roster), figures, night.returns.accepted.get(unit.code)
        ):
            atomic.write_bytes(folder / name, data)
            yield folder / name


def _merged(night: Night, out: Path) -> Iterator[Path]:
    returns = night.returns
    return write_merged(night.edition, night.roster, night.rollup, returns.accepted, returns.holders, out)


def _manifest(night: Night, out: Path, written: Iterable[Path], *, kept: set[str], finished: bool) -> str:
    """The manifest: the files of this night with checksums, and `kept`, earlier files still there."""
    content = {
        "edition": night.edition.id,
        "edition_hash": night.edition.hash,
        "as_of": night.as_of.isoformat(),
        "finished": finished,
        "finished_at": dt.datetime.now(BEIJING_TIME).isoformat(timespec="seconds"),
        "files": {status.value: len(night.returns.with_status(status)) for status in Status},
        "outputs": {
            path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in written
        },
        "stale": sorted(kept),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _earlier(out: Path) -> set[str]:
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        return {*manifest["outputs"], *manifest.get("stale", ())}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _remove(out: Path, name: str) -> bool:
    """True when an output of an earlier night is gone, False where it is open in Excel and stays for now.

    True also for a name that leads out of `out`: such a file is left alone and forgotten.
    """
    path = (out / name).resolve()
    if out.resolve() not in path.parents:
        return True
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    for folder in path.parents:
        if folder == out.resolve():
            break
        with suppress(OSError):
            folder.rmdir()
    return True
