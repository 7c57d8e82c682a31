"""Problem codes of single cells: entries that do not fit their field, and remarks on how one was read."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

CELLS: Mapping[str, Entry] = {
    "not_a_number": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，不是一个确切的数。",
        "请只填一个数字，单位是{measure}；没有请填 0，约数、区间请改成确切的数。",
    ),
    "number_became_date": Entry(
        "{sheet}!{cell}“{field}”里是日期或时间 {read}，不是数；输入 3-5 或 3/5 时 Excel 会自动改成日期。",
        "请把这一格的格式设为“常规”，再填一个数字，单位是{measure}。",
    ),
    "measure_mismatch": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，单位写的是“{unit}”，而这一栏按{measure}填。",
        "请核对是不是填错了栏；填对了的，请换算成{measure}，只填数字。",
    ),
    "not_whole": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，折合下来不是整数。",
        "这一栏数的是个数，单位是{measure}，最小到 {finest}；请核对后重填。",
    ),
    "count_in_ten_thousands": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，像是按万{measure}填的；这一栏按{measure}填。",
        "如果是 {value} 万{measure}，请改填 {proposed}；不是的，请核对后填整数。",
    ),
    "too_fine": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，小数位太多，这一栏最细只能填到 {finest} {measure}。",
        "请四舍五入后重填。",
    ),
    "too_large": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，数太大，表格已经算不准。",
        "请核对位数和单位，这一栏按{measure}填。",
    ),
    "number_as_text": Entry(
        "{sheet}!{cell}“{field}”的“{value}”是文本，不是数字，表内公式加不进去；汇总时已按数字计入。",
        "可以不改；想让表内合计也对，请把这一格的格式设为“常规”后重新输入。",
        Severity.INFO,
    ),
    "number_read_from_text": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，已按 {read} 计。",
        "请核对；这一栏最好只填数字，单位不用写。",
        Severity.INFO,
    ),
    "share_rounded": Entry(
        "{sheet}!{cell}“{field}”的小数位太多，已四舍五入为 {read}。",
        "可以不改。",
        Severity.INFO,
    ),
    "not_a_date": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，不是一个能用的日期。",
        "请只填日期，例如 2020-07-10；跨几天的可以填 2020年7月10日-12日。",
    ),
    "date_span_reversed": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，后面的日期在前面的日期之前。",
        "请核对起止日期，前后分别是哪一天；跨年的请把两个年份都写上。",
    ),
    "date_span_read": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，表上照这样印，日期按 {read} 计。",
        "可以不改。",
        Severity.INFO,
    ),
    "date_incomplete": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，日期不完整。",
        "请写全年、月、日，年份写四位，例如 2020-07-10。",
    ),
    "date_read_from_number": Entry(
        "{sheet}!{cell}“{field}”是数字 {value}，已按日期 {read} 读取。",
        "请核对；不对的，请把这一格的格式设为“日期”后重填。",
        Severity.INFO,
    ),
    "blanks_trimmed": Entry(
        "{sheet}!{cell}“{field}”里有多余的空格或看不见的字符，已去掉。",
        "可以不改。",
        Severity.INFO,
    ),
    "widths_folded": Entry(
        "{sheet}!{cell}“{field}”里有全角字符，已按半角“{read}”读取。",
        "可以不改。",
        Severity.INFO,
    ),
    "code_digits_lost": Entry(
        "{sheet}!{cell}“{field}”的号码被存成了数字，Excel 已经丢掉了一部分数位，现为“{value}”。",
        "请把这一格的格式设为“文本”，再重新填写完整的号码。",
    ),
    "leading_zero_restored": Entry(
        "{sheet}!{cell}“{field}”开头的 0 被 Excel 去掉了，已按 {read} 读取。",
        "请核对；想在表里也显示 0，请把这一格的格式设为“文本”后重填。",
        Severity.INFO,
    ),
    "date_in_text": Entry(
        "{sheet}!{cell}“{field}”存的是日期或时间，已按“{read}”读取。",
        "请核对；如果本来填的是 3/5 这样的内容，请把这一格的格式设为“文本”后重填。",
        Severity.INFO,
    ),
    "text_became_date": Entry(
        "{sheet}!{cell}“{field}”存的是日期或时间 {read}，不是文字；输入 {proposed} 时 Excel 会自动改成日期。",
        "请把这一格的格式设为“文本”，再重新填写；本来填的可能是 {proposed}。",
    ),
    "cell_picture": Entry(
        "{sheet}!{cell}“{field}”里是一张嵌入单元格的图片，没有文字；图片不会读取，也不会印到表上。",
        "请删掉这张图片，把要填的内容打成文字或数字。",
    ),
    "not_a_text": Entry(
        "{sheet}!{cell}“{field}”里的“{value}”是网页代码、文件路径或程序留下的字样，不能印在表上。",
        "请删掉后用文字重新填写；从网页或其他系统复制的，先粘到记事本里，再从那里复制过来。",
    ),
    "mark_read": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，已按“{read}”计。",
        "请核对；最好从下拉列表里选。",
        Severity.INFO,
    ),
}
