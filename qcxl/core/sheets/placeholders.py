"""The placeholders `{{…}}` of drawn forms, apart from those of fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qcxl.core.cells.shown import render_fact
from qcxl.model.edition import Drawing, Edition
from qcxl.model.form import Form, FormKind
from qcxl.model.grid import Place, parse_address
from qcxl.model.organisation import Roster, Unit

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

UNIT = ("unit.name", "unit.code", "unit.level", "unit.parent")
_REPEATED = {
    FormKind.QUOTA: ("quota.label", "quota.value", "quota.note"),
    FormKind.CHECKS: ("check.text", "check.count", "check.status"),
    FormKind.RESULTS: (
        "result.severity",
        "result.sheet",
        "result.cell",
        "result.field",
        "result.value",
        "result.message",
        "result.remedy",
        "result.explanation",
        "result.code",
        "result.row",
    ),
}
RESULT_COUNTS = "results.counts"
"""The placeholder for the number of problems of each severity."""
CHECKS_TOTAL = "checks.total"
"""The placeholder for the number of faults that the live checks count."""
_ONCE = {FormKind.COVER: (CHECKS_TOTAL,), FormKind.RESULTS: (RESULT_COUNTS,)}
NUMBER = "row.number"
"""The placeholder for the running number (序号) of a list's row."""
TOTAL = "total."
"""The beginning of placeholders `total.<field>`, above a list, for the total of a column (附件9 三)."""


def repeated(kind: FormKind) -> tuple[str, ...]:
    """The placeholders of the row that a sheet of this kind repeats for each of its lines."""
    return _REPEATED.get(kind, ())


def names_in(text: str) -> list[str]:
    """The placeholder names in a text, in order."""
    return PLACEHOLDER.findall(text)


def known_names(form: Form, edition: Edition) -> frozenset[str]:
    """Every placeholder that the drawing of `form` may hold."""
    fields = tuple(field.id for field in form.fields)
    once: tuple[str, ...] = _ONCE.get(form.kind, ())
    if form.kind is FormKind.LIST:
        once = (NUMBER, *(f"{TOTAL}{field.id}" for field in form.fields if field.is_number))
    return frozenset((*UNIT, *fixed_texts(form, edition), *once, *repeated(form.kind), *fields))


def fixed_texts(form: Form, edition: Edition) -> dict[str, str]:
    """The texts by placeholder that are the same for all units: facts of the notice, names of the form."""
    notice = {f"notice.{key}": render_fact(edition.fact(key)) for key in edition.facts}
    return notice | {"form.title": form.title, "form.annex": form.annex, "form.sheet": form.sheet}


def local_names(edition: Edition) -> frozenset[str]:
    """The placeholders of facts that some units have of their own."""
    return frozenset(f"notice.{fact.key}" for fact in edition.local_facts)


def unit_texts(edition: Edition, name: str, code: str, level: str, above: Sequence[str]) -> dict[str, str]:
    """The texts by placeholder about a unit, and of the facts that some units have of their own.

    `level` is the word of rosters, `above` are the names of the units above, the nearest first (blank or
    missing for the root).
    """
    about = dict(zip(UNIT, (name, code, level, above[0] if above else ""), strict=True))
    own = edition.facts_for(name, above, level)
    keys = {fact.key for fact in edition.local_facts}
    return about | {f"notice.{key}": render_fact(own.get(key, edition.fact(key))) for key in keys}


def texts_in_roster(edition: Edition, unit: Unit, roster: Roster) -> dict[str, str]:
    """The `unit_texts` of a unit of a roster."""
    above = [other.name for other in roster.ancestors(unit.code)]
    return unit_texts(edition, unit.name, unit.code, unit.level.label, above)


def places(drawing: Drawing) -> dict[str, list[Place]]:
    """The places of each placeholder of a drawing, in reading order."""
    places_of: dict[str, list[Place]] = {}
    with_names = ((parse_address(cell), text) for cell, text in drawing.cells.items() if "{{" in text)
    for place, text in sorted(with_names):
        for name in names_in(text):
            places_of.setdefault(name, []).append(place)
    return places_of
