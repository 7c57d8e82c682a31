"""Problem codes of whose return a workbook is, and of what a later version of it lost (contract 3.8)."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

IDENTITY: Mapping[str, Entry] = {
    "identity_contradicted_by_name": Entry(
        "这份工作簿是发给“{unit}”的，文件名“{value}”写的却是“{other}”。",
        "是“{other}”的数据，请填到发给“{other}”的工作簿里报送，不要借用别的单位的工作簿；"
        "确是“{unit}”的，请把文件名里的“{other}”改成“{unit}”再报送。",
    ),
    "identity_contradicted_by_sheet": Entry(
        "{sheet}!{cell}：这份工作簿是发给“{unit}”的，推荐单位却写着“{other}”。",
        "是“{other}”的数据，请填到发给“{other}”的工作簿里报送，不要借用别的单位的工作簿；"
        "确是“{unit}”的，请把这一格改回“{unit}”（单位代码也改回）。",
    ),
    "identity_contradicted_by_places": Entry(
        "{sheet}!{cell}：这份工作簿是发给“{unit}”的，而本单位的 {count} 家企业名称里都是别处的地名"
        "（“{other}”），没有一家是“{unit}”的。",
        "是“{other}”的数据，请填到发给“{other}”的工作簿里报送；"
        "请在发给“{unit}”的工作簿里填“{unit}”自己的企业。",
    ),
    "identity_contradicted_by_rows": Entry(
        "{sheet}!{cell}：这份工作簿是发给“{unit}”的，{total} 行里有 {count} 行和“{other}”报送的"
        "（{file}）名称、数字都一样。",
        "是“{other}”的数据，请删去，由“{other}”在自己的工作簿里报送；"
        "请在发给“{unit}”的工作簿里填“{unit}”自己的数据。",
    ),
    "shown_unit_differs": Entry(
        "{sheet}!{cell}：推荐单位原来印的是“{unit}”，现在写着“{value}”。",
        "工作簿按发给的单位“{unit}”计入；请把这一格改回“{unit}”。",
        Severity.INFO,
    ),
    "rows_vanished": Entry(
        "“{sheet}”比上一份（{before}）少了内容：上一份 {old} 行，这一份 {new} 行；"
        "上一份有、这一份没有的 {count} 行：{rows}。另外新增 {came} 行，改动 {changed} 行。",
        "以这一份为准，没有的行不再计入。漏了的请补上后重新报送全部内容（不能只报补充的部分）；"
        "确实删去的，请在“校验结果”的“说明”一栏写明原因。",
        Severity.WARNING,
    ),
    "rows_changed": Entry(
        "“{sheet}”和上一份（{before}）不同：新增 {came} 行，改动 {changed} 行，没有的 {count} 行{rows}。",
        "以这一份为准；请核对是不是有意改的。",
        Severity.INFO,
    ),
}
