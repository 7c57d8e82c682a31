"""A notice that the program has never seen, declared in a workbook alone.

Made from henan-2020 as a coordinator would make it in a spreadsheet: another province; sheets, labels,
ids and measures renamed; a column added, and in place of the second statistics form one that other units
report directly for.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from qcxl.demo.fill import Filled
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.grid import Grid, parse_address
from qcxl.store.walk import BEIJING_TIME
from qcxl.tasks.context.editions import Editions, load_edition
from qcxl.tasks.issue import issue, unit_file_stem
from qcxl.tasks.night.night import run_night
from qcxl.tasks.night.outputs import write_night
from qcxl.tasks.validate import validate_files
from qcxl.tasks.write_word import compile_word_forms
from tests.support import editions, workbooks
from tests.support.crews import INLINE
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
    "qc_groups": "xiaozubiao",
    "teams": "banzubiao",
    "recommended": "tuijian",
    "tier": "dengci",
    "members": "chengyuan",
    "team_name": "banzu_mingcheng",
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
    "charted": "xiaozu.qc_groups_registered、xiaozu.jingji、xiaozu.pujilv、banzu.banzu_shu、banzu.banzu_rate",
    "unlisted_quota": "农安县",
}
TEAM_SHEET = "附件9"
TEAM_FIGURES = [
    ("banzu_quanbu", "填报单位数", "个", "合计", "danwei.enterprise_count", ""),
    ("banzu_danwei", "开展班组活动单位数", "个", "合计", "danwei.team_enterprises", ""),
    ("banzu_shu", "本年度班组数", "个", "合计", "danwei.team_count", ""),
    ("banzu_feiyong", "本年度班组费用（元）", "元", "合计", "danwei.team_spending", ""),
    ("banzu_xueshi", "本年度班组培训学时", "小时", "合计", "danwei.xueshi", ""),
    ("banzu_tuijian", "推荐班组数", "个", "合计", "banzubiao.tuijian", ""),
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
    # {{results.counts}} is a word of the program, not the sheet that is called so.
    ids = re.compile(r"(?<![a-z0-9_])(" + "|".join(RENAMED) + r")(?![a-z0-9_]|\.counts)")
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
        line[2].value = (
            OPTIONS.get(str(line[2].value), line[2].value) if line[0].value == "you_wu" else line[2].value
        )
    columns = [cell.value for cell in book["字段"][1]]
    group, default = columns.index("选项组"), columns.index("空白默认")
    for line in book["字段"].iter_rows(min_row=2):
        if line[group].value == "you_wu":
            line[default].value = OPTIONS.get(str(line[default].value))


def state_facts(book: Workbook) -> None:
    for line in book["通知"].iter_rows(min_row=2):
        line[1].value = FACTS.get(str(line[0].value), line[1].value)


def drop_form(book: Workbook) -> None:
    """The second statistics form of henan-2020: its sheet, its fields and its rules."""
    book.remove(book["附件8"])
    for sheet, column in (("表单", "代码"), ("字段", "表单"), ("规则", "表单")):
        at = [cell.value for cell in book[sheet][1]].index(column)
        for row in range(book[sheet].max_row, 1, -1):
            if book[sheet].cell(row, at + 1).value == "team_statistics":
                book[sheet].delete_rows(row)


def name_other_units(book: Workbook) -> None:
    book["单位"].delete_rows(2, book["单位"].max_row)
    for name, forms in DIRECT_FORMS.items():
        editions.add_row("单位", {"名称": name, "类别": "行业", "直报统计表": forms, "质量信得过班组数": 3})(
            book
        )


def add_column(book: Workbook) -> None:
    """Training hours at the end of the list."""
    field = {
        "表单": "danwei",
        "代码": "xueshi",
        "名称": "培训学时",
        "类型": "计数",
        "计量单位": "小时",
        "汇总": "合计",
    }
    editions.add_row("字段", field)(book)
    last = editions.drawn_cell(book, "单位明细", "laiyuan")
    last.offset(-1, 1).value, last.offset(0, 1).value = "培训学时", "{{xueshi}}"


def add_form(book: Workbook) -> None:
    """A second statistics form, drawn and declared."""
    form = {
        "代码": "banzu",
        "工作表": TEAM_SHEET,
        "种类": "统计表",
        "标题": "班组统计表",
        "附件": "附件9",
        "扣除直报": "是",
    }
    editions.add_row("表单", form)(book)
    sheet: Worksheet = book.create_sheet(TEAM_SHEET)
    sheet["B2"] = "{{form.title}}（{{notice.period}}）"
    for row, (id_, label, measure, method, base, divisor) in enumerate(TEAM_FIGURES, start=4):
        field = {"表单": "banzu", "代码": id_, "名称": label, "类型": FIGURES[measure], "计量单位": measure}
        editions.add_row("字段", {**field, "汇总": method, "依据": base, "分母": divisor})(book)
        sheet.cell(row, 2, label), sheet.cell(row, 3, measure), sheet.cell(row, 4, f"{{{{{id_}}}}}")
    editions.add_row("字段", {"表单": "banzu", "代码": "banzu_lianxi", "名称": "联系人", "类型": "文本"})(
        book
    )
    sheet["B14"], sheet["C14"] = "联系人", "{{banzu_lianxi}}"
    for code, predicate in (
        ("computed_differs", "agrees_with_entries"),
        ("computed_overwritten", "formula_kept"),
    ):
        rule = {"代码": code, "判断": predicate, "严重度": "必改", "表单": "banzu", "字段": ""}
        editions.add_row("规则", rule)(book)


def without_word_forms(book: Workbook) -> None:
    column = editions.table_cell(book, "表单", "", "Word模板").column
    for row in range(2, book["表单"].max_row + 1):
        book["表单"].cell(row, column).value = None


def write_new_edition(folder: Path) -> Path:
    """The workbook of the new edition."""
    path = folder / "吉林 2031（试行）.xlsx"
    made = editions.edited(
        folder, rename, state_facts, drop_form, name_other_units, add_column, add_form, without_word_forms
    )
    return made.rename(path)


# ---- what its units return

Row = Mapping[str, object]
PREPARED = {"fengmian": {"preparer": "示例填表人", "preparer_phone": "13800000000"}}
CONTACTS = {
    **PREPARED,
    "xiaozu": {
        "qc_exchange_held": "没有",
        "qc_department": "质量部 示例负责人",
        "qc_contact": "示例联系人",
        "qc_mobile": "13800000000",
        "qc_email": "coordinator@example.com",
        "qc_address": "示例路 1 号",
        "qc_postcode": "130000",
    },
    "banzu": {"banzu_lianxi": "示例联系人"},
}
COLUMNS = (
    "qiye zhibao zhigong qc_participants leiji qc_groups_registered qc_groups_active qc_groups_with_results "
    "qc_benefit_total jingji qc_spending qc_rewards team_count_total team_count team_participants "
    "team_spending team_rewards xueshi"
)


def rows(table: str) -> list[Row]:
    """Rows of 单位明细; a line is what stands in `COLUMNS`, `-` for a blank cell."""
    return [
        {
            id_: Decimal(cell) if re.fullmatch(r"[0-9.]+", cell) else cell
            for id_, cell in zip(COLUMNS.split(), line.split(), strict=True)
            if cell != "-"
        }
        for line in table.strip().splitlines()
    ]


RETURNS = {
    "220122": rows("""
        农安机械厂 -        100 40 10 5 4 3 20 10.5 2 1   5 2 20 3   1 8
        农安供电所 电力公司   50 25  6 4 4 2  8 4    1 0.5 1 1 10 1   0 4
        农安车站   HY02      30 15  4 2 2 1  3 1.5  1 0.5 1 1  5 0.5 0 2
        """),
    "220102": rows("南关食品厂 - 200 50 20 10 8 8 40 30.123456 5 2.5 - - - - - -"),
    "HY01": rows("农安供电所 - 50 25 6 4 4 2 8 4 1 0.5 - - - - - -"),
    "HY02": rows("农安车站 - 30 15 4 2 2 1 3 1.5 1 0.5 1 1 5 0.5 0 2"),
}


def team(name: str, enterprise: str, **given: object) -> Row:
    """A team that is put forward with all that its application needs."""
    usual = {
        "team_size": 12,
        "union_members": 10,
        "women": 4,
        "youth": 5,
        "address": "示例路 1 号",
        "postcode": "130000",
        "department": "质量部",
        "contact": "示例联系人",
        "mobile": "13800000000",
        "leader": "示例班组长",
        "completion_rate": 100,
        "quality_pass_rate": 99.5,
        "defect_rate": 0,
        "incidents": 0,
        "complaints": 0,
        "first_pass_rate": 98,
        "training": "12/36",
        "improvement_rate": 95,
        "quality_cost": 3.5,
        "no_incident_3y": "有",
        "introduction": "示例",
    }
    return {"banzu_mingcheng": name, "qiye": enterprise, **usual, **given}


TEAMS = {
    "220122": [
        team("铸造一班", "农安机械厂", tuijian="有"),
        team("装配二班", "农安机械厂"),
        team("检修三班", "农安机械厂", tuijian="没有"),
    ],
    "220102": [team("包装班", "南关食品厂")],
}


@dataclass(frozen=True, slots=True)
class NewEdition:
    """The new edition, and what its units return: files by unit code."""

    path: Path
    returned: Mapping[str, Path]


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> NewEdition:
    folder = tmp_path_factory.mktemp("new edition")
    path = write_new_edition(folder)
    issue(load_edition(path), PROVINCE, folder / "blank", PROVINCE.units)
    inbox = folder / "inbox"
    inbox.mkdir()
    returned = {code: inbox / f"{code}.xlsx" for code in RETURNS}
    for code, file in returned.items():
        blank = folder / "blank" / f"{unit_file_stem(PROVINCE.unit(code))}.xlsx"
        typed = {"danwei": RETURNS[code], "banzubiao": TEAMS.get(code, ())}
        file.write_bytes(workbooks.fill(blank.read_bytes(), typed, CONTACTS).data())
    return NewEdition(path, returned)


@pytest.fixture(scope="module")
def outputs(new: NewEdition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the night leaves of those files."""
    out = tmp_path_factory.mktemp("out")
    loaded = load_edition(new.path)
    night = run_night(
        new.returned["HY01"].parent,
        out,
        loaded=loaded,
        roster=PROVINCE,
        as_of=dt.datetime.now(BEIJING_TIME).date(),
        crew=INLINE,
    )
    write_night(night, out, compile_word_forms(loaded), INLINE)
    return out


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# ---- the edition is understood


