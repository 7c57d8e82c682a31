"""The one catalogue of problem codes and the Chinese texts that go with them."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from qcxl.model.catalogue.aggregate_codes import AGGREGATE
from qcxl.model.catalogue.amount_codes import AMOUNTS
from qcxl.model.catalogue.cell_codes import CELLS
from qcxl.model.catalogue.column_codes import COLUMNS
from qcxl.model.catalogue.contact_codes import CONTACTS
from qcxl.model.catalogue.document_codes import DOCUMENT_FILES, DOCUMENTS
from qcxl.model.catalogue.edition_codes import EDITION
from qcxl.model.catalogue.entry import Entry
from qcxl.model.catalogue.file_codes import FILES
from qcxl.model.catalogue.identity_codes import IDENTITY
from qcxl.model.catalogue.inbox_codes import INBOX
from qcxl.model.catalogue.intake_codes import BEFORE_EDITION, INTAKE
from qcxl.model.catalogue.name_codes import NAMES
from qcxl.model.catalogue.night_codes import NIGHT
from qcxl.model.catalogue.recommendation_codes import RECOMMENDATION
from qcxl.model.catalogue.rollup_codes import ROLLUP
from qcxl.model.catalogue.roster_codes import ROSTER
from qcxl.model.catalogue.rule_codes import RULES
from qcxl.model.catalogue.structure_codes import STRUCTURE
from qcxl.model.problem import Problem, Severity

NAMED: Mapping[str, Entry] = {**RULES, **AMOUNTS, **NAMES, **CONTACTS, **RECOMMENDATION, **DOCUMENTS}
"""The codes of named rules: an edition says for every code which predicate finds it, and in which fields."""

CATALOGUE: Mapping[str, Entry] = {
    **FILES,
    **DOCUMENT_FILES,
    **INBOX,
    **INTAKE,
    **IDENTITY,
    **CELLS,
    **STRUCTURE,
    **COLUMNS,
    **NAMED,
    **ROLLUP,
    **NIGHT,
    **AGGREGATE,
    **ROSTER,
    **EDITION,
}

RULED: tuple[str, ...] = (
    *CELLS,
    *COLUMNS,
    *STRUCTURE,
    *(code for code in INTAKE if code not in BEFORE_EDITION),
    *IDENTITY,
    *ROLLUP,
)
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
    text = "" if value is None else str(value)
    named = {"sheet": sheet, "cell": cell, "field": field, "value": _one_line(text), **facts}
    return Problem(
        code=code,
        severity=severity or entry.severity,
        message=_on_one_line(entry.message.format(**named)),
        remedy=_on_one_line(entry.remedy.format(**named)),
        sheet=sheet,
        cell=cell,
        field=field,
        value=text,
        clause=clause,
    )


def facts_asked(code: str) -> frozenset[str]:
    """The names of the facts that the texts of a problem code ask for; none for an unknown code."""
    entry = CATALOGUE.get(code)
    texts = entry.message + entry.remedy if entry else ""
    return frozenset(name for _, name, _, _ in Formatter().parse(texts) if name)


def _one_line(text: str) -> str:
    """The entry `text` as a message quotes it: on one line, and cut after `_LONGEST_QUOTE` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_QUOTE else f"{flat[:_LONGEST_QUOTE]}……"


def _on_one_line(text: str) -> str:
    """A message without line breaks; its other blanks stay, because the message may be about blanks."""
    return " ".join(text.splitlines())
