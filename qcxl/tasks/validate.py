"""Validate: the problems of returned workbooks, each judged by the lists that it was issued with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qcxl.core import known_units, validation
from qcxl.core.intake import TakenIn
from qcxl.model.edition import Edition
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Identity
from qcxl.store.archive import safe_name
from qcxl.store.inbox import InboxFile, Kind, examine
from qcxl.tasks.editions import UnusableError, find_edition
from qcxl.tasks.issue import Progress
from qcxl.tasks.reading import ReadJob, read_all


@dataclass(frozen=True, slots=True)
class Judged:
    """One workbook and everything found in it, in reading order; `taken` is None where it was unreadable."""

    file: str
    taken: TakenIn | None
    problems: tuple[Problem, ...]

    @property
    def identity(self) -> Identity | None:
        """Who returned it, where that could be read."""
        return self.taken.identity if self.taken else None

    @property
    def unit_code(self) -> str:
        """The code of the unit that returned it, empty where that could not be read."""
        return self.identity.unit_code if self.identity else ""

    @property
    def is_clean(self) -> bool:
        """True without errors and without warnings that nobody explained."""
        return all(found.severity is Severity.INFO for found in self.problems)


def validate_files(
    paths: Sequence[Path],
    workers: int = 1,
    on_done: Progress = lambda _: None,
    edition_file: Path | None = None,
) -> tuple[Judged, ...]:
    """The judgement of every workbook, in the order given; zips by their members.

    `edition_file` is an edition that is not built in, judged beside those that are. Raises `UnusableError`
    for a path that is no file.
    """
    files = [file for path in paths for file in _files_at(path)]
    jobs = [ReadJob(file, edition_file, None) for file in files if file.kind is Kind.WORKBOOK]
    results = iter(read_all(jobs, workers, on_done))
    read = [next(results) if file.kind is Kind.WORKBOOK else _refused(file) for file in files]
    return judge([file.name for file in files], read, edition_file)


def judge(
    names: Sequence[str], read: Sequence[TakenIn | Problem], edition_file: Path | None = None
) -> tuple[Judged, ...]:
    """The judgement of workbooks already read; workbooks of one edition go through its schemas together."""
    found: dict[int, tuple[Problem, ...]] = {}
    readable = _readable(read, edition_file)
    for edition in {edition.id: edition for _, edition, _ in readable}.values():
        own = {str(at): taken for at, its, taken in readable if its.id == edition.id}
        submissions = {key: taken.submission for key, taken in own.items() if taken.submission}
        known = {key: known_units.from_lists(submission) for key, submission in submissions.items()}
        for key, problems in validation.validate(edition, submissions, known).items():
            found[int(key)] = validation.in_reading_order((*own[key].problems, *problems), edition)
    return tuple(
        _judged(name, result, found.get(at))
        for at, (name, result) in enumerate(zip(names, read, strict=True))
    )


def _readable(
    read: Sequence[TakenIn | Problem], edition_file: Path | None
) -> list[tuple[int, Edition, TakenIn]]:
    found = []
    for at, result in enumerate(read):
        if isinstance(result, TakenIn) and result.submission and result.identity:
            edition = find_edition(result.identity.edition, edition_file)
            if edition:
                found.append((at, edition, result))
    return found


def _judged(name: str, result: TakenIn | Problem, problems: tuple[Problem, ...] | None) -> Judged:
    if isinstance(result, Problem):
        return Judged(name, None, (result,))
    return Judged(name, result, result.problems if problems is None else problems)


def _files_at(path: Path) -> tuple[InboxFile, ...]:
    if path.is_dir():
        raise UnusableError(f"“{path}”是文件夹；请写要校验的工作簿，例如 {path / '*.xlsx'}。")
    try:
        # As typed: two folders may hold workbooks of the same name.
        return tuple(
            replace(file, name=f"{path}{file.name.removeprefix(safe_name(path.name))}")
            for file in examine(path)
        )
    except OSError as error:
        raise UnusableError(f"找不到文件“{path}”，请核对路径。") from error


def _refused(file: InboxFile) -> Problem:
    if file.reason is None:
        raise ValueError(f"{file.name} is neither a workbook nor refused")
    if file.position is not None:
        return file.reason
    # What a night passes over in silence is no remark when somebody named this very file.
    return replace(file.reason, severity=Severity.ERROR)
