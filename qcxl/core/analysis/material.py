"""What an analysis is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from qcxl.core.acceptance import Outcome
from qcxl.core.rollup.roll_up import RollUp
from qcxl.model.edition import Edition
from qcxl.model.organisation import Roster
from qcxl.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Material:
    """Everything known after a roll-up, for the analysis of any unit of `roster`.

    By unit code: `accepted` is what was typed into the workbooks that count, `holders` the names of their
    files. `outcomes` are all files that came in.
    """

    edition: Edition
    roster: Roster
    as_of: dt.date
    outcomes: tuple[Outcome, ...]
    accepted: Mapping[str, Submission]
    holders: Mapping[str, str]
    rollup: RollUp
