"""Names that are likely one name written twice."""

from __future__ import annotations

from itertools import combinations

import pytest
from rapidfuzz.fuzz import ratio

from qcxl.core.names.similar_names import difference, similar_pairs

PLACES = ("信阳", "罗山", "光山", "淅川", "潢川", "新县")
LEVEL_1 = [bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)]


def similar(one: str, other: str, threshold: float = 90) -> bool:
    return similar_pairs([one, other], threshold, PLACES) == [(0, 1)]


SLIPS = [
    # legal form
    ("河南示例机械有限公司", "河南示例机械有限责任公司"),
    ("示例电力设备制造有限公司", "示例电力设备制造股份有限公司"),
    ("示例县电力设备制造有限公司", "示例县电力设备制造公司"),
    ("中国示例通信集团河南有限公司罗山分公司", "中国示例通信集团河南有限公司罗山"),
    ("中国示例通信集团河南有限公司罗山分公司", "中国示例通信集团河南有限公司罗山公司"),
    ("示例机械制造有限公司", "示例机械制造有线公司"),
    ("示例机械制造股份有限公司", "示例机械制造股分有限公司"),
    ("罗山县示例发展有限公司", "罗山县示例发展有限公同"),
    # ranks of places
    ("河南省示例机械有限公司", "河南示例机械有限公司"),
    ("信阳市示例机械有限公司", "信阳示例机械有限公司"),
    ("河南省罗山县示例机械有限公司", "河南省罗山示例机械有限公司"),
    ("新县示例建设发展有限公司", "新示例建设发展有限公司"),
    # letters that sound or look alike
    ("河南示例精密机械制造有限公司", "河南示例精蜜机械制造有限公司"),
    ("示例冶金设备制造有限公司", "示例治金设备制造有限公司"),
    ("淅川县示例水泥有限公司", "浙川县示例水泥有限公司"),
    ("潢川县示例水泥有限公司", "黄川县示例水泥有限公司"),
    ("信阳市示例建设集团有限公司", "信杨市示例建设集团有限公司"),
    # letters left out or doubled
    ("示例机械制造有限公司", "示例机械制造限公司"),
    ("示例机械制造有限公司", "示例机械制有限公司"),
    ("示例机械制造有限公司", "示例机械制制造有限公司"),
    ("示例水泥制品有限公司", "示例水水泥制品有限公司"),
    # marks, numerals, QC
    ("示例电力（河南）有限公司", "示例电力河南有限公司"),
    ("示例县第一机械制造厂", "示例县第1机械制造厂"),
    ("信阳供电变电检修蓝天QC小组", "信阳供电变电检修蓝天小组"),
    ("变电检修一班蓝天QC小组", "变电检修一班兰天QC小组"),
]


@pytest.mark.parametrize(("one", "other"), SLIPS)
def test_names_that_differ_by_a_slip_are_similar(one: str, other: str) -> None:
    assert similar(one, other)
    assert similar(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # what tells names apart
        ("示例县第一机械有限公司", "示例县第二机械有限公司"),
        ("示例县第001机械有限公司", "示例县第002机械有限公司"),
        ("示例机械制造有限公司", "示例第一机械制造有限公司"),
        ("示例机械制造A有限公司", "示例机械制造B有限公司"),
        ("变电检修甲班蓝天QC小组", "变电检修乙班蓝天QC小组"),
        ("示例城东加油站服务有限公司", "示例城西加油站服务有限公司"),
        ("示例新兴机械制造有限公司", "示例老兴机械制造有限公司"),
        ("示例轧钢生产一分厂", "示例轧钢生产三分厂"),
        ("示例机械制造总厂电镀车间", "示例机械制造厂电镀车间"),
        ("示例机械制造厂铸造车间", "示例机械制造分厂铸造车间"),
        # places
        ("罗山县示例建设发展有限公司", "光山县示例建设发展有限公司"),
        ("罗山示例建设发展有限公司", "光山示例建设发展有限公司"),
        ("宜阳县示例建设发展有限公司", "伊阳县示例建设发展有限公司"),
        ("河南李村示例建设发展有限公司", "河南李家村示例建设发展有限公司"),
        ("新乡市示例建设发展有限公司", "新乡县示例建设发展有限公司"),
        ("示例建设发展有限公司", "信阳示例建设发展有限公司"),
        # trades and brands
        ("罗山县示例木业有限公司", "罗山县示例牧业有限公司"),
        ("罗山县示例纺织有限公司", "罗山县示例毛纺织有限公司"),
        ("罗山县示例钢材有限公司", "罗山县示例铝材有限公司"),
        ("平桥区恒源建材有限公司", "平桥区恒泰建材有限公司"),
        ("平桥区华泰建材有限公司", "平桥区泰华建材有限公司"),
        ("示例县建设发展集团有限公司", "示例县建设发展有限公司"),
        ("示例县电子科技有限公司", "示例县电子科技商贸有限公司"),
    ],
)
def test_names_that_differ_in_what_tells_names_apart_are_not(one: str, other: str) -> None:
    assert ratio(one, other) > 80, "close enough that the letters alone do not decide"
    assert not similar(one, other, threshold=80)


