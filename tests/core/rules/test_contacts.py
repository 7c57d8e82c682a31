"""Contacts: phones, mail boxes, postcodes and credit codes. Numbers are put together from parts (hygiene)."""

from __future__ import annotations

import pytest

from qcxl.core.contacts.credit_codes import with_check_digit
from qcxl.core.rules.contacts import CONTACTS
from qcxl.model.edition import Edition, Rule
from qcxl.model.problem import Problem, Severity
from tests.support.submissions import HENAN, places, rule_problems, with_rules
from tests.support.workbooks import edition

MOBILE = "13800000000"
SEVEN, EIGHT = "6" + "0" * 6, "6" + "0" * 7
LANDLINE, ELSEWHERE = f"0376-{SEVEN}", f"0371-{EIGHT}"
CODE = with_check_digit("91410000MA" + "0" * 7)

WORDS = {
    "is_mobile": "mobile_bad",
    "is_phone": "phone_bad",
    "one_number": "several_numbers",
    "area_code_given": "area_code_missing",
    "area_code_of_the_city": "area_code_elsewhere",
    "is_postcode": "postcode_bad",
    "is_email": "email_bad",
    "is_credit_code": "credit_code_bad",
}
PHONE_WORDS = ("is_phone", "one_number", "area_code_given", "area_code_of_the_city")
CITY, PROVINCE, DIRECT, JIYUAN, UNDER_PROVINCE, KAIFENG = "4115", "41", "HY01", "419001", "410181", "4102"


def a_rule(predicate: str, path: str) -> Rule:
    form, _, field = path.partition(".")
    code = WORDS[predicate]
    return Rule(code, predicate, Severity.WARNING, form, (field,), (), live=False, clause="附件5", note="")


def judging(path: str, *predicates: str) -> Edition:
    """The edition in which these predicates alone look at one field."""
    return with_rules(edition(HENAN), *(a_rule(predicate, path) for predicate in predicates))


def found(path: str, typed: str, *predicates: str, unit: str = "") -> list[Problem]:
    """What these predicates say of one entry."""
    form, _, field = path.partition(".")
    return rule_problems(f"{form}\n| {field} |\n| {typed} |", judging(path, *predicates), unit)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_every_predicate_of_contacts_is_seen_here() -> None:
    assert set(CONTACTS) == set(WORDS)


@pytest.mark.parametrize(
    ("predicate", "path", "good", "bad", "cell"),
    [
        ("is_mobile", "qc_statistics.qc_mobile", MOBILE, MOBILE[:-1], "D18"),
        ("is_phone", "qc_statistics.qc_mobile", LANDLINE, "无", "D18"),
        ("is_phone", "cover.preparer_phone", f"{LANDLINE}-8001", f"0376-{EIGHT}", "D7"),
        ("one_number", "cover.preparer_phone", f"{LANDLINE}转8001", f"{MOBILE}/{LANDLINE}", "D7"),
        ("area_code_given", "cover.preparer_phone", LANDLINE, f"'{SEVEN}", "D7"),
        ("area_code_of_the_city", "cover.preparer_phone", LANDLINE, ELSEWHERE, "D7"),
        ("is_postcode", "qc_statistics.qc_postcode", "'464200", "'46420O", "F19"),
        ("is_email", "qc_statistics.qc_email", "li@example.com", "example.com", "F18"),
    ],
)
def test_an_entry_of_a_card_is_judged(predicate: str, path: str, good: str, bad: str, cell: str) -> None:
    assert found(path, good, predicate) == []
    assert places(found(path, bad, predicate)) == [(WORDS[predicate], cell)]


@pytest.mark.parametrize("typed", ["", " ", "#REF!", "="])
@pytest.mark.parametrize("predicate", ["is_mobile", *PHONE_WORDS])
def test_what_is_blank_or_cannot_be_read_is_not_judged(predicate: str, typed: str) -> None:
    assert found("qc_statistics.qc_mobile", typed, predicate) == []


def test_each_row_of_a_list_is_judged() -> None:
    problems = rule_problems(
        f"""
        qc_judges
        | judge_name | mobile        |
        | ---------- | ------------- |
        | 甲         | '{MOBILE}     |
        | 乙         | {LANDLINE}    |
        | 丙         |               |
        | 丁         | {MOBILE}0     |
        | 戊         | 86 {MOBILE}   |
        """,
        judging("qc_judges.mobile", "is_mobile"),
    )

    assert places(problems) == [("mobile_bad", "E7"), ("mobile_bad", "E9")]
    assert problems[0].severity is Severity.WARNING


def test_a_mobile_typed_as_a_number_is_let_pass() -> None:
    assert found("qc_statistics.qc_mobile", MOBILE, "is_mobile", *PHONE_WORDS) == []


