"""The sheet 选择变动: a unit's own choices that were lost or overruled when the unit aggregated again."""

from __future__ import annotations

from qcxl.core.aggregate.own_workbook import Aggregated
from qcxl.model.analysis import AnalysisTable, Column, Line, LineStyle

_GONE, _STAYS = "没有带过来", "保留了"
_COLUMNS = (
    Column("变动"),
    Column("工作表"),
    Column("来源单位"),
    Column("名称", widest=50),
    Column("项目"),
    Column("本级的选择", widest=60),
    Column("下级现在填", widest=60),
)


def choice_changes(aggregated: Aggregated) -> AnalysisTable | None:
    """The sheet 选择变动: first the choices that found no row, then those kept against the child's entry.

    None where there are neither.
    """
    lost = [
        Line(
            (_GONE, choice.sheet, choice.source, "、".join(choice.names), choice.field, choice.value, ""),
            LineStyle.FAULT,
        )
        for choice in aggregated.lost
    ]
    overruled = [
        Line(
            (
                _STAYS,
                choice.sheet,
                choice.source,
                "、".join(choice.names),
                choice.field,
                choice.kept,
                choice.now,
            )
        )
        for choice in aggregated.overruled
    ]
    if not (lost or overruled):
        return None
    return AnalysisTable(
        sheet="选择变动",
        title="本级选择的变动",
        columns=_COLUMNS,
        lines=(*lost, *overruled),
        notes=(
            f"“{_GONE}”：下级这次交来的名单里没有这一行，原来的选择在这里备查；改了名称的，请在新的行里重新填。",
            f"“{_STAYS}”：本级的选择和下级现在填的不同，以本级的为准；要改成下级填的，请在工作簿里改。",
        ),
        frozen=0,
    )
