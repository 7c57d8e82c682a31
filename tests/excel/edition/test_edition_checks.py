"""What an edition's tables must hold: each fault at its cell, beside neighbours that are fine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import pytest
from openpyxl.chart import BarChart
from openpyxl.workbook import Workbook

from qcxl.excel.edition.declared_tables import COLUMNS
from qcxl.excel.edition.edition_reader import read_edition
from qcxl.model.catalogue import RULED
from qcxl.model.problem import Severity
from tests.support.editions import (
    Edit,
    Place,
    add_row,
    drawn_sheets,
    drop_row,
    places,
    pristine,
    put,
    read_changed,
    sheet_names,
    sound,
    table_cell,
    table_sheets,
)

Case = TypeVar("Case")

STATISTICS = "qc_statistics"
BENEFIT = f"{STATISTICS} qc_benefit"
RATE = f"{STATISTICS} qc_participation_rate"
HELD = f"{STATISTICS} qc_exchange_held"
NAME = "enterprises enterprise_name"
COLUMN = "enterprises qc_benefit"

# Code, sheet, row, column, value: the fault is at that very cell, and nothing else is wrong.
FAULTY_CELLS = [
    ("edition_value_missing", "通知", "theme", "键", None),
    ("edition_value_missing", "通知", "title", "值", "　 "),
    ("edition_identifier_bad", "通知", "theme", "键", "主题"),
    ("edition_identifier_bad", "通知", "theme", "键", "the.me"),
    ("edition_duplicate", "通知", "theme", "键", "document"),
    ("edition_date_bad", "通知", "due", "值", "2020年7月10日"),
    ("edition_date_bad", "通知", "due", "值", "2020-07-32"),
    ("edition_date_bad", "通知", "due", "值", "七月十日"),
    ("edition_value_unknown", "通知", "recommending_levels", "值", "市、镇"),
    ("edition_value_missing", "单位", "郑州市", "类别", ""),
    ("edition_value_unknown", "单位", "郑州市", "类别", "城市"),
    ("edition_duplicate", "单位", "开封市", "名称", "郑州市"),
    ("edition_duplicate", "单位", "开封市", "名称", " 郑 州市"),
    ("edition_reference_unknown", "单位", "中原油田", "直报统计表", "qc_statistic"),
    ("edition_reference_unknown", "单位", "中原油田", "直报统计表", "qc_statistics、enterprises"),
    ("edition_quota_bad", "单位", "郑州市", "质量信得过班组数", "约5"),
    ("edition_quota_bad", "单位", "郑州市", "质量信得过班组数", "-5"),
    ("edition_quota_bad", "单位", "郑州市", "质量信得过班组数", 5.5),
    ("edition_quota_bad", "单位", "郑州市", "质量信得过班组数", "５"),
    ("edition_quota_bad", "单位", "郑州市", "质量信得过班组数", "²"),
    ("edition_quota_bad", "单位", "郑州市", "质量信得过班组数", "9" * 5000),
    ("edition_quota_bad", "单位", "郑州市", "质量信得过班组数", "=SUM(D2:D3)"),
    ("edition_value_unknown", "表单", STATISTICS, "扣除直报", "对"),
    ("edition_reference_unknown", "表单", "teams", "推荐栏", "team_size"),
    ("edition_reference_unknown", "表单", "teams", "推荐栏", "put_forward"),
    ("edition_reference_unknown", "表单", "qc_groups", "等次栏", "topic"),
    ("edition_reference_unknown", "表单", "qc_groups", "等次栏", "teams.recommended"),
    ("edition_reference_unknown", "表单", "teams", "名额", "team"),
    ("edition_reference_unknown", "表单", "teams", "名额", "qc_groups.tier1"),
    ("edition_duplicate", "表单", "checks", "代码", "quota"),
    ("edition_identifier_bad", "表单", "checks", "代码", "Checks"),
    ("edition_identifier_bad", "表单", "checks", "代码", "my.checks"),
    ("edition_identifier_bad", "表单", "checks", "代码", "qc2020"),
    ("edition_identifier_bad", "表单", "checks", "代码", "r"),
    ("edition_value_missing", "字段", BENEFIT, "名称", None),
    ("edition_value_unknown", "字段", f"{STATISTICS} qc_contact", "类型", "电邮"),
    ("edition_value_unknown", "字段", f"{STATISTICS} qc_email", "必填", "要"),
    ("edition_value_unknown", "字段", BENEFIT, "汇总", "平均"),
    ("edition_value_unknown", "字段", f"{STATISTICS} qc_email", "汇总", "合计"),
    ("edition_value_unknown", "字段", RATE, "汇总", "合计"),
    ("edition_value_unknown", "字段", BENEFIT, "汇总", "比率"),
    ("edition_value_unknown", "字段", "teams complaints", "计量单位", "家"),
    ("edition_value_unknown", "字段", "teams complaints", "计量单位", "万元"),
    ("edition_value_unknown", "字段", "teams complaints", "计量单位", None),
    ("edition_value_unknown", "字段", "enterprises enterprise_count", "汇总", "比率"),
    ("edition_reference_unknown", "字段", BENEFIT, "依据", None),
    ("edition_reference_unknown", "字段", BENEFIT, "依据", "qc_benefit"),
    ("edition_reference_unknown", "字段", BENEFIT, "依据", "enterprises.jingji"),
    ("edition_reference_unknown", "字段", BENEFIT, "依据", "nowhere.qc_benefit"),
    ("edition_reference_unknown", "字段", BENEFIT, "依据", "enterprises.enterprise_name"),
    ("edition_measure_mismatch", "字段", BENEFIT, "依据", "enterprises.employees"),
    ("edition_reference_unknown", "字段", BENEFIT, "依据", "qc_statistics.qc_benefit"),
    ("edition_reference_unknown", "字段", RATE, "依据", "enterprises"),
    ("edition_reference_unknown", "字段", RATE, "分母", None),
    ("edition_reference_unknown", "字段", RATE, "分母", "enterprises.staff"),
    ("edition_measure_mismatch", "字段", RATE, "分母", "enterprises.qc_benefit"),
    ("edition_reference_unknown", "字段", HELD, "选项组", "yes_or_no"),
    ("edition_reference_unknown", "字段", HELD, "选项组", None),
    ("edition_reference_unknown", "字段", "enterprises team_enterprises", "默认条件", "teams"),
    ("edition_reference_unknown", "字段", "enterprises team_enterprises", "默认条件", "enterprise_name"),
    ("edition_number_bad", "字段", NAME, "字数上限", "一百"),
    ("edition_number_bad", "字段", NAME, "字数上限", 99.5),
    ("edition_number_bad", "字段", NAME, "字数上限", "²"),
    ("edition_number_bad", "字段", "enterprises enterprise_count", "空白默认", "-1"),
    ("edition_number_bad", "字段", "enterprises enterprise_count", "空白默认", "一"),
    ("edition_value_unknown", "字段", HELD, "空白默认", "有"),
    ("edition_value_missing", "选项", "yes_no no", "代码", None),
    ("edition_identifier_bad", "选项", "yes_no no", "代码", "否"),
    ("edition_identifier_bad", "选项", "yes_no no", "代码", "no."),
    ("edition_duplicate", "选项", "yes_no no", "代码", "yes"),
    ("edition_duplicate", "选项", "yes_no no", "名称", "是"),
    ("edition_value_unknown", "规则", "too_fine", "严重度", "警告"),
    ("edition_value_unknown", "规则", "source_unit_not_child", "判断", "known_unit"),
    ("edition_value_unknown", "规则", "enterprise_duplicate", "判断", "not_greater"),
    ("edition_value_missing", "规则", "computed_differs", "判断", None),
    ("edition_value_unknown", "规则", "too_fine", "自检", "是"),
    ("edition_value_unknown", "规则", "computed_differs", "自检", "是"),
    ("edition_value_unknown", "规则", "too_fine", "自检", "可以"),
    ("edition_reference_unknown", "规则", "enterprise_duplicate", "表单", "enterprise"),
    ("edition_reference_unknown", "规则", "enterprise_duplicate", "表单", None),
    ("edition_number_bad", "规则", "too_many_members", "参数", "十"),
    ("edition_number_bad", "规则", "too_many_members", "参数", "-10"),
    ("edition_number_bad", "规则", "share_implausible", "参数", "1%"),
]

# Sheet, row, column, value: just as unusual, and fine.
GoodCell = tuple[str, str, str, object]
GOOD_CELLS: list[GoodCell] = [
    ("通知", "theme", "键", "slogan_2020"),
    ("通知", "due", "值", "2020-07-06"),
    ("通知", "recommending_levels", "值", "市, 县 行业"),
    ("单位", "郑州市", "名称", "郑州市（本级）"),
    ("单位", "中原油田", "直报统计表", None),
    ("单位", "郑州市", "质量信得过班组数", "*"),
    ("单位", "郑州市", "质量信得过班组数", "自定"),
    ("单位", "郑州市", "质量信得过班组数", 0),
    ("单位", "郑州市", "质量信得过班组数", None),
    ("单位", "郑州市", "质量信得过班组数", 5.0),
    ("表单", "checks", "代码", "live_checks"),
    ("表单", STATISTICS, "扣除直报", None),
    ("字段", f"{STATISTICS} qc_email", "必填", None),
    ("字段", f"{STATISTICS} qc_email", "计量单位", "不印"),
    ("字段", BENEFIT, "计量单位", "元"),
    ("字段", BENEFIT, "依据", "enterprises.qc_spending"),
    ("字段", RATE, "分母", "enterprises.qc_groups_total"),
    ("字段", RATE, "计量单位", "%"),
    ("字段", HELD, "空白默认", "是"),
    ("字段", NAME, "字数上限", None),
    ("字段", "enterprises team_enterprises", "默认条件", "team_participants"),
    ("选项", "yes_no no", "名称", "没有"),
    ("规则", "too_fine", "严重度", "提示"),
    ("规则", "enterprise_duplicate", "自检", "否"),
    ("规则", "enterprise_duplicate", "字段", "enterprise_name, credit_code"),
    ("规则", "year_exceeds_cumulative", "对照", "qc_groups_total；qc_benefit_total team_count_total"),
    ("规则", "too_many_members", "参数", 9),
    ("规则", "share_implausible", "参数", 0.5),
    ("规则", "group_similar", "参数", "92.5"),
    ("表单", "qc_groups", "等次栏", None),
    ("表单", "teams", "名额", None),
]

# Rules whose form, 字段 and 对照 do not go together; the fault stands at 字段.
FaultyRule = tuple[str, dict[str, str | None]]
FAULTY_RULES: list[FaultyRule] = [
    ("year_exceeds_cumulative", {"对照": None}),
    ("year_exceeds_cumulative", {"对照": "qc_groups_total"}),
    ("year_exceeds_cumulative", {"对照": "qc_groups_total、qc_total、team_count_total"}),
    ("year_exceeds_cumulative", {"字段": "qc_benefit、qc_groups_registered、team_count"}),
    ("year_exceeds_cumulative", {"字段": "qc_groups_registered、enterprises.qc_benefit、team_count"}),
    ("year_exceeds_cumulative", {"表单": "quota"}),
    ("year_exceeds_cumulative", {"表单": STATISTICS, "字段": "qc_benefit", "对照": "qc_spending_total"}),
    ("participants_exceed_employees", {"对照": "enterprise_name"}),
    ("participants_exceed_employees", {"对照": "qc_benefit"}),
    ("enterprise_duplicate", {"字段": None}),
    ("enterprise_duplicate", {"字段": "name"}),
    ("enterprise_duplicate", {"表单": STATISTICS, "字段": "qc_contact"}),
    ("enterprise_duplicate", {"对照": "employees"}),
    ("exchange_incomplete", {"对照": None}),
    ("exchange_incomplete", {"对照": "qc_exchange_place"}),
    ("exchange_incomplete", {"对照": "cover.nil_return"}),
    ("exchange_incomplete", {"对照": "qc_exchange_held、qc_exchange_held"}),
    ("exchange_incomplete", {"字段": "qc_exchange_where"}),
    ("exchange_not_empty", {"表单": "enterprises"}),
    ("report_empty", {"对照": "nil_return"}),
    ("report_empty", {"对照": "cover.preparer"}),
    ("report_empty", {"对照": "enterprises.credit_code"}),
    ("nil_return_with_rows", {"对照": None}),
    ("nil_return_with_rows", {"字段": "cover.nil_return"}),
    ("computed_differs", {"表单": "enterprises"}),
    ("computed_overwritten", {"对照": "qc_benefit"}),
    ("too_many_members", {"参数": None}),
    ("too_many_members", {"字段": "group_name"}),
    ("too_many_members", {"表单": "teams", "字段": "team_name"}),
    ("part_exceeds_members", {"对照": "group_name"}),
    ("part_exceeds_members", {"对照": None}),
    ("part_exceeds_members", {"对照": "members、members、members"}),
    ("figure_out_of_scale", {"参数": None}),
    ("figure_out_of_scale", {"对照": "employees"}),
    ("figure_out_of_scale", {"对照": "employees、enterprise_name"}),
    ("team_figures_missing", {"对照": "enterprise_name"}),
    ("team_figures_missing", {"对照": "team_count、team_count_total"}),
    ("team_figures_without_teams", {"字段": "enterprise_name"}),
    ("share_implausible", {"字段": "incidents"}),
    ("enterprise_not_listed", {"对照": "enterprise_name"}),
    ("enterprise_not_listed", {"对照": "qc_statistics.qc_contact"}),
    ("enterprise_not_listed", {"对照": "enterprises.name"}),
    ("deducted_enterprise_recommended", {"对照": None}),
    ("team_not_accident_free", {"字段": "incidents"}),
    ("team_had_incidents", {"字段": "no_incident_3y"}),
    ("quota_exceeded", {"表单": STATISTICS}),
    ("quota_exceeded", {"对照": "recommended"}),
    ("enterprise_similar", {"参数": None}),
    ("enterprise_similar", {"对照": "code"}),
    ("email_bad", {"字段": "qc_contact"}),
    ("postcode_bad", {"字段": "qc_email"}),
]


def add_column(sheet: str, name: str) -> Edit:
    return lambda book: book[sheet].cell(1, book[sheet].max_column + 1, name)


def rename_column(sheet: str, old: str, new: str | None) -> Edit:
    return lambda book: setattr(table_cell(book, sheet, "", old), "value", new)


def merge(sheet: str, cells: str) -> Edit:
    return lambda book: book[sheet].merge_cells(cells)


Where = Callable[[Workbook], str]
"""Finds a cell in the edition as it was before an edit."""


def at(address: str) -> Where:
    return lambda _: address


def cell(sheet: str, row: str, column: str) -> Where:
    return lambda book: table_cell(book, sheet, row, column).coordinate


def below(sheet: str, column: str) -> Where:
    """The cell of a column in the row that `add_row` adds."""
    return lambda book: f"{table_cell(book, sheet, '', column).column_letter}{book[sheet].max_row + 1}"


def beside(sheet: str) -> Where:
    """The header cell that `add_column` adds."""
    return lambda book: book[sheet].cell(1, book[sheet].max_column + 1).coordinate


def holding(sheet: str, text: str) -> Where:
    """The first cell of a drawn form that holds a text."""
    return lambda book: next(
        found.coordinate for row in book[sheet].iter_rows() for found in row if text in str(found.value)
    )


NOWHERE = at("")
TOTAL = {"名称": "合计", "类别": "合计", "质量管理小组总数": 701, "质量信得过班组数": 200}
FAULTY_TABLES: list[tuple[Edit, list[tuple[str, str, Where]]]] = [
    (rename_column("通知", "说明", None), [("edition_column_missing", "通知", at("A1"))]),
    (
        rename_column("通知", "说明", "备注"),
        [("edition_column_missing", "通知", at("A1")), ("edition_column_unknown", "通知", at("D1"))],
    ),
    (add_column("规则", "备注"), [("edition_column_unknown", "规则", beside("规则"))]),
    (add_column("单位", "优秀企业名额"), [("edition_column_unknown", "单位", beside("单位"))]),
    (add_column("选项", "说明"), [("edition_duplicate", "选项", beside("选项"))]),
    (
        add_row("选项", {"选项组": "名额", "代码": "firms", "名称": "优秀企业名额"}),
        [("edition_column_missing", "单位", at("A1"))],
    ),
    (merge("通知", "C2:D2"), [("edition_cells_merged", "通知", at("C2"))]),
    (
        merge("规则", "H1:I1"),
        [("edition_cells_merged", "规则", at("H1")), ("edition_column_missing", "规则", at("A1"))],
    ),
    (drop_row("通知", "document"), [("edition_value_missing", "通知", NOWHERE)]),
    (
        put("通知", "title", "键", "titel"),
        [
            ("edition_value_missing", "通知", NOWHERE),
            ("edition_placeholder_unknown", "填报说明", holding("填报说明", "{{notice.title}}")),
        ],
    ),
    (
        put("表单", "quota", "种类", "名额表"),
        [
            ("edition_value_unknown", "表单", cell("表单", "quota", "种类")),
            *(
                ("edition_placeholder_unknown", "名额", holding("名额", f"quota.{part}"))
                for part in ("label", "value", "note")
            ),
        ],
    ),
    (
        add_row("字段", {"表单": "firms", "代码": "size", "名称": "人数", "类型": "文本"}),
        [("edition_reference_unknown", "字段", below("字段", "表单"))],
    ),
    (
        put("选项", "名额 teams", "所属", "qc_group"),
        [
            ("edition_reference_unknown", "表单", cell("表单", "teams", "名额")),
            ("edition_reference_unknown", "选项", cell("选项", "名额 teams", "所属")),
        ],
    ),
    (
        add_row("字段", {"表单": "quota", "代码": "size", "名称": "人数", "类型": "文本"}),
        [
            ("edition_reference_unknown", "字段", below("字段", "表单")),
            ("edition_field_not_drawn", "名额", NOWHERE),
        ],
    ),
    (
        add_row("规则", {"代码": "not_invented_yet", "严重度": "必改"}),
        [("edition_reference_unknown", "规则", below("规则", "代码"))],
    ),
    (
        add_row("规则", {"代码": "too_fine", "严重度": "必改"}),
        [("edition_duplicate", "规则", below("规则", "代码"))],
    ),
    (drop_row("规则", "too_fine"), [("edition_rule_missing", "规则", NOWHERE)]),
    (
        put("规则", "enterprise_duplicate", "判断", "uniqe"),
        [
            ("edition_value_unknown", "规则", cell("规则", "enterprise_duplicate", "判断")),
            ("edition_value_unknown", "规则", cell("规则", "enterprise_duplicate", "自检")),
        ],
    ),
]

# Both numbers of a notice are kept; the edition can be used.
DIFFERING_TOTALS: list[tuple[Edit, tuple[str, str, Where]]] = [
    (
        put("单位", "郑州市", "一等", 6),
        ("edition_quota_tiers", "单位", cell("单位", "郑州市", "质量管理小组总数")),
    ),
    (
        add_row("单位", TOTAL),
        ("edition_quota_total", "单位", below("单位", "质量管理小组总数")),
    ),
]
TOTALS_THAT_AGREE = [
    put("单位", "郑州市", "质量管理小组总数", "*"),
    put("单位", "郑州市", "质量管理小组总数", None),
    put("单位", "其他", "质量管理小组总数", 64),
    add_row("单位", {**TOTAL, "质量管理小组总数": 700}),
    add_row("单位", {**TOTAL, "质量管理小组总数": "自定"}),
]


def rounds(cases: Iterable[Case], place: Callable[[Case], object]) -> list[list[Case]]:
    """The cases in batches of which none touches a place twice: reading one workbook takes its time."""
    batches: list[dict[object, Case]] = []
    for case in cases:
        batch = next((batch for batch in batches if place(case) not in batch), None)
        if batch is None:
            batches.append(batch := {})
        batch[place(case)] = case
    return [list(batch.values()) for batch in batches]


def before_edit(found: Iterable[tuple[str, str, Where]]) -> list[Place]:
    book = pristine()
    return sorted((code, sheet, where(book)) for code, sheet, where in found)


def faults(*edits: Edit) -> list[Place]:
    """What is wrong after the edits, which keep the edition from being used."""
    edition, problems = read_changed(*edits)
    assert edition is None
    return places(problems)


# ---- one fault


@pytest.mark.parametrize(("code", "sheet", "row", "column", "value"), FAULTY_CELLS)
def test_a_faulty_cell_is_reported_at_its_address_and_nothing_else(
    code: str, sheet: str, row: str, column: str, value: object
) -> None:
    expected = before_edit([(code, sheet, cell(sheet, row, column))])

    assert faults(put(sheet, row, column, value)) == expected


@pytest.mark.parametrize("cells", rounds(GOOD_CELLS, lambda case: case[:2]))
def test_unusual_cells_that_are_fine_are_not_reported(cells: list[GoodCell]) -> None:
    sound(*(put(*case) for case in cells))


@pytest.mark.parametrize("rules", rounds(FAULTY_RULES, lambda case: case[0]))
def test_rules_that_cannot_be_judged_are_reported_at_their_fields(rules: list[FaultyRule]) -> None:
    expected = before_edit(("edition_rule_fields", "规则", cell("规则", code, "字段")) for code, _ in rules)

    found = faults(*(put("规则", code, *change) for code, made in rules for change in made.items()))

    assert found == expected


@pytest.mark.parametrize(("edit", "found"), FAULTY_TABLES)
def test_a_faulty_table_is_reported_with_all_that_follows_from_it(
    edit: Edit, found: list[tuple[str, str, Where]]
) -> None:
    assert faults(edit) == before_edit(found)


# ---- printed totals (field rule 6)


@pytest.mark.parametrize(("edit", "found"), DIFFERING_TOTALS)
def test_printed_totals_that_differ_from_our_sums_are_told_and_kept(
    edit: Edit, found: tuple[str, str, Where]
) -> None:
    edition, problems = read_changed(edit)

    assert edition is not None
    assert places(problems) == before_edit([found])
    assert {problem.severity for problem in problems} == {Severity.INFO}


@pytest.mark.parametrize("edit", TOTALS_THAT_AGREE)
def test_totals_that_agree_or_cannot_be_compared_are_not_told(edit: Edit) -> None:
    sound(edit)


# ---- many faults


def test_all_faults_of_a_workbook_are_found_in_one_pass() -> None:
    touched: dict[tuple[str, str], tuple[Edit, Place]] = {}
    for code, sheet, row, column, value in FAULTY_CELLS:
        place = table_cell(pristine(), sheet, row, column).coordinate
        if column not in ("键", "代码", "表单"):
            touched.setdefault((sheet, row), (put(sheet, row, column, value), (code, sheet, place)))

    found = faults(*(edit for edit, _ in touched.values()))

    assert len(touched) > 15
    assert set(found) >= {place for _, place in touched.values()}


def test_every_missing_rule_is_named() -> None:
    _, problems = read_changed(lambda book: book["规则"].delete_rows(2, 1000))

    assert places(problems) == [("edition_rule_missing", "规则", "")] * len(RULED)
    assert {problem.value for problem in problems} == set(RULED)


@pytest.mark.parametrize("sheet", sheet_names())
def test_a_missing_sheet_is_named(sheet: str) -> None:
    assert ("edition_sheet_missing", sheet, "") in faults(lambda book: book.remove(book[sheet]))


@pytest.mark.parametrize("sheet", ["通知", "自检"])
def test_a_chart_sheet_in_place_of_a_sheet_is_as_good_as_none(sheet: str) -> None:
    def edit(book: Workbook) -> None:
        book.remove(book[sheet])
        book.create_chartsheet(sheet).add_chart(BarChart())

    assert ("edition_sheet_missing", sheet, "") in faults(edit)


@pytest.mark.parametrize("sheet", table_sheets())
def test_every_column_of_an_empty_table_is_missing(sheet: str) -> None:
    found = faults(lambda book: book[sheet].delete_rows(1, book[sheet].max_row))

    assert found.count(("edition_column_missing", sheet, "A1")) >= len(COLUMNS[sheet])


@pytest.mark.parametrize("sheet", drawn_sheets())
def test_every_field_of_an_empty_drawing_is_missing(sheet: str) -> None:
    found = faults(lambda book: book[sheet].delete_rows(1, book[sheet].max_row))

    assert ("edition_field_not_drawn", sheet, "") in found


def test_a_workbook_with_one_empty_sheet_lacks_every_table(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    Workbook().save(path)

    edition, problems = read_edition(path.read_bytes())

    assert edition is None
    assert {("edition_sheet_missing", sheet, "") for sheet in COLUMNS} <= set(places(problems))
