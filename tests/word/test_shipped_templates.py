"""The official forms as they are shipped: their fields, their labels and how they print."""

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document

from qcxl.word.template import compile_template
from tests.support.libreoffice import convert_all, page_sizes, page_text, requires_libreoffice

TEMPLATES = Path(__file__).parents[2] / "templates"
A4 = (210, 297)

TITLE_FIELDS = {"form.title", "notice.period", "notice.due", "notice.addressee", "unit.name"}
CONTACT_FIELDS = {"qc_department", "qc_contact", "qc_mobile", "qc_email", "qc_address", "qc_postcode"}
EXCHANGE_FIELDS = {
    f"qc_exchange_{name}" for name in ("held", "entered", "presented", "time", "place", "attendees")
}
INDICATOR_FIELDS = {
    "qc_groups_total",
    "qc_groups_registered",
    "qc_participation_rate",
    "qc_groups_active",
    "qc_benefit",
    "qc_achievement_rate",
    "qc_spending",
    "qc_rewards",
}
TEAM_FIELDS = {
    *("team_enterprises", "team_count", "team_count_total", "team_participants", "teams_recommended"),
    *("team_spending", "team_rewards", "team_features"),
    *(f"team_{field.removeprefix('qc_')}" for field in EXCHANGE_FIELDS | CONTACT_FIELDS),
}
REVIEW_FIELDS = {f"team_review_{form}" for form in ("exchange", "onsite", "with_qc", "alone")}
TICKED = {"qc_exchange_held", "team_exchange_held", *REVIEW_FIELDS}
"""The fields that are shown as ticked boxes."""


@dataclass(frozen=True)
class Form:
    path: str
    fields: frozenset[str]
    rows: tuple[tuple[str, ...], ...]


