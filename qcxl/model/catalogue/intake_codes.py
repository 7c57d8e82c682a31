"""Problem codes of finding the entries in a returned workbook."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

INTAKE: Mapping[str, Entry] = {
    "map_missing": Entry(
        "这个工作簿不是下发的填报工作簿：里面没有随表下发的填报登记（一张隐藏的工作表）。",
        "请在发给本单位的工作簿里填报，已填的内容可以按“选择性粘贴—数值”粘过去；隐藏的工作表不要删除。",
    ),
    "map_damaged": Entry(
        "工作簿里隐藏的填报登记被改动过，缺少：{missing}。",
        "请打开发给本单位的空白工作簿，把内容按“选择性粘贴—数值”粘过去，再报送。",
    ),
    "edition_wrong": Entry(
        "工作簿是“{value}”年度版本，本次收的是“{expected}”。", "请改用本年度发的工作簿填报；去年的表不能用。"
    ),
    "edition_unknown": Entry(
        "工作簿的年度版本“{value}”不认识。", "请改用本年度发的工作簿，或把年度版本文件交给管理员。"
    ),
    "edition_hash_differs": Entry(
        "工作簿是按“{value}”修订前的版本发出的，各项填报内容都找到了。",
        "可以不改；以后请用修订后的工作簿填报。",
        Severity.INFO,
    ),
    "edition_outdated": Entry(
        "工作簿是按“{value}”修订前的版本发出的，与现行版本对不上：缺少 {missing}。",
        "请改用新发的工作簿填报。",
    ),
    "sheet_missing": Entry(
        "找不到工作表“{sheet}”。", "这张表被删除了；请在发给本单位的空白工作簿上重新填报。"
    ),
    "column_missing": Entry(
        "工作表“{sheet}”找不到列“{field}”。",
        "这一列被删掉了；请把已填的内容按“选择性粘贴—数值”粘到发给本单位的空白工作簿里，补上这一列。",
    ),
    "header_damaged": Entry(
        "{sheet}!{cell} 的列名应为“{expected}”，{now}。",
        "请把列名改回去，并核对这一列的内容没有移位。",
    ),
    "column_ids_damaged": Entry(
        "工作表“{sheet}”表头上方隐藏的编号行被改动，已按列名识别。",
        "请不要改动隐藏行；请核对各列没有移位。",
        Severity.INFO,
    ),
    "cell_missing": Entry(
        "工作表“{sheet}”找不到“{field}”的填写格。", "请在发给本单位的空白工作簿上重新填报。"
    ),
    "rows_below_formulas": Entry(
        "工作表“{sheet}”第 {limit} 行以下还有 {count} 行，统计表里的公式只算到第 {limit} 行。",
        "汇总时这些行都会计入；打印统计表请用程序生成的 Word 表，或者把明细移到第 {limit} 行以内。",
        Severity.WARNING,
    ),
    "error_value": Entry("{sheet}!{cell}“{field}”里是错误值 {value}。", "请删掉错误值，直接输入内容。"),
    "computed_error": Entry(
        "{sheet}!{cell}“{field}”算不出来，显示 {value}。",
        "请不要改这一格；请检查企业明细里有没有错误值、有没有删过列，改好后它会自己算出来。",
    ),
    "entry_is_formula": Entry(
        "{sheet}!{cell}“{field}”里是公式{formula}，没有算出结果。",
        "请删掉公式，直接输入算好的数或文字。",
    ),
    "unit_unknown": Entry(
        "单位代码“{value}”（{unit_name}）不在单位名录里。",
        "请用发给本单位的工作簿；新增的单位先登记到单位名录。",
    ),
    "unit_renamed": Entry(
        "工作簿里单位 {unit_code} 叫“{value}”，单位名录里叫“{expected}”。",
        "请确认是不是同一个单位；改名的请更新单位名录。",
        Severity.WARNING,
    ),
}

BEFORE_EDITION = frozenset({"map_missing", "map_damaged", "edition_wrong", "edition_unknown", "unit_unknown"})
"""Codes about the edition and the unit of a workbook: errors in every edition."""
