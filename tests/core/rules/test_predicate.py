"""Rules take their severity and clause from the edition, and only fit where they can work."""

from __future__ import annotations

import pytest

from qcxl.core.documents.document_checks import DOCUMENT_PREDICATES
from qcxl.core.rules import PREDICATES
from qcxl.model.edition import Rule
from qcxl.model.problem import Severity
from tests.support.submissions import CHONGQING, HENAN, rule_problems, with_rule, with_severity
from tests.support.workbooks import edition

FAULTS = """
    enterprises
    | enterprise_name | direct_unit | employees | qc_participants | qc_groups_total | qc_groups_registered | qc_groups_active | qc_groups_with_results | source_unit |
    | --------------- | ----------- | --------- | --------------- | --------------- | -------------------- | ---------------- | ---------------------- | ----------- |
    | 甲公司          | 无此行业    | 10        | 20              | 5               | 6                    | 6                | 7                      | 无此单位    |
    | 甲公司          |             | 10        | 10              | 5               | 5                    | 5                | 5                      | 无此单位    |

    cover
    | nil_return |
    | 是         |

    qc_statistics
    | qc_exchange_held | qc_exchange_presented | qc_exchange_entered | qc_groups_total | qc_groups_registered |
    | 是               | 3                     | 2                   | =9              | 9                    |
    """  # noqa: E501


def one(form: str, **entries: str) -> str:
    """A workbook with one row in this list, or with these entries on this card."""
    return f"{form}\n| {' | '.join(entries)} |\n| {' | '.join(entries.values())} |"


def two(form: str, field: str, first: str, second: str) -> str:
    """A workbook with two rows of the same enterprise in this list."""
    return f"{form}\n| enterprise_name | {field} |\n| 甲公司 | {first} |\n| 甲公司 | {second} |"


DIRECT, LUOHE, CITY = "HY01", "4111", "4115"
"""A unit that reports directly, one that may recommend one team and six groups of three tiers, and a city."""
ELEVEN = "、".join(f"{surname}某甲" for surname in "赵钱孙李周吴郑王冯陈褚")
SUM = """
    enterprises
    | enterprise_name | employees | qc_participants | qc_spending |
    | 甲公司          | 10        | 5               | 0           |
    | 乙公司          | 20        | 6               | {0}         |
    | 丙公司          | 30        | 11              | {0}         |
    """
