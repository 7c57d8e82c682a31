"""Made-up names and texts that no reader takes for real ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import product
from random import Random

from qcxl.core.contacts.credit_codes import with_check_digit
from qcxl.model.form import Field, FieldKind

Entry = str | int | Decimal | dt.date
Entries = dict[str, Entry]

MOBILE = "13800000000"
"""A made-up number under which no person can be reached."""

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_TRADES = ("机械", "电子", "食品", "纺织", "化工", "建材", "医药", "物流", "冶金", "水务", "燃气", "环保")
_FORMS = ("有限公司", "股份有限公司", "集团有限公司", "有限责任公司")
_SHOPS = ("检修", "总装", "化验", "配电", "仪表", "热工", "包装", "铸造", "运维", "计量", "仓储", "精加工")
_SPIRITS = (
    *("扬帆", "启航", "攀登", "匠心", "破冰", "求索", "先锋", "磐石", "晨曦", "利剑", "星火", "致远", "飞跃"),
    *("精益", "朝阳", "聚力", "砥砺", "蓝天", "奋进", "雄鹰", "钻研", "务实", "开拓", "细流", "筑梦", "春雨"),
)
_TOPICS = ("提高{}一次合格率", "降低{}故障停机时间", "缩短{}作业时间", "减少{}返工次数", "研制{}专用工装")
_EVALUATION = "优势：选题贴近现场，数据翔实，对策逐条落实；不足：巩固期的数据偏少。"
_INTRODUCTION = "由生产一线的员工组成，从现场的问题入手，查明要因，逐条落实对策，效果得到巩固。"
_FEATURES = "小组活动贴近现场，员工参与面逐年扩大；建议多组织交流。"
_CREDIT_CODE = "91000000QCXM{:05d}"
"""The first 17 characters of a credit code; no place has the division 000000."""
_CERTIFICATE = "示例{:05d}"
_MEMBERS = (3, 10)
_FIXED: Mapping[FieldKind, str] = {
    FieldKind.PHONE: MOBILE,
    FieldKind.EMAIL: "coordinator@example.com",
    FieldKind.POSTCODE: "100000",
}


class Words:
    """Names and texts, the same for the same seed; no enterprise and no code is made up twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._people = [f"{surname}某{stem}" for surname, stem in product(_SURNAMES, _STEMS)]
        self._certified = ["".join(pair) for pair in product(_SHOPS, _SPIRITS)]
        random.shuffle(self._people)
        random.shuffle(self._certified)
        self._enterprises = self._codes = self._names = 0

    def enterprise(self, place: str) -> str:
        """The full name of an enterprise."""
        self._enterprises += 1
        trade = self._random.choice(_TRADES)
        return f"{place}示例{self._enterprises:03d}{trade}{self._random.choice(_FORMS)}"

    def credit_code(self) -> str:
        """A credit code with the right check digit."""
        self._codes += 1
        return with_check_digit(_CREDIT_CODE.format(self._codes))

    def people(self, most: int | None) -> str:
        """A list of 3 to 10 different people, at most `most` of them."""
        low, high = (min(count, most or count) for count in _MEMBERS)
        return "、".join(self._random.sample(self._people, self._random.randint(low, high)))

    def text(self, field: Field, employer: str) -> str:
        """A text such as a person who works for `employer` may write into a field of this kind and label."""
        label = field.label.strip("：:")
        if field.kind is FieldKind.CODE:
            self._codes += 1
            return _CERTIFICATE.format(self._codes)
        if field.kind is FieldKind.LONG_TEXT:
            return _EVALUATION if "评价" in label else _INTRODUCTION if "简介" in label else _FEATURES
        return _FIXED.get(field.kind) or self._short_text(label, employer)

    def _short_text(self, label: str, employer: str) -> str:
        makers: tuple[tuple[str, Callable[[], str]], ...] = (
            ("单位", lambda: f"{employer}（{self._address()}）"),
            ("地址", self._address),
            ("地点", self._address),
            ("负责人", lambda: f"质量部 {self._person()}"),
            ("部门", lambda: "质量部"),
            ("课题", lambda: self._random.choice(_TOPICS).format(self._random.choice(_SHOPS))),
            ("名称", lambda: self._certified_name() + label.removesuffix("名称")),
            ("时数", lambda: f"{self._random.randint(6, 24)}/{self._random.randint(8, 60)}"),
            ("", self._person),
        )
        return next(make() for word, make in makers if word in label)

    def _address(self) -> str:
        return f"示例路 {self._random.randint(1, 99)} 号"

    def _certified_name(self) -> str:
        self._names += 1
        return self._certified[self._names % len(self._certified)]

    def _person(self) -> str:
        self._names += 1
        return self._people[self._names % len(self._people)]
