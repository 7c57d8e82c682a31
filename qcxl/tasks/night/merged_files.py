"""Writes the merged lists of a roll-up: what all accepted workbooks say, row by row (contract 3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from qcxl.core.rollup.merged import merged_columns, merged_rows
from qcxl.core.rollup.roll_up import RollUp
from qcxl.excel.analysis.merged_workbook import write_merged_list
from qcxl.model.edition import Edition
from qcxl.model.form import FormKind
from qcxl.model.organisation import Roster
from qcxl.model.submission import Submission
from qcxl.store.atomic import replacing
from qcxl.store.csv_files import write_csv

FOLDER = "merged"


def write_merged(
    edition: Edition,
    roster: Roster,
    rollup: RollUp,
    accepted: Mapping[str, Submission],
    holders: Mapping[str, str],
    out: Path,
) -> Iterator[Path]:
    """The paths of `out/merged/<list>.csv` and `.xlsx` of every list of the edition, each just written.

    Both files of a list hold the same rows; the status is English in the .csv and Chinese in the .xlsx.
    Raises `FileInUseError` for a file that is open in Excel.
    """
    for list_ in edition.of_kind(FormKind.LIST):
        columns = merged_columns(list_)
        path = out / FOLDER / f"{list_.id}.csv"
        # Made twice, as a list of all rows may not fit into memory.
        rows = merged_rows(list_, edition, roster, rollup.contributions, accepted, holders)
        write_csv(path, [column.id for column in columns], rows)
        yield path
        path = path.with_suffix(".xlsx")
        rows = merged_rows(list_, edition, roster, rollup.contributions, accepted, holders)
        with replacing(path) as temporary:
            write_merged_list(temporary, list_.id, columns, rows)
        yield path
