"""Names that go onto certificates: properly spelled, full, of one organisation, each written once."""

from __future__ import annotations

import dataclasses

import pytest

from qcxl.core.figures import known_units
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.reading.intake import take_in
from qcxl.core.rules import PREDICATES, Subject
from qcxl.core.sheets.layout import lay_out
from qcxl.core.validation import check_rules
from qcxl.model.edition import SUFFIX_GROUP, TOTALS_GROUP, Edition, Rule
from qcxl.model.problem import Problem, Severity
from tests.support.submissions import HENAN, blank_grid, places, rule_problems, with_cells, with_rules
from tests.support.workbooks import edition

COUNTY, CITY, POWER = "411521", "4115", "HY01"

NAMES = {"enterprises": "enterprise_name", "qc_groups": "group_name", "teams": "team_name"}
CELLS = {"enterprises": "A6", "qc_groups": "C6", "teams": "C7"}
SPELLING = {
    "name_inner_space": "no_inner_spaces",
    "name_half_width_bracket": "full_width_brackets",
    "name_full_width_letter": "half_width_letters",
    "name_line_break": "one_line",
    "name_meaningless": "is_a_name",
}


def rule(code: str, predicate: str, form: str, others: tuple[str, ...] = (), limit: str = "") -> Rule:
    return Rule(
        code=code,
        predicate=predicate,
        severity=Severity.ERROR if predicate in SPELLING.values() else Severity.WARNING,
        form=form,
        fields=(NAMES[form],),
        others=others,
        live=False,
        clause="附件1",
        note="",
        limit=limit,
    )


RULES = (
    *(rule(code, predicate, form) for code, predicate in SPELLING.items() for form in NAMES),
    rule("parent_in_front", "no_parent_in_front", "enterprises"),
    rule("legal_suffix_missing", "has_legal_suffix", "enterprises"),
    rule("enterprise_similar", "no_similar", "enterprises", ("credit_code", "source_unit"), "90"),
    rule("group_similar", "no_similar", "qc_groups", ("enterprise_name",), "90"),
    rule("team_similar", "no_similar", "teams", ("enterprise_name",), "90"),
)


def judged(markdown: str, unit: str = COUNTY, known: KnownUnits | None = None) -> list[Problem]:
    return rule_problems(markdown, with_rules(edition(HENAN), *RULES), unit, known)


def named(form: str, *names: str) -> str:
    """Rows of a list that give a name each, all of one enterprise."""
    first = "" if form == "enterprises" else "| enterprise_name "
    owner = "" if form == "enterprises" else "| 示例机械有限公司 "
    rows = "\n".join(f"{owner}| {name} |" for name in names)
    return f"{form}\n{first}| {NAMES[form]} |\n{rows}"


@pytest.mark.parametrize("one", RULES, ids=lambda one: f"{one.code}-{one.form}")
def test_the_rules_stand_where_their_predicates_can_work(one: Rule) -> None:
    predicate = PREDICATES[one.predicate]

    assert predicate.fits(one, edition(HENAN))
    assert predicate.tells(one.code)


@pytest.mark.parametrize("code", ["enterprise_similar", "group_similar"])
def test_a_rule_of_likeness_needs_a_number(code: str) -> None:
    one = dataclasses.replace(next(each for each in RULES if each.code == code), limit="")

    assert not PREDICATES[one.predicate].fits(one, edition(HENAN))


def test_names_are_texts() -> None:
    one = dataclasses.replace(
        rule("name_inner_space", "no_inner_spaces", "enterprises"), fields=("employees",)
    )

    assert not PREDICATES[one.predicate].fits(one, edition(HENAN))


# --- spelling ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", NAMES)
@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("示例 机械有限公司", ["name_inner_space"]),
        ("示例\u3000机械有限公司", ["name_inner_space"]),
        ("示例(河南)机械有限公司", ["name_half_width_bracket"]),
        ("示例ＡＢＣ机械有限公司", ["name_full_width_letter"]),
        ("示例 ＡＢＣ(河南)机械有限公司", [*SPELLING][:3]),
        ("无", ["name_meaningless"]),
        ("-", ["name_meaningless"]),
        ("1 2 3 4 5", ["name_meaningless"]),
        ("１２３４５", ["name_meaningless"]),
        ("'12345", ["name_meaningless"]),
        ("12345", ["name_meaningless"]),
        ("(无)", ["name_meaningless"]),
        ("示例（河南）机械有限公司", []),
        ("ABC Steel有限公司", []),
        ("示例ABC（河南）机械有限公司", []),
        ("", []),
    ],
)
def test_a_name_is_spelled_as_certificates_print_it(form: str, name: str, codes: list[str]) -> None:
    found = judged(named(form, name))

    assert sorted(places(found)) == sorted((code, CELLS[form]) for code in codes)


