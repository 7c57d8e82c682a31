"""The sheet 名额使用: quotas and recommended rows by unit (附件2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from qcxl.core.analysis.breakdown import LISTED_ABOVE_NOTE
from qcxl.core.analysis.cells import measure_label, period_notes, short_label
from qcxl.core.analysis.material import Material
from qcxl.core.analysis.quota_lines import QuotaUse, QuotaUses, quota_uses
from qcxl.core.rollup.quotas import Counts, Limited, limited_lists
from qcxl.core.rollup.shown_figures import shown_figure
from qcxl.model.analysis import AnalysisTable, CellValue, Column, Line, LineStyle
from qcxl.model.edition import Choice
from qcxl.model.form import Field
from qcxl.model.organisation import Unit

SHEET = "名额使用"
_NAMED_UNITS = 8


def quota_use_table(material: Material, unit: Unit) -> AnalysisTable:
    """Quota, recommended rows and what is left for each child of `unit` and each tier; the total line last.

    Lines above their quota are faults and say by how much. Lines of direct units have the ratio by which the
    notice sets the quotas of direct units (fact `direct_quota_ratio`).
    """
    edition = material.edition
    lists = limited_lists(edition)
    uses = quota_uses(material, unit)
    ratio = _ratio_field(material, uses)
    total = _total(uses, lists, places=2 if ratio else 1)
    return AnalysisTable(
        sheet=SHEET,
        title=f"{unit.name} {SHEET}",
        columns=(
            Column("单位", widest=36),
            *(
                Column(label, limited.measure, _heading(limited, quota))
                for limited in lists
                for quota in limited.quotas
                for label in ("名额", "推荐数", "剩余")
            ),
            *((Column(short_label(ratio), measure_label(ratio), "直报单位", 24, 2),) if ratio else ()),
            Column("说明", widest=44),
        ),
        lines=(*(_line(material, use, lists, ratio) for use in uses.lines), total) if lists else (),
        notes=_notes(material, uses, ratio) if lists else (),
        empty="本通知没有推荐名额。",
    )


def _heading(limited: Limited, quota: Choice) -> str:
    """The heading of the three columns of a quota; the heading of a tier names its list, too."""
    if quota.code == limited.form.quota:
        return quota.label
    return f"{limited.form.sheet} {quota.label}"


def _ratio_field(material: Material, uses: QuotaUses) -> Field | None:
    path = material.edition.fact("direct_quota_ratio")
    if not path or not any(use.unit and use.unit.direct for use in uses.lines):
        return None
    return material.edition.field(path)


def _notes(material: Material, uses: QuotaUses, ratio: Field | None) -> tuple[str, ...]:
    notes = [
        *period_notes(material),
        "名额照通知原文；推荐数是已计入的推荐项目，含下级单位；剩余小于 0 就是超出了名额。",
    ]
    shared = next((use for use in uses.lines if use.drawing), None)
    if shared is not None:
        notes.append(f"名额表里没有自己一行的单位，占用“{shared.name}”的名额，加在那一行里。")
    if uses.total.printed:
        notes.append("下级单位没有单独的名额，都占用合计那一行的名额。")
    if ratio is not None:
        notes.append(f"直报单位旁边是它的{short_label(ratio)}，供核对按比例确定的名额。")
    if uses.is_listed_above:
        notes.append(LISTED_ABOVE_NOTE)
    if any(not use.counts for use in uses.lines):
        notes.append("推荐数空白的单位还没有计入的表。")
    clause = material.edition.facts.get("strict_quota")
    return (*notes, f"{clause.value}（{clause.clause}）。") if clause else tuple(notes)


def _line(material: Material, use: QuotaUse, lists: Sequence[Limited], ratio: Field | None) -> Line:
    ratios = (_ratio(material, use, ratio),) if ratio else ()
    cells = (use.name, *(cell for quota in _quotas(lists) for cell in _quota_cells(use, quota.code)), *ratios)
    return Line((*cells, _remark(use, lists)), LineStyle.FAULT if _excess(use, lists) else LineStyle.PLAIN)


def _quotas(lists: Sequence[Limited]) -> Iterator[Choice]:
    return (quota for limited in lists for quota in limited.quotas)


def _quota_cells(use: QuotaUse, code: str) -> tuple[CellValue, CellValue, CellValue]:
    printed = use.limit(code)
    return (
        use.printed.get(code) if printed is None else printed,
        use.counts.get(code),
        use.left(code),
    )


def _ratio(material: Material, use: QuotaUse, field: Field) -> CellValue:
    if use.unit is None or not use.unit.direct:
        return None
    figure = material.rollup.figures.get((use.unit.code, field.form, field.id))
    return shown_figure(figure, field, material.edition).net if figure else None


def _excess(use: QuotaUse, lists: Sequence[Limited]) -> list[str]:
    return [
        f"{quota.label}超出 {-left} {limited.measure}"
        for limited in lists
        for quota in limited.quotas
        if (left := use.left(quota.code)) is not None and left < 0
    ]


def _remark(use: QuotaUse, lists: Sequence[Limited]) -> str:
    """The words on rows above the quota, and on further units that draw on the line."""
    parts = _excess(use, lists)
    drawing = [
        f"{name}（{_named_counts(counts, lists)}）" for name, counts in islice(use.drawing, _NAMED_UNITS)
    ]
    if drawing:
        more = f"等 {len(use.drawing)} 家" if len(use.drawing) > _NAMED_UNITS else ""
        parts.append(f"含 {'、'.join(drawing)}{more}")
    return "；".join(parts) if parts or use.counts else "没有计入"


def _named_counts(counts: Counts, lists: Sequence[Limited]) -> str:
    return "，".join(
        f"{quota.label} {count}"
        for quota in _quotas(lists)
        if not quota.parent and (count := counts.get(quota.code, 0))
    )


def _total(uses: QuotaUses, lists: Sequence[Limited], places: int) -> Line:
    """The total line of the unit: by its own row of the notice, else the sums of the lines above.

    `places` is the number of cells behind the quotas.
    """
    total = uses.total
    cells: list[CellValue] = [total.name]
    for quota in _quotas(lists):
        if total.printed:
            cells.extend(_quota_cells(total, quota.code))
        else:
            cells.extend(_summed(uses, quota.code))
    excess = _excess(total, lists)
    cells.extend([None] * (places - 1))
    return Line((*cells, "；".join(excess)), LineStyle.FAULT if excess else LineStyle.TOTAL)


def _summed(uses: QuotaUses, code: str) -> tuple[int | None, int | None, int | None]:
    """Limit, count and rest over all lines; no rest where a line without a number puts rows forward."""
    limits = [limit for use in uses.lines if (limit := use.limit(code)) is not None]
    limit, count = sum(limits) if limits else None, uses.total.counts.get(code)
    unlimited = any(use.counts.get(code) for use in uses.lines if use.limit(code) is None)
    left = None if limit is None or count is None or unlimited else limit - count
    return limit, count, left