def test_the_new_edition_has_no_fault(new: NewEdition) -> None:
    edition = editions.read(new.path)

    assert edition.id == "jilin-2031"
    assert [form.id for form in edition.statistics] == ["xiaozu", "banzu"]
    assert [form.sheet for form in edition.forms][:3] == ["封面", "单位明细", "附件7"]


def test_nothing_of_the_old_edition_is_left(new: NewEdition) -> None:
    edition = editions.read(new.path)
    ids = {form.id for form in edition.forms} | {field.id for form in edition.forms for field in form.fields}

    assert ids.isdisjoint(RENAMED)
    assert {form.sheet for form in edition.forms}.isdisjoint(SHEETS)


def test_the_issued_workbook_has_the_new_sheets_in_their_order(new: NewEdition) -> None:
    book = workbooks.open_workbook(new.returned["220122"])
    visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]

    lists = [f"附件9-{number}" for number in range(1, 5)]
    assert visible == ["封面", "单位明细", "附件7", *lists, "名额", "自检", "结果", "附件9"]


# ---- the returned workbooks are right


def test_what_is_returned_has_no_fault(new: NewEdition) -> None:
    judged = validate_files(list(new.returned.values()), INLINE, Editions(load_edition(new.path)))

    assert [one.unit_code for one in judged] == list(RETURNS)
    assert [found.code for one in judged for found in one.problems] == []


