"""Where the outcome of an aggregation goes: never over somebody's work without a copy of it."""

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
    """The files written: the filled workbook, its analysis, and the copies of what they replaced."""

    workbook: Path
    analysis: Path
    copies: tuple[Path, ...]


def refuse_out(out: Path | None) -> None:
    """Raise `UnusableError` for an `out` that is a folder or no .xlsx, before any work is done for it."""
    if out is not None and (out.is_dir() or out.suffix.lower() != ".xlsx"):
        raise UnusableError(f"--out 要写一个 .xlsx 文件的路径，“{out}”不是。")


def write_aggregation(done: Aggregation, source: Path, out: Path | None, now: dt.datetime) -> AggregateFiles:
    """The files of an aggregation: at `out`, else beside the workbook `source` with the time in the name.

    The analysis stands beside the workbook. Whatever stood in either place is kept as a copy with the time in
    its name, but for an analysis that nobody has changed. Raises `UnusableError`, with nothing written, where
    one file would stand in the place of another that the aggregation was made of, and `FileInUseError` for an
    open one.
    """
    from qcxl.core.aggregate.choice_changes import choice_changes
    from qcxl.core.analysis.unit_analysis import analysis
    from qcxl.excel.analysis.analysis_book import is_untouched, write_analysis

    refuse_out(out)
    stamp = f"{now:%Y%m%d-%H%M%S}"
    target = out or _free(source.with_name(f"{_STAMP.sub('', source.stem)}_{stamp}.xlsx"))
    summary = target.with_name(f"{unit_file_stem(done.unit)}{ANALYSIS_SUFFIX}.xlsx")
    _refuse_mixing(target, summary, source, _others(done))
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


def _others(done: Aggregation) -> list[Path]:
    """The files of the folder that somebody sent: not the unit's own workbook, not an earlier analysis."""
    ours = {
        outcome.received.file
        for outcome in done.returns.outcomes
        if any(found.code in ("own_workbook", "analysis_returned") for found in outcome.received.problems)
    }
    return [file.path for name, file in done.returns.files.items() if name not in ours]


def _refuse_mixing(target: Path, summary: Path, source: Path, others: Iterable[Path]) -> None:
    if _is_same(summary, target) or _is_same(summary, source):
        raise UnusableError(f"“{summary.name}”是汇总分析的名字，会盖住本单位的工作簿；请先把工作簿改个名字。")
    foreign = [path for path in others if not _is_same(path, source)]
    for path in (target, summary):
        if any(_is_same(path, other) for other in foreign):
            raise UnusableError(f"“{path}”是下级文件夹里的来件，不能用汇总的结果盖住；--out 请换一个地方。")


def _is_same(one: Path, other: Path) -> bool:
    """True for two ways to one file, there or not, also where the case of letters makes no difference."""
    if str(one.resolve()).casefold() == str(other.resolve()).casefold():
        return True
    return one.exists() and other.exists() and one.samefile(other)


def _kept(path: Path, stamp: str) -> Path:
    """A copy of a file that is about to be replaced."""
    copy = _free(path.with_name(f"{path.stem}_原件_{stamp}{path.suffix}"))
    atomic.write_bytes(copy, path.read_bytes())
    return copy


def _free(wanted: Path) -> Path:
    """The path itself, else with the first number that no file has."""
    paths = (wanted.with_name(f"{stem}{wanted.suffix}") for stem in numbered(wanted.stem))
    return next(path for path in paths if not path.exists())