MORE = {
    "total_row_in_list": ("enterprises\n| enterprise_name |\n| 甲公司 |\n| 合计 |", ""),
    "row_is_no_entry": (one("enterprises", enterprise_name="注：数据截至 6 月"), ""),
    "sum_of_rows_in_list": (SUM.format("3"), ""),
    "row_may_be_a_sum": (SUM.format("0"), ""),
    "credit_code_duplicate": (
        "enterprises\n| enterprise_name | credit_code |\n| 甲公司 | X1 |\n| 乙公司 | X1 |",
        "",
    ),
    "report_empty": ("", ""),
    "total_differs": (one("teams", **{"team_size": "9", "total.team_size": "=8"}), ""),
    "exchange_not_empty": ("qc_statistics\n| qc_exchange_held | qc_exchange_entered |\n| 否 | 2 |", ""),
    "direct_unit_ignored": ("enterprises\n| enterprise_name | direct_unit |\n| 甲公司 | HY02 |", DIRECT),
    # figures
    "team_figures_without_teams": (one("enterprises", team_count="0", team_participants="5"), ""),
    "team_figures_missing": (one("enterprises", team_count="2"), ""),
    "team_participants_zero": (one("enterprises", team_count="2", team_participants="0"), ""),
    "figure_out_of_scale": (one("enterprises", employees="10", qc_groups_registered="11"), ""),
    "computed_measure_slip": (
        one("enterprises", enterprise_name="甲公司", qc_groups_total="35")
        + "\n"
        + one("qc_statistics", qc_groups_total="35"),
        "",
    ),
    "subtotal_figure_in_own_row": (one("enterprises", enterprise_count="3"), ""),
    "subtotal_repeated": (
        "enterprises\n| employees | source_unit |\n| 5 | 浉河区 |\n| 6 | 浉河区 |",
        CITY,
    ),
    "share_implausible": (one("teams", completion_rate="0.98"), ""),
    # people, groups and teams
    "too_many_members": (one("qc_groups", members=ELEVEN), ""),
    "member_twice": (one("qc_groups", members="赵某甲、钱某乙、赵某甲"), ""),
    "members_incomplete": (one("qc_groups", members="赵某甲等5人"), ""),
    "ratio_incomplete": (one("teams", training="'120"), ""),
    "part_exceeds_members": (one("qc_groups", members="赵某甲、钱某乙", women="3"), ""),
    "enterprise_similar": (
        "enterprises\n| enterprise_name |\n| 示例机械制造有限公司 |\n| 示例机械制造有限责任公司 |",
        "",
    ),
    "group_duplicate": (two("qc_groups", "group_name", "启航小组", "启航 小组"), ""),
    "group_similar": (
        two("qc_groups", "group_name", "第一机修车间启航降本增效小组", "第一机修车间“启航”降本增效小组"),
        "",
    ),
    "team_duplicate": (two("teams", "team_name", "启航班组", "启航 班组"), ""),
    "team_similar": (
        two("teams", "team_name", "第一机修车间启航降本增效班组", "第一机修车间“启航”降本增效班组"),
        "",
    ),
    "judge_duplicate": (
        "qc_judges\n| judge_name | employer |\n| 赵某甲 | 甲公司 |\n| 赵某甲 | 甲公司 |",
        "",
    ),
    "enterprise_not_listed": (
        one("enterprises", enterprise_name="甲公司") + "\n" + one("teams", enterprise_name="乙公司"),
        "",
    ),
    "deducted_enterprise_recommended": (
        one("enterprises", enterprise_name="甲公司", direct_unit="HY02")
        + "\n"
        + one("teams", enterprise_name="甲公司"),
        "",
    ),
    "quota_exceeded": (two("teams", "team_name", "启航班组", "攀登班组"), LUOHE),
    "quota_not_given": (one("teams", team_name="启航班组"), "HY01"),
    "attendees_below_presented": (
        one("qc_statistics", qc_exchange_presented="12", qc_exchange_attendees="11"),
        "",
    ),
    "tier_missing": (one("qc_groups", group_name="启航小组"), LUOHE),
    "team_had_incidents": (one("teams", incidents="1"), ""),
    "team_not_accident_free": (one("teams", no_incident_3y="否"), ""),
    # names on certificates
    "name_inner_space": (one("enterprises", enterprise_name="示例 机械有限公司"), ""),
    "name_half_width_bracket": (one("enterprises", enterprise_name="示例(河南)机械有限公司"), ""),
    "name_full_width_letter": (one("enterprises", enterprise_name="示例ＡＢＣ机械有限公司"), ""),
    "name_line_break": (one("enterprises", enterprise_name="示例机械⏎有限公司"), ""),
    "name_meaningless": (one("enterprises", enterprise_name="无"), ""),
    "name_decorated": (one("enterprises", enterprise_name="1、示例机械有限公司（盖章）"), ""),
    "name_letter_odd": (one("enterprises", enterprise_name="\u2f70例机械有限公司"), ""),
    "letter_odd": (one("teams", address="示例\u200b路 1 号"), ""),
    "text_letter_odd": (one("teams", introduction="特点\uf0b7一"), ""),
    "parent_in_front": (one("enterprises", enterprise_name="示例集团公司示例机械厂"), ""),
    "legal_suffix_missing": (one("enterprises", enterprise_name="示例机械"), ""),
    # contacts; numbers are put together from parts (hygiene)
    "mobile_bad": (one("qc_statistics", qc_mobile="'138" + "0" * 7), ""),
    "phone_bad": (one("cover", preparer_phone="没有"), ""),
    "several_numbers": (one("cover", preparer_phone="、".join(["138" + "0" * 8] * 2)), ""),
    "area_code_missing": (one("cover", preparer_phone="'6" + "0" * 6), ""),
    "area_code_elsewhere": (one("cover", preparer_phone="0371-6" + "0" * 7), ""),
    "postcode_bad": (one("qc_statistics", qc_postcode="'46420O"), ""),
    "email_bad": (one("qc_statistics", qc_email="example.com"), ""),
    "credit_code_bad": (one("enterprises", credit_code="X1"), ""),
}
NAMED = [
    "year_exceeds_cumulative",
    "active_exceeds_cumulative",
    "results_exceed_registered",
    "participants_exceed_employees",
    "enterprise_duplicate",
    "credit_code_duplicate",
    "total_row_in_list",
    "row_is_no_entry",
    "sum_of_rows_in_list",
    "row_may_be_a_sum",
    "report_empty",
    "total_differs",
    "nil_return_with_rows",
    "source_unit_not_child",
    "computed_differs",
    "computed_overwritten",
    "presented_exceed_entered",
    "attendees_below_presented",
    "exchange_incomplete",
    "exchange_not_empty",
    "direct_unit_unknown",
    "direct_unit_ignored",
    "team_figures_without_teams",
    "team_figures_missing",
    "team_participants_zero",
    "figure_out_of_scale",
    "computed_measure_slip",
    "subtotal_figure_in_own_row",
    "subtotal_repeated",
    "share_implausible",
    "too_many_members",
    "member_twice",
    "members_incomplete",
    "ratio_incomplete",
    "part_exceeds_members",
    "enterprise_similar",
    "group_duplicate",
    "group_similar",
    "team_duplicate",
    "team_similar",
    "judge_duplicate",
    "enterprise_not_listed",
    "deducted_enterprise_recommended",
    "quota_exceeded",
    "quota_not_given",
    "tier_missing",
    "team_had_incidents",
    "team_not_accident_free",
    "name_inner_space",
    "name_half_width_bracket",
    "name_full_width_letter",
    "name_line_break",
    "name_meaningless",
    "name_decorated",
    "name_letter_odd",
    "letter_odd",
    "text_letter_odd",
    "parent_in_front",
    "legal_suffix_missing",
    "mobile_bad",
    "phone_bad",
    "several_numbers",
    "area_code_missing",
    "area_code_elsewhere",
    "postcode_bad",
    "email_bad",
    "credit_code_bad",
]
OF_DOCUMENTS = {"material_too_short", "material_too_long", "chapter_missing"}
"""The rules that look at no workbook; tests/core/documents/test_document_checks.py tries them."""


