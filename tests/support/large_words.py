"""Names as they really look, of nobody: brackets, letters, numerals, and many that are one letter apart."""

from __future__ import annotations

from itertools import product
from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PLACES = _words("平桥 浉河 羊山 申城")
_STEMS = "禾澜柏岚沐霖川陌锦棠珩昱钧峤泓崧"
_TRADES = _words(
    "机械 电子 食品 纺织 化工 建材 医药 物流 冶金 水务 燃气 环保 茶业 木业 牧业 矿业 热力 塑胶 电缆 玻璃 家具"
)
_FORMS = _words("有限公司 有限责任公司 股份有限公司 集团有限公司 （集团）有限公司 （河南）有限公司 总公司 厂")
_INSTITUTIONS = _words(
    "第一人民医院 中医院 妇幼保健院 职业技术学院 建筑设计院 农业科学研究所 疾病预防控制中心 公路管理局"
    " 水文站 水厂 第三中学 卷烟厂 供电所 检测中心（有限合伙） 第一建筑工程有限公司 会计事务所（普通合伙）"
)
_LATIN = ("ABC-禾变压器有限公司", "Blue Sky澜日化有限公司", "3X柏材料有限公司")
_SHOPS = _words("检修 总装 化验 配电 仪表 热工 包装 铸造 运维 计量 仓储 急诊")
_SPIRITS = ("Six Sigma", *_words("扬帆 启航 攀登 匠心 “微光” 蓝天·卫士 1+1 5S e点通 110kV 0.618 Ⅲ期 A&B"))
_CREWS = _words("一班 二班 甲班 乙班 中心站 护理组 #1炉值 1号线")
_SURNAMES = _words("赵 钱 孙 李 周 吴 郑 王 冯 陈 欧阳 司马 诸葛 尉迟")
_GIVEN = "晨曦朗宁舒然澍皓月岚"
_FOREIGN = ((), ("阿依古丽·买买提",), ("John Smith", "贾 宁"))
"""Names that no blank may part from others, and a short one with a blank inside."""
_SEPARATORS = ("、", "，", ",", ";", "；", " ", "\n", "/", "、 ")
_MOST_SHORT_NAMES = 8

GROUP_NAMES = tuple(f"{shop}{spirit}QC小组" for shop, spirit in product(_SHOPS, _SPIRITS))
TEAM_NAMES = tuple("".join(pair) for pair in product(_SHOPS, _CREWS))


def enterprise_names(place: str, count: int, random: Random) -> list[str]:
    """Full names of enterprises in a place, all different."""
    pairs = [one + other for one in _STEMS for other in _STEMS if one != other]
    # No stem stands twice with one trade: two legal forms of one name are what people mix up.
    branches = random.sample(list(product(pairs, _TRADES)), count)
    ends = [
        *_LATIN,
        *("".join(pair) for pair in product(_PLACES, _INSTITUTIONS)),
        *(f"{stem}{trade}{random.choice(_FORMS)}" for stem, trade in branches),
    ]
    return [f"{place}{end}" for end in ends[:count]]


def person(random: Random) -> str:
    """The name of a person."""
    return random.choice(_SURNAMES) + "".join(random.sample(_GIVEN, random.randint(1, 2)))


def members(random: Random) -> tuple[str, int]:
    """A list of at most ten people as somebody types it, and how many they are."""
    separator = random.choice(_SEPARATORS)
    people = [*dict.fromkeys(person(random) for _ in range(random.randint(1, _MOST_SHORT_NAMES)))]
    if separator.strip(" "):
        people += random.choice(_FOREIGN)
    return separator.join([f"{people[0]}（组长）", *people[1:]]), len(people)
