"""Problem codes of figures that are impossible or unlikely, within a row or beside other rows."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

AMOUNTS: Mapping[str, Entry] = {
    "figure_out_of_scale": Entry(
        "{sheet}!{cell}{row}：“{field}”{value}，“{other}”{beside}，平均每 1 {per} {quotient}，"
        "超过 {limit}，不大可能。",
        "请核对单位和位数{proposal}；确实如此的，请在“校验结果”的“说明”里写明原因。",
        Severity.WARNING,
    ),
    "team_figures_without_teams": Entry(
        "{sheet}!{cell}{row}：“{field}”填了 {value}，而“{other}”{limit}。",
        "本年度有班组的，请填“{other}”；没有的，请把“{field}”改为 0。",
    ),
    "team_figures_missing": Entry(
        "{sheet}!{cell}{row}：“{field}”没有填，而“{other}”{limit}。", "请填写；确实没有的填 0。"
    ),
    "team_participants_zero": Entry(
        "{sheet}!{cell}{row}：“{field}”填了 {value}，而“{other}”{limit}。",
        "有班组就有员工参与；请核对这两个数。",
    ),
    "subtotal_figure_in_own_row": Entry(
        "{sheet}!{cell}{row}：“{field}”填了 {value}，而这一行没有来源单位，只算一家企业。",
        "这一栏只有下级单位的小计行才填，一家企业请留空；确实是几家合成一行的，请在“校验结果”的“说明”里写明原因。",
        Severity.WARNING,
    ),
    "subtotal_repeated": Entry(
        "{sheet}!{cell}：来源单位“{value}”{beside}的小计行，第 {other} 行已经有一行，两行会重复计入。",
        "同一个下级单位、同一个直报单位只留一行小计；逐家列的企业请填写企业名称。",
    ),
    "share_implausible": Entry(
        "{sheet}!{cell}{row}：“{field}”是 {value}，低于 {limit}，不大可能{readings}。",
        "请按百分数填写，98% 填 98；确实这样低的，请在“校验结果”的“说明”里写明原因。",
        Severity.WARNING,
    ),
    "computed_measure_slip": Entry(
        "{sheet}!{cell}“{field}”的公式被改成了 {value}，按明细计算应为 {expected}，相差 {difference}；"
        "{slip}。",
        "请打开空白工作簿的同一格，在编辑栏里复制公式的文字，粘贴到这一格；要改这个数，请改明细里的数。",
    ),
}
