"""Problem codes of work summaries and other texts written in Word."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry

_SAVE_AS = "请用 Word 或 WPS 打开它，选“另存为”，类型选“Word 文档”，再校验新存的文件。"

DOCUMENTS: Mapping[str, Entry] = {
    "material_too_short": Entry(
        "{form}：字数是 {value}（按 Word 的“字数”统计，文本框、表格、脚注和尾注都算），要求不少于 {limit}，"
        "还差 {difference}。",
        "请补充内容，写到 {limit} 字以上；图片里的文字和页眉页脚不算。在 Word 里可从“审阅—字数统计”核对。",
    ),
    "material_too_long": Entry(
        "{form}：字数是 {value}（按 Word 的“字数”统计，文本框、表格、脚注和尾注都算），要求不超过 {limit}，"
        "超出 {difference}。",
        "请删减内容，压缩到 {limit} 字以内。在 Word 里可从“审阅—字数统计”核对。",
    ),
    "chapter_missing": Entry(
        "{form}：全文没有找到“{field}”这一部分。",
        "请补写这一部分；已经写了的，请让标题单独成一行，文字与“{field}”一致（编号写法不限）。",
    ),
}
"""The named rules of documents."""

DOCUMENT_FILES: Mapping[str, Entry] = {
    "document_empty": Entry(
        "文件里什么也没有（大小为 0）。",
        "文件可能没有下载完或没有发送完，请重新下载或请对方重新发送。",
    ),
    "document_kind_unsupported": Entry(
        "这个文件是{kind}，不是 Word 文档，不能统计字数。",
        _SAVE_AS,
    ),
    "document_encrypted": Entry(
        "文稿设了打开密码，不知道密码就读不出内容。",
        "请在 Word 的“文件—信息—保护文档—用密码进行加密”里清空密码，保存后再校验。",
    ),
    "document_too_large": Entry(
        "文稿太大（{size_mb} MB），超过了可以读取的上限 {limit_mb} MB。",
        "请压缩或删去插入的图片和附件，另存后再校验。",
    ),
    "document_unreadable": Entry(
        "文稿已损坏或不完整，打不开。",
        "请先用 Word 或 WPS 打开它，确认内容完整后另存一份“Word 文档”，再校验；打不开的，请改用备份。",
    ),
}
"""The reasons why a document cannot be read at all."""