def workbook_with(code: str) -> tuple[str, str]:
    """A workbook in which this rule sees a fault, and the unit that returns it."""
    return MORE.get(code, (FAULTS, ""))


def test_every_named_rule_is_tried_here() -> None:
    named = {rule.code for id_ in (HENAN, CHONGQING) for rule in edition(id_).rules if rule.predicate}

    assert named == {*NAMED, *OF_DOCUMENTS}
    assert len(NAMED) == len(set(NAMED))


@pytest.mark.parametrize("code", NAMED)
@pytest.mark.parametrize("severity", list(Severity))
def test_the_severity_of_a_rule_is_the_one_the_edition_states(code: str, severity: Severity) -> None:
    markdown, unit = workbook_with(code)
    graded = with_severity(edition(HENAN), code, severity)

    found = [problem for problem in rule_problems(markdown, graded, unit) if problem.code == code]

    assert found
    assert {problem.severity for problem in found} == {severity}


@pytest.mark.parametrize("code", NAMED)
def test_the_clause_of_a_rule_is_the_one_the_edition_states(code: str) -> None:
    markdown, unit = workbook_with(code)
    cited = with_rule(edition(HENAN), code, clause="附件99 第1条")

    found = [problem for problem in rule_problems(markdown, cited, unit) if problem.code == code]

    assert {problem.clause for problem in found} == {"附件99 第1条"}


@pytest.mark.parametrize("id_", [HENAN, CHONGQING])
def test_every_rule_of_a_shipped_edition_fits_its_predicate(id_: str) -> None:
    documents = {form.id: form for form in edition(id_).documents}
    rules = [rule for rule in edition(id_).rules if rule.predicate]
    on_documents = [rule for rule in rules if rule.form in documents]
    on_sheets = [rule for rule in rules if rule.form not in documents]

    assert on_sheets
    assert {rule.code for rule in on_documents} == (OF_DOCUMENTS if id_ == HENAN else set())
    assert all(PREDICATES[rule.predicate].fits(rule, edition(id_)) for rule in on_sheets)
    assert all(DOCUMENT_PREDICATES[rule.predicate].fits(rule, documents[rule.form]) for rule in on_documents)


def a_rule(predicate: str, form: str, fields: tuple[str, ...] = (), others: tuple[str, ...] = ()) -> Rule:
    return Rule("a_code", predicate, Severity.ERROR, form, fields, others, live=False, clause="", note="")


@pytest.mark.parametrize(
    "rule",
    [
        a_rule("not_greater", "enterprises", ("qc_benefit",), ()),
        a_rule("not_greater", "enterprises", ("qc_benefit", "employees"), ("qc_benefit_total",)),
        a_rule("not_greater", "enterprises", ("no_such_field",), ("qc_benefit_total",)),
        a_rule("not_greater", "enterprises", ("qc_benefit",), ("nowhere.qc_benefit_total",)),
        a_rule("not_greater", "quota", ("qc_benefit",), ("qc_benefit_total",)),
        a_rule("unique", "qc_statistics", ("qc_contact",)),
        a_rule("unique", "enterprises"),
        a_rule("filled_when", "enterprises", ("employees",), ("enterprise_name",)),
        a_rule("filled_when", "qc_statistics", ("qc_exchange_time",), ("qc_exchange_place",)),
        a_rule("filled_when", "qc_statistics", ("qc_exchange_time",), ("cover.nil_return",)),
        a_rule("agrees_with_entries", "enterprises"),
    ],
)
def test_a_rule_that_its_predicate_cannot_judge_does_not_fit(rule: Rule) -> None:
    assert not PREDICATES[rule.predicate].fits(rule, edition(HENAN))
