"""Marked copies: fresh forms that hold what was submitted, with 校验结果 and every problem at its cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from qcxl.core.figures import known_units
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.results.issued_units import issued_roster
from qcxl.core.results.marked_sheets import marked_sheets
from qcxl.core.results.refill import Refill
from qcxl.core.sheets.layout import reaching
from qcxl.model.catalogue import problem
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.submission import Submission
from qcxl.store.inbox import InboxFile, read_bytes, with_bytes
from qcxl.tasks.blank_forms import blank_forms
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import BUILT_IN, Editions, UnusableError
from qcxl.tasks.receiving.reading import read_book


@dataclass(frozen=True, slots=True)
class CopyJob:
    """One judged workbook to be marked: its file, all its problems, and the source of its fresh form.

    Without a `roster` the fresh form has the lists that the submission was issued with.
    """

    file: InboxFile
    problems: tuple[Problem, ...]
    editions: Editions = BUILT_IN
    roster: Roster | None = None

    def with_bytes(self) -> CopyJob:
        """The job with the bytes of its file, for a worker that cannot read the file."""
        return replace(self, file=with_bytes(self.file))


@dataclass(frozen=True, slots=True)
class MarkedFile:
    """One marked copy that is to stand at `target`."""

    target: Path
    job: CopyJob

    def write(self, path: Path) -> Problem | None:
        """Write the marked copy to `path`; returns the problem for which there is none, else None."""
        data = run_job(self.job)
        if isinstance(data, Problem):
            return data
        path.write_bytes(data)
        return None

    def with_bytes(self) -> MarkedFile:
        """The same copy with the bytes of the returned file, for a worker that cannot read the file."""
        return replace(self, job=self.job.with_bytes())


def marked_copies(jobs: Iterable[CopyJob], crew: Crew) -> list[bytes | Problem]:
    """The marked copy of every job in order, or the problem for which a job has none; made by the crew.

    Raises `UnusableError` where no worker can be had.
    """
    return crew.map(run_job, [job.with_bytes() if crew.sends_bytes else job for job in jobs])


def run_job(job: CopyJob) -> bytes | Problem:
    """The marked copy of one job, or the problem for which there is none; runs in a child process."""
    try:
        return marked_copy(job)
    except (UnusableError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a bug of ours in one file must not cost the others their copies
        return problem("marked_copy_failed", error=f"{type(error).__name__}: {error}")


def marked_copy(job: CopyJob) -> bytes | Problem:
    """The bytes of a fresh form of the same edition that holds what was submitted (never a re-saved file).

    For a file that cannot be read or taken in any more, the problem that says why.
    """
    from qcxl.excel.filled.filled_form import fill_form
    from qcxl.excel.issued.compiler import unit_lists

    read = read_book(read_bytes(job.file), job.editions)
    if isinstance(read, Problem):
        return read
    submission = read.taken.submission
    if submission is None:
        return read.taken.problems[0]
    loaded = job.editions.needed(submission.identity.edition)
    roster, unit, known = _issuing(submission, job.roster)
    forms = blank_forms(loaded, roster, reaching(submission.identity.last_row or 0))
    blank = forms.workbook(unit, roster, unit_lists(roster, unit))
    refill = Refill(submission, forms.edition)
    values = refill.values(read.grid)
    for form, entries in refill.beside(read.grid, read.taken.problems).items():
        values[form] = {**values[form], **entries}
    return fill_form(
        blank, marked_sheets(values, submission, forms.edition, known, job.problems, forms.checks)
    )


def _issuing(submission: Submission, roster: Roster | None) -> tuple[Roster, Unit, KnownUnits]:
    """The roster, the unit and the units that it may name, for the fresh form of a submission.

    The unit has the name that the submission states.
    """
    identity = submission.identity
    registered = roster.get(identity.unit_code) if roster else None
    if roster and registered:
        known = known_units.from_roster(roster, registered)
        return roster, replace(registered, name=identity.unit_name), known
    issued = issued_roster(submission)
    return issued, issued.unit(identity.unit_code), known_units.from_lists(submission)
