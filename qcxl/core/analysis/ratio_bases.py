"""The sheet 比率底数: the numerator and denominator of every ratio, by child and in total."""

from __future__ import annotations

from qcxl.core.analysis.breakdown import (
    LISTED_ABOVE_NOTE,
    breakdown,
    computed_fields,
    has_deductions,
    is_listed_above,
)
from qcxl.core.analysis.cells import measure_label, period_notes, short_label
from qcxl.core.analysis.material import Material
from qcxl.core.analysis.overview import NOT_COUNTED
from qcxl.core.figures.computed import RATIO_PLACES
from qcxl.core.rollup.shown_figures import shown_figure
from qcxl.model.analysis import AnalysisTable, CellValue, Column, Line, LineStyle
from qcxl.model.edition import Edition
from qcxl.model.form import Field, Form, Method
from qcxl.model.organisation import Unit

SHEET = "比率底数"
_NOTE = "每一行的比率由这一行的分子和分母重新计算，不相加也不平均；分母是 0 的没有比率。"
_NET_NOTE = "分子和分母都是扣除直报以后的净额。"
_NO_RATIOS = "这份通知没有比率指标。"


def ratio_bases_table(material: Material, unit: Unit) -> AnalysisTable:
    """The sheet 比率底数: a line for the total of `unit`, each child and 本级; three columns for each ratio.

    Numerator and denominator are net and in the measures of their columns, the ratio is in % at two places.
    """
    edition = material.edition
    ratios = [(form, field) for form, field in computed_fields(edition) if field.method is Method.RATIO]
    columns = [Column("单位", widest=24)]
    for form, field in ratios:
        columns += _columns(edition, form, field)
    lines = []
    for portion in breakdown(material, unit) if ratios else ():
        cells: list[CellValue] = []
        for form, field in ratios:
            figure = portion.figures.get((form.id, field.id))
            if figure is None:
                cells += [NOT_COUNTED, None, None]
            else:
                ratio = shown_figure(figure, field, edition)
                cells += [ratio.numerator, ratio.denominator, ratio.net]
        style = LineStyle.TOTAL if portion.code == unit.code else LineStyle.PLAIN
        lines.append(Line((portion.label, *cells), style if portion.figures else LineStyle.FAULT))
    above = (LISTED_ABOVE_NOTE,) if is_listed_above(material, unit) else ()
    net = (_NET_NOTE,) if has_deductions(edition) else ()
    return AnalysisTable(
        SHEET,
        f"{unit.name}：比率的底数",
        tuple(columns),
        tuple(lines),
        (*period_notes(material), *(field.label for _, field in ratios), _NOTE, *net, *above),
        empty=_NO_RATIOS,
    )


def _columns(edition: Edition, form: Form, field: Field) -> tuple[Column, ...]:
    up, down = edition.field(field.base), edition.field(field.divisor)
    group = f"{form.annex} {short_label(field)}".strip()
    return (
        Column(f"分子：{short_label(up)}", measure_label(up), group, widest=24),
        Column(f"分母：{short_label(down)}", measure_label(down), group, widest=24),
        Column("比率", measure_label(field), group, widest=12, places=RATIO_PLACES),
    )
