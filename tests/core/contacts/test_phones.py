"""Phone numbers as people write them; landlines are put together from parts, so that none can be called."""

from __future__ import annotations

import pytest

from qcxl.core.contacts.phones import PhoneKind, can_have_area, read_phone, why_no_mobile, why_no_phone

MOBILE = "13800000000"
SEVEN, EIGHT = "6" + "0" * 6, "6" + "0" * 7
LANDLINE = f"0376-{SEVEN}"


@pytest.mark.parametrize(
    "written",
    [
        MOBILE,
        f"+86{MOBILE}",
        f"86{MOBILE}",
        f"0086{MOBILE}",
        f"+86-{MOBILE}",
        f"（+86）{MOBILE}",
        "138 0000 0000",
        "138-0000-0000",
        "138.0000.0000",
        "138—0000—0000",
        "１３８００００００００",
        "86 138\u30000000\u30000000",
    ],
)
def test_a_mobile_is_read_however_it_is_grouped(written: str) -> None:
    assert read_phone(written).kind is PhoneKind.MOBILE
    assert read_phone(written).number == MOBILE
    assert (why_no_mobile(written), why_no_phone(written)) == ("", "")


@pytest.mark.parametrize(
    "written",
    [
        LANDLINE,
        f"0376{SEVEN}",
        f"0376 {SEVEN}",
        f"(0376){SEVEN}",
        f"（0376）{SEVEN}",
        f"0376－{SEVEN}",
        f"0376—{SEVEN}",
        "0376-600 0000",
        f"86-0376-{SEVEN}",
        f"+86 376 {SEVEN}",
        f"{LANDLINE}-8001",
        f"{LANDLINE}转8001",
        f"{LANDLINE} 转 8001",
        f"{LANDLINE}分机：8001",
        f"{LANDLINE}（8001）",
        f"{LANDLINE} 8001",
        f"{LANDLINE} ext. 8001",
        f"{LANDLINE}#1",
    ],
)
def test_a_landline_is_read_with_or_without_an_extension(written: str) -> None:
    phone = read_phone(written)

    assert (phone.kind, phone.area, phone.number) == (PhoneKind.LANDLINE, "0376", SEVEN)
    assert why_no_phone(written) == ""
    assert why_no_mobile(written) != ""


@pytest.mark.parametrize("area", ["010", "021", "023", "0371", "0379"])
def test_large_cities_have_eight_digits(area: str) -> None:
    assert read_phone(f"{area}-{EIGHT}").area == area
    assert read_phone(f"{area}-{SEVEN}").kind is PhoneKind.WRONG


@pytest.mark.parametrize("written", [SEVEN, EIGHT, "600-0000", "6000 0000", f"{SEVEN}-8001", f"{SEVEN}转1"])
def test_digits_alone_are_a_local_number(written: str) -> None:
    assert read_phone(written).kind is PhoneKind.LOCAL
    assert why_no_phone(written) == "", "what is missing is said by its own rule"
    assert why_no_mobile(written) != ""


@pytest.mark.parametrize(
    "written",
    [
        f"{MOBILE}/{LANDLINE}",
        f"{MOBILE}、{MOBILE}",
        f"{MOBILE}，{MOBILE}",
        f"{MOBILE}；{SEVEN}",
        f"{MOBILE} {MOBILE}",
        f"{MOBILE}\n{LANDLINE}",
        f"{LANDLINE} {MOBILE}",
        "138 0000 0000 138 0000 0000",
        f"{LANDLINE}-{SEVEN}",
        f"{LANDLINE}/01",
        f"{LANDLINE}、8001",
        f"{SEVEN}/{SEVEN}",
        f"{MOBILE}或{LANDLINE}",
        f"张三{MOBILE} 李四{MOBILE}",
        f"张三 {MOBILE}（办公 {LANDLINE}）",
        f"{LANDLINE}转8001，{MOBILE}",
    ],
)
def test_several_numbers_are_seen_whatever_stands_between(written: str) -> None:
    assert read_phone(written).kind is PhoneKind.SEVERAL
    assert why_no_mobile(written) == why_no_phone(written) != ""


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (f"0{MOBILE}", PhoneKind.LEADING_ZERO),
        (f"376-{SEVEN}", PhoneKind.NO_ZERO),
        (f"376{SEVEN}", PhoneKind.NO_ZERO),
        (f"张三 {MOBILE}", PhoneKind.WORDS),
        (f"{MOBILE}（微信同号）", PhoneKind.WORDS),
        (f"电话：{LANDLINE}", PhoneKind.WORDS),
        ("1380000000O", PhoneKind.WORDS),
        (MOBILE[:-1], PhoneKind.WRONG),
        (f"{MOBILE}0", PhoneKind.WRONG),
        (f"{MOBILE}-8001", PhoneKind.WRONG),
        (MOBILE * 2, PhoneKind.WRONG),
        ("146" + "0" * 8, PhoneKind.WRONG),
        (f"0376-{EIGHT}", PhoneKind.WRONG),
        (f"0376-{SEVEN[:-1]}", PhoneKind.WRONG),
        (f"0370-0376-{SEVEN}", PhoneKind.WRONG),
        (f"+852 {EIGHT}", PhoneKind.WRONG),
        ("2020.7.10", PhoneKind.WRONG),
        ("95598", PhoneKind.WRONG),
        ("1" * 11, PhoneKind.WRONG),
        ("0" * 11, PhoneKind.WRONG),
        ("无", PhoneKind.NONE),
        ("没有", PhoneKind.NONE),
        ("-", PhoneKind.NONE),
        ("/", PhoneKind.NONE),
        ("见附件1", PhoneKind.NONE),
        ("0" * 30_000, PhoneKind.NONE),
    ],
)
def test_what_reaches_nobody_is_told_apart(written: str, kind: PhoneKind) -> None:
    assert read_phone(written).kind is kind
    assert why_no_mobile(written) != ""
    assert why_no_phone(written) != ""


def test_a_service_number_is_a_phone_and_no_mobile() -> None:
    written = "400-" + "8" + "0" * 2 + "-0000"

    assert read_phone(written).kind is PhoneKind.SERVICE
    assert (why_no_phone(written), why_no_mobile(written) != "") == ("", True)


@pytest.mark.parametrize(
    ("digits", "area", "fits"), [(SEVEN, "0376", True), (EIGHT, "0376", False), (SEVEN, "", False)]
)
def test_a_local_number_fits_an_area_by_its_length(digits: str, area: str, fits: bool) -> None:
    assert can_have_area(read_phone(digits), area) is fits
