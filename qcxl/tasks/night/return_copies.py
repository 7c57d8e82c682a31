"""OUT/return: what goes back to the units, marked and ready to be sent (contract 3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qcxl.model.problem import Problem
from qcxl.store import atomic
from qcxl.tasks.context.progress import Progress
from qcxl.tasks.marked_copies import CopyJob, marked_copies
from qcxl.tasks.night.night import Night
from qcxl.tasks.writing.file_names import file_stem, free_name

FOLDER = "return"


def return_jobs(night: Night, out: Path) -> Iterator[CopyJob]:
    """One job for every file that goes back: `<code>_<name>.xlsx`, `_2` for a further one of the unit.

    Files without a submission have no copy (`Night.without_copy`).
    """
    taken: set[str] = set()
    for outcome, problems in night.to_return:
        received = outcome.received
        if received.file in night.returns.taken_in:
            name = free_name(file_stem(f"{received.unit_code}_{received.unit_name}"), taken)
            target = out / FOLDER / f"{name}.xlsx"
            yield CopyJob(
                night.returns.files[received.file], problems, night.edition_path, night.roster, target
            )


def write_returns(night: Night, out: Path, workers: int, on_done: Progress, written: list[Path]) -> None:
    """Write the marked copies and add their paths to `written`, also where the work ends half-way.

    For a copy that could not be made a text beside the others says why.
    """
    jobs = list(return_jobs(night, out))
    targets = [job.target for job in jobs if job.target]
    try:
        results = marked_copies(jobs, workers, on_done)
    except BaseException:
        written += [target for target in targets if target.is_file()]
        raise
    for target, result in zip(targets, results, strict=True):
        if isinstance(result, Problem):
            path = target.with_suffix(".txt")
            atomic.write_text(path, f"\ufeff{result.message}\r\n{result.remedy}\r\n")
            written.append(path)
        else:
            written.append(target)