@pytest.mark.parametrize("form", NAMES)
@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("示例机械\n有限公司", ["name_line_break"]),
        ("示例机械 \r\n 有限公司", ["name_line_break"]),
        ("示例 机械\n有限公司", ["name_inner_space", "name_line_break"]),
        ("-\n-", ["name_meaningless"]),
        ("  示例机械有限公司\n", []),
    ],
)
def test_a_name_stands_on_one_line(form: str, typed: str, codes: list[str]) -> None:
    ruled = with_rules(edition(HENAN), *RULES)
    layout = lay_out(ruled)[form]
    row, column = layout.places[NAMES[form]]
    grid = with_cells(blank_grid(HENAN, COUNTY), {layout.form.sheet: {(row + 1, column): typed}})
    submission = take_in(grid, lambda _: ruled).submission
    assert submission is not None

    found = check_rules(Subject(submission, ruled, known_units.from_lists(submission)))

    assert sorted(places(found)) == [(code, CELLS[form]) for code in codes]


def test_the_message_proposes_the_whole_proper_spelling() -> None:
    found = judged(named("teams", "一 班(甲)"))

    assert places(found) == [("name_inner_space", "C7"), ("name_half_width_bracket", "C7")]
    assert all("一 班(甲)" in one.message and "一班（甲）" in one.remedy for one in found)


# --- full names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("示例机械有限公司", []),
        ("示例机械集团有限公司", []),
        ("示例机械（集团）有限责任公司", []),
        ("示例机械厂（普通合伙）", []),
        ("罗山县人民医院", []),
        ("示例能源集团鹤山煤业有限公司", ["parent_in_front"]),
        ("示例机械有限公司罗山分公司", []),
        ("示例银行股份有限公司罗山支行", []),
        ("示例能源集团鹤山煤业有限公司罗山分公司", ["parent_in_front"]),
        ("国网河南省电力公司罗山县供电公司", ["parent_in_front"]),
        ("国网河南省电力公司罗山", ["parent_in_front"]),
        ("中原油田", []),
        ("中国烟草总公司河南省公司", []),
        ("示例机械", ["legal_suffix_missing"]),
        ("示例", ["legal_suffix_missing"]),
        ("合计", []),
        ("合 计", ["name_inner_space"]),
        ("无", ["name_meaningless"]),
    ],
)
def test_an_enterprise_has_its_full_name_and_no_parent_in_front(name: str, codes: list[str]) -> None:
    assert places(judged(named("enterprises", name))) == [(code, "A6") for code in codes]


def test_a_direct_unit_and_its_workbook_go_by_the_registered_name() -> None:
    assert judged(named("enterprises", "国网河南省电力公司"), POWER) == []


def test_a_child_that_is_listed_goes_by_its_name() -> None:
    known = KnownUnits({}, {"示例局机务段": "示例铁路局机务段"}, frozenset(), is_direct=False)

    assert judged(named("enterprises", "示例铁路局机务段"), known=known) == []


def test_the_words_for_endings_and_totals_are_the_editions() -> None:
    base = edition(HENAN)
    silent: Edition = with_rules(
        dataclasses.replace(base, choices={**base.choices, SUFFIX_GROUP: (), TOTALS_GROUP: ()}), *RULES
    )

    assert rule_problems(named("enterprises", "示例集团公司示例厂", "示例机械"), silent) == []


# --- similar names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "code", "cell"),
    [
        ("enterprises", "enterprise_similar", "A8"),
        ("qc_groups", "group_similar", "C8"),
        ("teams", "team_similar", "C9"),
    ],
)
def test_a_name_is_written_in_one_way(form: str, code: str, cell: str) -> None:
    found = judged(named(form, "河南省示例精密机械公司", "河南省示例电子公司", "河南示例精密机械公司"))

    assert places(found) == [(code, cell)]
    assert all(
        text in found[0].message for text in ("河南省示例精密机械公司", "河南示例精密机械公司", "少“省”")
    )


