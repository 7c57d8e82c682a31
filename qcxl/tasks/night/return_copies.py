"""OUT/return: what goes back to the units, marked and ready to be sent (contract 3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qcxl.store import atomic
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import Editions
from qcxl.tasks.marked_copies import CopyJob, MarkedFile
from qcxl.tasks.night.night import Night
from qcxl.tasks.writing.file_names import file_stem, free_name
from qcxl.tasks.writing.made_files import made_files

FOLDER = "return"


def return_jobs(night: Night, out: Path) -> Iterator[MarkedFile]:
    """One job for every file that goes back: `<code>_<name>.xlsx`, `_2` for a further file of the unit.

    Files without a submission have no copy (`Night.without_copy`).
    """
    taken: set[str] = set()
    for outcome, problems in night.to_return:
        received = outcome.received
        if received.file in night.returns.taken_in:
            name = free_name(file_stem(f"{received.unit_code}_{received.unit_name}"), taken)
            taken.add(name.casefold())
            file = night.returns.files[received.file]
            job = CopyJob(file, problems, Editions(night.loaded), night.roster)
            yield MarkedFile(out / FOLDER / f"{name}.xlsx", job)


def return_files(night: Night, out: Path, crew: Crew) -> Iterator[tuple[int, Path]]:
    """The number and the path of each marked copy, once the copy is written.

    In place of a copy that could not be made stands a text that says why.
    """
    for made in made_files(crew, list(return_jobs(night, out))):
        path = made.target
        if made.reason is not None:
            path = path.with_suffix(".txt")
            atomic.write_text(path, f"\ufeff{made.reason.message}\r\n{made.reason.remedy}\r\n")
        yield made.number, path
