"""Quotas that only the rows of several workbooks together exceed (附件2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qcxl.core.rollup.contributions import Contributions
from qcxl.core.rollup.quotas import (
    Counts,
    Limited,
    by_branch,
    is_listed_above,
    limit,
    limited_lists,
    put_forward,
    shared_row,
)
from qcxl.model.catalogue import problem
from qcxl.model.edition import Choice, Edition, Organisation, Rule
from qcxl.model.form import Form
from qcxl.model.organisation import Roster, Unit
from qcxl.model.problem import Problem
from qcxl.model.text import name_key

_RULE = "within_quota"
_CODE = "quota_exceeded_below"
_MOST_NAMED = 3


def quota_problems(
    edition: Edition, roster: Roster, contributions: Contributions, scope: str
) -> Iterator[tuple[str, Problem]]:
    """The problems `quota_exceeded_below`, one for each exceeded quota of a row of 单位.

    A problem comes with the code of the unit that chooses the recommended rows. The shared row of 单位 (fact
    `unlisted_quota`) is judged at `scope` for all units below that draw on the row. A quota is left out whose
    rows all stand in the unit's own workbook: the rule `within_quota` judges that workbook. For the same
    reason the own row of a `scope` below the root is left out: the workbook made for `scope` is judged later.
    """
    shared = shared_row(edition, roster, scope)
    drawn = by_branch(edition, roster, contributions, scope, shared) if shared else {}
    drawing = [roster.unit(code) for code, counts in drawn.items() if any(counts.values())]
    if shared and all(_is_called(unit, shared) for unit in drawing):
        # Only the unit of that name draws on the shared row: a row like all others.
        shared = None
    for unit in roster.walk(scope):
        organisation = edition.organisation(unit.name)
        is_judged_later = unit.code == scope != roster.root.code
        if organisation is None or organisation is shared or is_judged_later:
            continue
        unit_problems = _UnitProblems(edition, roster, unit, contributions)
        counts = put_forward(edition, contributions, unit.code)
        for limited, quota, most in _exceeded(edition, organisation, counts):
            if not unit_problems.is_judged(limited.form):
                branches = by_branch(edition, roster, contributions, unit.code)
                yield (
                    unit_problems.chooser.code,
                    unit_problems.problem(f"“{unit.name}”", limited, quota, most, branches),
                )
    if shared:
        unit_problems = _UnitProblems(edition, roster, roster.unit(scope), contributions)
        whose = f"名额表里没有自己一行的单位共用的“{shared.name}”"
        total = {code: sum(counts[code] for counts in drawn.values()) for code in shared.quotas}
        for limited, quota, most in _exceeded(edition, shared, total):
            yield scope, unit_problems.problem(whose, limited, quota, most, drawn)


def _is_called(unit: Unit, organisation: Organisation) -> bool:
    return name_key(unit.name) == name_key(organisation.name)


def _exceeded(
    edition: Edition, organisation: Organisation, counts: Counts
) -> Iterator[tuple[Limited, Choice, int]]:
    """The quotas of a row of 单位 that `counts` exceed: list, quota and the number that it allows."""
    for limited in limited_lists(edition):
        for quota in limited.quotas:
            most = limit(organisation.quotas, quota.code)
            if most is not None and counts.get(quota.code, 0) > most:
                yield limited, quota, most


class _UnitProblems:
    """The problems of the quotas of one unit."""

    def __init__(self, edition: Edition, roster: Roster, unit: Unit, contributions: Contributions) -> None:
        self._edition, self._roster, self._unit = edition, roster, unit
        self._contributions = contributions

    def is_judged(self, form: Form) -> bool:
        """True where the rule `within_quota` saw all rows that count, in the unit's own workbook."""
        parts = self._contributions.counted(form.id, self._unit.code)
        own = all(part.holder_code == self._unit.code for part in parts if part.rows)
        return own and self._rule(form) is not None

    def problem(
        self, whose: str, limited: Limited, quota: Choice, most: int, branches: Mapping[str, Counts]
    ) -> Problem:
        """The problem of one exceeded quota, which names the branches that put forward the most."""
        rule, measure = self._rule(limited.form), limited.measure
        counts = {code: counts[quota.code] for code, counts in branches.items() if counts.get(quota.code)}
        count = sum(counts.values())
        first = sorted(counts, key=lambda code: -counts[code])[:_MOST_NAMED]
        named = "、".join(f"{self._name(code)} {counts[code]} {measure}" for code in first)
        return problem(
            _CODE,
            severity=self._edition.severity(_CODE),
            clause=rule.clause if rule else quota.note,
            sheet=limited.form.sheet,
            field=quota.label if self.chooser is self._unit else f"{self._unit.name}：{quota.label}",
            value=f"{count} {measure}",
            whose=whose,
            what=quota.label,
            limit=f"{most} {measure}",
            count=f"{count} {measure}",
            difference=f"{count - most} {measure}",
            most=f"{named}{'等' if len(counts) > len(first) else ''}",
            chooser=self.chooser.name,
        )

    def _rule(self, form: Form) -> Rule | None:
        return self._edition.rule_of(_RULE, form.id)

    @property
    def chooser(self) -> Unit:
        """The unit in whose workbook rows are chosen: the parent where it lists the unit, else the unit."""
        if is_listed_above(self._edition, self._contributions, self._unit.code):
            return self._roster.unit(self._unit.parent_code)
        return self._unit

    def _name(self, code: str) -> str:
        if code != self._unit.code:
            return f"“{self._roster.unit(code).name}”"
        chooser = self.chooser
        return "本级" if chooser is self._unit else f"“{chooser.name}”列报"
