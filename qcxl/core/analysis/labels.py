"""How fields are called where there is little room."""

from __future__ import annotations

import re

from qcxl.core.analysis.material import Material
from qcxl.core.shown import render_fact
from qcxl.model.edition import Field
from qcxl.model.quantity import MEASURES


def short_label(field: Field) -> str:
    """The label of a field without the formula behind an equals sign and without its measure in brackets."""
    name = re.split("[=＝]", field.label, maxsplit=1)[0].strip()
    # The measure stands in a place of its own.
    for measured in (f"（{field.measure}）", f"({field.measure})"):
        name = name.removesuffix(measured)
    return name or field.label


def measure_label(field: Field) -> str:
    """The measure of a figure as people write it behind: shares have %."""
    measure = MEASURES.get(field.measure)
    return "%" if measure is not None and measure.kind == "share" else field.measure


def period_notes(material: Material) -> tuple[str, ...]:
    """Which period the figures are of and up to which day returns are counted."""
    day = render_fact(material.as_of.isoformat())
    period = material.edition.fact("period")
    return (f"统计期间：{period}。汇总日期：{day}。" if period else f"汇总日期：{day}。",)
