"""Credit codes: all made up, their check digits computed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from qcxl.core.contacts.credit_codes import ALPHABET, why_no_credit_code, with_check_digit

FIRST_17 = "91410000MA" + "0" * 7
CODE = FIRST_17 + str(uscc.calc_check_digit(FIRST_17))
WRONG_END = FIRST_17 + next(sign for sign in ALPHABET if sign != CODE[-1])


@pytest.mark.parametrize(
    "written", [CODE, CODE.lower(), f" {CODE} ", with_check_digit("N2410000MF" + "1" * 7)]
)
def test_a_code_with_its_check_digit_is_let_pass(written: str) -> None:
    assert why_no_credit_code(written) == ""


@given(st.text(ALPHABET, min_size=9, max_size=9))
def test_the_check_digit_finds_every_single_slip(tail: str) -> None:
    code = with_check_digit(f"91410000{tail}")
    other = next(sign for sign in ALPHABET if sign != code[10])

    assert code == uscc.validate(code)
    assert why_no_credit_code(code) == ""
    assert why_no_credit_code(code[:10] + other + code[11:]) != ""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (CODE[:-1], "17 位"),
        (f"{CODE}0", "19 位"),
        ("410000" + "0" * 9, "旧注册号"),
        ("0" * 8 + "-0", "组织机构代码"),
        (CODE.replace("MA", "MI"), "字母 I"),
        (CODE[:9] + "O" + CODE[10:], "字母 O"),
        (CODE[:3] + "A" + CODE[4:], "行政区划"),
        (f"{CODE[:8]} {CODE[8:]}", "空格"),
        (f"{CODE[:8]}-{CODE[8:]}", "横线"),
        (WRONG_END, "校验码"),
        ("0" * 18, "都是 0"),
        ("无", "不是代码"),
        ("-", "不是代码"),
        (f"{CODE}（三证合一）", "别的字"),
    ],
)
def test_the_reason_says_which_part_is_wrong(written: str, told: str) -> None:
    assert told in why_no_credit_code(written)


def test_a_letter_typed_for_a_digit_is_proposed_where_the_check_digit_agrees() -> None:
    assert CODE in why_no_credit_code(CODE[:10] + "O" + CODE[11:])
    assert "是不是" not in why_no_credit_code(WRONG_END[:10] + "O" + WRONG_END[11:])


@pytest.mark.parametrize("first", [FIRST_17[:-1], CODE, FIRST_17.replace("M", "I"), FIRST_17.lower()])
def test_a_check_digit_needs_seventeen_characters_of_the_alphabet(first: str) -> None:
    with pytest.raises(ValueError, match="17 characters"):
        with_check_digit(first)
