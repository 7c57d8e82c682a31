"""The lists and documents of henan-2020 say what the notice prints, to the letter (附件4, 7, 9)."""

from __future__ import annotations

import re

import pytest

from qcxl.core.sheets.layout import lay_out
from qcxl.model.edition import QUOTA_GROUP
from qcxl.model.form import FieldKind, FormKind, Method, Need
from qcxl.model.grid import column_letters
from tests.support.editions import pristine
from tests.support.workbooks import edition

HENAN = "henan-2020"
PRINTED = {
    "qc_groups": (
        "河南省质量管理小组推荐汇总",
        "附件9-1",
        [
            ("enterprise_name", "企业名称 (以公章为准)"),
            ("group_name", "小组名称"),
            ("members", "成员名单"),
            ("topic_type", "课题类型"),
            ("union_members", "工会会员数"),
            ("women", "成员女性数"),
            ("youth", "成员青年数"),
        ],
    ),
    "qc_judges": (
        "河南省质量管理小组评委名单",
        "附件9-2",
        [
            ("judge_name", "姓名"),
            ("employer", "工作单位(通讯地址)"),
            ("certificate_number", "评委证书编号"),
            ("mobile", "手机"),
        ],
    ),
    "teams": (
        "河南省质量信得过班组推荐汇总",
        "附件9-3",
        [
            ("enterprise_name", "企业名称 (以公章为准)"),
            ("team_name", "班组名称"),
            ("team_size", "班组人数"),
            ("union_members", "工会会员数"),
            ("women", "成员女性数"),
            ("youth", "成员青年数"),
        ],
    ),
    "team_judges": (
        "河南省质量信得过班组评委名单",
        "附件9-4",
        [
            ("judge_name", "姓名"),
            ("employer", "工作单位（通讯地址）"),
            ("certificate_number", "全国 TQG 评委证书号"),
            ("mobile", "手机"),
        ],
    ),
}
"""Title, sheet and printed columns of 附件9 一 to 四, after 序号."""
OUTSIDE_PRINT = {
    # 附件3, then 附件10 一
    "qc_groups": [
        ("recommended", "是否推荐"),
        ("tier", "推荐等次"),
        ("topic", "课题名称"),
        ("address", "详细通信地址"),
        ("postcode", "邮编"),
        ("department", "小组联系部门"),
        ("contact", "直接联系人"),
        ("mobile", "手机"),
        ("introduction", "QC 小组简介和主要活动过程及效果"),
        ("evaluation", "成果评价（优势/不足之处，限 300 字）"),
        ("score", "分数"),
    ],
    "qc_judges": [],
    # 附件6, then 附件1 item 1, then 附件10 二
    "teams": [
        ("recommended", "是否推荐"),
        ("address", "详细通讯地址"),
        ("postcode", "邮编"),
        ("department", "主管部门"),
        ("contact", "直接联系人"),
        ("mobile", "手机"),
        ("phone", "电话"),
        ("leader", "班组长"),
        ("completion_rate", "班组工作完成率%"),
        ("quality_pass_rate", "质量考核合格率%"),
        ("defect_rate", "产品/服务不合格率%"),
        ("incidents", "年质量、安全事故数"),
        ("complaints", "年顾客投诉数"),
        ("first_pass_rate", "产品/服务一次合格率"),
        ("training", "年培训人数/时数"),
        ("improvement_rate", "成员参与改进活动率%"),
        ("quality_cost", "质量成本（万元/年）"),
        ("no_incident_3y", "近3年无质量、安全、环保事故"),
        ("introduction", "质量信得过班组简介及活动结果"),
        ("evaluation", "材料评价（符合标准程度/特色/不足之处）"),
        ("score", "打分"),
        ("rank", "排序"),
        ("judge", "评委"),
    ],
    "team_judges": [],
}
SOURCE = ("source_unit", "来源单位（汇总时程序填）")
CHAPTERS = {
    "qc_work_summary": (
        "2020 年质量管理小组活动总结要求",
        "附件4",
        ["一、基本情况", "二、推进经验和做法", "三、存在的问题及改进方向"],
    ),
    "team_work_summary": (
        "2020 年推进质量信得过班组建设活动总结",
        "附件7",
        ["一、基本情况", "二、推进经验和做法", "三、存在问题及改进方向"],
    ),
    "team_material": ("质量信得过班组创建材料", "附件6", []),
}


def header(sheet: str) -> list[str]:
    """The texts of the row of column names, from the first column on."""
    form = next(form for form in edition(HENAN).forms if form.sheet == sheet)
    row = lay_out(edition(HENAN))[form.id].header_row - 2
    return [str(cell.value) for cell in pristine()[sheet][row]]


@pytest.mark.parametrize("form", PRINTED)
def test_a_list_is_called_as_the_notice_calls_it(form: str) -> None:
    found = edition(HENAN).form(form)

    assert (found.title, found.sheet) == PRINTED[form][:2]
    assert found.annex == "附件9"
    assert found.kind is FormKind.LIST