@pytest.mark.parametrize(
    ("other", "difference"),
    [
        ("河南省示例精密机械责任公司", "多“责任”"),
        ("河南省示例精蜜机械公司", "“密”写成了“蜜”"),
        ("河南示例精密机械公司", "少“省”"),
    ],
)
def test_the_message_shows_the_difference(other: str, difference: str) -> None:
    found = judged(named("enterprises", "河南省示例精密机械公司", other))

    assert difference in found[0].message
    assert "6" in found[0].message


def test_each_row_is_told_once_and_equal_names_are_not_told_at_all() -> None:
    found = judged(
        named(
            "enterprises",
            "河南省示例精密机械有限公司",
            "河南示例精密机械有限公司",
            "河南省示例精密机械责任有限公司",
            "河南省示例精密机械有限公司",
        )
    )

    assert places(found) == [("enterprise_similar", "A7"), ("enterprise_similar", "A8")]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("", ""), [("enterprise_similar", "A7")]),
        (("91410000000000001X", ""), [("enterprise_similar", "A7")]),
        (("91410000000000001X", "91410000000000002X"), []),
        (("91410000000000001X", "91410000000000001x"), []),
        (("91410000000000001X", "9.14E+17"), [("enterprise_similar", "A7")]),
    ],
)
def test_codes_tell_enterprises_apart(codes: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    found = judged(
        f"""
        enterprises
        | enterprise_name          | credit_code |
        | ------------------------ | ----------- |
        | 河南省示例精密机械有限公司 | {codes[0]} |
        | 河南示例精密机械有限公司   | {codes[1]} |
        """
    )

    assert places(found) == expected


def test_enterprises_are_compared_within_their_source_unit() -> None:
    found = judged(
        """
        enterprises
        | enterprise_name            | source_unit |
        | -------------------------- | ----------- |
        | 河南省示例精密机械有限公司 | 浉河区      |
        | 河南示例精密机械有限公司   | 平桥区      |
        | 河南示例精密机械有限公司   |             |
        | 河南省示例精密机械有限公司 | 平 桥 区    |
        """,
        CITY,
    )

    assert places(found) == [("enterprise_similar", "A9")]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("示例机械有限公司", "示例机械有限公司", 1),
        ("示例（甲）机械有限公司", "示例 (甲) 机械有限公司", 1),
        ("示例机械有限公司", "示例电子有限公司", 0),
        ("", "", 0),
        ("示例机械有限公司", "", 0),
    ],
)
def test_groups_are_compared_within_their_enterprise(first: str, second: str, count: int) -> None:
    found = judged(
        f"""
        qc_groups
        | enterprise_name | group_name               |
        | --------------- | ------------------------ |
        | {first}         | 变电检修工区蓝天QC小组   |
        | {second}        | 变电检修工区兰天QC小组   |
        """
    )

    assert places(found) == [("group_similar", "C7")] * count


def test_groups_numbered_by_their_shift_are_different_groups() -> None:
    groups = [f"变电检修{shift}班蓝天QC小组" for shift in "一二三甲乙丙早中晚"]

    assert judged(named("qc_groups", *groups)) == []


def test_a_misspelt_county_is_similar_where_the_workbook_knows_the_county() -> None:
    names = named("enterprises", "罗山县示例建设发展有限公司", "箩山县示例建设发展有限公司")

    assert places(judged(names)) == [("enterprise_similar", "A7")]
    assert judged(names, "411522") == []


def test_names_of_counties_tell_enterprises_apart() -> None:
    names = (f"{county}示例建设发展有限公司" for county in ("罗山县", "光山县", "罗山", "新县"))

    assert places(judged(named("enterprises", *names), CITY)) == [("enterprise_similar", "A8")]


def test_five_hundred_properly_named_enterprises_pass_without_a_word() -> None:
    trades = ("机械", "电子", "食品", "纺织", "化工", "建材", "医药", "物流", "冶金", "水务", "燃气", "环保")
    forms = ("有限公司", "股份有限公司", "集团有限公司", "有限责任公司")
    names = [
        f"罗山示例{number:03d}{trades[number % len(trades)]}{forms[number % len(forms)]}"
        for number in range(500)
    ]

    assert judged(named("enterprises", *names)) == []