def test_a_landline_that_lost_its_zero_in_excel_is_said_so() -> None:
    problems = found("cover.preparer_phone", f"376{SEVEN}", *PHONE_WORDS)

    assert codes(problems) == ["phone_bad"]
    assert "0376" in problems[0].message


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (f"{MOBILE}/{LANDLINE}", "several_numbers"),
        (f"{MOBILE} {MOBILE}", "several_numbers"),
        (f"张三{MOBILE}、李四{MOBILE}", "several_numbers"),
        (f"'{SEVEN}", "area_code_missing"),
        (ELSEWHERE, "area_code_elsewhere"),
        (f"{ELSEWHERE}、{LANDLINE}", "several_numbers"),
        (f"0371-{SEVEN}", "phone_bad"),
        (f"张三 {MOBILE}", "phone_bad"),
        ("没有", "phone_bad"),
        ("-", "phone_bad"),
    ],
)
def test_one_cause_has_one_message(typed: str, code: str) -> None:
    assert codes(found("cover.preparer_phone", typed, *PHONE_WORDS)) == [code]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (f"{MOBILE}/{LANDLINE}", "several_numbers"),
        (f"张三 {MOBILE}", "mobile_bad"),
        (LANDLINE, "mobile_bad"),
        (f"'{SEVEN}", "mobile_bad"),
        ("无", "mobile_bad"),
    ],
)
def test_a_mobile_that_is_none_has_one_message_too(typed: str, code: str) -> None:
    assert codes(found("qc_statistics.qc_mobile", typed, "is_mobile", "one_number")) == [code]


def test_a_local_number_for_a_mobile_lacks_an_area_code_where_the_edition_asks_for_one() -> None:
    path = "qc_statistics.qc_mobile"

    assert codes(found(path, f"'{SEVEN}", "is_mobile", "area_code_given")) == ["area_code_missing"]


@pytest.mark.parametrize(("predicate", "code"), [("is_mobile", "mobile_bad"), ("is_phone", "phone_bad")])
def test_several_numbers_do_not_pass_where_no_rule_of_their_own_is_listed(predicate: str, code: str) -> None:
    assert codes(found("qc_statistics.qc_mobile", f"{MOBILE}、{MOBILE}", predicate)) == [code]


def test_a_rule_of_another_field_does_not_silence_this_one() -> None:
    rules = (a_rule("is_mobile", "qc_statistics.qc_mobile"), a_rule("one_number", "cover.preparer_phone"))

    problems = rule_problems(
        f"qc_statistics\n| qc_mobile |\n| {MOBILE}、{MOBILE} |", with_rules(edition(HENAN), *rules)
    )

    assert codes(problems) == ["mobile_bad"]


@pytest.mark.parametrize(
    ("unit", "typed", "proposed"),
    [
        ("", SEVEN, "信阳市的区号是 0376"),
        (CITY, SEVEN, "信阳市的区号是 0376"),
        ("4101", EIGHT, "郑州市的区号是 0371"),
        (CITY, EIGHT, ""),
        (JIYUAN, SEVEN, ""),
        (PROVINCE, EIGHT, ""),
        (DIRECT, EIGHT, ""),
    ],
)
def test_the_area_code_of_the_city_is_proposed_where_it_fits(unit: str, typed: str, proposed: str) -> None:
    problems = found("cover.preparer_phone", f"'{typed}", "area_code_given", unit=unit)

    assert codes(problems) == ["area_code_missing"]
    assert proposed in problems[0].message
    assert ("区号是" in problems[0].message) is bool(proposed)


@pytest.mark.parametrize("unit", ["", CITY])
def test_the_area_code_of_another_city_is_shown_with_both_cities(unit: str) -> None:
    problems = found("cover.preparer_phone", ELSEWHERE, "area_code_of_the_city", unit=unit)

    assert codes(problems) == ["area_code_elsewhere"]
    assert all(name in problems[0].message for name in ("0371", "郑州市", "信阳市"))


@pytest.mark.parametrize("unit", [PROVINCE, DIRECT, JIYUAN, UNDER_PROVINCE, KAIFENG])
@pytest.mark.parametrize("typed", [LANDLINE, ELSEWHERE])
def test_where_the_city_is_not_known_no_area_code_is_foreign(unit: str, typed: str) -> None:
    assert found("cover.preparer_phone", typed, "area_code_of_the_city", unit=unit) == []


@pytest.mark.parametrize(
    "typed", [f"0378-{EIGHT}", f"'{SEVEN}", MOBILE, f"{ELSEWHERE}0", "400-" + "8" + "0" * 6]
)
def test_only_valid_landlines_have_a_place(typed: str) -> None:
    assert found("cover.preparer_phone", typed, "area_code_of_the_city") == []


def test_a_postcode_typed_as_a_number_is_let_pass() -> None:
    assert found("qc_statistics.qc_postcode", "464200", "is_postcode") == []


@pytest.mark.parametrize("typed", [f"'{CODE}", f"'{CODE.lower()}", ""])
def test_a_credit_code_with_its_check_digit_is_let_pass(typed: str) -> None:
    assert found("enterprises.credit_code", typed, "is_credit_code") == []


@pytest.mark.parametrize(
    "typed", [f"'{CODE[:-1]}", f"'{CODE.replace('M', 'O')}", "'41" + "0" * 13, "无", "-"]
)
def test_a_credit_code_that_is_none_is_told(typed: str) -> None:
    assert places(found("enterprises.credit_code", typed, "is_credit_code")) == [("credit_code_bad", "B6")]


@pytest.mark.parametrize("predicate", ["is_postcode", "is_email", "is_credit_code", "is_mobile"])
def test_a_predicate_stands_on_fields_of_its_kind_only(predicate: str) -> None:
    fits = CONTACTS[predicate].fits

    assert not fits(a_rule(predicate, "cover.preparer"), edition(HENAN))
    assert not fits(a_rule(predicate, "qc_statistics.qc_address"), edition(HENAN))
    assert all(CONTACTS[word].tells(code) for word, code in WORDS.items())
