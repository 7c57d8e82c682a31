"""What the files of a city cost at night, beside reading and judging the workbooks that they are made of.

`python -m tests.benchmarks.night_parents [N]` prints milliseconds per workbook of N counties (default 8).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from qcxl.core.rollup.roll_up import roll_up
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.model.submission import Submission
from qcxl.tasks.context.editions import load_edition
from qcxl.tasks.night.night import Night
from qcxl.tasks.night.parents import WorkbookJob, parent_jobs
from qcxl.tasks.receiving.returns import Returns
from tests.benchmarks.validation import UNIT, grids, judge_in_bulk, taken_in
from tests.support import workbooks
from tests.support.effort import without_collections
from tests.support.inbox import EDITION_PATH
from tests.support.large import ROWS, large

DEFAULT_COUNT = 8


@dataclass(frozen=True, slots=True)
class Costs:
    """Milliseconds of processor time per workbook of a county: in, and out again with its city."""

    count: int
    read: float
    roll_up: float
    prepare: float
    workbook: float
    analysis: float

    @property
    def out(self) -> float:
        """From accepted workbooks to the city's own workbook and its analysis."""
        return self.roll_up + self.prepare + self.workbook + self.analysis

    def __str__(self) -> str:
        rows = "，".join(f"{id_} {count}" for id_, count in ROWS.items())
        return f"""\
ms per workbook, a city of {self.count} counties ({rows})
  read and judge                   {self.read:8.1f}
  roll up, reconcile, balance      {self.roll_up:8.1f}
  aggregate, make the analysis     {self.prepare:8.1f}
  judge and write the workbook     {self.workbook:8.1f}
  write the analysis               {self.analysis:8.1f}
  out                              {self.out:8.1f}   {self.out / self.read:.1f} × in
"""


def measure(count: int) -> Costs:
    """The costs of a city whose `count` counties returned large workbooks with different figures."""
    files = [large(UNIT, seed) for seed in range(count)]
    # What is imported or worked out once in a night is no cost of a workbook.
    _written(city_night(accepted(files[:1])))

    with without_collections():
        start = process_time()
        returned = accepted(files)
        read = process_time() - start
        night = city_night(returned)
        rolled_up = min(_rolled_up(night) for _ in range(3))
        shares = (read, rolled_up, *_written(night))
    return Costs(count, *(share * 1000 / count for share in shares))


def _rolled_up(night: Night) -> float:
    """Seconds for one roll-up."""
    start = process_time()
    roll_up(night.edition, night.roster, night.returns.accepted)
    return process_time() - start


def accepted(files: Sequence[bytes]) -> dict[str, Submission]:
    """What was typed into these workbooks, by the codes of so many counties of one city."""
    units = counties(len(files))
    judged = judge_in_bulk(taken_in(grids(files)))
    return {unit.code: _of(unit, one.accepted) for unit, one in zip(units, judged, strict=True)}


def counties(count: int) -> tuple[Unit, ...]:
    """So many counties of one city."""
    return tuple(
        Unit(f"{UNIT}{at:04d}", f"示例{at}县", Level.COUNTY, UNIT, direct=False) for at in range(count)
    )


def city_night(returned: Mapping[str, Submission]) -> Night:
    """A night in which nothing but these workbooks of a city's counties came in."""
    shipped, edition = workbooks.roster(), workbooks.edition()
    city = dataclasses.replace(shipped.unit(UNIT), parent_code="")
    direct = (dataclasses.replace(unit, parent_code=UNIT) for unit in shipped.direct_units)
    roster = Roster((city, *counties(len(returned)), *direct))
    return Night(
        loaded=load_edition(EDITION_PATH),
        roster=roster,
        as_of=dt.date(2020, 7, 10),
        returns=Returns({}, (), {}, frozenset(), returned, {code: f"{code}.xlsx" for code in returned}),
        rollup=roll_up(edition, roster, returned),
    )


def _of(unit: Unit, submission: Submission) -> Submission:
    identity = dataclasses.replace(submission.identity, unit_code=unit.code, unit_name=unit.name)
    return dataclasses.replace(submission, identity=identity)


def _written(night: Night) -> tuple[float, float, float]:
    """Seconds to prepare the files of the city, to write its workbook, and its analysis."""
    prepared = filled = analysed = 0.0
    with TemporaryDirectory() as folder:
        start = process_time()
        for job in parent_jobs(night, Path(folder)):
            made = process_time()
            job.target.parent.mkdir(parents=True, exist_ok=True)
            job.write(job.target)
            prepared += made - start
            start = process_time()
            if isinstance(job, WorkbookJob):
                filled += start - made
            else:
                analysed += start - made
    return prepared, filled, analysed


if __name__ == "__main__":
    sys.stdout.write(str(measure(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_COUNT)))
