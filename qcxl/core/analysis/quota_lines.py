"""The use of the quotas (名额) by unit, in all and of each tier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from qcxl.core.analysis.breakdown import LISTED_ABOVE_LABEL, OWN_LABEL, TOTAL_LABEL
from qcxl.core.analysis.material import Material
from qcxl.core.rollup.quotas import Counts, by_branch, is_listed_above, limit, put_forward, shared_row
from qcxl.model.edition import Organisation
from qcxl.model.organisation import Unit
from qcxl.model.text import name_key


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """The quotas of one line and their use.

    `printed` are the cells of the notice by quota code (digits, `*`, 自定), `counts` the rows put forward by
    quota code. `unit` is the unit of the line, None for a line of several units; `drawing` are the names of
    the units without a line of their own that draw on this line, with their counts.
    """

    name: str
    unit: Unit | None
    printed: Mapping[str, str]
    counts: Counts
    drawing: tuple[tuple[str, Counts], ...] = ()

    def limit(self, code: str) -> int | None:
        """The number of a quota, None for a quota without a number (`*`, 自定, blank)."""
        return limit(self.printed, code)

    def left(self, code: str) -> int | None:
        """The rows still free, below zero where too many are put forward; None without number or report."""
        most, count = self.limit(code), self.counts.get(code)
        return None if most is None or count is None else most - count


@dataclass(frozen=True, slots=True)
class QuotaUses:
    """The lines of one unit's children; `total` is the unit itself, with `printed` where it has a row.

    `is_listed_above` is true where rows of the parent's workbook make the total, and no child's line adds.
    """

    lines: tuple[QuotaUse, ...]
    total: QuotaUse
    is_listed_above: bool


def quota_uses(material: Material, unit: Unit) -> QuotaUses:
    """The use of quotas by the children of `unit` and by the unit itself (附件2).

    A child with a row in 单位 has a line of its own. Children without a row draw on the shared row (fact
    `unlisted_quota`); where `unit` or a unit above it has a row, they have lines without quotas instead. The
    unit's own rows stand as 本级, rows that its parent lists as 上级列报.
    """
    edition, roster, contributions = material.edition, material.roster, material.rollup.contributions
    given = edition.organisation(unit.name)
    shared = shared_row(edition, roster, unit.code)
    is_listed = is_listed_above(edition, contributions, unit.code)
    own_name = LISTED_ABOVE_LABEL if is_listed else OWN_LABEL
    lines = []
    for child in roster.children(unit.code):
        organisation = edition.organisation(child.name)
        if shared is None or organisation not in (None, shared):
            counts = put_forward(edition, contributions, child.code)
            lines.append(QuotaUse(child.name, child, organisation.quotas if organisation else {}, counts))
        elif organisation is shared:
            lines.append(_shared_line(material, unit, shared, own_name, child))
    if shared is None:
        own = by_branch(edition, roster, contributions, unit.code).get(unit.code, Counter())
        if any(own.values()):
            lines.append(QuotaUse(own_name, None, {}, own))
    elif all(line.printed is not shared.quotas for line in lines):
        lines.append(_shared_line(material, unit, shared, own_name))
    counts = put_forward(edition, contributions, unit.code)
    total = QuotaUse(TOTAL_LABEL, unit, given.quotas if given else {}, counts)
    return QuotaUses(tuple(lines), total, is_listed)


def _shared_line(
    material: Material, top: Unit, shared: Organisation, own_name: str, unit: Unit | None = None
) -> QuotaUse:
    """The line of the shared row; `unit` is the child of the same name, None without such a child."""
    edition, roster, contributions = material.edition, material.roster, material.rollup.contributions
    drawn = by_branch(edition, roster, contributions, top.code, shared)
    counts: Counter[str] = Counter()
    for branch in drawn.values():
        counts.update(branch)
    names = {code: own_name if code == top.code else roster.unit(code).name for code in drawn}
    drawing = tuple(
        (names[code], branch)
        for code, branch in drawn.items()
        if any(branch.values()) and name_key(names[code]) != name_key(shared.name)
    )
    return QuotaUse(shared.name, unit, shared.quotas, counts, drawing)
