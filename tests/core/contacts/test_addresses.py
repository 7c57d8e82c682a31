"""Mail addresses and postcodes as people write them."""

from __future__ import annotations

import pytest

from qcxl.core.contacts.addresses import why_no_email, why_no_postcode

MAIL = "coordinator@example.com"
QQ = "123456@" + "qq.com"


@pytest.mark.parametrize(
    "written",
    [
        MAIL,
        QQ,
        "Li.Si_2020-qc@mail.example.com",
        "LISI@EXAMPLE.COM",
        "lisi+qc@" + "x-y.gov.cn",
        "a@" + "163.com",
        "lisi@" + "ha.sgcc.com.cn",
    ],
)
def test_a_mail_address_is_let_pass(written: str) -> None:
    assert why_no_email(written) == ""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("123456@" + "qq。com", "“。”"),
        ("123456＠" + "qq.com", "“＠”"),
        ("qq.com", "少了前面的用户名"),
        ("@qq.com", "@ 前面少了用户名"),
        ("123456", "只有数字"),
        ("lisi.example", "用户名"),
        ("li_si", "少了 @"),
        ("lisi#example.com", "少了 @"),
        ("lisi@" + "qq", "@ 后面不完整"),
        ("lisi@" + "qq.", "@ 后面不完整"),
        (f"{MAIL}.", "点的位置"),
        ("lisi@" + "qq..com", "点的位置"),
        (".lisi@" + "qq.com", "点的位置"),
        ("lisi @" + "qq.com", "空格"),
        ("lisi@" + "qq,com", "“,”"),
        ("lisi@@" + "qq.com", "不止一个 @"),
        ("lisi@" + "qq.con", "“.con”"),
        ("lisi@" + "-qq.com", "写法"),
        (f"李四：{MAIL}", "“：”"),
        (f"李四{MAIL}", "“李”"),
        (f"{MAIL}、{QQ}", "不止一个邮箱"),
        (f"{MAIL} {QQ}", "不止一个邮箱"),
        (f"{MAIL}\n{QQ}", "不止一个邮箱"),
        (f"{MAIL};{QQ}", "不止一个邮箱"),
        ("x" * 30_000, "不是邮箱"),
        ("无", "不是邮箱"),
        ("-", "不是邮箱"),
    ],
)
def test_the_reason_names_the_slip(written: str, told: str) -> None:
    assert told in why_no_email(written)


@pytest.mark.parametrize("written", ["450000", "010010", "464200"])
def test_six_digits_are_a_postcode(written: str) -> None:
    assert why_no_postcode(written) == ""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("45000", "5 位"),
        ("4500000", "7 位"),
        ("45000O", "不是 6 位数字"),
        ("450 000", "不是 6 位数字"),
        ("４５００００", "不是 6 位数字"),
        ("450000/464200", "不是 6 位数字"),
        ("无", "不是 6 位数字"),
        ("000000", "不是真的"),
        ("0", "不是真的"),
    ],
)
def test_anything_else_is_no_postcode(written: str, told: str) -> None:
    assert told in why_no_postcode(written)
