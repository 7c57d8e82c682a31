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
    """A marked copy in `folder` for every workbook whose entries were found: `<name>_校验结果.xlsx`.

    No file is ever replaced, as somebody may have begun to mend it: where a name is taken by anything else
    than this very copy, the next number is.
    """
    pairs = tuple(judged)
    jobs = [CopyJob(file, one.problems, editions) for file, one in pairs if one.submission]
    copies = iter(marked_copies(jobs, crew))
    return tuple(
        _written(one.file, folder / _name(file), next(copies))
        if one.submission
        else ResultFile(one.file, None, one.problems[0] if one.problems else None)
        for file, one in pairs
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
    """The name of a file's copy: of a copy that is marked again it is the same name."""
    inner = file.name.rpartition("!")[2] if file.position is not None else Path(file.name).name
    stem = file_stem(PurePosixPath(inner).stem.removesuffix(_SUFFIX))
    return f"{stem}{_SUFFIX}.xlsx"
