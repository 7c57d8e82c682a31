"""`validate --results`: a marked copy beside what the console says (contract 3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qcxl.model.problem import Problem
from qcxl.store import atomic
from qcxl.store.inbox import InboxFile
from qcxl.tasks.context.crew import Crew
from qcxl.tasks.context.editions import BUILT_IN, Editions
from qcxl.tasks.marked_copies import CopyJob, marked_copies
from qcxl.tasks.receiving.judging import Judged
from qcxl.tasks.writing.file_names import file_stem, numbered

_SUFFIX = "_校验结果"


@dataclass(frozen=True, slots=True)
class ResultFile:
    """The marked copy of one file at `path`, or the problem for which it has none."""

    file: str
    path: Path | None
    reason: Problem | None = None


def write_results(
    judged: Iterable[tuple[InboxFile, Judged]],
    folder: Path,
    crew: Crew,
    editions: Editions = BUILT_IN,
) -> tuple[ResultFile, ...]:
    """The result for every judged file: a marked copy in `folder` where the entries of a workbook were found.

    A copy is called `<name>_校验结果.xlsx`. No file is ever replaced, as a person may have begun to mend it:
    where another file has the name, the copy gets the next number.
    """
    pairs = tuple(judged)
    jobs = [CopyJob(file, judgement.problems, editions) for file, judgement in pairs if judgement.submission]
    copies = iter(marked_copies(jobs, crew))
    return tuple(
        _written(judgement.file, folder / _name(file), next(copies))
        if judgement.submission
        else ResultFile(judgement.file, None, judgement.problems[0] if judgement.problems else None)
        for file, judgement in pairs
    )


def _written(file: str, wanted: Path, copy: bytes | Problem) -> ResultFile:
    if isinstance(copy, Problem):
        return ResultFile(file, None, copy)
    path = next(path for path in _numbered_paths(wanted) if not path.exists() or _holds(path, copy))
    if not path.exists():
        atomic.write_bytes(path, copy)
    return ResultFile(file, path)


def _numbered_paths(wanted: Path) -> Iterator[Path]:
    return (wanted.with_name(f"{stem}.xlsx") for stem in numbered(wanted.stem))


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _name(file: InboxFile) -> str:
    """The name of a file's marked copy; a marked copy that is marked again keeps its name."""
    inner = file.name.rpartition("!")[2] if file.position is not None else Path(file.name).name
    stem = file_stem(PurePosixPath(inner).stem.removesuffix(_SUFFIX))
    return f"{stem}{_SUFFIX}.xlsx"
