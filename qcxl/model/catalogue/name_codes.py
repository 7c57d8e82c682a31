"""Problem codes of names that go onto certificates."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

_SPELLING = "建议改为“{proposal}”；证书照这里的写法印，请对照公章改好。"

NAMES: Mapping[str, Entry] = {
    "name_inner_space": Entry("{sheet}!{cell}“{field}”填的是“{value}”，名称中间有空格。", _SPELLING),
    "name_line_break": Entry("{sheet}!{cell}“{field}”填的是“{value}”，名称分成了几行。", _SPELLING),
    "name_half_width_bracket": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，用了半角括号。", f"中文名称用全角括号；{_SPELLING}"
    ),
    "name_full_width_letter": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，里面有全角的字母、数字或符号。", _SPELLING
    ),
    "name_meaningless": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，不是名称。",
        "证书要印这个名称，请写全称；没有内容的行请整行删掉。",
    ),
    "name_decorated": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，名称前后有编号、记号或附注，会一起印在证书上。",
        "请只留下名称，改为“{proposal}”；要说明的事写在邮件里，不要写在名称旁边。",
    ),
    "name_letter_odd": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，里面有不是规范汉字、字母的字符：{letters}。",
        "请清空这一格，用输入法重新输入{proposal}；不要从网页、扫描件、别的文件里粘贴。",
    ),
    "letter_odd": Entry(
        "{sheet}!{cell}“{field}”里有不是规范汉字、字母的字符，打印出来会是别的样子：{letters}。",
        "请删掉这些字符，用输入法重新输入；不要从网页、扫描件、别的文件里粘贴。",
        Severity.WARNING,
    ),
    "text_letter_odd": Entry(
        "{sheet}!{cell}“{field}”的文字里有不是规范汉字、字母的字符，打印出来会是别的样子：{letters}。",
        "请核对这些字符，不要的删掉，要的用输入法重新输入。",
        Severity.INFO,
    ),
    "parent_in_front": Entry(
        "{sheet}!{cell} 企业名称“{value}”里，“{parent}”后面还有“{rest}”，像是前面带了上级单位。",
        "名称以公章为准：公章上没有“{parent}”的请删掉；公章上确实这样刻的，请在“说明”里写明。",
        Severity.WARNING,
    ),
    "legal_suffix_missing": Entry(
        "{sheet}!{cell} 企业名称“{value}”的结尾不像公章上的全称，可能是简称。",
        "请写公章上的全称，例如“……有限公司”；公章上确实这样刻的，请在“说明”里写明。",
        Severity.WARNING,
    ),
    "enterprise_similar": Entry(
        "{sheet}!{cell} 企业“{value}”与第 {other} 行“{twin}”很像，只是{difference}。",
        "是同一家企业的只留一行；是两家的，请填上各自的统一社会信用代码，或在“说明”里写明。",
        Severity.WARNING,
    ),
    "group_similar": Entry(
        "{sheet}!{cell} 小组“{value}”与第 {other} 行“{twin}”是同一家企业的，名称很像，只是{difference}。",
        "是同一个小组的只留一行；是两个小组的，请在“说明”里写明。",
        Severity.WARNING,
    ),
    "team_similar": Entry(
        "{sheet}!{cell} 班组“{value}”与第 {other} 行“{twin}”是同一家企业的，名称很像，只是{difference}。",
        "是同一个班组的只留一行；是两个班组的，请在“说明”里写明。",
        Severity.WARNING,
    ),
}