@pytest.mark.parametrize("form", PRINTED)
def test_the_columns_are_those_of_the_notice_then_those_of_the_applications(form: str) -> None:
    fields = [(field.id, field.label) for field in edition(HENAN).form(form).fields]

    assert fields == [*PRINTED[form][2], *OUTSIDE_PRINT[form], SOURCE]


@pytest.mark.parametrize("form", PRINTED)
def test_the_columns_are_drawn_in_their_order_after_the_running_number(form: str) -> None:
    found = edition(HENAN).form(form)

    assert header(found.sheet) == ["序号", *(field.label for field in found.fields)]


@pytest.mark.parametrize("form", PRINTED)
def test_only_what_the_notice_prints_is_printed(form: str) -> None:
    sheet = pristine()[edition(HENAN).form(form).sheet]
    last = column_letters(1 + len(PRINTED[form][2]))

    assert re.sub(r".*!|\$|[0-9]", "", sheet.print_area) == f"A:{last}"
    assert sheet.page_setup.orientation == "landscape"


@pytest.mark.parametrize("form", PRINTED)
def test_the_printed_columns_are_needed_and_the_others_only_where_recommended(form: str) -> None:
    found = edition(HENAN).form(form)
    needs = {field.id: field.need for field in found.fields}
    printed = [id_ for id_, _ in PRINTED[form][2]]

    assert {needs[id_] for id_ in printed} <= {Need.REQUIRED, Need.ADVISED}
    assert {needs[id_] for id_, _ in OUTSIDE_PRINT[form]} <= {Need.RECOMMENDED, Need.OPTIONAL}
    assert needs["source_unit"] is Need.OPTIONAL


def test_the_judges_certificate_numbers_are_asked_for() -> None:
    for form in ("qc_judges", "team_judges"):
        field = edition(HENAN).form(form).field("certificate_number")

        assert (field.need, field.kind) == (Need.ADVISED, FieldKind.CODE)


@pytest.mark.parametrize("form", ["qc_groups", "teams"])
def test_rows_are_recommended_unless_they_say_no(form: str) -> None:
    found = edition(HENAN).form(form)
    field = found.field(found.recommended)

    assert (field.id, field.default, field.method) == ("recommended", "是", Method.SUM)
    assert [choice.label for choice in edition(HENAN).choices[field.choices]] == ["是", "否"]


def test_groups_have_the_tiers_and_the_quota_of_the_notice() -> None:
    of = edition(HENAN)
    groups, teams = of.form("qc_groups"), of.form("teams")
    tiers = [choice.label for choice in of.choices[groups.field(groups.tier).choices]]
    printed = [choice.label for choice in of.choices[QUOTA_GROUP] if choice.parent == groups.quota]

    assert tiers == printed == ["一等", "二等", "三等"]
    assert (groups.quota, teams.quota, teams.tier) == ("qc_groups", "teams", "")


def test_the_types_of_topics_are_those_of_2020() -> None:
    of = edition(HENAN)
    field = of.field("qc_groups.topic_type")

    assert [choice.label for choice in of.choices[field.choices]] == ["问题解决型", "创新型"]


def test_the_totals_of_the_teams_are_drawn_above_the_columns_that_the_notice_adds_up() -> None:
    columns = header("附件9-3")
    labels = {
        columns[place]: value
        for row in pristine()["附件9-3"].iter_rows(values_only=True)
        for place, value in enumerate(row)
        if str(value).startswith("{{total.")
    }

    assert labels == {
        "班组人数": "{{total.team_size}}",
        "工会会员数": "{{total.union_members}}",
        "成员女性数": "{{total.women}}",
        "成员青年数": "{{total.youth}}",
    }


def test_a_comment_on_a_group_has_300_characters_and_one_on_a_team_as_many_as_it_takes() -> None:
    of = edition(HENAN)

    assert of.field("qc_groups.evaluation").max_length == int(of.fact("comment_max_characters")) == 300
    assert of.field("teams.evaluation").max_length is None


def test_the_documents_are_those_of_the_notice_with_its_chapters() -> None:
    found = {
        form.id: (form.title, form.annex, [field.label for field in form.fields])
        for form in edition(HENAN).documents
    }

    assert found == CHAPTERS


LIMITS = {
    ("material_too_short", "qc_work_summary"): "summary_min_characters",
    ("material_too_short", "team_work_summary"): "summary_min_characters",
    ("material_too_long", "team_material"): "team_material_max_characters",
    ("too_many_members", "qc_groups"): "group_member_places",
}


def test_limits_are_the_facts_of_the_notice() -> None:
    rules = {(rule.code, rule.form): rule for rule in edition(HENAN).rules}

    assert {key: rules[key].limit for key in LIMITS} == {
        key: edition(HENAN).fact(fact) for key, fact in LIMITS.items()
    }


def test_every_chapter_of_a_document_is_looked_for() -> None:
    rules = {rule.form: rule.fields for rule in edition(HENAN).rules if rule.code == "chapter_missing"}
    documents = {form.id: tuple(field.id for field in form.fields) for form in edition(HENAN).documents}

    assert rules == {id_: fields for id_, fields in documents.items() if fields}