def test_a_fault_is_found_by_the_rules_of_the_new_edition(new: NewEdition, tmp_path: Path) -> None:
    book = workbooks.open_workbook(new.returned["220102"])
    filled = workbooks.fill(new.returned["220102"].read_bytes(), {"danwei": [{"qc_participants": 201}]}, {})
    sheet, header = filled.place("danwei", "qc_participants")
    path = tmp_path / "改.xlsx"
    path.write_bytes(filled.data())

    (judged,) = validate_files([path], INLINE, Editions(load_edition(new.path)))

    below = book[sheet][header].offset(1).coordinate
    assert [(found.code, found.sheet, found.cell) for found in judged.problems] == [
        ("participants_exceed_employees", "单位明细", below)
    ]


def test_a_workbook_of_an_edition_that_is_not_at_hand_says_so(new: NewEdition) -> None:
    (judged,) = validate_files([new.returned["220102"]], INLINE)

    assert [found.code for found in judged.problems] == ["edition_unknown"]


# ---- the figures

# Unit, form, field, measure, then gross, direct and net, or the ratio and its bases.
EXPECTED = """
    220122 xiaozu leiji                个     20 10 10
    220122 xiaozu qc_groups_registered 个     11 6 5
    220122 xiaozu jingji               万元   16 5.5 10.5
    220122 xiaozu pujilv               百分数 40 40 100
    220122 xiaozu qc_achievement_rate  百分数 60 3 5
    220122 banzu  banzu_quanbu         个     3 1 2
    220122 banzu  banzu_danwei         个     3 1 2
    220122 banzu  banzu_shu            个     4 1 3
    220122 banzu  banzu_feiyong        元     45000 5000 40000
    220122 banzu  banzu_xueshi         小时   14 2 12
    220122 banzu  banzu_rate           百分数 20 30 150
    220122 banzu  banzu_tuijian        个     2 0 2
    220102 xiaozu jingji               万元   30.123456 0 30.123456
    220102 banzu  banzu_shu            个     0 0 0
    220102 banzu  banzu_danwei         个     0 0 0
    2201   xiaozu leiji                个     40 10 30
    2201   xiaozu jingji               万元   46.123456 5.5 40.623456
    2201   xiaozu pujilv               百分数 30 90 300
    2201   banzu  banzu_shu            个     4 1 3
    2201   banzu  banzu_tuijian        个     3 0 3
    HY01   xiaozu leiji                个     6 0 6
    HY02   banzu  banzu_shu            个     1 0 1
    22     xiaozu leiji                个     50 10 40
    22     xiaozu jingji               万元   51.623456 5.5 46.123456
    22     xiaozu pujilv               百分数 34.21 130 380
    22     banzu  banzu_quanbu         个     6 1 5
    22     banzu  banzu_danwei         个     4 1 3
    22     banzu  banzu_shu            个     5 1 4
    22     banzu  banzu_feiyong        元     50000 5000 45000
    22     banzu  banzu_xueshi         小时   16 2 14
    22     banzu  banzu_rate           百分数 8.14 35 430
    """


