"""What validating large workbooks costs, beside openpyxl and one pandera run per workbook.

`python -m tests.benchmarks.validation [N]` prints milliseconds per workbook for N of them (default 20).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING, TypeVar

from qcxl.core.columns import check_columns, schema_of
from qcxl.core.figures import known_units
from qcxl.core.reading.intake import TakenIn, take_in
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.edition import Edition
from qcxl.model.form import Form
from qcxl.model.grid import Grid
from qcxl.model.submission import Row, Submission
from qcxl.tasks.receiving.judging import Judged, judge
from tests.support import workbooks
from tests.support.effort import without_collections
from tests.support.large import ROWS, large

if TYPE_CHECKING:
    import pandas as pd

Result = TypeVar("Result")

UNIT = "4115"
DEFAULT_COUNT = 20


@dataclass(frozen=True, slots=True)
class Costs:
    """Milliseconds of processor time per workbook; `columns` is pandera's part of `judge`, in one bulk."""

    count: int
    read: float
    take_in: float
    judge: float
    columns: float
    openpyxl: float
    pandera: float

    @property
    def ours(self) -> float:
        """From the file's bytes to all its problems."""
        return self.read + self.take_in + self.judge

    @property
    def theirs(self) -> float:
        """From the file's bytes to its cells and the failures of single columns."""
        return self.openpyxl + self.pandera

    def __str__(self) -> str:
        rows = "，".join(f"{id_} {count}" for id_, count in ROWS.items())
        return f"""\
ms per workbook, {self.count} workbooks ({rows})
  read the grid                    {self.read:8.1f}
  take it in                       {self.take_in:8.1f}
  judge all in one pass            {self.judge:8.1f}   of which pandera, once per table {self.columns:.1f}
  qcxl, all problems               {self.ours:8.1f}
  openpyxl, load                   {self.openpyxl:8.1f}   {self.openpyxl / self.read:.1f} × reading
  pandera, once per workbook       {self.pandera:8.1f}   {self.pandera / self.columns:.1f} × in one bulk
  openpyxl + pandera, columns only {self.theirs:8.1f}   {self.theirs / self.ours:.1f} × qcxl
"""


def measure(count: int) -> Costs:
    """The costs of `count` large workbooks with different figures."""
    edition = workbooks.edition()
    files = [large(UNIT, seed) for seed in range(count)]
    # What is imported or worked out once in a night is no cost of a workbook.
    judge_in_bulk(taken_in(grids(files[:1])))

    def per_workbook(work: Callable[[], Result]) -> tuple[float, Result]:
        start = process_time()
        result = work()
        return (process_time() - start) * 1000 / count, result

    with without_collections():
        read, sheets = per_workbook(lambda: grids(files))
        take, taken = per_workbook(lambda: taken_in(sheets))
        judging, _ = per_workbook(lambda: judge_in_bulk(taken))
        submissions = {str(at): one.submission for at, one in enumerate(taken) if one.submission}
        columns, _ = per_workbook(lambda: list(check_columns(edition, submissions)))
        opening, _ = per_workbook(lambda: [workbooks.open_workbook(data) for data in files])
        pandera, _ = per_workbook(lambda: [judge_alone(one, edition) for one in submissions.values()])
    return Costs(count, read, take, judging, columns, opening, pandera)


def grids(files: Sequence[bytes]) -> list[Grid]:
    """The grids of these workbooks."""
    found = [read_grid(data) for data in files]
    return [grid for grid in found if isinstance(grid, Grid)]


def taken_in(sheets: Sequence[Grid]) -> list[TakenIn]:
    """What was typed into these workbooks."""
    return [take_in(grid, lambda _: workbooks.edition()) for grid in sheets]


def judge_in_bulk(taken: Sequence[TakenIn]) -> tuple[Judged, ...]:
    """The judgement of all workbooks in one pass, as a night makes it."""
    names = [str(at) for at in range(len(taken))]
    return judge(names, taken, lambda _: workbooks.edition(), known_units.from_lists)


def judge_alone(submission: Submission, edition: Edition) -> int:
    """How many failures pandera finds in the forms of one workbook, each in a frame of its own."""
    import pandera.errors

    failures = 0
    for form, rows in _forms(submission, edition):
        try:
            schema_of(form, edition).validate(_frame(form, rows), lazy=True)
        except pandera.errors.SchemaErrors as errors:
            failures += len(errors.failure_cases)
    return failures


def _forms(submission: Submission, edition: Edition) -> Iterator[tuple[Form, Sequence[Row]]]:
    for form in edition.forms:
        if form.id in submission.tables:
            yield form, submission.tables[form.id].rows
        elif form.id in submission.cards:
            yield form, [Row(0, submission.cards[form.id].values)]


def _frame(form: Form, rows: Sequence[Row]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        {
            field.id: pd.Series(
                [row.get(field.id) for row in rows], dtype="Int64" if field.is_number else "object"
            )
            for field in form.entered
        }
    )


if __name__ == "__main__":
    sys.stdout.write(str(measure(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_COUNT)))
