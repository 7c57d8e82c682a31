"""The files of an aggregation: none replaces a person's work without keeping a copy of that."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from qcxl.store import atomic
from qcxl.tasks.aggregate import Aggregation
from qcxl.tasks.context.editions import UnusableError
from qcxl.tasks.writing.file_names import numbered, unit_file_stem

ANALYSIS_SUFFIX = "_汇总"
_STAMP = re.compile(r"_[0-9]{8}-[0-9]{6}(_[0-9]+)?$")


@dataclass(frozen=True, slots=True)
class AggregateFiles:
    """The files written: the filled workbook, its analysis, and copies of the files that these replaced."""

    workbook: Path
    analysis: Path
    copies: tuple[Path, ...]


def refuse_out(out: Path | None) -> None:
    """Raise `UnusableError` for an `out` that is a folder or no .xlsx, before any work is done for it."""
    if out is not None and (out.is_dir() or out.suffix.lower() != ".xlsx"):
        raise UnusableError(f"--out 要写一个 .xlsx 文件的路径，“{out}”不是。")


def write_aggregation(done: Aggregation, source: Path, out: Path | None, now: dt.datetime) -> AggregateFiles:
    """The files of an aggregation: at `out`, else beside the workbook `source` with the time in the name.

    The analysis stands beside the workbook. A file that stood in either place is kept as a copy with the time
    in its name, except an analysis that no program has saved since we wrote it. Raises `UnusableError`, with
    nothing written, for an unfit `out` and where a file would replace one that the aggregation was made of,
    and `FileInUseError` for a file that is open.
    """
    from qcxl.core.aggregate.choice_changes import choice_changes
    from qcxl.core.analysis.unit_analysis import analysis
    from qcxl.excel.analysis.analysis_book import is_untouched, write_analysis

    refuse_out(out)
    stamp = f"{now:%Y%m%d-%H%M%S}"
    target = out or _free(source.with_name(f"{_STAMP.sub('', source.stem)}_{stamp}.xlsx"))
    summary = target.with_name(f"{unit_file_stem(done.unit)}{ANALYSIS_SUFFIX}.xlsx")
    _refuse_mixing(target, summary, source, _sent_files(done))
    content = analysis(done.material, done.unit)
    changes = choice_changes(done.aggregated)
    if changes:
        content = replace(content, tables=(*content.tables, changes))
    with atomic.replacing(summary) as new_summary:
        write_analysis(new_summary, content)
        copies = tuple(
            _kept(path, stamp) for path in (target, summary) if path.exists() and not is_untouched(path)
        )
        try:
            atomic.write_bytes(target, done.data)
        except OSError:
            for copy in copies:
                copy.unlink(missing_ok=True)
            raise
    return AggregateFiles(target, summary, copies)


def _sent_files(done: Aggregation) -> list[Path]:
    """The paths of the files that were sent: not the unit's own workbook, not an earlier analysis."""
    ours = {
        outcome.received.file
        for outcome in done.returns.outcomes
        if any(problem.code in ("own_workbook", "analysis_returned") for problem in outcome.received.problems)
    }
    return [file.path for name, file in done.returns.files.items() if name not in ours]


def _refuse_mixing(target: Path, summary: Path, source: Path, sent: Iterable[Path]) -> None:
    if _is_same(summary, target) or _is_same(summary, source):
        raise UnusableError(f"“{summary.name}”是汇总分析的名字，会盖住本单位的工作簿；请先把工作簿改个名字。")
    foreign = [path for path in sent if not _is_same(path, source)]
    for path in (target, summary):
        if any(_is_same(path, sent_file) for sent_file in foreign):
            raise UnusableError(f"“{path}”是下级文件夹里的来件，不能用汇总的结果盖住；--out 请换一个地方。")


def _is_same(first: Path, second: Path) -> bool:
    """True where two paths name the same file, existing or not; the case of letters makes no difference."""
    if str(first.resolve()).casefold() == str(second.resolve()).casefold():
        return True
    return first.exists() and second.exists() and first.samefile(second)


def _kept(path: Path, stamp: str) -> Path:
    """The path of a new copy of a file that is about to be replaced."""
    copy = _free(path.with_name(f"{path.stem}_原件_{stamp}{path.suffix}"))
    atomic.write_bytes(copy, path.read_bytes())
    return copy


def _free(wanted: Path) -> Path:
    """The path itself where no file stands, else the first numbered path where none stands."""
    paths = (wanted.with_name(f"{stem}{wanted.suffix}") for stem in numbered(wanted.stem))
    return next(path for path in paths if not path.exists())
