"""Problem codes of the roster workbook (单位名录)."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry

ROSTER: Mapping[str, Entry] = {
    "roster_unreadable": Entry(
        "单位名录“{file}”打不开：{reason}。",
        "请核对文件名和所在文件夹；能用 Excel 或 WPS 打开的，去掉打开密码、另存为 .xlsx 后再试。",
    ),
    "roster_several_sheets": Entry(
        "这里又有一份名录表头，而名录已经在“{value}”表里。",
        "请把所有单位放进同一张表，删除多余的表。",
    ),
    "roster_column_missing": Entry(
        "“{sheet}”表第 {row} 行的表头里没有“{field}”这一列。",
        "请在表头补上“{field}”。表头应为：代码、名称、级别、上级代码、直报，联系人、手机、邮箱可以没有。",
    ),
    "roster_column_repeated": Entry(
        "“{field}”这一列出现了两次。",
        "请只留一列“{field}”。",
    ),
    "roster_empty": Entry(
        "“{sheet}”表的表头下面一个单位也没有。",
        "请从 {cell} 往下逐行填写单位。",
    ),
    "roster_code_blank": Entry(
        "单位“{name}”没有代码。",
        "请填写代码，每个单位一个，互不相同。",
    ),
    "roster_code_unfit": Entry(
        "代码“{value}”不能用作文件名。",
        "代码只用字母、数字和中间的 - 或 _，最多 {limit} 个字符；"
        "如果 Excel 把它变成了日期或小数，请把这一列设为文本格式后重新填写。",
    ),
    "roster_code_digits_lost": Entry(
        "代码超过 15 位却按数字存放，末尾几位已经被 Excel 改成 0，现为“{value}”。",
        "请把这一列设为文本格式，再重新填写完整的代码。",
    ),
    "roster_code_duplicate": Entry(
        "代码“{value}”与第 {row} 行的“{name}”重复（大小写不同也算重复）。",
        "请改成不同的代码；如果是同一个单位，请删除一行。",
    ),
    "roster_name_blank": Entry(
        "代码“{unit_code}”的单位没有名称。",
        "请填写单位全称。",
    ),
    "roster_name_unfit": Entry(
        "名称“{value}”里有不能用作文件名的内容：{marks}。",
        "请去掉或改写这些内容，例如把 / 改成“和”。",
    ),
    "roster_name_too_long": Entry(
        "名称有 {length} 个字，与代码合起来作文件名太长。",
        "请把名称缩短到 {limit} 个字以内。",
    ),
    "roster_name_duplicate": Entry(
        "同一上级下已有同名单位“{value}”（第 {row} 行）。",
        "请写出能区分的全称；如果是同一个单位，请删除一行。",
    ),
    "roster_level_unknown": Entry(
        "级别“{value}”不在可选范围内。",
        "请从 {labels} 中选一个。",
    ),
    "roster_direct_unknown": Entry(
        "直报一栏写的是“{value}”。",
        "直报单位填“是”，其他单位填“否”或留空。",
    ),
    "roster_parent_unknown": Entry(
        "名录里没有代码为“{value}”的上级单位。",
        "请改正上级代码，或在名录里补上这个上级单位。",
    ),
    "roster_parent_cycle": Entry(
        "上级关系绕成了一圈：{chain}。",
        "请改正其中一个单位的上级代码，使每个单位都能逐级向上找到最上级单位。",
    ),
    "roster_root_missing": Entry(
        "没有一个单位的上级代码是空的，找不到最上级单位。",
        "请把最上级单位（如省）的上级代码留空。",
    ),
    "roster_root_repeated": Entry(
        "“{name}”没有填上级代码，而第 {row} 行的“{root}”已经是最上级单位。",
        "请填写“{name}”的上级代码；名录里只能有一个单位的上级代码是空的。",
    ),
}
