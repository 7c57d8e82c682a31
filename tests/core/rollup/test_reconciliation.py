"""Enterprises that count twice or nowhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from qcxl.core.contacts.credit_codes import with_check_digit
from qcxl.core.rollup.reconciliation import Reconciliation
from qcxl.core.rollup.roll_up import RollUp, roll_up
from qcxl.model.edition import NOTES_GROUP, Choice, Edition, Fact, Rule
from qcxl.model.problem import Severity
from qcxl.model.submission import Submission
from tests.support.made_up import edition, roster, rows, submission

ROSTER = roster("""
    41 某省 省
        01 甲市 市
            0101 子县 县
            0102 丑县 县
        02 乙市 市
            0201 寅县 县
        90 电力 行业 直报
            9001 分公司 企业
        91 烟草 行业 直报
        99 其他 其他
""")
CODE, OTHER_CODE = "914100000000000011", "914100000000000022"
"""Codes whose check digit is wrong: they tell no two enterprises of one name apart."""
RIGHT_CODE, OTHER_RIGHT_CODE = map(with_check_digit, ("91410000000000001", "91410000000000002"))
SIMILAR = Rule(
    "enterprise_similar",
    "no_similar",
    Severity.WARNING,
    "enterprises",
    ("enterprise_name",),
    (),
    live=False,
    clause="",
    note="",
    limit="85",
)
PLAIN = edition(rules=(SIMILAR,))
EDITION = replace(
    PLAIN, choices={**PLAIN.choices, NOTES_GROUP: (Choice(NOTES_GROUP, "note1", "盖章", "", ""),)}
)
DUE = dt.date(2020, 7, 10)


def books(**tables: str) -> dict[str, Submission]:
    """One accepted workbook for each `u<unit code>`, whose enterprises are a Markdown table (empty: none)."""
    return {
        name.removeprefix("u"): submission(
            name.removeprefix("u"), {"enterprises": rows(table)} if table else {}
        )
        for name, table in tables.items()
    }


def rolled(accepted: Mapping[str, Submission], notice: Edition = EDITION, scope: str = "") -> RollUp:
    return roll_up(notice, ROSTER, accepted, scope)


def problems(result: RollUp) -> dict[str, list[tuple[str, str]]]:
    """Code and cell of every problem by unit."""
    return {unit: [(fault.code, fault.cell) for fault in faults] for unit, faults in result.problems.items()}


def reported(found: Reconciliation) -> dict[tuple[str, int], tuple[str, int]]:
    """Which row of which workbook reports which deducted one: codes of the holders and sheet rows."""
    return {(key[0], key[2]): (side.key[0], side.key[2]) for key, side in found.reported.items()}


DEDUCTED = "| enterprise_name | direct_unit |\n| 甲厂 | 电力 |"
OWN = "| enterprise_name |\n| 甲厂 |"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        pytest.param(books(u0101=DEDUCTED, u90=OWN), {}, id="deducted here, reported there"),
        pytest.param(books(u0101=DEDUCTED, u9001=OWN), {}, id="reported from below the direct unit"),
        pytest.param(
            books(u0101=DEDUCTED, u90="| enterprise_name | source_unit |\n| 甲厂 | 分公司 |"),
            {},
            id="listed by the direct unit for a branch",
        ),
        pytest.param(books(u0101=OWN, u0102="| enterprise_name |\n| 乙厂 |", u90=""), {}, id="all different"),
        pytest.param(
            books(u0101=DEDUCTED, u90="| enterprise_name |\n| 乙厂 |"),
            {"0101": [("deducted_not_reported", "A5")]},
            id="the direct unit lists another",
        ),
        pytest.param(
            books(u0101=DEDUCTED, u90=""),
            {"0101": [("deducted_not_reported", "A5")]},
            id="the direct unit makes a nil return",
        ),
        pytest.param(
            books(u0101=DEDUCTED), {"90": [("direct_unit_not_returned", "")]}, id="it never returned"
        ),
        pytest.param(
            books(u0101=DEDUCTED, u90="", u91=OWN),
            {"0101": [("deducted_not_reported", "A5")]},
            id="only another direct unit lists it",
        ),
        pytest.param(
            books(u99=DEDUCTED, u01=DEDUCTED),
            {"90": [("direct_unit_not_returned", "")]},
            id="cities and others deduct, too",
        ),
        pytest.param(
            books(u0101=OWN, u90=OWN), {"0101": [("reported_twice", "A5")]}, id="a region counts it, too"
        ),
        pytest.param(
            books(u41=OWN, u9001=OWN), {"41": [("reported_twice", "A5")]}, id="the province and a branch"
        ),
        pytest.param(
            books(u0101="| enterprise_name | direct_unit |\n| 甲厂 | 没有这家 |", u90=OWN),
            {"0101": [("reported_twice", "A5")]},
            id="who names no direct unit counts it as its own",
        ),
        pytest.param(
            books(u0201=OWN, u0101=OWN),
            {"0201": [("claimed_twice", "A5")]},
            id="two counties, the later in the roster is told",
        ),
        pytest.param(
            books(u01="| enterprise_name | source_unit |\n| 甲厂 | |\n| 甲厂 | 子县 |"),
            {"01": [("claimed_twice", "A6")]},
            id="a city and its county in one workbook",
        ),
        pytest.param(
            books(u0101=OWN, u0102=OWN, u0201=OWN),
            {"0102": [("claimed_twice", "A5")], "0201": [("claimed_twice", "A5")]},
            id="each later one is told once",
        ),
        pytest.param(books(u0101=OWN, u0102=DEDUCTED, u90=OWN), {"0101": [("reported_twice", "A5")]}),
        pytest.param(
            books(u0101=OWN, u0102=OWN, u90=OWN),
            {"0101": [("reported_twice", "A5")], "0102": [("reported_twice", "A5")]},
            id="what a direct unit reports is no matter between regions",
        ),
        pytest.param(
            books(u90=OWN, u91=OWN), {"91": [("claimed_twice", "A5")]}, id="two direct units list it"
        ),
        pytest.param(
            books(u90=OWN, u9001=OWN), {"9001": [("claimed_twice", "A5")]}, id="a direct unit and its branch"
        ),
        pytest.param(
            books(u0101="| enterprise_name |\n| 甲厂 |\n| 甲厂 |"), {}, id="one unit twice: the rule unique"
        ),
        pytest.param(books(u0101="| qc_groups |\n| 1 |", u0102="| qc_groups |\n| 1 |"), {}, id="no names"),
        pytest.param(
            books(u01="| enterprise_name | source_unit |\n| 甲厂 | 子县 |", u0101=OWN),
            {},
            id="a superseded row is no second one",
        ),
    ],
)
def test_every_enterprise_counts_once(accepted: dict[str, Submission], expected: dict[str, object]) -> None:
    assert problems(rolled(accepted)) == expected


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        (("甲厂", ""), ("甲厂", ""), True),
        (("甲（集团）厂", ""), ("甲(集团) 厂", ""), True),
        (("甲厂", CODE), ("乙厂", CODE), True),
        (("甲厂", CODE), ("甲厂", OTHER_CODE), True),
        (("甲厂", CODE), ("甲厂", ""), True),
        (("甲厂", RIGHT_CODE), ("甲厂", CODE), True),
        (("甲厂", RIGHT_CODE), ("甲厂", OTHER_RIGHT_CODE), False),
        (("甲厂", CODE.replace("9", "９")), ("乙厂", CODE), True),
        (("1、甲厂", ""), ("甲厂（盖章）", ""), True),
        (("甲\u2f26厂", ""), ("甲子厂", ""), True),
        (("甲厂", ""), ("甲二厂", ""), False),
        (("甲厂", CODE), ("乙厂", OTHER_CODE), False),
        (("甲厂", "无"), ("乙厂", "无"), False),
        (("甲厂", "正在办理中"), ("乙厂", "正在办理中"), False),
        (("甲厂", "0" * 18), ("乙厂", "0" * 18), False),
    ],
)
def test_the_same_enterprise_has_the_same_code_or_the_same_name(
    mine: tuple[str, str], theirs: tuple[str, str], same: bool
) -> None:
    accepted = books(
        u0101=f"| enterprise_name | credit_code | direct_unit |\n| {mine[0]} | {mine[1]} | 电力 |",
        u90=f"| enterprise_name | credit_code |\n| {theirs[0]} | {theirs[1]} |",
    )

    found = rolled(accepted).reconciliation

    assert reported(found) == ({("0101", 5): ("90", 5)} if same else {})
    assert len(found.discrepancies) == (0 if same else 1)


def test_the_code_goes_before_the_name() -> None:
    accepted = books(
        u0101=f"| enterprise_name | credit_code | direct_unit |\n| 甲厂 | {CODE} | 电力 |",
        u90=f"| enterprise_name | credit_code |\n| 甲厂 | {OTHER_CODE} |\n| 乙厂 | {CODE} |",
    )

    assert reported(rolled(accepted).reconciliation) == {("0101", 5): ("90", 6)}


def test_two_regions_may_deduct_what_the_direct_unit_reports_once() -> None:
    result = rolled(books(u0101=DEDUCTED, u0201=DEDUCTED, u90=OWN))

    assert reported(result.reconciliation) == {("0101", 5): ("90", 5), ("0201", 5): ("90", 5)}
    assert not result.problems


# --- subtotals ----------------------------------------------------------------------------------------

SUBTOTALS = "| qc_groups | direct_unit | source_unit |\n| 3 | 电力 | 甲市 |\n| 5 | | 甲市 |"
CITY = """
    | enterprise_name | qc_groups | direct_unit | source_unit |
    | 甲厂            | 3         | 电力        | 子县        |
    | 乙厂            | 5         |             |             |
