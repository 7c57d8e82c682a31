"""One workbook as it was sent, and the rows that are its unit's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from qcxl.core.figures.additive import AddedList, added_lists
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster, Unit
from qcxl.model.submission import Row, Submission, Table
from qcxl.model.text import name_key


@dataclass(frozen=True, slots=True)
class SentWorkbook:
    """One file with the entries found in it; copies of a file have the same `content`."""

    file: str
    content: str
    received_at: dt.datetime
    submission: Submission

    @property
    def unit_code(self) -> str:
        """The code of the unit to which the workbook was issued."""
        return self.submission.identity.unit_code

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """The sort key of files in the order in which they were received."""
        return self.received_at, self.file


def own_rows(submission: Submission, edition: Edition) -> Iterator[tuple[AddedList, Table, Row]]:
    """The named rows of a workbook that stand for its own unit and are not left to a direct unit."""
    identity = submission.identity
    own = {"", name_key(identity.unit_code), name_key(identity.unit_name)}
    for added in added_lists(edition).values():
        table = submission.tables.get(added.form.id)
        for row in table.rows if table else ():
            is_own = name_key(row.text(added.source_field)) in own
            if table and is_own and row.text(added.form.fields[0].id) and not row.text(added.direct_field):
                yield added, table, row


def related(roster: Roster, one: Unit, other: Unit) -> bool:
    """True for the same unit, and for units of which one stands above the other."""
    return one == other or one in roster.ancestors(other.code) or other in roster.ancestors(one.code)
