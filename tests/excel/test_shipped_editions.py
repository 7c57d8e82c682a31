"""The editions that come with the program say what their notices print, to the letter."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from qcxl.excel.edition.edition_reader import read_edition
from qcxl.excel.edition.markdown import edition_as_markdown
from qcxl.model.catalogue import RULED
from qcxl.store import resources
from tests.support.editions import (
    Edit,
    add_row,
    drawn_cell,
    edited,
    pristine,
    put,
    read,
    read_changed,
    shipped,
)
from tests.support.libreoffice import convert, requires_libreoffice
from tests.support.workbooks import edition, roster

GOLDEN = Path(__file__).parents[1] / "golden" / "editions"
EDITIONS = ("henan-2020", "chongqing-2019")
HENAN, CHONGQING = EDITIONS


# ---- facts of the notices

FACTS = {
    HENAN: {
        "document": "豫质协字〔2020〕12号",
        "issued_on": "2020-06-03",
        "period": "2019 年 6 月至 2020 年 6 月",
        "period_start": "2019-06",
        "period_end": "2020-06",
        "due": "2020-07-10",
        "addressee": "河南省质量协会",
        "accident_free_years": "3",
        "summary_min_characters": "3000",
        "team_material_max_characters": "5000",
        "comment_max_characters": "300",
        "group_member_places": "10",
    },
    CHONGQING: {
        "document": "渝质协〔2019〕5号",
        "issued_on": "2019-05-07",
        "period": "2018 年 6 月至 2019 年 4 月",
        "period_start": "2018-06",
        "period_end": "2019-04",
        "due": "2019-05-23",
        "registered_since": "2018-01-01",
        "accident_free_years": "3",
        "certificate_years": "3",
        "judges_sign": "2",
        "summary_characters": "1000",
        "team_material_max_characters": "5000",
    },
}


def test_these_are_the_shipped_editions() -> None:
    assert [path.stem for path in resources.editions()] == sorted(EDITIONS)


@pytest.mark.parametrize("id_", EDITIONS)
def test_a_shipped_edition_reads_without_any_problem(id_: str) -> None:
    found, problems = read_edition(shipped(id_).read_bytes())

    assert problems == ()
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize("id_", EDITIONS)
def test_the_facts_are_those_of_the_notice(id_: str) -> None:
    assert {key: edition(id_).fact(key) for key in FACTS[id_]} == FACTS[id_]


@pytest.mark.parametrize("id_", EDITIONS)
def test_every_fact_and_every_official_figure_names_its_clause(id_: str) -> None:
    without = [key for key, fact in edition(id_).facts.items() if key != "id" and not fact.clause]
    without += [field.id for form in edition(id_).statistics for field in form.fields if not field.clause]

    assert without == []


@pytest.mark.parametrize("id_", EDITIONS)
def test_no_contact_of_a_real_person_is_kept(id_: str) -> None:
    text = edition_as_markdown(id_, shipped(id_).read_bytes())

    assert "@" not in text.replace("| @ |", "")
    assert not any(len(run) >= 7 for run in "".join(c if c.isdigit() else " " for c in text).split())


@pytest.mark.parametrize("id_", EDITIONS)
def test_every_code_is_graded_once(id_: str) -> None:
    grades = {(rule.code, rule.severity) for rule in edition(id_).rules}
    graded = [code for code, _ in grades]
    without_predicate = [rule.code for rule in edition(id_).rules if not rule.predicate]

    assert [code for code in {*RULED, *graded} if graded.count(code) != 1] == []
    assert [code for code in RULED if without_predicate.count(code) > 1] == []


# ---- 附件5 and 附件8 of henan-2020, 附件4 of chongqing-2019

QC, TEAMS = "qc_statistics", "team_statistics"
CARDS = [(HENAN, QC), (HENAN, TEAMS), (CHONGQING, QC)]

STATISTICS = {
    (HENAN, QC): (
        "质量管理小组活动统计表",
        "附件5",
        True,
        [
            ("qc_groups_total", "历年来累计已登记注册 QC 小组数", "万个"),
            ("qc_groups_registered", "本年度已登记注册 QC 小组数", "万个"),
            ("qc_participation_rate", "本年度 QC 小组普及率=参加 QC 小组人数/职工总数×100%", "百分数"),
            ("qc_groups_active", "本年度坚持活动的 QC 小组数", "万个"),
            ("qc_benefit_total", "历年来累计 QC 小组创可计算的经济效益", "万元"),
            ("qc_benefit", "本年度 QC 小组创可计算的经济效益", "万元"),
            ("qc_achievement_rate", "本年度 QC 小组成果率=取得成果小组数/QC 小组注册数×100%", "百分数"),
            ("qc_spending", "本年度企业对 QC 小组活动经费投入（培训、交流、书籍等费用）", "万元"),
            ("qc_rewards", "本年度企业对 QC 小组活动奖励费用", "万元"),
        ],
    ),
    (HENAN, TEAMS): (
        "质量信得过班组活动统计表",
        "附件8",
        True,
        [
            ("team_enterprises", "本年度开展质量信得过班组企业数", "个"),
            ("team_count", "本年度开展质量信得过班组数", "个"),
            ("team_count_total", "历年质量信得过班组累计数", "个"),
            ("team_participants", "本年度参与质量信得过班组活动员工数", "人次"),
            ("teams_recommended", "本年度推荐质量信得过班组数", "个"),
            ("team_spending", "本年度对质量信得过班组活动投入费用 (培训、交流、规范化等)", "万元"),
            ("team_rewards", "本年度对质量信得过班组活动奖励费用", "万元"),
        ],
    ),
    (CHONGQING, QC): (
        "质量管理小组活动统计表",
        "附件4",
        False,
        [
            ("qc_groups_total", "历年来已登记注册 QC小组累计数", "个"),
            ("qc_groups_registered", "本年度已登记注册 QC小组数", "个"),
            ("qc_participation_rate", "本年度 QC小组普及率＝参加 QC小组人数/职工总数×100%", "百分数"),
            ("qc_groups_active", "本年度坚持活动的 QC小组数", "个"),
            ("qc_benefit", "本年度 QC小组创可计算的经济效益", "万元"),
            ("qc_achievement_rate", "本年度 QC 小组成果率＝取得成果小组数/QC 小组注册数×100%", "百分数"),
            ("qc_spending", "本年度企业对 QC小组活动经费投入（培训、交流、书籍等费用）", "万元"),
            ("qc_rewards", "本年度企业对 QC小组活动奖励费用", "万元"),
        ],
    ),
}
ENTERED = {
    (HENAN, QC): [
        ("qc_exchange_held", "是否组织交流会"),
        ("qc_exchange_entered", "交流会报名小组数"),
        ("qc_exchange_presented", "交流小组数"),
        ("qc_exchange_time", "交流会时间"),
        ("qc_exchange_place", "交流会地点"),
        ("qc_exchange_attendees", "参会人数"),
        ("qc_department", "QC 小组工作归口部门及负责人"),
        ("qc_contact", "联系人"),
        ("qc_mobile", "手机"),
        ("qc_email", "邮箱"),
        ("qc_address", "通信地址"),
        ("qc_postcode", "邮编"),
    ],
    (HENAN, TEAMS): [
        ("team_features", "本年度开展质量信得过班组主要特点与问题"),
        ("team_review_exchange", "交流评审"),
        ("team_review_onsite", "现场评审"),
        ("team_review_with_qc", "与 QC 小组合开"),
        ("team_review_alone", "单独举办"),
        ("team_exchange_held", "是否组织交流会"),
        ("team_exchange_entered", "交流会报名班组数"),
        ("team_exchange_presented", "交流班组数"),
        ("team_exchange_time", "交流会时间"),
        ("team_exchange_place", "交流会地点"),
        ("team_exchange_attendees", "参会人数"),
        ("team_department", "质量信得过班组工作归口部门及负责人"),
        ("team_contact", "联系人"),
        ("team_mobile", "手机"),
        ("team_email", "邮箱"),
        ("team_address", "通信地址"),
        ("team_postcode", "邮编"),
    ],
    (CHONGQING, QC): [
        ("qc_features", "本年度 QC小组活动主要特点与建议"),
        ("qc_department", "QC小组工作归口部门及负责人"),
        ("qc_contact", "联系人"),
        ("qc_mobile", "手机"),
        ("qc_email", "邮箱"),
        ("qc_address", "通信地址"),
        ("qc_postcode", "邮编"),
    ],
}
RATIO_BASES = {
    "qc_participation_rate": ("enterprises.qc_participants", "enterprises.employees"),
    "qc_achievement_rate": ("enterprises.qc_groups_with_results", "enterprises.qc_groups_registered"),
}
SUM_BASES = {"teams_recommended": "teams.recommended"}
"""What is added up where it is not the column of 企业明细 that is called like the figure."""


@pytest.mark.parametrize(("id_", "card"), CARDS)
def test_the_statistics_form_is_called_as_the_notice_calls_it(id_: str, card: str) -> None:
    form = edition(id_).form(card)

    assert (form.title, form.sheet, form.deducts) == STATISTICS[id_, card][:3]
    assert form.annex == form.sheet


@pytest.mark.parametrize(("id_", "card"), CARDS)
def test_the_indicators_are_those_of_the_notice_in_its_order(id_: str, card: str) -> None:
    computed = [(field.id, field.label, field.measure) for field in edition(id_).form(card).computed]

    assert computed == STATISTICS[id_, card][3]


@pytest.mark.parametrize(("id_", "card"), CARDS)
def test_the_indicators_are_drawn_as_the_notice_prints_them(id_: str, card: str) -> None:
    form = edition(id_).form(card)
    for field_id, label, measure in STATISTICS[id_, card][3]:
        spot = drawn_cell(pristine(id_), form.sheet, field_id)
        row = [cell.value for cell in pristine(id_)[form.sheet][spot.row] if cell.value is not None]

        assert row == [label, measure, f"{{{{{field_id}}}}}"]


@pytest.mark.parametrize(("id_", "card"), CARDS)
def test_what_is_entered_is_called_as_the_notice_calls_it(id_: str, card: str) -> None:
    assert [(field.id, field.label) for field in edition(id_).form(card).entered] == ENTERED[id_, card]


@pytest.mark.parametrize(("id_", "card"), CARDS)
def test_what_is_entered_stands_beside_or_below_its_printed_label(id_: str, card: str) -> None:
    form = edition(id_).form(card)
    book = pristine(id_)
    for field_id, label in ENTERED[id_, card]:
        spot = drawn_cell(book, form.sheet, field_id)
        left = [cell.value for cell in book[form.sheet][spot.row][: spot.column - 1] if cell.value]
        above = book[form.sheet].cell(spot.row - 1, spot.column).value

        assert str(left[-1] if left else above).rstrip("：") == label


@pytest.mark.parametrize(("id_", "card"), CARDS)
def test_figures_are_made_from_what_their_labels_name(id_: str, card: str) -> None:
    computed = edition(id_).form(card).computed
    ratios = {field.id: (field.base, field.divisor) for field in computed if field.divisor}
    sums = {field.id: field.base for field in computed if not field.divisor}

    assert ratios == (RATIO_BASES if card == QC else {})
    assert sums == {name: SUM_BASES.get(name, f"enterprises.{name}") for name in sums}


@pytest.mark.parametrize(("id_", "card"), CARDS)
def test_counts_are_entered_in_pieces_and_money_in_ten_thousands(id_: str, card: str) -> None:
    sums = [field for field in edition(id_).form(card).computed if not field.divisor]
    pairs = [(field, edition(id_).field(field.base)) for field in sums]
    measures = {(field.measure, base.measure) for field, base in pairs if base.is_number}

    assert measures <= {("万个", "个"), ("个", "个"), ("人次", "人次"), ("万元", "万元")}


# ---- 附件2 of henan-2020

GROUP_QUOTAS = [
    ("郑州市", 21, 5, 7, 9),
    ("开封市", 6, 1, 2, 3),
    ("洛阳市", 21, 5, 7, 9),
    ("平顶山市", 25, 6, 8, 11),
    ("安阳市", 17, 4, 6, 7),
    ("鹤壁市", 6, 1, 2, 3),
    ("新乡市", 6, 1, 2, 3),
    ("焦作市", 6, 1, 2, 3),
    ("濮阳市", 6, 1, 2, 3),
    ("许昌市", 17, 4, 6, 7),
    ("漯河市", 6, 1, 2, 3),
    ("三门峡市", 6, 1, 2, 3),
    ("南阳市", 6, 1, 2, 3),
    ("信阳市", 12, 3, 4, 5),
    ("周口市", 6, 1, 2, 3),
    ("驻马店市", 12, 3, 4, 5),
    ("商丘市", 12, 3, 4, 5),
    ("济源示范区", 12, 3, 4, 5),
    ("国网河南省电力公司", 100, 30, 32, 38),
    ("河南中烟工业有限责任公司", 110, 35, 36, 39),
    ("中国烟草总公司河南省公司", 17, 4, 6, 7),
    ("中国铁路郑州局集团有限公司", 17, 4, 6, 7),
    ("中国移动通信集团河南有限公司", 12, 3, 4, 5),
    ("国防科工局", 21, 5, 7, 9),
    ("省工程勘察设计行业协会", 4, 1, 1, 2),
    ("省勘察设计协会", 6, 1, 2, 3),
    ("省装备制造业协会", 4, 1, 1, 2),
    ("中原油田", 17, 4, 6, 7),
    ("河南油田", 6, 1, 2, 3),
    ("卫生与健康质量管理专委会", 120, 20, 35, 65),
    ("其他", 63, None, None, None),
]
TEAM_QUOTAS = [
    ("郑州市", 5),
    ("开封市", 3),
    ("洛阳市", 5),
    ("平顶山市", 5),
    ("安阳市", 4),
    ("鹤壁市", 4),
    ("新乡市", 2),
    ("焦作市", 4),
    ("濮阳市", 3),
    ("许昌市", 4),
    ("漯河市", 1),
    ("三门峡市", 4),
    ("南阳市", 1),
    ("信阳市", 2),
    ("周口市", 1),
    ("驻马店市", 4),
    ("商丘市", 4),
    ("济源示范区", 3),
    ("河南中烟工业有限责任公司", 35),
    ("中国烟草总公司河南省公司", 5),
    ("中国铁路郑州局集团有限公司", 5),
    ("中国移动通信集团河南有限公司", 5),
    ("国防科工局", 5),
    ("省工程勘察设计行业协会", 1),
    ("省勘察设计协会", 2),
    ("省装备制造业协会", 1),
    ("中原油田", 6),
    ("河南油田", 3),
    ("卫生与健康质量管理专委会", 20),
    ("其他", 53),
]
GROUP_CODES = ("qc_groups", "qc_groups.tier1", "qc_groups.tier2", "qc_groups.tier3")


def printed(code: str, name: str) -> int | None:
    organisation = edition(HENAN).organisation(name)
    assert organisation is not None
    cell = organisation.quotas.get(code)
    return None if cell is None else int(cell)


def test_the_group_quotas_are_the_31_rows_of_the_notice() -> None:
    rows = [
        (organisation.name, *(printed(code, organisation.name) for code in GROUP_CODES))
        for organisation in edition(HENAN).organisations
    ]

    assert rows == GROUP_QUOTAS


def test_the_team_quotas_are_the_30_rows_of_the_notice() -> None:
    rows = [
        (organisation.name, printed("teams", organisation.name))
        for organisation in edition(HENAN).organisations
        if "teams" in organisation.quotas
    ]

    assert rows == TEAM_QUOTAS


def test_the_quotas_add_up_as_the_notice_s_rows_do() -> None:
    def added(code: str, rows: list[str]) -> int:
        return sum(printed(code, name) or 0 for name in rows)

    names = [organisation.name for organisation in edition(HENAN).organisations]

    assert [added(code, names) for code in GROUP_CODES] == [700, 154, 206, 277]
    assert added("qc_groups", names[-1:]) == 63
    assert added("qc_groups", names[:18]) == 203
    assert added("qc_groups", names[18:-1]) == 434
    assert added("teams", names) == 200
    assert (added("teams", names[:18]), added("teams", names[18:-1])) == (59, 88)


def test_the_twelve_industries_report_directly() -> None:
    direct = [one.name for one in edition(HENAN).organisations if "qc_statistics" in one.direct_forms]

    assert direct == [row[0] for row in GROUP_QUOTAS[18:30]]


def test_every_unit_of_the_quota_tables_is_in_the_roster() -> None:
    names = {one.name for one in edition(HENAN).organisations} - {"其他"}

    assert [name for name in sorted(names) if not roster(HENAN).find_all(name)] == []


def test_chongqing_has_no_quotas_and_deducts_nothing() -> None:
    assert edition(CHONGQING).organisations == ()
    assert "名额" not in edition(CHONGQING).choices
    assert not any(form.deducts for form in edition(CHONGQING).forms)


# ---- the hash covers what the edition says, not how its file is packed


@pytest.mark.parametrize("id_", EDITIONS)
def test_a_saved_copy_has_other_bytes_and_the_same_hash(tmp_path: Path, id_: str) -> None:
    copy = edited(tmp_path, id_=id_)

    assert copy.read_bytes() != shipped(id_).read_bytes()
    assert read(copy).hash == edition(id_).hash


@requires_libreoffice
def test_a_copy_saved_by_libreoffice_has_the_same_hash(tmp_path: Path) -> None:
    assert read(convert(shipped(HENAN), "xlsx", tmp_path)).hash == edition(HENAN).hash


def test_a_copy_without_its_formats_has_the_same_hash() -> None:
    assert changed_hash() == edition(HENAN).hash


def test_the_editions_have_different_hashes() -> None:
    assert edition(HENAN).hash != edition(CHONGQING).hash


# One edit of every column of every table that can be changed alone.
CHANGED_CELLS = [
    ("通知", "theme", "键", "slogan"),
    ("通知", "theme", "值", "扎根基层"),
    ("通知", "theme", "出处", "通知 二"),
    ("通知", "theme", "说明", "照录"),
    ("单位", "郑州市", "名称", "郑州"),
    ("单位", "郑州市", "类别", "行业"),
    ("单位", "中原油田", "直报统计表", None),
    ("单位", "郑州市", "质量信得过班组数", 6),
    ("单位", "郑州市", "质量信得过班组数", None),
    ("单位", "郑州市", "说明", "照录"),
    ("表单", "checks", "代码", "live_checks"),
    ("表单", "qc_statistics", "标题", "统计表"),
    ("表单", "qc_statistics", "附件", "附件六"),
    ("表单", "qc_statistics", "扣除直报", None),
    ("表单", "teams", "推荐栏", None),
    ("表单", "qc_groups", "推荐栏", "topic_type"),
    ("表单", "qc_groups", "等次栏", None),
    ("表单", "teams", "名额", "qc_groups"),
    ("表单", "qc_statistics", "Word模板", None),
    ("表单", "team_material", "标题", "创建材料"),
    ("表单", "qc_statistics", "说明", "照录"),
    ("字段", "qc_statistics qc_email", "名称", "电子邮箱"),
    ("字段", "qc_statistics qc_contact", "类型", "长文本"),
    ("字段", "qc_statistics qc_groups_total", "计量单位", "个"),
    ("字段", "qc_statistics qc_email", "必填", None),
    ("字段", "enterprises enterprise_count", "汇总", None),
    ("字段", "qc_statistics qc_benefit", "依据", "enterprises.qc_benefit_total"),
    ("字段", "qc_statistics qc_participation_rate", "分母", "enterprises.qc_participants"),
    ("字段", "qc_statistics qc_exchange_held", "选项组", "名额"),
    ("字段", "enterprises enterprise_name", "字数上限", 99),
    ("字段", "enterprises enterprise_count", "空白默认", 2),
    ("字段", "enterprises team_enterprises", "默认条件", None),
    ("字段", "qc_statistics qc_email", "输入提示", "工作邮箱"),
    ("字段", "qc_statistics qc_email", "出处", "附件5 注3"),
    ("选项", "yes_no no", "代码", "nope"),
    ("选项", "yes_no no", "名称", "没有"),
    ("选项", "名额 qc_groups.tier3", "所属", "teams"),
    ("选项", "yes_no no", "说明", "照录"),
    ("规则", "advised_missing", "严重度", "提示"),
    ("规则", "year_exceeds_cumulative", "字段", "qc_groups_active、qc_benefit、team_count"),
    ("规则", "year_exceeds_cumulative", "对照", "employees、qc_benefit_total、team_count_total"),
    ("规则", "too_many_members", "参数", 9),
    ("规则", "material_too_short", "参数", 2999),
    ("规则", "year_exceeds_cumulative", "自检", None),
    ("规则", "year_exceeds_cumulative", "出处", "附件5"),
    ("规则", "year_exceeds_cumulative", "说明", "照录"),
]


@pytest.mark.parametrize(("sheet", "row", "column", "value"), CHANGED_CELLS)
def test_any_change_of_a_table_changes_the_hash(sheet: str, row: str, column: str, value: object) -> None:
    assert changed_hash(put(sheet, row, column, value)) != edition(HENAN).hash


def move_field(book: Workbook) -> None:
    cell = drawn_cell(book, "附件5", "qc_contact")
    cell.offset(30).value, cell.value = cell.value, None


def rename_sheet(book: Workbook) -> None:
    put("表单", "qc_statistics", "工作表", "附件六")(book)
    book["附件5"].title = "附件六"


@pytest.mark.parametrize(
    "edit",
    [
        lambda book: setattr(book["附件5"]["A4"], "value", "统计项目"),
        lambda book: setattr(book["填报说明"]["A40"], "value", "补充说明"),
        lambda book: book["附件5"].merge_cells("H40:I41"),
        lambda book: book["规则"].move_range("A2:J2", rows=book["规则"].max_row),
        add_row("通知", {"键": "stamp", "值": "公章"}),
        move_field,
        rename_sheet,
    ],
)
def test_any_change_of_a_drawing_or_of_an_order_changes_the_hash(edit: Edit) -> None:
    assert changed_hash(edit) != edition(HENAN).hash


def changed_hash(*edits: Edit) -> str:
    found, problems = read_changed(*edits)
    assert found is not None, problems
    return found.hash


# ---- goldens


@pytest.mark.parametrize("id_", EDITIONS)
def test_the_edition_is_the_golden_one(id_: str) -> None:
    golden = (GOLDEN / f"{id_}.md").read_text(encoding="utf-8")
    shown = edition_as_markdown(id_, shipped(id_).read_bytes())

    diff = difflib.unified_diff(
        golden.splitlines(), shown.splitlines(), "golden", "edition", lineterm="", n=0
    )
    assert shown == golden, "\n".join(
        [*diff, f"If that is meant: qcxl edition show {id_} > tests/golden/editions/{id_}.md"]
    )