HENAN = Form(
    "henan-2020/附件5.docx",
    frozenset(TITLE_FIELDS | INDICATOR_FIELDS | {"qc_benefit_total"} | EXCHANGE_FIELDS | CONTACT_FIELDS),
    (
        ("统计项目", "单位", "数量"),
        ("历年来累计已登记注册 QC 小组数", "万个", "{{qc_groups_total}}"),
        ("本年度已登记注册 QC 小组数", "万个", "{{qc_groups_registered}}"),
        ("本年度 QC 小组普及率=参加 QC 小组人数/职工总数×100%", "百分数", "{{qc_participation_rate}}"),
        ("本年度坚持活动的 QC 小组数", "万个", "{{qc_groups_active}}"),
        ("历年来累计 QC 小组创可计算的经济效益", "万元", "{{qc_benefit_total}}"),
        ("本年度 QC 小组创可计算的经济效益", "万元", "{{qc_benefit}}"),
        ("本年度 QC 小组成果率=取得成果小组数/QC 小组注册数×100%", "百分数", "{{qc_achievement_rate}}"),
        ("本年度企业对 QC 小组活动经费投入（培训、交流、书籍等费用）", "万元", "{{qc_spending}}"),
        ("本年度企业对 QC 小组活动奖励费用", "万元", "{{qc_rewards}}"),
        (
            "是否组织交流会",
            "{{qc_exchange_held=是}}是 {{qc_exchange_held=否}}否",
            "交流会报名小组数",
            "{{qc_exchange_entered}}",
            "交流小组数",
            "{{qc_exchange_presented}}",
        ),
        (
            "交流会时间",
            "{{qc_exchange_time}}",
            "交流会地点",
            "{{qc_exchange_place}}",
            "参会人数",
            "{{qc_exchange_attendees}}",
        ),
        ("QC 小组工作归口部门及负责人：{{qc_department}}",),
        ("联系人：{{qc_contact}}", "手机：{{qc_mobile}}", "邮箱：{{qc_email}}"),
        ("通信地址：{{qc_address}}", "邮编：{{qc_postcode}}"),
    ),
)
HENAN_TEAMS = Form(
    "henan-2020/附件8.docx",
    frozenset(TITLE_FIELDS | TEAM_FIELDS | REVIEW_FIELDS),
    (
        ("统计项目", "单位", "数量"),
        ("本年度开展质量信得过班组企业数", "个", "{{team_enterprises}}"),
        ("本年度开展质量信得过班组数", "个", "{{team_count}}"),
        ("历年质量信得过班组累计数", "个", "{{team_count_total}}"),
        ("本年度参与质量信得过班组活动员工数", "人次", "{{team_participants}}"),
        ("本年度推荐质量信得过班组数", "个", "{{teams_recommended}}"),
        ("本年度对质量信得过班组活动投入费用 (培训、交流、规范化等)", "万元", "{{team_spending}}"),
        ("本年度对质量信得过班组活动奖励费用", "万元", "{{team_rewards}}"),
        ("本年度开展质量信得过班组主要特点与问题：\n{{team_features}}",),
        (
            "质量信得过班组评审及交流形式",
            (
                "交流评审 {{team_review_exchange=是}}\u3000现场评审 {{team_review_onsite=是}}\u3000"
                "与 QC 小组合开 {{team_review_with_qc=是}}\u3000单独举办 {{team_review_alone=是}}"
            ),
        ),
        (
            "是否组织交流会",
            "{{team_exchange_held=是}}是 {{team_exchange_held=否}}否",
            "交流会报名班组数",
            "{{team_exchange_entered}}",
            "交流班组数",
            "{{team_exchange_presented}}",
        ),
        (
            "交流会时间",
            "{{team_exchange_time}}",
            "交流会地点",
            "{{team_exchange_place}}",
            "参会人数",
            "{{team_exchange_attendees}}",
        ),
        ("质量信得过班组工作归口部门及负责人：{{team_department}}",),
        ("联系人：{{team_contact}}", "手机：{{team_mobile}}", "邮箱：{{team_email}}"),
        ("通信地址：{{team_address}}", "邮编：{{team_postcode}}"),
    ),
)
CHONGQING = Form(
    "chongqing-2019/附件4.docx",
    frozenset(TITLE_FIELDS | {"unit.parent", "qc_features"} | INDICATOR_FIELDS | CONTACT_FIELDS),
    (
        ("统计项目", "单位", "数量"),
        ("历年来已登记注册 QC小组累计数", "个", "{{qc_groups_total}}"),
        ("本年度已登记注册 QC小组数", "个", "{{qc_groups_registered}}"),
        ("本年度 QC小组普及率＝参加 QC小组人数/职工总数×100%", "百分数", "{{qc_participation_rate}}"),
        ("本年度坚持活动的 QC小组数", "个", "{{qc_groups_active}}"),
        ("本年度 QC小组创可计算的经济效益", "万元", "{{qc_benefit}}"),
        ("本年度 QC 小组成果率＝取得成果小组数/QC 小组注册数×100%", "百分数", "{{qc_achievement_rate}}"),
        ("本年度企业对 QC小组活动经费投入（培训、交流、书籍等费用）", "万元", "{{qc_spending}}"),
        ("本年度企业对 QC小组活动奖励费用", "万元", "{{qc_rewards}}"),
        ("本年度 QC小组活动主要特点与建议：\n{{qc_features}}",),
        ("QC小组工作归口部门及负责人：{{qc_department}}",),
        ("联系人：{{qc_contact}}", "手机：{{qc_mobile}}", "邮箱：{{qc_email}}"),
        ("通信地址：{{qc_address}}", "邮编：{{qc_postcode}}"),
    ),
)
FORMS = (HENAN, HENAN_TEAMS, CHONGQING)
QC_VALUES = {
    "form.title": "质量管理小组活动统计表",
    "notice.period": "2019 年 6 月至 2020 年 6 月",
    "notice.due": "2020 年 7 月 10 日",
    "notice.addressee": "河南省质量协会",
    "unit.name": "示范市市场监督管理局质量发展与标准化科（质量强市工作领导小组办公室）",
    "unit.parent": "样本土家族苗族自治县市场监督管理局",
    "qc_groups_total": "123.4567",
    "qc_groups_registered": "0.0035",
    "qc_participation_rate": "45.67",
    "qc_groups_active": "0.0031",
    "qc_benefit_total": "1234567.890123",
    "qc_benefit": "234567.123456",
    "qc_achievement_rate": "100.00",
    "qc_spending": "12345.678901",
    "qc_rewards": "2345.6",
    "qc_exchange_held": "是",
    "qc_exchange_entered": "128",
    "qc_exchange_presented": "96",
    "qc_exchange_time": "2020年5月18日至5月20日",
    "qc_exchange_place": "示范市样本新区第五大道示范宾馆二楼第三会议厅",
    "qc_exchange_attendees": "1260",
    "qc_department": "示范市市场监督管理局质量发展与标准化科（质量强市办公室）欧阳示例",
    "qc_contact": "欧阳示例、司马样本",
    "qc_mobile": "000-0000-0000",
    "qc_email": "zhiliangfazhan.qcxiaozu@quality.example.org",
    "qc_address": "示范省示范市样本新区第二十四大街与第七大道交叉口行政服务中心主楼十二层一二〇六室",
    "qc_postcode": "000000",
    "qc_features": "围绕提质降本增效开展小组活动，课题来自现场，成果及时纳入标准。" * 10
    + "\n建议：多办县区骨干培训，多组织跨行业交流。" * 4,
}
LONG_VALUES = QC_VALUES | {
    **{f"team_{name.removeprefix('qc_')}": value for name, value in QC_VALUES.items() if name[:3] == "qc_"},
    # The box has room for this much where every other entry is long too.
    "team_features": "围绕提质降本增效开展班组活动，课题来自现场，成果及时纳入标准。" * 5,
    "team_enterprises": "1234",
    "team_count": "12345",
    "team_count_total": "123456",
    "team_participants": "1234567",
    "teams_recommended": "53",
    "team_review_exchange": "是",
    "team_review_onsite": "",
    "team_review_with_qc": "是",
    "team_review_alone": "否",
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_placeholders_are_the_fields_of_the_form(form: Form) -> None:
    assert compile_template((TEMPLATES / form.path).read_bytes()).fields == form.fields


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_labels_and_measures_are_those_of_the_notice(form: Form) -> None:
    table = Document(str(TEMPLATES / form.path)).tables[-1]

    printed = tuple(
        tuple("\n".join(p.text for p in cell.p_lst) for cell in row._tr.tc_lst) for row in table.rows
    )

    assert printed == form.rows


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_dates_and_titles_of_one_notice_are_not_drawn_into_the_form(form: Form) -> None:
    text = "".join(Document(str(TEMPLATES / form.path)).element.itertext())

    assert "20" not in text
    assert "统计表" not in text


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_a_template_is_lean(form: Form) -> None:
    assert (TEMPLATES / form.path).stat().st_size < 10_000


@requires_libreoffice
def test_filled_and_blank_forms_print_on_one_a4_page_with_every_value(tmp_path: Path) -> None:
    blank_values = dict.fromkeys(LONG_VALUES, "")
    paths = []
    for number, form in enumerate(FORMS):
        template = compile_template((TEMPLATES / form.path).read_bytes())
        for state, values in (("filled", LONG_VALUES), ("blank", blank_values)):
            paths.append(tmp_path / f"{number}-{state}.docx")
            paths[-1].write_bytes(template.render(values))

    pdfs = convert_all(paths, "pdf", tmp_path / "pdf")

    assert [page_sizes(pdf) for pdf in pdfs] == [[A4]] * len(pdfs)
    for form, pdf in zip(FORMS, pdfs[::2], strict=True):
        text = page_text(pdf)
        wanted = {name: "".join(LONG_VALUES[name].split()) for name in form.fields - TICKED}
        assert [name for name, value in wanted.items() if value not in text] == []


@pytest.mark.parametrize(("form", "held"), [(HENAN, "qc_exchange_held"), (HENAN_TEAMS, "team_exchange_held")])
def test_the_choice_of_the_exchange_meeting_is_ticked(form: Form, held: str) -> None:
    template = compile_template((TEMPLATES / form.path).read_bytes())

    filled = Document(io.BytesIO(template.render(LONG_VALUES | {held: "否"})))

    row = next(row for row in filled.tables[-1].rows if row.cells[0].text == "是否组织交流会")
    assert row.cells[1].text == "□是 ☑否"


def test_every_way_of_review_that_was_chosen_is_ticked() -> None:
    template = compile_template((TEMPLATES / HENAN_TEAMS.path).read_bytes())

    filled = Document(io.BytesIO(template.render(LONG_VALUES)))

    row = next(row for row in filled.tables[-1].rows if row.cells[0].text == "质量信得过班组评审及交流形式")
    assert row.cells[-1].text.split("\u3000") == [
        "交流评审 ☑",
        "现场评审 □",
        "与 QC 小组合开 ☑",
        "单独举办 □",
    ]
