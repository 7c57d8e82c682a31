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
    "rows_shifted": Entry(
        "工作表“{sheet}”第 {rows} 行（共 {count} 行）整行向{aside}，内容与列名对不上，"
        "例如 {cell} 的“{value}”应在“{field}”一列。",
        "请把这些行的内容整体移回列名下面对应的格；没有企业名称的序号不用填。",
    ),
    "cells_shifted": Entry(
        "有 {count} 张表（{value}）的格子移了位：隐藏的行、列被删掉，或者删过整格，"
        "填的内容已对不上原来的位置。",
        "请重新打开下发的空白工作簿，把内容照原样填进去再交；不要删除行、列和隐藏的行、列。",
    ),
    "column_of_other_measure": Entry(
        "工作表“{sheet}”的“{fields}”整列用数字格式“{format}”显示：{cell} 里存的是 {value}，"
        "按{measure}读就比看到的{times}（看到的是 {meant}{measure}）。",
        "请把这些列的格式改成“常规”，按{measure}重填，例如 {cell} 填 {meant}。",
    ),
    "cells_of_other_measure": Entry(
        "{sheet}!{cell}“{field}”用数字格式“{format}”显示，存的是 {value}，按{measure}读就比看到的{times}"
        "（看到的是 {meant}{measure}）。",
        "请把格式改成“常规”核对这个数：看到的数才对的，改填 {meant}；{value} 才对的，请在“说明”里写明。",
        Severity.WARNING,
    ),
    "row_struck_out": Entry(
        "工作表“{sheet}”第 {row} 行（“{value}”）画了删除线，但仍照样计入。",
        "不要的请删掉整行；要报的请取消删除线。",
        Severity.INFO,
    ),
    "entry_struck_out": Entry(
        "{sheet}!{cell}“{field}”的“{value}”画了删除线，但仍照样计入。",
        "作废的请清空或改填正确的内容；有效的请取消删除线。",
        Severity.WARNING,
    ),
    "entry_partly_struck": Entry(
        "{sheet}!{cell}“{field}”的“{value}”有一部分字画了删除线，读取和打印时分不出来，会整个印出来。",
        "请删掉画了删除线的字，只留有效的；都有效的请取消删除线。",
    ),
    "picture_not_read": Entry(
        "工作表“{sheet}”上有 {count} 张图片或图表（从 {cell} 起），里面的内容没有人读取。",
        "要报送的内容请打成字填到格子里；不需要的图片请删掉。",
        Severity.INFO,
    ),
    "text_box_not_read": Entry(
        "工作表“{sheet}”上有 {count} 个文本框（{cell} 处的写着“{value}”），里面的内容没有人读取。",
        "要报送的内容请填到格子里；不需要的文本框请删掉。",
        Severity.INFO,
    ),
    "comment_not_read": Entry(
        "工作表“{sheet}”有 {count} 条批注（{cell} 的写着“{value}”），里面的内容没有人读取，该格照样计入。",
        "要报送的内容请填到格子里，要改的请直接改；不需要的批注请删掉。",
        Severity.INFO,
    ),
}
