"""Rules take their severity and clause from the edition, and only fit where they can work."""

from __future__ import annotations

import pytest

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
MORE = {
    "total_row_in_list": ("enterprises\n| enterprise_name |\n| 甲公司 |\n| 合计 |", ""),
    "credit_code_duplicate": (
        "enterprises\n| enterprise_name | credit_code |\n| 甲公司 | X1 |\n| 乙公司 | X1 |",
        "",
    ),
    "report_empty": ("", ""),
    "exchange_not_empty": ("qc_statistics\n| qc_exchange_held | qc_exchange_entered |\n| 否 | 2 |", ""),
    "direct_unit_ignored": ("enterprises\n| enterprise_name | direct_unit |\n| 甲公司 | HY02 |", "HY01"),
}
NAMED = [
    "year_exceeds_cumulative",
    "active_exceeds_cumulative",
    "results_exceed_registered",
    "participants_exceed_employees",
    "enterprise_duplicate",
    "credit_code_duplicate",
    "total_row_in_list",
    "report_empty",
    "nil_return_with_rows",
    "source_unit_not_child",
    "computed_differs",
    "computed_overwritten",
    "presented_exceed_entered",
    "exchange_incomplete",
    "exchange_not_empty",
    "direct_unit_unknown",
    "direct_unit_ignored",
]


def workbook_with(code: str) -> tuple[str, str]:
    """A workbook in which this rule sees a fault, and the unit that returns it."""
    return MORE.get(code, (FAULTS, ""))


def test_every_named_rule_is_tried_here() -> None:
    named = {rule.code for id_ in (HENAN, CHONGQING) for rule in edition(id_).rules if rule.predicate}

    assert named == set(NAMED)


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
    rules = [rule for rule in edition(id_).rules if rule.predicate]

    assert rules
    assert all(PREDICATES[rule.predicate].fits(rule, edition(id_)) for rule in rules)


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
