"""The sheet 总表: every indicator of a unit, gross, deducted and net, by child and in total."""

from __future__ import annotations

from collections.abc import Iterator

from qcxl.core.analysis import sources as sources_sheet
from qcxl.core.analysis.breakdown import (
    LISTED_ABOVE_NOTE,
    Portion,
    breakdown,
    computed_fields,
    has_deductions,
    is_listed_above,
)
from qcxl.core.analysis.cells import measure_label, period_notes, short_label
from qcxl.core.analysis.material import Material
from qcxl.core.analysis.sources import SourceIndex
from qcxl.core.figures.computed import RATIO_PLACES
from qcxl.core.rollup.shown_figures import ShownFigure, shown_figure
from qcxl.model.analysis import AnalysisTable, Column, Jump, Line, LineStyle
from qcxl.model.form import Method
from qcxl.model.organisation import Unit

SHEET = "总表"
MOST_JUMPS = 60_000
"""The most links on the sheet: a sheet of Excel holds 65,530 links."""
NOT_COUNTED = "没有计入"

_GROSS, _DIRECT, _NET = "全部", "扣除直报", "净额"
_DEDUCTING_NOTE = "净额 = 全部 − 扣除直报；扣除的是由直报单位另行上报的企业，名单见“扣除明细”。"
_NOTES = (
    "比率由底数重新计算，不相加也不平均，底数见“比率底数”。点一个数，跳到“来源”里它的出处。",
    "没有计入的单位不是 0：它没有交，或者交的还有错，见“报送情况”。",
)


def overview_table(material: Material, unit: Unit, sources: SourceIndex) -> AnalysisTable:
    """The sheet 总表: three lines (gross, deducted, net) for the total of `unit`, each child and 本级.

    A column for every computed field of the statistics forms, in its measure; ratios stand in the net line
    only. Without a form that deducts, total, child and 本级 have one line instead of three. A child without
    counted rows has one line that says so. The first `MOST_JUMPS` figures lead to their line in 来源
    (`sources`).
    """
    edition = material.edition
    deducts = has_deductions(edition)
    lines: list[Line] = []
    jumps = 0
    for portion in breakdown(material, unit):
        for line in _lines(material, unit, portion, sources, deducts=deducts):
            jumps += len(line.jumps)
            lines.append(line if jumps <= MOST_JUMPS else Line(line.cells, line.style))
    return AnalysisTable(
        SHEET,
        f"{unit.name}：各项指标汇总",
        (
            Column("单位", widest=22),
            Column("口径", widest=12),
            *(
                Column(
                    short_label(field),
                    measure_label(field),
                    f"{form.annex} {form.title}".strip(),
                    widest=16,
                    places=RATIO_PLACES if field.method is Method.RATIO else None,
                )
                for form, field in computed_fields(edition)
            ),
        ),
        tuple(lines),
        (
            *period_notes(material),
            *((_DEDUCTING_NOTE,) if deducts else ()),
            *_NOTES,
            *((LISTED_ABOVE_NOTE,) if is_listed_above(material, unit) else ()),
        ),
        frozen=2,
    )


def _lines(
    material: Material, unit: Unit, portion: Portion, sources: SourceIndex, *, deducts: bool
) -> Iterator[Line]:
    fields = computed_fields(material.edition)
    style = LineStyle.TOTAL if portion.code == unit.code else LineStyle.PLAIN
    if not portion.figures:
        yield Line((portion.label, NOT_COUNTED, *[None] * len(fields)), LineStyle.FAULT)
        return
    cells = [
        shown_figure(figure, field, material.edition)
        if (figure := portion.figures.get((form.id, field.id)))
        else ShownFigure()
        for form, field in fields
    ]
    targets = [sources.get((portion.code, form.id, field.id)) for form, field in fields]
    by_view = {_GROSS: [cell.gross for cell in cells], _DIRECT: [cell.direct for cell in cells]}
    by_view[_NET] = [cell.net for cell in cells]
    views = by_view if deducts else {_GROSS: by_view[_NET]}
    for view, figures in views.items():
        # Each line names its unit, because people filter the lines by 净额.
        is_result = deducts and view == _NET and style is LineStyle.PLAIN
        yield Line(
            (portion.label, view, *figures),
            LineStyle.RESULT if is_result else style,
            {
                column: Jump(sources_sheet.SHEET, target)
                for column, (figure, target) in enumerate(zip(figures, targets, strict=True), start=2)
                if figure is not None and target is not None
            },
        )
