"""Problem codes of the roll-up (汇总)."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

ROLLUP: Mapping[str, Entry] = {
    "source_unit_not_child": Entry(
        "{sheet}!{cell}：来源单位写的是“{value}”，它不是“{unit}”的直接下级单位，这一行没有计入任何单位。",
        "本单位自己的行请把来源单位留空；下级单位的行请填名录中“{unit}”下级单位的名称或代码。",
    ),
    "parent_differs": Entry(
        "{sheet}!{cell}：“{parent}”为“{unit}”列出的“{field}”{part}是 {given}，"
        "“{unit}”及其下级自己报的是 {own}，相差 {difference}。汇总按“{parent}”列出的计算。",
        "请与“{unit}”核对来源单位为该单位的各行；确有增减的，请在“校验结果”的“说明”一栏写明原因。",
        Severity.WARNING,
    ),
    "deducted_not_reported": Entry(
        "{sheet}!{cell}：“{unit}”把“{value}”作为“{direct}”的企业扣除了，{why}，{so}。",
        "请与“{direct}”核对：确由它直报的请它补报；不是它的企业，请改正这一行的“{direct_field}”；"
        "核实后仍有出入的，请在“校验结果”的“说明”一栏写明原因。",
        Severity.WARNING,
    ),
    "direct_unit_not_returned": Entry(
        "直报单位“{unit}”还没有合格的报送，{who} {count} 家企业作为它的企业扣除了，"
        "这些企业的数暂时没有计入。",
        "请“{unit}”按期报送；报送以后逐家核对。扣除这些企业的单位现在不用处理。",
        Severity.WARNING,
    ),
    "reported_twice": Entry(
        "{sheet}!{cell}：“{unit}”把“{value}”算作自己的企业，“{direct}”也报了它（{other}），重复计入。{amounts}。",
        "请与“{direct}”核对：由它直报的，请在这一行的“{direct_field}”填“{direct}”；"
        "核实后仍有出入的，请在“校验结果”的“说明”一栏写明原因。",
        Severity.WARNING,
    ),
    "claimed_twice": Entry(
        "{sheet}!{cell}：“{unit}”把“{value}”算作自己的企业，“{second}”也把它算作自己的（{other}），"
        "重复计入。{amounts}。",
        "请与“{second}”核对这家企业归谁填报，另一家删去这一行；"
        "核实后仍有出入的，请在“校验结果”的“说明”一栏写明原因。",
        Severity.WARNING,
    ),
    "quota_exceeded_below": Entry(
        "{sheet}：{whose}的“{what}”名额是 {limit}，计入的推荐一共 {count}，多 {difference}。"
        "推荐最多的是{most}。",
        "请“{chooser}”在自己的工作簿里按名额选定：不推荐的在推荐栏选“否”，选好后重新报送；"
        "核实后仍有出入的，请在“校验结果”的“说明”一栏写明原因。",
        Severity.WARNING,
    ),
    "net_negative": Entry(
        "“{unit}”的“{sheet}”表：“{field}”汇总 {gross}，扣除直报单位 {direct} 后是 {net}，小于 0。",
        "请在填报企业明细的单位查找“{field}”为负数的行，改正后重新报送。",
    ),
}
