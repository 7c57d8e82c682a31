"""Full names: their legal endings, and parents in front."""

from __future__ import annotations

import pytest

from qcxl.core.names.legal_name import LegalNames, Parent

POWER, OIL, TOBACCO = "国网河南省电力公司", "中原油田", "中国烟草总公司河南省公司"
NAMES = LegalNames(
    endings=("公司", "集团", "总公司", "厂", "局", "院", "所", "中心", "医院", "研究所", "支行", "银行"),
    parents=("公司", "集团", "总公司", "厂", "局", "医院", "研究所", "银行"),
    registered=frozenset({POWER, OIL, TOBACCO, "中国移动通信集团河南有限公司"}),
    units=(OIL, TOBACCO, POWER, "工会"),
    branches=("分公司", "分行", "支行", "营业部", "加油站"),
)


@pytest.mark.parametrize(
    "name",
    [
        "示例机械有限公司",
        "示例机械集团有限公司",
        "示例机械集团股份有限公司",
        "示例机械（集团）有限责任公司",
        "示例机械(集团)有限责任公司",
        "示例集团（河南）有限公司",
        "示例集团控股有限公司",
        "示例集团公司",
        "示例（郑州）有限公司",
        "示例有限公司（郑州）",
        "中国示例总公司",
        "示例会计师事务所（普通合伙）",
        "示例隧道局集团有限公司",
        "示例医院有限公司",
        "示例研究所有限公司",
        "示例厂区绿化有限公司",
        "示例厂房建设有限公司",
        "示例局部放电检测有限公司",
        "示例所属物业有限公司",
        "大格局广告有限公司",
        "大厂县示例机械有限公司",
        "局域示例网络有限公司",
        "示例县人民医院",
        "示例分公司",
        "示例公司",
        "公司",
        "",
    ],
)
def test_one_organisation_has_no_parent_in_front(name: str) -> None:
    assert NAMES.parent_in_front(name) is None


@pytest.mark.parametrize(
    ("name", "parent", "rest"),
    [
        ("示例能源集团鹤山煤业有限公司", "示例能源集团", "鹤山煤业有限公司"),
        ("示例集团有限公司机械厂", "示例集团有限公司", "机械厂"),
        ("示例轴承厂医院", "示例轴承厂", "医院"),
        ("示例铁路局机务段", "示例铁路局", "机务段"),
        ("示例隧道局集团第一工程有限公司", "示例隧道局集团", "第一工程有限公司"),
        ("示例集团示例机械有限公司信阳分公司", "示例集团", "示例机械有限公司信阳分公司"),
        ("示例机械有限公司信阳公司", "示例机械有限公司", "信阳公司"),
        ("示例机械厂分厂", "示例机械厂", "分厂"),
        ("示例机械有限公司信阳分公司一车间", "示例机械有限公司", "信阳分公司一车间"),
        ("示例机械（集团）有限公司第一工厂", "示例机械有限公司", "第一工厂"),
        ("示例总公司河南省公司", "示例总公司", "河南省公司"),
        ("示例机械有限公司一车间", "示例机械有限公司", "一车间"),
    ],
)
def test_a_second_legal_ending_gives_a_parent_away(name: str, parent: str, rest: str) -> None:
    assert NAMES.parent_in_front(name) == Parent(parent, rest)


@pytest.mark.parametrize(
    "name",
    [
        "示例机械有限公司信阳分公司",
        "示例机械有限公司第一分公司",
        "示例机械有限公司分公司",
        "示例机械（集团）有限公司信阳分公司",
        "示例银行股份有限公司信阳分行",
        "示例银行股份有限公司罗山支行",
        "示例银行信阳分行营业部",
        "示例证券股份有限公司信阳营业部",
        "示例石油股份有限公司信阳分公司罗山加油站",
        "中国移动通信集团河南有限公司信阳分公司",
        f"{POWER}信阳供电分公司",
        f"{TOBACCO}信阳市分公司",
    ],
)
def test_a_registered_branch_has_no_parent_in_front(name: str) -> None:
    assert NAMES.parent_in_front(name) is None
    assert NAMES.is_full(name)


@pytest.mark.parametrize("name", [POWER, TOBACCO, "中国移动通信集团河南有限公司", "国网 河南省电力公司"])
def test_the_name_of_a_known_unit_is_right_as_it_is(name: str) -> None:
    assert NAMES.parent_in_front(name) is None
    assert NAMES.is_full(name)


@pytest.mark.parametrize(
    ("name", "parent", "rest"),
    [
        ("国网河南省电力公司信阳供电公司", POWER, "信阳供电公司"),
        ("中原油田示例采油厂", OIL, "示例采油厂"),
        ("中国烟草总公司河南省公司信阳市公司", TOBACCO, "信阳市公司"),
    ],
)
def test_a_known_unit_in_front_is_a_parent(name: str, parent: str, rest: str) -> None:
    assert NAMES.parent_in_front(name) == Parent(parent, rest)


@pytest.mark.parametrize("name", ["中原油田有限公司", "工会示例有限公司"])
def test_a_legal_form_behind_a_unit_or_a_common_word_makes_no_parent(name: str) -> None:
    assert NAMES.parent_in_front(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "示例机械有限公司",
        "示例机械厂（普通合伙）",
        "示例厂(河南)(信阳)",
        "示例研究所",
        OIL,
        "示例机械有限公司一车间",
    ],
)
def test_a_full_name_ends_legally(name: str) -> None:
    assert NAMES.is_full(name)


@pytest.mark.parametrize("name", ["示例机械", "示例机械（有限公司）", "示例厂房", "公司", "中原油田采油"])
def test_an_abbreviation_does_not(name: str) -> None:
    assert NAMES.is_full(name) == (name == "中原油田采油")


def test_without_words_for_endings_nothing_is_judged() -> None:
    names = LegalNames(endings=(), parents=())

    assert names.is_full("示例")
    assert names.parent_in_front("示例公司示例厂") is None


@pytest.mark.parametrize("name", ["全部企业", "其余企业", "共35家企业", "大型企业（3家）", "所属单位"])
def test_what_stands_for_many_enterprises_is_no_full_name_of_one(name: str) -> None:
    endings = ("公司", "企业", "合伙企业", "单位")

    assert not LegalNames(endings, ("公司",), many=("企业", "单位")).is_full(name)
    assert LegalNames(endings, ("公司",), many=("企业", "单位")).is_full("示例合伙企业")