def test_the_threshold_decides_how_alike_names_must_be() -> None:
    one, other = "河南示例机械有限公司", "河南示例机械有限责任公司"

    assert similar(one, other, threshold=90.9)
    assert not similar(one, other, threshold=91)


def test_equal_names_are_no_pair_and_the_first_stands_for_them() -> None:
    full, short = "河南省示例机械有限公司", "河南示例机械有限公司"

    assert similar_pairs([full, "河南省 示例机械有限公司", short, short], 90) == [(0, 2)]


def test_pairs_come_in_order_of_the_later_name() -> None:
    names = [
        "河南省示例甲机械有限公司",
        "河南省示例乙机械有限公司",
        "河南示例乙机械有限公司",
        "河南示例甲机械有限公司",
    ]

    assert similar_pairs(names, 90) == [(1, 2), (0, 3)]


def test_nothing_is_similar_to_nothing() -> None:
    assert similar_pairs([], 90) == []
    assert similar_pairs(["", "有限公司", "公司", "、"], 1) == []


def test_a_letter_in_which_many_names_differ_tells_them_apart() -> None:
    pair = ["示例县恒源机械制造有限公司", "示例县恒远机械制造有限公司"]

    assert similar_pairs(pair, 90) == [(0, 1)]
    assert similar_pairs([*pair, "示例县恒泰机械制造有限公司"], 90) == []
    assert similar_pairs([pair[0], "示例县恒机械制造有限公司"], 90) == [(0, 1)]
    assert similar_pairs([pair[0], "示例县恒机械制造有限公司", "示例县恒泰机械制造有限公司"], 90) == []


TRADES = (
    "机械",
    "电子",
    "食品",
    "纺织",
    "化工",
    "建材",
    "医药",
    "物流",
    "冶金",
    "水务",
    "木业",
    "牧业",
    "面业",
    "棉业",
)
BRANDS = ("恒源", "恒泰", "华泰", "泰华", "金源", "鑫源", "永兴", "永信", "宏达", "鸿达", "利达", "立达")
TOWNS = ("罗山县", "光山县", "新县", "息县", "平桥区", "浉河区")
SYSTEMATIC = {
    "numbers": [f"示例县第{number:03d}机械有限公司" for number in range(500)],
    "letters": [f"示例县{letter}机械制造有限公司" for letter in LEVEL_1[::7][:500]],
    "trades": [f"{town}示例{trade}有限公司" for town in TOWNS for trade in TRADES],
    "brands": [f"{town}{brand}{trade}有限公司" for town in TOWNS for brand in BRANDS for trade in TRADES[:7]],
}


@pytest.mark.parametrize("names", SYSTEMATIC.values(), ids=SYSTEMATIC)
def test_names_given_by_a_system_raise_no_alarm(names: list[str]) -> None:
    assert any(ratio(one, other) >= 90 for one, other in combinations(names, 2))
    assert similar_pairs(names, 90, PLACES) == []


def test_a_slip_is_found_among_names_given_by_a_system() -> None:
    names = [*SYSTEMATIC["numbers"], "示例县第007机械有限责任公司"]

    assert similar_pairs(names, 90) == [(7, 500)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("示例有限公司", "示例有限责任公司", ("", "责任")),
        ("河南省示例厂", "河南示例厂", ("省", "")),
        ("精密机械", "精蜜机械", ("密", "蜜")),
        ("示例", "示例", ("", "")),
        ("示例例", "示例", ("例", "")),
    ],
)
def test_the_difference_is_what_the_names_do_not_share(
    one: str, other: str, expected: tuple[str, str]
) -> None:
    assert difference(one, other) == expected
