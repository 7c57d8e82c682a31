"""The whole analysis of one unit: its tables in order, and its charts."""

from __future__ import annotations

from qcxl.core.analysis.charts import charts
from qcxl.core.analysis.deductions import deductions_table
from qcxl.core.analysis.discrepancies import discrepancies_table
from qcxl.core.analysis.material import Material
from qcxl.core.analysis.overview import overview_table
from qcxl.core.analysis.quota_use import quota_use_table
from qcxl.core.analysis.ratio_bases import ratio_bases_table
from qcxl.core.analysis.sources import sources_table
from qcxl.core.analysis.submission_states import returns_table
from qcxl.model.analysis import Analysis
from qcxl.model.organisation import Unit


def analysis(material: Material, unit: Unit) -> Analysis:
    """The analysis that `<code>_<name>_汇总.xlsx` shows of a unit: the returns of its children added up.

    Tables in order: 总表, 扣除明细, 报送情况, 名额使用, 比率底数, 来源, 对账. Raises KeyError for a unit that
    is not in the roster of `material`.
    """
    sources, index = sources_table(material, unit)
    return Analysis(
        title=f"{unit.name} {material.edition.fact('title')}汇总".strip(),
        tables=(
            overview_table(material, unit, index),
            deductions_table(material, unit),
            returns_table(material, unit),
            quota_use_table(material, unit),
            ratio_bases_table(material, unit),
            sources,
            discrepancies_table(material, unit),
        ),
        charts=charts(material, unit),
    )
