"""Problem codes of edition workbooks: the faults that the maintainer of a notice must mend."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

EDITION: Mapping[str, Entry] = {
    "edition_unreadable": Entry(
        "年度版本文件打不开：{reason}。", "请确认它是用 Excel 保存的 .xlsx 文件，没有密码，没有损坏。"
    ),
    "edition_template_missing": Entry(
        "表单“{field}”的 Word 模板“{value}”找不到。",
        "请放到 {folder} 里，或在“表单”表里清空“Word模板”。",
    ),
    "edition_template_broken": Entry(
        "表单“{field}”的 Word 模板“{value}”用不了：{reason}。", "请用 Word 改好后另存为 .docx。"
    ),
    "edition_template_field": Entry(
        "表单“{field}”的 Word 模板“{value}”里的 {{{{{name}}}}} 不是这个表单的字段。",
        "请改成已登记的字段代码。",
    ),
    "edition_sheet_missing": Entry("缺少工作表“{sheet}”。", "请从去年的年度版本复制这张表，表名一字不改。"),
    "edition_column_missing": Entry(
        "工作表“{sheet}”缺少列“{column}”。", "请在第 1 行补上这个列名，一字不改。"
    ),
    "edition_column_unknown": Entry(
        "列名“{value}”不认识。", "请改成约定的列名；名额列先在“选项”表的 名额 组登记。"
    ),
    "edition_cells_merged": Entry("表格区里有合并单元格 {value}。", "请取消合并，每一格各填各的。"),
    "edition_value_missing": Entry("“{column}”没有填。", "请填写；不知道填什么可对照去年的年度版本。"),
    "edition_value_unknown": Entry("“{column}”填的是“{value}”，不在约定的词里。", "可以填：{allowed}。"),
    "edition_identifier_bad": Entry(
        "代码“{value}”不合规定。", "代码只用小写英文字母、数字和下划线，以字母开头，例如 qc_benefit。"
    ),
    "edition_duplicate": Entry("“{value}”与 {other} 重复。", "请改名或删掉其中一行。"),
    "edition_reference_unknown": Entry("“{column}”里的“{value}”找不到。", "请先登记它，或改成已有的代码。"),
    "edition_measure_mismatch": Entry(
        "“{column}”指的“{value}”计量种类不同。", "金额、个数、百分比各自相加，不能混用；请改成同一种类的列。"
    ),
    "edition_number_bad": Entry("“{column}”里的“{value}”不是整数。", "请填整数，或留空。"),
    "edition_date_bad": Entry("“{column}”里的“{value}”不是日期。", "请按 2020-07-10 的样子填写。"),
    "edition_quota_bad": Entry("名额“{value}”看不懂。", "名额填整数、* 或 自定；没有就留空（留空不是 0）。"),
    "edition_quota_tiers": Entry(
        "{name} 的“{column}”是 {total}，各等次相加是 {added}，相差 {difference}。",
        "请对照通知原文；通知原文如此的，请在说明列注明。",
        Severity.INFO,
    ),
    "edition_quota_total": Entry(
        "合计行印的“{column}”是 {total}，各行相加是 {added}，相差 {difference}。",
        "两个数都保留，不改；请对照通知原文。",
        Severity.INFO,
    ),
    "edition_placeholder_unknown": Entry("占位符 {{{{{value}}}}} 不认识。", "请改成本表单已登记的字段代码。"),
    "edition_header_differs": Entry(
        "名单的列名画的是“{value}”，“字段”表里叫“{expected}”。",
        "两处改成一样；交回的工作簿要按这个名称核对列名。",
    ),
    "edition_field_not_drawn": Entry(
        "字段“{value}”在样表“{sheet}”里没有位置。", "请在样表里给它画一格，写上 {{{{{value}}}}}。"
    ),
    "edition_field_drawn_twice": Entry(
        "字段“{value}”在样表里画了两次，另一处在 {other}。", "一个字段只留一处。"
    ),
    "edition_field_not_alone": Entry(
        "字段“{value}”的格里还有别的字。", "这一格只写 {{{{{value}}}}}，别的字写到旁边的格里。"
    ),
    "edition_list_row": Entry(
        "名单“{sheet}”的占位符不在同一行，或上一行没有列名。",
        "名单的占位符写在同一行，正上方一行是列名，每列都有，列名不合并；表格右边不要再写字。",
    ),
    "edition_rule_missing": Entry("“规则”表没有列出问题代码“{value}”。", "请补一行，写明严重度。"),
    "edition_rule_fields": Entry(
        "字段“{value}”与对照一栏合不上判断 {predicate} 的要求。",
        "比较两组数的，两列个数相同；问是否的，对照只写一个选择字段；字段都要在“字段”表里登记过。",
    ),
}
