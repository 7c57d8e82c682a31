"""Marked copies: fresh forms that hold what was submitted, with 校验结果 and every problem at its cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from qcxl.core.figures import known_units
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.reading.intake import take_in
from qcxl.core.results.issued_units import direct_roster, issued_roster
from qcxl.core.results.marked_sheets import marked_sheets
from qcxl.core.results.refill import Refill
from qcxl.core.sheets.layout import reaching
from qcxl.model.catalogue import problem
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.submission import Submission
from qcxl.store.inbox import InboxFile, read_bytes
from qcxl.store.lane import ChildStartError
from qcxl.store.workers import Lost, guarded_map
from qcxl.tasks.context.editions import UnusableError, find_edition, load_edition, path_of_edition
from qcxl.tasks.context.progress import Progress

if TYPE_CHECKING:
    from qcxl.excel.issued.compiled import FormPackage


@dataclass(frozen=True, slots=True)
class CopyJob:
    """One judged workbook to be marked: its file, all its problems, and what made its blank form.

    `edition` is an edition workbook that is not built in. Without a `roster` the fresh form has the lists
    that the submission was issued with. A copy goes to `target` where there is one.
    """

    file: InboxFile
    problems: tuple[Problem, ...]
    edition: Path | None = None
    roster: Roster | None = None
    target: Path | None = None


def marked_copies(
    jobs: Iterable[CopyJob], workers: int, on_done: Progress = lambda _: None
) -> list[bytes | Problem]:
    """The marked copy of every job, in order, or why there is none; made in child processes.

    Bytes are empty for those that were written to their target. Raises `UnusableError` where the machine
    starts no child process and `FileInUseError` for a target that is open in Excel.
    """
    try:
        results = guarded_map(run_job, list(jobs), workers=workers, on_done=on_done)
    except ChildStartError as error:
        raise UnusableError(str(error)) from error
    return [result.reason if isinstance(result, Lost) else result for result in results]


def run_job(job: CopyJob) -> bytes | Problem:
    """The marked copy of one job, written where it is to go; runs in a child process."""
    from qcxl.store import atomic

    try:
        data = marked_copy(job)
    except (UnusableError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a bug of ours in one file must not cost the others their copies
        return problem("marked_copy_failed", error=f"{type(error).__name__}: {error}")
    if job.target is None or isinstance(data, Problem):
        return data
    atomic.write_bytes(job.target, data)
    return b""


def marked_copy(job: CopyJob) -> bytes | Problem:
    """The bytes of a fresh form of the same edition that holds what was submitted (never a re-saved file).

    A file that cannot be read or taken in any more has none: then the problem that says why.
    """
    from qcxl.excel.filled.filled_form import fill_form
    from qcxl.excel.issued.compiler import unit_lists
    from qcxl.excel.reading.grid_reader import read_grid

    data = read_bytes(job.file)
    grid = data if isinstance(data, Problem) else read_grid(data)
    if isinstance(grid, Problem):
        return grid
    taken = take_in(grid, partial(find_edition, extra=job.edition))
    if taken.submission is None:
        return taken.problems[0]
    submission = taken.submission
    path = path_of_edition(submission.identity.edition, job.edition)
    roster, unit, known = _issuing(submission, job.roster)
    direct_units = tuple((direct.name, direct.code) for direct in roster.direct_units)
    forms = _forms(path, direct_units, reaching(submission.identity.last_row or 0))
    blank = forms.workbook(unit, roster, unit_lists(roster, unit))
    values = Refill(submission, forms.edition).values(grid)
    return fill_form(
        blank, marked_sheets(values, submission, forms.edition, known, job.problems, forms.checks)
    )


def _issuing(submission: Submission, roster: Roster | None) -> tuple[Roster, Unit, KnownUnits]:
    """The roster, the unit and the units it may name for its fresh form; its name is the one it returned."""
    identity = submission.identity
    registered = roster.get(identity.unit_code) if roster else None
    if roster and registered:
        known = known_units.from_roster(roster, registered)
        return roster, replace(registered, name=identity.unit_name), known
    issued = issued_roster(submission)
    return issued, issued.unit(identity.unit_code), known_units.from_lists(submission)


@lru_cache(maxsize=8)
def _forms(path: Path, direct: tuple[tuple[str, str], ...], last_row: int) -> FormPackage:
    """The compiled forms of an edition and of direct units (name, code): a second's work, once a process."""
    from qcxl.excel.issued.compiler import compile_forms

    return compile_forms(load_edition(path), path, direct_roster(direct), last_row)
