"""Problem codes of phones, mail boxes, postcodes and credit codes."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry
from qcxl.model.problem import Severity

CONTACTS: Mapping[str, Entry] = {
    "mobile_bad": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，{reason}。",
        "请填一个 11 位手机号，姓名和备注不要写在这一格。",
        Severity.WARNING,
    ),
    "phone_bad": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，{reason}。",
        "请填一个手机号，或带区号的固定电话，姓名和备注不要写在这一格。",
        Severity.WARNING,
    ),
    "several_numbers": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，里面不止一个号码。",
        "一格只填一个号码，留最容易联系上的那个；分机号写成“号码转分机号”。",
        Severity.WARNING,
    ),
    "area_code_missing": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，是固定电话，没有写区号{proposal}。",
        "请在号码前面加上区号，例如写成“区号-号码”。",
        Severity.WARNING,
    ),
    "area_code_elsewhere": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，区号 {area} 是{other}的，本单位在{city}。",
        "请核对区号；电话确实在外地的，请在“校验结果”的“说明”里写明原因。",
        Severity.WARNING,
    ),
    "postcode_bad": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，{reason}。",
        "请填 6 位数字的邮政编码。",
        Severity.WARNING,
    ),
    "email_bad": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，{reason}。",
        "请填一个邮箱地址，用英文标点，中间不留空格，姓名和备注不要写在这一格。",
        Severity.WARNING,
    ),
    "credit_code_bad": Entry(
        "{sheet}!{cell}“{field}”填的是“{value}”，{reason}。",
        "请照营业执照核对 18 位统一社会信用代码；没有代码的留空。",
        Severity.WARNING,
    ),
}
