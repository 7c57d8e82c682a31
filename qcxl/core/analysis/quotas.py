"""How much of the quotas is used: by unit, in all and of each tier (名额)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qcxl.core.analysis.breakdown import OWN_LABEL
from qcxl.core.analysis.material import Material
from qcxl.core.recommended import is_recommended
from qcxl.model.edition import QUOTA_GROUP, Choice, Edition, Form, FormKind, Organisation
from qcxl.model.organisation import Unit
from qcxl.model.submission import Row
from qcxl.model.text import name_key

Counts = Mapping[str, int]
"""How many rows are put forward, by quota code; lists of which nothing was accepted are left out."""


@dataclass(frozen=True, slots=True)
class Limited:
    """A list whose rows are limited, by the quotas of the notice: in all, then of each tier."""

    form: Form
    quotas: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """What one line of 单位 may put forward and does.

    `printed` are the cells of the notice by quota code (digits, `*`, 自定), `counts` what is put forward.
    `unit` is whose line it is, None for a line of several; `drawing` are those without a line of their own
    that draw on this one, with their counts.
    """

    name: str
    unit: Unit | None
    printed: Mapping[str, str]
    counts: Counts
    drawing: tuple[tuple[str, Counts], ...] = ()

    def limit(self, code: str) -> int | None:
        """The quota as a number, None where it is none (`*`, 自定, blank)."""
        printed = self.printed.get(code, "")
        return int(printed) if printed.isdecimal() else None

    def left(self, code: str) -> int | None:
        """What is still free, below zero where too much is put forward; None without number or report."""
        limit, count = self.limit(code), self.counts.get(code)
        return None if limit is None or count is None else limit - count


@dataclass(frozen=True, slots=True)
class QuotaUses:
    """The lines of one unit's children; `total` is the unit itself, with `printed` where it has a row."""

    lines: tuple[QuotaUse, ...]
    total: QuotaUse


def limited_lists(edition: Edition) -> tuple[Limited, ...]:
    """The lists of the edition that quotas limit, in order."""
    every = edition.choices.get(QUOTA_GROUP, ())
    return tuple(
        Limited(form, tuple(quota for quota in every if form.quota in (quota.code, quota.parent)))
        for form in edition.of_kind(FormKind.LIST)
        if form.quota
    )


def quota_uses(material: Material, unit: Unit) -> QuotaUses:
    """How the children of `unit`, and the unit itself, use their quotas (附件2).

    A unit with a row in 单位 has a line of its own. Those without draw on the row of `unlisted_quota`, unless
    a unit above them has one: then their line has no quota. The unit's own rows stand as 本级.
    """
    edition, roster = material.edition, material.roster
    lists = limited_lists(edition)
    own = _own_counts(material, lists, unit)
    given = edition.organisation(unit.name)
    above = any(edition.organisation(each.name) for each in (unit, *roster.ancestors(unit.code)))
    shared = None if above else edition.organisation(edition.fact("unlisted_quota"))
    lines, drawing = [], []
    for each in roster.children(unit.code):
        organisation, counts = edition.organisation(each.name), _counts(material, lists, each)
        if organisation is None and shared is not None:
            drawing.append((each.name, counts))
        else:
            lines.append(QuotaUse(each.name, each, organisation.quotas if organisation else {}, counts))
    if own and shared is not None:
        drawing.append((OWN_LABEL, own))
    elif own:
        lines.append(QuotaUse(OWN_LABEL, None, {}, own))
    if shared is not None:
        lines = _with_shared(lines, shared, tuple(drawing))
    total = QuotaUse("合计", unit, given.quotas if given else {}, _counts(material, lists, unit))
    return QuotaUses(tuple(lines), total)


def _with_shared(
    lines: list[QuotaUse], shared: Organisation, drawing: tuple[tuple[str, Counts], ...]
) -> list[QuotaUse]:
    """The lines with what draws on the shared one added to it; it stands last where no child is called so."""
    found = next((at for at, line in enumerate(lines) if name_key(line.name) == name_key(shared.name)), None)
    own = {} if found is None else lines[found].counts
    drawn = tuple((name, counts) for name, counts in drawing if any(counts.values()))
    counts = _added((own, *(each for _, each in drawing)))
    line = QuotaUse(shared.name, None if found is None else lines[found].unit, shared.quotas, counts, drawn)
    if found is None:
        return [*lines, line]
    return [*lines[:found], line, *lines[found + 1 :]]


def _added(parts: Iterable[Counts]) -> Counts:
    counts: dict[str, int] = {}
    for part in parts:
        for code, count in part.items():
            counts[code] = counts.get(code, 0) + count
    return counts


def _counts(material: Material, lists: Iterable[Limited], unit: Unit) -> Counts:
    """What a unit and everything below it put forward."""
    contributions = material.rollup.contributions
    counts: dict[str, int] = {}
    for limited in lists:
        if unit.code in contributions.origins[limited.form.id]:
            parts = contributions.counted(limited.form.id, unit.code)
            counts |= _of_list(material.edition, limited, (row for part in parts for row in part.rows))
    return counts


def _own_counts(material: Material, lists: Iterable[Limited], unit: Unit) -> Counts:
    """What a unit puts forward beside its children, empty where that is nothing."""
    counts: dict[str, int] = {}
    for limited in lists:
        parts = material.rollup.contributions.counted(limited.form.id, unit.code)
        rows = [row for part in parts if part.unit_code == unit.code for row in part.rows]
        if rows:
            counts |= _of_list(material.edition, limited, rows)
    return counts


def _of_list(edition: Edition, limited: Limited, rows: Iterable[Row]) -> dict[str, int]:
    form = limited.form
    put_forward = [row for row in rows if is_recommended(row, form, edition)]
    tiers = [name_key(row.text(form.tier)) for row in put_forward] if form.tier else []
    return {
        quota.code: len(put_forward) if quota.code == form.quota else tiers.count(name_key(quota.label))
        for quota in limited.quotas
    }
