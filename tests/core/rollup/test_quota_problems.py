"""Quotas that no single workbook exceeds, but what is rolled up of several does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from qcxl.core.rollup.roll_up import RollUp, roll_up
from qcxl.model.edition import Rule
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.model.problem import Severity
from tests.support.made_up import roster, rows, submission
from tests.support.quotas import notice, teams

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        02 乙市 市
            0201 寅县 县
        80 直管县 县
            8001 某镇 其他
        81 又一县 县
        90 电力 行业 直报
            9001 分公司 企业
        99 其他 其他
""")
PRINTED: Mapping[str, Mapping[str, str]] = {
    "甲市": {"teams": "12", "teams.tier1": "4", "teams.tier2": "8"},
    "乙市": {"teams": "*", "teams.tier1": "自定", "teams.tier2": ""},
    "电力": {"teams": "2"},
    "其他": {"teams": "5"},
}
RULE = Rule(
    "quota_exceeded", "within_quota", Severity.ERROR, "teams", (), (), live=False, clause="附件2", note=""
)
CODE = "quota_exceeded_below"
Found = list[tuple[str, str, str]]


def rolled(
    workbooks: Mapping[str, str], units: Roster = ROSTER, scope: str = "", rules: tuple[Rule, ...] = (RULE,)
) -> RollUp:
    """The roll-up of lists of teams by unit code."""
    accepted = {code: submission(code, {"teams": rows(text)}) for code, text in workbooks.items()}
    return roll_up(notice(PRINTED, rules, unlisted_quota="其他"), units, accepted, scope)


def exceeded(result: RollUp) -> Found:
    """Unit, quota and what is put forward."""
    return [
        (code, found.field, found.value)
        for code, problems in result.problems.items()
        for found in problems
        if found.code == CODE
    ]


def of(*parts: str) -> str:
    """Several lists of teams as one."""
    first, *others = parts
    return "\n".join((first, *(line for part in others for line in part.splitlines()[1:])))


@pytest.mark.parametrize(
    ("workbooks", "expected"),
    [
        pytest.param(
            {"0101": teams(*["三等"] * 25), "0102": teams(*["三等"] * 25)},
            [("01", "班组总数", "50 个")],
            id="two counties of 25 under a city of 12",
        ),
        pytest.param(
            {"0101": teams(*["三等"] * 25)}, [("01", "班组总数", "25 个")], id="one county is enough"
        ),
        pytest.param(
            {"0101": teams("一等", "一等", "一等"), "0102": teams("一等", "二等"), "01": teams("一等")},
            [("01", "一等", "5 个")],
            id="of a tier, with the city's own",
        ),
        pytest.param(
            {"01": of(teams(*["二等"] * 7), teams(*["二等"] * 2, source="子县")), "0102": teams("二等")},
            [("01", "二等", "10 个")],
            id="the city lists one county, the other reports itself",
        ),
        pytest.param({"9001": teams("一等", "", "")}, [("90", "班组总数", "3 个")], id="below a direct unit"),
        pytest.param(
            {"41": teams("一等", "", "", source="电力")},
            [("41", "电力：班组总数", "3 个")],
            id="what its parent lists for it",
        ),
        pytest.param(
            {"80": teams("", ""), "8001": teams("", ""), "81": teams(""), "99": teams("")},
            [("41", "班组总数", "6 个")],
            id="units without a row share one",
        ),
        pytest.param(
            {
                "41": of(teams("", "", ""), teams("", "", source="直管县")),
                "8001": teams(*[""] * 9),
                "81": teams(""),
            },
            [("41", "班组总数", "6 个")],
            id="the shared one with the root's own and what it lists",
        ),
    ],
)
def test_what_is_rolled_up_is_more_than_the_quota(workbooks: Mapping[str, str], expected: Found) -> None:
    assert exceeded(rolled(workbooks)) == expected


@pytest.mark.parametrize(
    "workbooks",
    [
        pytest.param({"0101": teams(*["三等"] * 6), "0102": teams(*["三等"] * 6)}, id="just as many"),
        pytest.param({"0101": teams(*["否"] * 13)}, id="not put forward"),
        pytest.param(
            {"01": teams(*["二等"] * 2, source="子县"), "0101": teams(*["二等"] * 20)},
            id="the city has chosen",
        ),
        pytest.param(
            {"01": of(teams(*["三等"] * 10), teams(*["三等"] * 9, source="子县"))},
            id="the rule saw all of it",
        ),
        pytest.param({"0201": teams(*["一等"] * 30)}, id="no numbers"),
        pytest.param(
            {"0101": teams(*["三等"] * 4), "8001": teams("", "")}, id="counties of a city do not share"
        ),
        pytest.param(
            {"99": teams(*[""] * 6), "81": teams("否")}, id="the rule saw the shared one: nobody else used it"
        ),
        pytest.param({}, id="nobody reported"),
    ],
)
def test_nothing_is_said(workbooks: Mapping[str, str]) -> None:
    assert exceeded(rolled(workbooks)) == []


def test_where_no_rule_judges_quotas_a_units_own_rows_are_looked_at_too() -> None:
    assert exceeded(rolled({"01": teams(*["三等"] * 13)}, rules=())) == [("01", "班组总数", "13 个")]


def test_it_wants_a_reason_and_has_the_clause_of_the_rule() -> None:
    (found,) = rolled({"0101": teams(*["三等"] * 25)}).problems["01"]

    assert (found.severity, found.clause, found.sheet, found.cell) == (Severity.WARNING, "附件2", "teams", "")


def test_its_severity_is_the_editions() -> None:
    graded = Rule(CODE, "", Severity.INFO, "", (), (), live=False, clause="", note="")

    (found,) = rolled({"0101": teams(*["三等"] * 25)}, rules=(RULE, graded)).problems["01"]

    assert found.severity is Severity.INFO


def test_nothing_is_said_of_units_above_the_scope() -> None:
    """An aggregation hangs its unit under parents that are there in name only."""
    above = (
        Unit("·0", "", Level.PROVINCE, "", direct=False),
        Unit("·1", "甲市", Level.OTHER, "·0", direct=False),
    )
    units = Roster((*above, *(replace(each, parent_code=each.parent_code or "·1") for each in ROSTER.units)))
    workbooks = {"0101": teams(*["三等"] * 13)}

    assert exceeded(rolled(workbooks, units)) == [("·1", "班组总数", "13 个"), ("01", "班组总数", "13 个")]
    assert exceeded(rolled(workbooks, units, scope="41")) == [("01", "班组总数", "13 个")]


def test_the_unit_that_aggregates_is_judged_by_its_new_workbook() -> None:
    workbooks = {"0101": teams(*["三等"] * 13), "9001": teams("", "", "")}

    assert exceeded(rolled(workbooks, scope="01")) == []


def test_the_shared_row_is_judged_where_a_unit_without_a_row_aggregates() -> None:
    workbooks = {"8001": teams(*[""] * 6), "81": teams("")}

    assert exceeded(rolled(workbooks, scope="80")) == [("80", "班组总数", "6 个")]
