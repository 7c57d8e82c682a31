"""Problem codes of changes that people made to the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

STRUCTURE: Mapping[str, Entry] = {
    "sheet_renamed": Entry(
        "工作表“{expected}”现在叫“{sheet}”，已照样读取。", "可以不改；最好改回原来的名字。", Severity.INFO
    ),
    "extra_sheet": Entry(
        "工作表“{sheet}”不是下发的表，里面的内容没有读取。",
        "要报送的内容请填到下发的表里；只是自己用的可以不改。",
        Severity.INFO,
    ),
    "sheet_copied": Entry(
        "工作表“{sheet}”是“{expected}”的副本；读取的是“{expected}”，“{sheet}”里的内容没有读取。",
        "请核对要报送的内容在哪一张上，都填到“{expected}”里，再删掉副本。",
        Severity.WARNING,
    ),
    "hidden_rows": Entry(
        "工作表“{sheet}”有 {count} 行填了内容却是隐藏的，最前面的是第 {row} 行；这些行照样计入。",
        "请取消隐藏或清除筛选，核对这些行该不该报。",
        Severity.INFO,
    ),
    "extra_column": Entry(
        "工作表“{sheet}”的 {column} 列{named}不是下发的列，从 {cell} 起有 {count} 格内容没有读取。",
        "要报送的内容请填到下发的列里；只是自己用的，请在报送前删掉这一列。",
        Severity.WARNING,
    ),
    "stray_content": Entry(
        "工作表“{sheet}”的表格以外有 {count} 格内容没有读取，最前面的是 {cell} 的“{value}”。",
        "要报送的内容请填到表格里；只是备注的可以不改。",
        Severity.INFO,
    ),
    "column_moved": Entry(
        "{sheet}!{cell}“{field}”这一列换了位置，已照样读取。",
        "可以不改；请核对这一列的内容是跟着列名一起移动的。",
        Severity.INFO,
    ),
    "cells_merged": Entry(
        "工作表“{sheet}”的 {value} 合并成了一格，只有第一格 {cell} 的内容算数，其余各格读不到。",
        "请取消合并，每一格分别填写。",
    ),
    "rows_after_gap": Entry(
        "工作表“{sheet}”的{blank}是空行，空行下面从第 {row} 行起还有 {count} 行内容，也已计入。",
        "可以不改；请核对空行下面的内容该不该报。",
        Severity.INFO,
    ),
}
