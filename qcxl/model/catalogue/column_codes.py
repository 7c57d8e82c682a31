"""Problem codes of single entries that the column schema of an edition does not allow."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

COLUMNS: Mapping[str, Entry] = {
    "required_missing": Entry("{sheet}!{cell}“{field}”没有填。", "请填写{how}。"),
    "advised_missing": Entry(
        "{sheet}!{cell}“{field}”没有填。",
        "请填写；确实没有的，请在“校验结果”的“说明”一栏写明原因。",
        Severity.WARNING,
    ),
    "required_says_nothing": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，等于没有填。", "请照实填写，不要用这样的字代替。"
    ),
    "advised_says_nothing": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，等于没有填。",
        "请照实填写；确实没有的请清空，在“校验结果”的“说明”一栏写明原因。",
        Severity.WARNING,
    ),
    "number_negative": Entry("{sheet}!{cell}“{field}”是负数 {value}。", "请改为 0 或正数。"),
    "share_out_of_range": Entry(
        "{sheet}!{cell}“{field}”是 {value}，不在 0 到 100 之间。", "请按百分数填写，例如 85。"
    ),
    "choice_unknown": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，不在可选的内容里。", "请从下拉列表里选：{allowed}。"
    ),
    "text_too_long": Entry("{sheet}!{cell}“{field}”有 {length} 个字，最多 {limit} 个字。", "请精简后重填。"),
}
