"""The charts of an analysis: figures and ratios by child, returns received, use of the quotas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from qcxl.core.analysis.cells import amount_cell, short_label
from qcxl.core.analysis.material import Material
from qcxl.core.analysis.quota_lines import QuotaUse, quota_uses
from qcxl.core.analysis.unit_states import TONES, State, stray_files, unit_returns
from qcxl.core.rollup.quotas import Limited, limited_lists
from qcxl.core.rollup.roll_up import Figure
from qcxl.core.rollup.shown_figures import shown_figure
from qcxl.model.analysis import Chart, ChartKind, Series
from qcxl.model.form import Field, Form, Method
from qcxl.model.organisation import Unit
from qcxl.model.text import split_codes

MOST_UNITS = 40
"""The most columns of a chart that people tell apart on paper."""
_Number = int | Decimal | None


def charts(material: Material, unit: Unit) -> tuple[Chart, ...]:
    """One chart for each figure of fact `charted`, one for the ratios of each form, returns and quotas.

    Figures are net, of the children with a report, in the measure in which people enter figures (个, not
    万个); ratios are percentages. A chart without figures is left out.
    """
    fields = [material.edition.field(path) for path in split_codes(material.edition.fact("charted"))]
    sums = [field for field in fields if field.method is Method.SUM]
    ratios: dict[str, list[Field]] = {}
    for field in fields:
        if field.method is Method.RATIO:
            ratios.setdefault(field.form, []).append(field)
    drawn = (
        *(_sum_chart(material, unit, field) for field in sums),
        *(_ratio_chart(material, unit, form, members) for form, members in ratios.items()),
        _returns_chart(material, unit),
        *_quota_charts(material, unit),
    )
    return tuple(chart for chart in drawn if chart.categories)


def _figures(material: Material, unit: Unit, field: Field) -> dict[str, Figure]:
    """The figure of each child that has one, by its code, in roster order."""
    figures = (
        (child.code, material.rollup.figures.get((child.code, field.form, field.id)))
        for child in material.roster.children(unit.code)
    )
    return {code: figure for code, figure in figures if figure is not None}


def _sum_chart(material: Material, unit: Unit, field: Field) -> Chart:
    base = material.edition.field(field.base)
    measure = base.measure if base.is_number else field.measure
    net = {code: figure.net or 0 for code, figure in _figures(material, unit, field).items()}
    kept, cut = _largest(net)
    return Chart(
        title=f"各单位{short_label(field)}{_net(material.edition.form(field.form))}{cut}",
        kind=ChartKind.COLUMNS,
        measure=measure,
        categories=_names(material, kept),
        series=(Series(short_label(field), tuple(_number(net[code], measure) for code in kept)),),
    )


def _number(amount: int, measure: str) -> _Number:
    cell = amount_cell(amount, measure)
    return cell if isinstance(cell, int | Decimal) else None


def _ratio_chart(material: Material, unit: Unit, form_id: str, fields: Sequence[Field]) -> Chart:
    """The chart of the ratios of one form; a child has a gap where the denominator of a ratio is 0."""
    figures = {field.id: _figures(material, unit, field) for field in fields}
    percents = {
        field.id: {
            code: shown_figure(figure, field, material.edition).net
            for code, figure in figures[field.id].items()
        }
        for field in fields
    }
    highest = {
        child.code: max(given)
        for child in material.roster.children(unit.code)
        if (given := [share for by in percents.values() if (share := by.get(child.code)) is not None])
    }
    kept, cut = _largest(highest)
    form = material.edition.form(form_id)
    return Chart(
        title=f"各单位{'、'.join(map(short_label, fields))}{_net(form)}{cut}",
        kind=ChartKind.COLUMNS,
        measure="%",
        categories=_names(material, kept),
        series=tuple(
            Series(short_label(field), tuple(percents[field.id].get(code) for code in kept))
            for field in fields
        ),
    )


def _net(form: Form) -> str:
    return "（扣除直报后）" if form.deducts else ""


def _largest(values: Mapping[str, int] | Mapping[str, Decimal]) -> tuple[tuple[str, ...], str]:
    """The keys of the `MOST_UNITS` largest values, in order, and the words of a title on keys left out."""
    if len(values) <= MOST_UNITS:
        return tuple(values), ""
    kept = set(sorted(values, key=lambda code: -values[code])[:MOST_UNITS])
    words = f"（共 {len(values)} 家，只画最大的 {MOST_UNITS} 家）"
    return tuple(code for code in values if code in kept), words


def _names(material: Material, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(material.roster.unit(code).name for code in codes)


def _returns_chart(material: Material, unit: Unit) -> Chart:
    counts = Counter(
        unit_return.state for unit_return in unit_returns(material, unit) if unit_return.expected
    )
    strays = sum(stray.state is State.UNKNOWN for stray in stray_files(material, unit))
    states = [state for state in State if counts[state]]
    title = f"报送情况（应报 {counts.total()} 家）"
    return Chart(
        title=f"{title}，另有 {strays} 个文件不知道是谁的" if strays else title,
        kind=ChartKind.SHARES,
        measure="家",
        categories=tuple(state.value for state in states),
        series=(Series("单位数", tuple(counts[state] for state in states)),),
        tones=tuple(TONES[state] for state in states),
    )


def _quota_charts(material: Material, unit: Unit) -> Iterator[Chart]:
    """The charts of quotas and recommended rows: by child, or by tier where the quota is the unit's own."""
    uses = quota_uses(material, unit)
    for limited in limited_lists(material.edition):
        title = f"{limited.form.title}：名额与推荐数"
        if uses.total.limit(limited.form.quota) is not None:
            yield _tiers_chart(title, limited, uses.total)
        else:
            code = limited.form.quota
            lines = [use for use in uses.lines if use.limit(code) is not None]
            kept, cut = _largest({str(at): use.limit(code) or 0 for at, use in enumerate(lines)})
            drawn = [lines[int(at)] for at in kept]
            yield _quota_chart(
                f"{title}{cut}",
                limited.measure,
                [use.name for use in drawn],
                [(use.limit(code), use.counts.get(code)) for use in drawn],
            )


def _tiers_chart(title: str, limited: Limited, total: QuotaUse) -> Chart:
    quotas = [quota for quota in limited.quotas if total.limit(quota.code) is not None]
    amounts = [(total.limit(quota.code), total.counts.get(quota.code)) for quota in quotas]
    return _quota_chart(title, limited.measure, [quota.label for quota in quotas], amounts)


def _quota_chart(
    title: str, measure: str, categories: Sequence[str], amounts: Sequence[tuple[int | None, int | None]]
) -> Chart:
    return Chart(
        title=title,
        kind=ChartKind.COLUMNS,
        measure=measure,
        categories=tuple(categories),
        series=(
            Series("名额", tuple(limit for limit, _ in amounts)),
            Series("推荐数", tuple(count for _, count in amounts)),
        ),
    )
