"""Problem codes of the workbooks in a folder of returns that an aggregation (汇总) leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

AGGREGATE: Mapping[str, Entry] = {
    "analysis_returned": Entry(
        "这是程序写出的汇总分析，不是填报工作簿，没有当作来件。", "不用处理。", Severity.INFO
    ),
    "child_not_listed": Entry(
        "这份工作簿是“{unit_name}”（{value}）的，上面写的上级是“{unit}”，可“{unit}”的工作簿发放时下级里没有它，"
        "没有汇总。",
        "请报告发放工作簿的上级：把它登记到单位名录，重新发一份“{unit}”的工作簿，再汇总一次。",
    ),
    "not_a_child": Entry(
        "这份工作簿是“{unit_name}”（{value}）的，它不是“{unit}”的直接下级单位，没有汇总。",
        "它的数由它自己的上级单位汇总；放错文件夹的请移走。",
        Severity.INFO,
    ),
    "own_workbook": Entry(
        "这份工作簿是“{unit}”自己的，不是下级单位交来的，没有当作来件。",
        "不用处理。",
        Severity.INFO,
    ),
}
