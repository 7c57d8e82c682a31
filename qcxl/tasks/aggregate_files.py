"""Where the outcome of an aggregation goes: never over somebody's work without a copy of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qcxl.store import atomic
from qcxl.tasks.aggregate import Aggregation
from qcxl.tasks.editions import UnusableError
from qcxl.tasks.file_names import numbered
from qcxl.tasks.issue import unit_file_stem

ANALYSIS_SUFFIX = "_汇总"


@dataclass(frozen=True, slots=True)
class AggregateFiles:
    """The files written: the filled workbook, its analysis, and the copy of a file that was replaced."""

    workbook: Path
    analysis: Path
    copy: Path | None


def write_aggregation(done: Aggregation, source: Path, out: Path | None, now: dt.datetime) -> AggregateFiles:
    """The files of an aggregation: at `out`, else beside the workbook `source` with the time in the name.

    What stands at `out` is kept as a copy with the time in its name. The analysis stands beside the workbook.
    Raises `UnusableError` for an `out` that is a folder or no .xlsx, and `FileInUseError` for an open file.
    """
    from qcxl.core.analysis.book import analysis
    from qcxl.excel.analysis.book import write_analysis

    stamp = f"{now:%Y%m%d-%H%M%S}"
    target = out or next(_free(source.with_name(f"{source.stem}_{stamp}.xlsx")))
    if target.is_dir() or target.suffix.lower() != ".xlsx":
        raise UnusableError(f"--out 要写一个 .xlsx 文件的路径，“{target}”不是。")
    copy = None
    if target.exists():
        copy = next(_free(target.with_name(f"{target.stem}_原件_{stamp}.xlsx")))
        atomic.write_bytes(copy, target.read_bytes())
    summary = target.with_name(f"{unit_file_stem(done.unit)}{ANALYSIS_SUFFIX}.xlsx")
    if summary == target:
        raise UnusableError(f"“{summary.name}”是分析工作簿的名字，--out 请换一个文件名。")
    atomic.write_bytes(target, done.data)
    with atomic.replacing(summary) as temporary:
        write_analysis(temporary, analysis(done.material, done.unit))
    return AggregateFiles(target, summary, copy)


def _free(wanted: Path) -> Iterator[Path]:
    """The path itself, else with the first number that no file has."""
    return (
        path
        for stem in numbered(wanted.stem)
        if not (path := wanted.with_name(f"{stem}{wanted.suffix}")).exists()
    )
