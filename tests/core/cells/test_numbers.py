"""Numbers as coordinators type them, each with what it must become."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from qcxl.core.cells.typing import Typed, type_cell
from qcxl.model.grid import RawValue
from qcxl.model.quantity import LARGEST
from tests.support.fields import measured


def codes(typed: Typed) -> list[str]:
    return [fault.code for fault in typed.faults]


@pytest.mark.parametrize(
    ("raw", "measure", "base"),
    [
        (35, "个", 35),
        (35.0, "个", 35),
        (0, "个", 0),
        (-3.0, "个", -3),
        (34.99999999999999, "个", 35),
        (0.0035, "万个", 35),
        (35, "万个", 350_000),
        (12.5, "万元", 12_500_000),
        (0.1 + 0.2, "万元", 300_000),
        (1234.5600000000001, "万元", 1_234_560_000),
        (0.000001, "万元", 1),
        (12.34, "元", 1234),
        (6.5, "万元/年", 6_500_000),
        (87.5, "分", 8750),
        (90, "分", 9000),
        (85, "百分数", 850_000),
        (98.5, "%", 985_000),
        (0, "百分数", 0),
        (0.0, "%", 0),
        (120.0, "%", 1_200_000),
        (-0.5, "%", -5000),
    ],
)
def test_number_is_taken_without_remark(raw: RawValue, measure: str, base: int) -> None:
    assert type_cell(raw, measured(measure)) == Typed(base)


def test_number_beyond_15_digits_is_read_as_excel_keeps_it() -> None:
    assert type_cell(1234567890.123456, measured("万元")).value == 1_234_567_890_123_460


@pytest.mark.parametrize(
    ("raw", "measure", "base"),
    [
        ("35", "个", 35),
        ("35.0", "个", 35),
        (" 35 ", "个", 35),
        ("35\n", "个", 35),
        ("\u300035\u200b", "个", 35),
        ("３５", "个", 35),
        ("-35", "个", -35),
        ("－35", "个", -35),
        ("+35", "个", 35),
        ("007", "个", 7),
        ("1,234", "个", 1234),
        ("1，２３４", "个", 1234),
        ("1,234,567.50", "元", 123_456_750),
        ("1 234", "个", 1234),
        ("1\u00a0234", "个", 1234),
        ("12.5", "万元", 12_500_000),
        (".5", "万元", 500_000),
        ("85", "百分数", 850_000),
        ("８５．５", "%", 855_000),
    ],
)
def test_number_as_text_is_counted_and_marked_unseen(raw: str, measure: str, base: int) -> None:
    typed = type_cell(raw, measured(measure))

    assert (typed.value, typed.unseen, codes(typed)) == (base, True, ["number_as_text"])


@pytest.mark.parametrize(
    ("raw", "measure", "base", "read"),
    [
        ("35个", "个", 35, "35 个"),
        ("35 个", "个", 35, "35 个"),
        ("３５个", "个", 35, "35 个"),
        ("35家", "个", 35, "35 个"),
        ("35人", "人", 35, "35 人"),
        ("12个", "人", 12, "12 人"),
        ("120人次", "人次", 120, "120 人次"),
        ("3名", "名次", 3, "3 名次"),
        ("2000万", "个", 20_000_000, "20000000 个"),
        ("2千万", "个", 20_000_000, "20000000 个"),
        ("3千", "个", 3000, "3000 个"),
        ("3.2万", "个", 32_000, "32000 个"),
        ("3.2万个", "个", 32_000, "32000 个"),
        ("3.2 万 个", "个", 32_000, "32000 个"),
        ("35万个", "个", 350_000, "350000 个"),
        ("3.2万", "万个", 32_000, "3.2 万个"),
        ("35个", "万个", 35, "0.0035 万个"),
        ("2000万", "万元", 2_000_000_000, "2000 万元"),
        ("12.5万", "万元", 12_500_000, "12.5 万元"),
        ("12.5万元", "万元", 12_500_000, "12.5 万元"),
        ("125000元", "万元", 12_500_000, "12.5 万元"),
        ("125,000 元整", "万元", 12_500_000, "12.5 万元"),
        ("1.2亿", "万元", 12_000_000_000, "12000 万元"),
        ("1.2亿元", "万元", 12_000_000_000, "12000 万元"),
        ("3千元", "万元", 300_000, "0.3 万元"),
        ("12.5万", "元", 12_500_000, "125000 元"),
        ("¥12.5", "万元", 12_500_000, "12.5 万元"),
        ("￥１２．５", "万元", 12_500_000, "12.5 万元"),
        ("人民币12.5万元", "万元", 12_500_000, "12.5 万元"),
        ("12.5万元人民币", "万元", 12_500_000, "12.5 万元"),
        ("RMB 125000元", "万元", 12_500_000, "12.5 万元"),
        ("6.5万元/年", "万元/年", 6_500_000, "6.5 万元/年"),
        ("6.5万元", "万元/年", 6_500_000, "6.5 万元/年"),
        ("三十五", "个", 35, "35 个"),
        ("三十五个", "个", 35, "35 个"),
        ("三万二千", "个", 32_000, "32000 个"),
        ("三点二万", "个", 32_000, "32000 个"),
        ("两百", "人", 200, "200 人"),
        ("〇", "个", 0, "0 个"),
        ("负三", "个", -3, "-3 个"),
        ("一百零五", "个", 105, "105 个"),
        ("一百一十", "个", 110, "110 个"),
        ("十万零三百", "个", 100_300, "100300 个"),
        ("廿五", "个", 25, "25 个"),
        ("三十五", "万元", 35_000_000, "35 万元"),
        ("十二万五千", "万元", 12_500_000, "12.5 万元"),
        ("叁仟伍佰元整", "万元", 350_000, "0.35 万元"),
        ("十二点五万元", "万元", 12_500_000, "12.5 万元"),
        ("87.5分", "分", 8750, "87.5 分"),
        ("９０ 分", "分", 9000, "90 分"),
        ("九十分", "分", 9000, "90 分"),
        ("85%", "百分数", 850_000, "85%"),
        ("８５％", "百分数", 850_000, "85%"),
        ("98.5％", "%", 985_000, "98.5%"),
        ("0.5%", "%", 5000, "0.5%"),
        ("1%", "%", 10_000, "1%"),
        ("3‰", "%", 3000, "0.3%"),
        ("百分之八十五", "百分数", 850_000, "85%"),
        ("百分之八十五点五", "百分数", 855_000, "85.5%"),
        ("百分之85", "百分数", 850_000, "85%"),
        ("百分之百", "百分数", 1_000_000, "100%"),
        ("千分之三", "%", 3000, "0.3%"),
        ("八十五", "%", 850_000, "85%"),
    ],
)
def test_number_with_words_is_read_and_says_so(raw: str, measure: str, base: int, read: str) -> None:
    typed = type_cell(raw, measured(measure))

    assert (typed.value, typed.unseen, codes(typed)) == (base, True, ["number_read_from_text"])
    assert typed.faults[0].facts["read"] == read


@pytest.mark.parametrize(
    ("raw", "shown_as", "base"),
    [
        (0.85, "85%", 850_000),
        (0.005, "0.5%", 5000),
        (1, "100%", 1_000_000),
        (1.2, "120%", 1_200_000),
        (0.0, "0%", 0),
        (-0.05, "-5%", -50_000),
        (0.07 * 10, "70%", 700_000),
        (0.29, "29%", 290_000),
        (0.8533, "85.33%", 853_300),
    ],
)
def test_share_in_a_percent_cell_is_what_a_person_sees(raw: float, shown_as: str, base: int) -> None:
    assert type_cell(raw, measured("%"), percent=True) == Typed(base), shown_as


@pytest.mark.parametrize(
    ("raw", "base"), [(0.85, 8500), (0.005, 50), (1, 10_000), (1.0, 10_000), (85, 850_000)]
)
def test_share_in_a_plain_cell_is_read_as_typed(raw: float, base: int) -> None:
    """Whether 0.85 can be meant is for a rule of the edition to ask."""
    assert type_cell(raw, measured("百分数")) == Typed(base)


@pytest.mark.parametrize(("text", "base"), [("0.85", 8500), ("85%", 850_000), ("0.85%", 8500)])
@pytest.mark.parametrize("percent", [False, True])
def test_share_as_text_says_itself_what_it_is(text: str, base: int, percent: bool) -> None:
    assert type_cell(text, measured("%"), percent=percent).value == base


@pytest.mark.parametrize(
    ("raw", "measure", "base"), [(0.5, "万元", 500_000), (35, "个", 35), (87.5, "分", 8750)]
)
def test_other_figures_in_a_percent_cell_are_read_as_typed(raw: float, measure: str, base: int) -> None:
    assert type_cell(raw, measured(measure), percent=True) == Typed(base)


@pytest.mark.parametrize(
    ("raw", "base", "expected"),
    [
        (85.33333333333333, 853_333, ["share_rounded"]),
        ("66.66666", 666_667, ["number_as_text", "share_rounded"]),
    ],
)
def test_share_from_a_division_is_rounded(raw: RawValue, base: int, expected: list[str]) -> None:
    typed = type_cell(raw, measured("%"))

    assert (typed.value, codes(typed)) == (base, expected)


def test_share_from_a_division_in_a_percent_cell_is_rounded() -> None:
    typed = type_cell(64 / 75, measured("%"), percent=True)

    assert (typed.value, codes(typed)) == (853_333, ["share_rounded"])


@pytest.mark.parametrize(
    "raw",
    [
        "约35",
        "35左右",
        "30-40",
        "30~40",
        "35/40",
        "35+2",
        "35多",
        "≥35",
        "35 (其中2个新)",
        "3 5",
        "12,34",
        "1,2345",
        "无",
        "/",
        "—",
        "-",
        "暂无",
        "N/A",
        "？",
        "见附件",
        "3.2.1",
        "35①",
        "35²",
        "½",
        "٣٥",
        "1e3",
        "3.5E+05",
        "三五",
        "两三",
        "一万五",
        "一百五",
        "几十",
        "十几",
        "万",
        "千万",
        "一点",
        "三百万万",
        "一百万二",
        "十十一",
        "一千万亿百",
        "二十十一",
        "3万5",
        "3千克",
        "35kg",
        "1¥2",
        "¥",
        "个",
        "=A1+B1",
        "#REF!",
        "百分之",
        "1" * 41,
        True,
        False,
        math.nan,
        math.inf,
        -math.inf,
    ],
)
def test_what_is_no_certain_number_is_refused(raw: RawValue) -> None:
    typed = type_cell(raw, measured("个"))

    assert (typed.value, typed.unseen, codes(typed)) == (None, False, ["not_a_number"])


@pytest.mark.parametrize("raw", [True, False, "几成", "17/20"])
def test_what_is_no_certain_share_is_refused(raw: RawValue) -> None:
    assert codes(type_cell(raw, measured("%"))) == ["not_a_number"]


@pytest.mark.parametrize("measure", ["万元", "万个"])
def test_a_thousand_of_ten_thousands_is_refused(measure: str) -> None:
    assert codes(type_cell("3千", measured(measure))) == ["not_a_number"]


@pytest.mark.parametrize(
    ("raw", "measure", "unit"),
    [
        ("35人", "万元", "人"),
        ("35个", "分", "个"),
        ("35分", "个", "分"),
        ("35人", "个", "人"),
        ("3%", "名次", "%"),
        ("120人次", "人", "人次"),
        ("35小时", "人", "小时"),
        ("12.5万元", "个", "元"),
        ("¥35", "个", "¥"),
        ("85%", "个", "%"),
        ("百分之三", "万元", "%"),
        ("35个", "%", "个"),
        ("6.5万元/年", "万元", "元/年"),
    ],
)
def test_unit_of_another_measure_is_refused(raw: str, measure: str, unit: str) -> None:
    typed = type_cell(raw, measured(measure))

    assert (typed.value, codes(typed)) == (None, ["measure_mismatch"])
    assert typed.faults[0].facts["unit"] == unit


@pytest.mark.parametrize(
    "raw",
    [dt.datetime(2020, 3, 5), dt.date(2020, 3, 5), dt.time(3, 5), dt.timedelta(hours=30)],  # noqa: DTZ001
)
@pytest.mark.parametrize("measure", ["个", "万元", "%"])
def test_date_that_excel_made_of_a_number_is_refused(raw: RawValue, measure: str) -> None:
    assert codes(type_cell(raw, measured(measure))) == ["number_became_date"]


@pytest.mark.parametrize(
    ("raw", "measure", "code"),
    [
        (35.5, "个", "not_whole"),
        ("35.5", "人", "not_whole"),
        ("0.00355万", "个", "not_whole"),
        (0.00355, "万个", "not_whole"),
        (12.5000001, "万元", "too_fine"),
        ("12.5000001", "万元", "too_fine"),
        ("12.5000000000000000000000000000001", "万元", "too_fine"),
        (12.345, "元", "too_fine"),
        (87.555, "分", "too_fine"),
        ("87.555分", "分", "too_fine"),
        (LARGEST, "个", "too_large"),
        (float(LARGEST), "个", "too_large"),
        (-LARGEST, "个", "too_large"),
        (LARGEST // 10**6, "万元", "too_large"),
        (10**400, "个", "too_large"),
        (1e300, "%", "too_large"),
        ("9" * 30, "个", "too_large"),
        ("9万亿", "万元", None),
        ("90万亿", "万元", "too_large"),
    ],
)
def test_number_that_is_not_exact_is_refused(raw: RawValue, measure: str, code: str | None) -> None:
    typed = type_cell(raw, measured(measure))

    if code is None:
        assert typed.value == 9 * 10**14
    else:
        assert (typed.value, codes(typed)) == (None, [code])


@pytest.mark.parametrize(
    ("raw", "measure", "proposed"),
    [
        (0.0035, "个", 35),
        ("0.0035", "个", 35),
        ("０.0035", "个", 35),
        (0.0001, "人", 1),
        (1.25, "人次", 12_500),
        (9.9999, "人", 99_999),
    ],
)
def test_a_count_typed_in_ten_thousands_is_named_and_not_changed(
    raw: RawValue, measure: str, proposed: int
) -> None:
    typed = type_cell(raw, measured(measure))

    assert (typed.value, codes(typed)) == (None, ["count_in_ten_thousands"])
    assert typed.faults[0].facts["proposed"] == proposed


@pytest.mark.parametrize(
    ("raw", "measure", "expected"),
    [
        (0.0035, "万个", []),
        (0.00355, "个", ["not_whole"]),
        (10.5, "个", ["not_whole"]),
        (-0.0035, "个", ["not_whole"]),
        (1.5, "小时", ["not_whole"]),
        ("0.5个", "个", ["not_whole"]),
        ("0.00035万", "个", ["not_whole"]),
        (9, "个", []),
        (3.0, "个", []),
        (0.0, "个", []),
    ],
)
def test_a_count_that_is_no_ten_thousands(raw: RawValue, measure: str, expected: list[str]) -> None:
    assert codes(type_cell(raw, measured(measure))) == expected


def test_largest_number_below_the_limit_is_taken() -> None:
    assert type_cell(LARGEST - 1, measured("个")).value == LARGEST - 1


def test_measure_out_of_the_vocabulary_is_a_broken_edition() -> None:
    from dataclasses import replace

    with pytest.raises(KeyError):
        type_cell(35, replace(measured("个"), measure="打"))