"""


def test_subtotals_of_the_province_are_told_apart_by_the_workbooks_below() -> None:
    result = rolled(books(u41=SUBTOTALS, u01=CITY, u90=OWN, u0201="| enterprise_name |\n| 乙厂 |"))

    assert reported(result.reconciliation) == {("01", 5): ("90", 5)}
    assert problems(result) == {"0201": [("claimed_twice", "A5")]}


def test_subtotals_alone_are_compared_with_nothing() -> None:
    assert not rolled(books(u41=SUBTOTALS, u90=OWN)).problems


@pytest.mark.parametrize(
    ("below", "missing"),
    [
        pytest.param({}, False, id="nobody knows the names"),
        pytest.param(books(u9001="| enterprise_name | qc_groups |\n| 乙厂 | 3 |"), False, id="some names"),
        pytest.param(books(u90="| enterprise_name | qc_groups |\n| 乙厂 | 3 |"), True, id="all names"),
    ],
)
def test_what_stands_in_subtotals_of_a_direct_unit_is_not_said_to_be_missing(
    below: dict[str, Submission], missing: bool
) -> None:
    province = books(u41="| qc_groups | source_unit |\n| 3 | 电力 |")

    found = rolled({**province, **below, **books(u0101=DEDUCTED)}).reconciliation.discrepancies

    assert [each.code for each in found] == ["deducted_not_reported"] * missing


# --- who can know -------------------------------------------------------------------------------------


def test_a_city_alone_knows_nothing_of_direct_units_outside() -> None:
    accepted = books(
        u0101=DEDUCTED, u0102="| enterprise_name | direct_unit |\n| 乙厂 | |\n| 丙厂 | 91 |", u01=OWN
    )

    result = rolled(accepted, scope="01")

    assert not result.problems
    assert result.reconciliation.silent == frozenset()


def test_direct_units_for_which_nobody_reports_are_silent() -> None:
    accepted = books(u41="| enterprise_name | source_unit |\n| 甲厂 | 电力 |")

    assert rolled(accepted).reconciliation.silent == {"91"}


def test_without_deductions_direct_units_are_like_all_others() -> None:
    notice = edition(qc_deducts=False, team_deducts=False)

    result = rolled(
        books(u0101=DEDUCTED, u0102="| enterprise_name |\n| 乙厂 |", u90="| enterprise_name |\n| 乙厂 |"),
        notice,
    )

    assert problems(result) == {"90": [("claimed_twice", "A5")]}


def test_an_enterprise_deducted_in_one_form_alone_is_deducted() -> None:
    notice = edition(direct_forms={"电力": ("qc",)})

    assert not rolled(books(u0101=DEDUCTED, u90=OWN), notice).problems
    nil = books(u0101=DEDUCTED, u90="")
    assert problems(rolled(nil, notice)) == {"0101": [("deducted_not_reported", "A5")]}


@pytest.mark.parametrize(
    ("as_of", "severity"),
    [(DUE, Severity.INFO), (DUE + dt.timedelta(days=1), Severity.WARNING), (None, Severity.WARNING)],
)
def test_a_direct_unit_that_has_not_returned_is_one_line_and_a_warning_after_the_deadline(
    as_of: dt.date | None, severity: Severity
) -> None:
    notice = replace(EDITION, facts={**EDITION.facts, "due": Fact("due", DUE.isoformat(), "", "")})
    accepted = books(u0101=f"{DEDUCTED}\n| 乙厂 | 90 |", u0102=DEDUCTED, u02="| enterprise_name |\n| 丙厂 |")

    found = roll_up(notice, ROSTER, accepted, as_of=as_of).problems

    assert list(found) == ["90"]
    (line,) = found["90"]
    assert (line.code, line.severity, line.value) == ("direct_unit_not_returned", severity, "电力")
    assert all(part in line.message for part in ("“子县”2 家", "“丑县”1 家", "3 家"))


# --- what the problems say ----------------------------------------------------------------------------


def test_a_deduction_that_nobody_reports_names_what_is_lost() -> None:
    accepted = books(
        u0101="""
            | enterprise_name | direct_unit | employees | qc_groups | benefit | team_count |
            | 甲厂            | 电力        | 1200      | 35        | 1500000 |            |
        """,
        u90="",
    )

    (fault,) = rolled(accepted).problems["0101"]

    assert (fault.severity, fault.sheet, fault.field, fault.value) == (
        Severity.WARNING,
        "enterprises",
        "enterprise_name",
        "甲厂",
    )
    assert all(text in fault.message for text in ("子县", "电力", "1200 人", "35 个", "1.5 万元"))
    assert "team_count" not in fault.message
    assert "enterprise_count" not in fault.message


def test_only_the_columns_of_the_deducting_forms_are_lost() -> None:
    notice = edition(direct_forms={"电力": ("qc",)})
    accepted = books(
        u0101="| enterprise_name | direct_unit | qc_groups | team_count |\n| 甲厂 | 电力 | 35 | 8 |", u90=""
    )

    (fault,) = rolled(accepted, notice).problems["0101"]

    assert "35 个" in fault.message
    assert "8 个" not in fault.message


@pytest.mark.parametrize(
    ("direct", "facts"),
    [
        ("| enterprise_name | qc_groups | benefit |\n| 甲厂 | 35 | 1500000 |", ("35 个", "1.5 万元")),
        (
            "| enterprise_name | qc_groups | benefit |\n| 甲厂 | 40 | 1500000 |",
            ("35 个", "40 个", "5 个"),
        ),
    ],
)
def test_what_counts_twice_names_both_sides_and_the_difference(direct: str, facts: tuple[str, ...]) -> None:
    accepted = books(u0101="| enterprise_name | qc_groups | benefit |\n| 甲厂 | 35 | 1500000 |", u9001=direct)

    (fault,) = rolled(accepted).problems["0101"]

    assert all(text in fault.message for text in ("“子县”", "“电力”", "“分公司”", "enterprises!A5", *facts))


@pytest.mark.parametrize(("code", "unit"), [("claimed_twice", "0102"), ("reported_twice", "90")])
def test_an_enterprise_in_decoration_counts_twice_all_the_same(code: str, unit: str) -> None:
    decorated = "| enterprise_name |\n| ①甲厂（盖章） |"

    found = [
        problem
        for faults in rolled(books(**{"u0101": OWN, f"u{unit}": decorated})).problems.values()
        for problem in faults
    ]

    assert [problem.code for problem in found] == [code]
    assert "①甲厂（盖章）" in found[0].message + found[0].value


def test_no_more_than_four_columns_are_named() -> None:
    head = "| enterprise_name | employees | qc_participants | qc_groups | benefit | team_count |"
    accepted = books(
        u0101=f"{head}\n| 甲厂 | 11 | 12 | 13 | 14 | 15 |", u0102=f"{head}\n| 甲厂 | 1 | 2 | 3 | 4 | 5 |"
    )

    (fault,) = rolled(accepted).problems["0102"]

    assert all(text in fault.message for text in ("1 人", "2 人", "3 个", "0.000004 万元"))
    assert "team_count" not in fault.message


def test_the_edition_says_how_grave_it_is() -> None:
    rule = Rule("claimed_twice", "", Severity.INFO, "", (), (), live=False, clause="", note="")

    (fault,) = rolled(books(u0101=OWN, u0102=OWN), edition(rules=(rule,))).problems["0102"]

    assert fault.severity is Severity.INFO


# --- names that may be meant --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deducted", "listed", "meant"),
    [
        ("宏达机械有限公司", "红达机械有限公司", True),
        ("宏达机械公司", "宏达机械有限责任公司", False),
        ("信阳供电公司", "河南省电力公司信阳供电公司", True),
        ("河南省电力公司信阳供电公司", "信阳供电公司", True),
        ("供电公司", "信阳供电公司", False),
        ("恒源建材有限公司", "恒泰建材有限公司", False),
        ("第一发电厂", "第二发电厂", False),
    ],
)
def test_similar_names_are_proposed_and_never_matched(deducted: str, listed: str, meant: bool) -> None:
    accepted = books(
        u0101=f"| enterprise_name | direct_unit |\n| {deducted} | 电力 |",
        u90=f"| enterprise_name |\n| {listed} |",
    )

    result = rolled(accepted)

    (found,) = result.reconciliation.discrepancies
    assert found.code == "deducted_not_reported"
    assert [side.name for side in found.similar] == [listed] * meant
    assert (listed in result.problems["0101"][0].message) == (meant or listed in deducted)


def test_what_another_deducted_row_means_is_not_proposed() -> None:
    accepted = books(
        u0101="| enterprise_name | direct_unit |\n| 宏达机械有限公司 | 电力 |\n| 红达机械有限公司 | 电力 |",
        u90="| enterprise_name |\n| 红达机械有限公司 |",
    )

    (found,) = rolled(accepted).reconciliation.discrepancies

    assert found.similar == ()


@pytest.mark.parametrize("unit", ["91", "0102"])
def test_who_else_counts_the_enterprise_is_proposed(unit: str) -> None:
    (found,) = rolled(books(**{"u0101": DEDUCTED, "u90": "", f"u{unit}": OWN})).reconciliation.discrepancies

    assert found.elsewhere is not None
    assert (found.elsewhere.unit_code, found.similar) == (unit, ())


def test_without_a_rule_for_similar_names_slips_are_not_proposed() -> None:
    accepted = books(
        u0101="| enterprise_name | direct_unit |\n| 宏达机械有限公司 | 电力 |",
        u90="| enterprise_name |\n| 红达机械有限公司 |",
    )

    (found,) = rolled(accepted, edition()).reconciliation.discrepancies

    assert found.similar == ()
