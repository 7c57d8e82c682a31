"""A notice that the program has never seen: other forms, other ids, another province, declared in a workbook alone.

Made from henan-2020 as a coordinator would make it, in a spreadsheet: sheets, labels, ids and measures renamed,
a column added, and a second statistics form that other units report directly for.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from qcxl.core.shown import render_raw
from qcxl.model.organisation import Roster, Unit
from qcxl.store.walk import BEIJING_TIME
from qcxl.tasks.issue import issue, unit_file_stem
from qcxl.tasks.night_outputs import write_night
from qcxl.tasks.nightly import run_night
from qcxl.tasks.validate import validate_files
from qcxl.tasks.write_word import compile_word_forms
from tests.support import editions, workbooks
from tests.support.libreoffice import convert, requires_libreoffice
from tests.support.made_up import roster

RENAMED = {
    "enterprises": "danwei",
    "enterprise_name": "qiye",
    "credit_code": "daima",
    "direct_unit": "zhibao",
    "source_unit": "laiyuan",
    "employees": "zhigong",
    "qc_statistics": "xiaozu",
    "qc_benefit": "jingji",
    "qc_groups_total": "leiji",
    "qc_participation_rate": "pujilv",
    "cover": "fengmian",
    "nil_return": "ling",
    "results": "jieguo",
}
"""Ids of henan-2020 and what they are called here."""

SHEETS = {"附件5": "附件7", "企业明细": "单位明细", "填报说明": "封面", "校验结果": "结果"}
WORDS = {
    "附件5": "附件7",
    "企业明细": "单位明细",
    "企业名称（以公章为准）": "单位全称",
    "万个": "个",
    "yes_no": "you_wu",
}
OPTIONS = {"是": "有", "否": "没有"}
FACTS = {
    "id": "jilin-2031",
    "title": "2031年吉林省质量活动统计",
    "period": "2030 年全年",
    "due": "2031-03-15",
    "recommending_levels": "市、县",
}
TEAM_SHEET = "附件9"
TEAM_FIGURES = [
    ("banzu_danwei", "开展班组活动单位数", "个", "合计", "danwei.team_enterprises", ""),
    ("banzu_shu", "本年度班组数", "个", "合计", "danwei.team_count", ""),
    ("banzu_feiyong", "本年度班组费用（元）", "元", "合计", "danwei.team_spending", ""),
    ("banzu_xueshi", "本年度班组培训学时", "小时", "合计", "danwei.xueshi", ""),
    ("banzu_rate", "班组参与率", "百分数", "比率", "danwei.team_participants", "danwei.zhigong"),
]
DIRECT_FORMS = {"电力公司": "xiaozu", "铁路局": "xiaozu、banzu", "农安县": ""}
"""The power company reports directly for 附件7 alone, the railway for both forms."""

PROVINCE = roster("""
    22 吉林省 省
        2201 长春市 市
            220122 农安县 县
            220102 南关区 县
        HY01 电力公司 行业 直报
        HY02 铁路局 行业 直报
    """)
FIGURES = {"计数": "计数", "小时": "计数", "元": "金额", "百分数": "百分比", "个": "计数"}


# ---- how the edition is made


def rename(book: Workbook) -> None:
    """Other ids, words and sheet names, wherever they stand."""
    ids = re.compile(r"(?<![a-z0-9_])(" + "|".join(RENAMED) + r")(?![a-z0-9_])")
    words = re.compile("|".join(map(re.escape, WORDS)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    text = ids.sub(lambda found: RENAMED[found[0]], cell.value)
                    cell.value = words.sub(lambda found: WORDS[found[0]], text)
    for old, new in SHEETS.items():
        book[old].title = new
        for line in book["表单"].iter_rows(min_row=2):
            line[1].value = new if line[1].value == old else line[1].value
    for line in book["选项"].iter_rows(min_row=2):
        line[2].value = OPTIONS.get(str(line[2].value), line[2].value) if line[0].value == "you_wu" else line[2].value


def state_facts(book: Workbook) -> None:
    for line in book["通知"].iter_rows(min_row=2):
        line[1].value = FACTS.get(str(line[0].value), line[1].value)


def name_other_units(book: Workbook) -> None:
    book["单位"].delete_rows(2, book["单位"].max_row)
    for name, forms in DIRECT_FORMS.items():
        editions.add_row("单位", {"名称": name, "类别": "行业", "直报统计表": forms, "质量信得过班组数": 3})(book)


def add_column(book: Workbook) -> None:
    """Training hours at the end of the list."""
    field = {"表单": "danwei", "代码": "xueshi", "名称": "培训学时", "类型": "计数", "计量单位": "小时", "汇总": "合计"}
    editions.add_row("字段", field)(book)
    last = editions.drawn_cell(book, "单位明细", "laiyuan")
    last.offset(-1, 1).value, last.offset(0, 1).value = "培训学时", "{{xueshi}}"


def add_form(book: Workbook) -> None:
    """A second statistics form, drawn and declared."""
    form = {"代码": "banzu", "工作表": TEAM_SHEET, "种类": "统计表", "标题": "班组统计表", "附件": "附件9", "扣除直报": "是"}
    editions.add_row("表单", form)(book)
    sheet: Worksheet = book.create_sheet(TEAM_SHEET)
    sheet["B2"] = "{{form.title}}（{{notice.period}}）"
    for row, (id_, label, measure, method, base, divisor) in enumerate(TEAM_FIGURES, start=4):
        field = {"表单": "banzu", "代码": id_, "名称": label, "类型": FIGURES[measure], "计量单位": measure}
        editions.add_row("字段", {**field, "汇总": method, "依据": base, "分母": divisor})(book)
        sheet.cell(row, 2, label), sheet.cell(row, 3, measure), sheet.cell(row, 4, f"{{{{{id_}}}}}")
    editions.add_row("字段", {"表单": "banzu", "代码": "banzu_lianxi", "名称": "联系人", "类型": "文本"})(book)
    sheet["B12"], sheet["C12"] = "联系人", "{{banzu_lianxi}}"
    for code, predicate in (("computed_differs", "agrees_with_entries"), ("computed_overwritten", "formula_kept")):
        rule = {"代码": code, "判断": predicate, "严重度": "必改", "表单": "banzu", "字段": ""}
        editions.add_row("规则", rule)(book)


def without_word_forms(book: Workbook) -> None:
    column = editions.table_cell(book, "表单", "", "Word模板").column
    for row in range(2, book["表单"].max_row + 1):
        book["表单"].cell(row, column).value = None
