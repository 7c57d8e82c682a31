"""The one catalogue of problem codes and the Chinese texts that go with them."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.cells import CELLS
from qcxl.model.catalogue.columns import COLUMNS
from qcxl.model.catalogue.edition import EDITION
from qcxl.model.catalogue.entry import Entry
from qcxl.model.catalogue.files import FILES
from qcxl.model.catalogue.inbox import INBOX
from qcxl.model.catalogue.intake import BEFORE_EDITION, INTAKE
from qcxl.model.catalogue.night import NIGHT
from qcxl.model.catalogue.rollup import ROLLUP
from qcxl.model.catalogue.roster import ROSTER
from qcxl.model.catalogue.rules import RULES
from qcxl.model.problem import Problem, Severity

CATALOGUE: Mapping[str, Entry] = {
    **FILES,
    **INBOX,
    **INTAKE,
    **CELLS,
    **COLUMNS,
    **RULES,
    **ROLLUP,
    **NIGHT,
    **ROSTER,
    **EDITION,
}

RULED: tuple[str, ...] = (*CELLS, *COLUMNS, *(code for code in INTAKE if code not in BEFORE_EDITION), *ROLLUP)
"""The codes whose severity every edition states in its 规则 sheet; named rules come on top."""

_LONGEST_QUOTE = 60


def problem(
    code: str,
    *,
    severity: Severity | None = None,
    sheet: str = "",
    cell: str = "",
    field: str = "",
    value: object = "",
    clause: str = "",
    **facts: object,
) -> Problem:
    """The problem `code`, its texts filled in from `facts` and from sheet, cell, field and value."""
    entry = CATALOGUE[code]
    shown = "" if value is None else str(value)
    named = {"sheet": sheet, "cell": cell, "field": field, "value": _one_line(shown), **facts}
    return Problem(
        code=code,
        severity=severity or entry.severity,
        message=entry.message.format(**named),
        remedy=entry.remedy.format(**named),
        sheet=sheet,
        cell=cell,
        field=field,
        value=shown,
        clause=clause,
    )


def _one_line(text: str) -> str:
    """What a message quotes of an entry: on one line, and no longer than people read."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_QUOTE else f"{flat[:_LONGEST_QUOTE]}……"
