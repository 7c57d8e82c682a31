"""The quotas of the notice, and the numbers of rows that units put forward (附件2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qcxl.core.figures.recommended import is_recommended
from qcxl.core.rollup.contributions import Contributions
from qcxl.model.edition import QUOTA_GROUP, Choice, Edition, Organisation
from qcxl.model.form import Form, FormKind, Method
from qcxl.model.organisation import Roster, Unit
from qcxl.model.quantity import MEASURES
from qcxl.model.submission import Row
from qcxl.model.text import name_key

Counts = Mapping[str, int]
"""The number of rows put forward, by quota code; the quotas of lists without accepted rows are left out."""
_PIECE = "个"


@dataclass(frozen=True, slots=True)
class Limited:
    """A list whose rows quotas of the notice limit: the quota of all its rows, then of each tier.

    `measure` is the measure in which the rows are counted (个, 项).
    """

    form: Form
    quotas: tuple[Choice, ...]
    measure: str


def limited_lists(edition: Edition) -> tuple[Limited, ...]:
    """The lists of the edition that quotas limit, in order."""
    return tuple(
        Limited(form, quotas_of(edition, form), _measure(edition, form))
        for form in edition.of_kind(FormKind.LIST)
        if form.quota
    )


def quotas_of(edition: Edition, form: Form) -> tuple[Choice, ...]:
    """The quotas that limit a list: of all its rows, then of each tier; none for a list without a quota."""
    quotas = edition.choices.get(QUOTA_GROUP, ()) if form.quota else ()
    return tuple(quota for quota in quotas if form.quota in (quota.code, quota.parent))


def _measure(edition: Edition, form: Form) -> str:
    """The measure of a list's quotas: that of the statistics figure that counts recommended rows, else 个."""
    counted = f"{form.id}.{form.recommended}"
    for statistics in edition.statistics:
        for field in statistics.computed:
            # The notice prints quotas as plain numbers, never in ten thousands.
            if field.method is Method.SUM and field.base == counted and MEASURES[field.measure].factor == 1:
                return field.measure
    return _PIECE


def limit(printed: Mapping[str, str], code: str) -> int | None:
    """The number of a printed quota, None for a cell without a number (`*`, 自定, blank)."""
    text = printed.get(code, "")
    return int(text) if text.isdecimal() else None


def quota_row(edition: Edition, roster: Roster, code: str) -> Organisation | None:
    """The row of 单位 for a unit: its own, else the row of the nearest unit above that has one, else None."""
    for unit in (roster.unit(code), *roster.ancestors(code)):
        organisation = edition.organisation(unit.name)
        if organisation is not None:
            return organisation
    return None


def shared_row(edition: Edition, roster: Roster, code: str) -> Organisation | None:
    """The shared row of 单位 (fact `unlisted_quota`), on which the units below `code` without own row draw.

    None where `code` or a unit above it has a row: then all units below draw on that row. None also for an
    edition without a shared row.
    """
    if quota_row(edition, roster, code) is not None:
        return None
    return edition.organisation(edition.fact("unlisted_quota"))


def put_forward(edition: Edition, contributions: Contributions, code: str) -> dict[str, int]:
    """The number of rows that a unit and everything below it put forward, by quota code."""
    counts: dict[str, int] = {}
    for limited in limited_lists(edition):
        if code in contributions.origins[limited.form.id]:
            parts = contributions.counted(limited.form.id, code)
            counts |= _of_list(edition, limited, (row for part in parts for row in part.rows))
    return counts


def by_branch(
    edition: Edition,
    roster: Roster,
    contributions: Contributions,
    code: str,
    shared: Organisation | None = None,
) -> dict[str, Counter[str]]:
    """The number of rows put forward at and below a unit, by branch and quota code.

    A branch is the code of a child, with everything below the child, or the unit's own code for the unit's
    own rows. With `shared`, only units that draw on that row count: the unit of that name, and units that
    have no row at or above them. Branches stand in roster order; branches without accepted lists are left
    out.
    """
    branches: dict[str, Counter[str]] = {}
    for limited in limited_lists(edition):
        for part in contributions.counted(limited.form.id, code):
            if shared is not None and quota_row(edition, roster, part.unit_code) not in (None, shared):
                continue
            branch = branches.setdefault(_branch(roster, code, part.unit_code), Counter())
            branch.update(_of_list(edition, limited, part.rows))
    order = (*(child.code for child in roster.children(code)), code)
    return {branch: branches[branch] for branch in order if branch in branches}


def is_listed_above(edition: Edition, contributions: Contributions, code: str) -> bool:
    """True where the parent's workbook lists the unit's rows of a limited list: then no child adds rows."""
    origins = (contributions.origins[limited.form.id].get(code) for limited in limited_lists(edition))
    return any(origin is not None and origin.given is not None for origin in origins)


def _branch(roster: Roster, top: str, code: str) -> str:
    """The code of the child of `top` at or above a unit, `top` for the rows of `top` itself."""
    units: tuple[Unit, ...] = (roster.unit(code), *roster.ancestors(code))
    return next((unit.code for unit in units if unit.parent_code == top and code != top), top)


def _of_list(edition: Edition, limited: Limited, rows: Iterable[Row]) -> dict[str, int]:
    form = limited.form
    rows = [row for row in rows if is_recommended(row, form, edition)]
    tiers = Counter(name_key(row.text(form.tier)) for row in rows) if form.tier else Counter[str]()
    return {
        quota.code: len(rows) if quota.code == form.quota else tiers[name_key(quota.label)]
        for quota in limited.quotas
    }