def figure(line: Mapping[str, str]) -> list[str]:
    numbers = ("gross", "direct", "net", "numerator", "denominator")
    return [
        *(line[column] for column in ("unit_code", "form", "field", "measure")),
        *(line[column] for column in numbers if line[column]),
    ]


def test_the_figures_of_every_level_are_right(outputs: Path) -> None:
    found = [figure(line) for line in lines(outputs / "rollup.csv")]

    assert [row for row in map(str.split, EXPECTED.strip().splitlines()) if row not in found] == []


def test_every_file_is_accepted_and_nothing_is_wrong(outputs: Path) -> None:
    assert [line["status"] for line in lines(outputs / "submissions.csv")] == ["accepted"] * len(RETURNS)
    assert [line["code"] for line in lines(outputs / "problems.csv") if line["severity"] != "info"] == []


def test_every_deducted_enterprise_is_named_with_what_its_forms_leave_out(outputs: Path) -> None:
    columns = ("county_code", "direct_unit", "enterprise_name", "leiji", "jingji", "team_count", "xueshi")

    assert [tuple(line[column] for column in columns) for line in lines(outputs / "deductions.csv")] == [
        ("220122", "电力公司", "农安供电所", "6", "4", "", ""),
        ("220122", "铁路局", "农安车站", "4", "1.5", "1", "2"),
    ]


# ---- a spreadsheet program shows the same figures


@requires_libreoffice
def test_the_formulas_of_both_forms_show_what_the_roll_up_says(new: NewEdition, tmp_path: Path) -> None:
    recalculated = convert(new.returned["220122"], "xlsx", tmp_path)
    places = Filled(new.returned["220122"])
    grid = read_grid(recalculated.read_bytes())

    (judged,) = validate_files([recalculated], INLINE, Editions(load_edition(new.path)))

    assert isinstance(grid, Grid)
    values = {sheet.name: sheet for sheet in grid.sheets}
    county = [line for line in map(str.split, EXPECTED.strip().splitlines()) if line[0] == "220122"]
    for _, form, field, measure, first, _, third in county:
        sheet, cell = places.place(form, field)
        shown = values[sheet].value(parse_address(cell))
        assert Decimal(str(shown)) == Decimal(first if measure == "百分数" else third)
    assert [found.code for found in judged.problems] == []


@requires_libreoffice
def test_a_blank_cell_stands_for_what_the_formulas_see(new: NewEdition, tmp_path: Path) -> None:
    typed = workbooks.fill(new.returned["220122"].read_bytes(), {"danwei": [{"team_count": "2"}]}, {})
    path = tmp_path / "文本数字.xlsx"
    path.write_bytes(typed.data())

    (judged,) = validate_files(
        [convert(path, "xlsx", tmp_path / "saved")], INLINE, Editions(load_edition(new.path))
    )

    assert [found.code for found in judged.problems] == ["number_as_text"]
