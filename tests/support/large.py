"""A correctly filled henan-2020 workbook of the largest size that is expected, as people type it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import starmap
from random import Random

from qcxl.core.contacts.credit_codes import with_check_digit
from qcxl.demo.fill import fill
from qcxl.model.edition import QUOTA_GROUP
from qcxl.model.organisation import Level, Unit
from tests.support import workbooks
from tests.support.large_words import GROUP_NAMES, TEAM_NAMES, enterprise_names, members, person

ROWS = {"enterprises": 500, "qc_groups": 120, "qc_judges": 30, "teams": 60, "team_judges": 30}
"""How many rows each list has."""
MOBILE = "13800000000"

Entry = str | int | Decimal | dt.date
Row = dict[str, Entry]

_PARTS = ("union_members", "women", "youth")
_HIGH_SHARES = ("completion_rate", "quality_pass_rate", "first_pass_rate", "improvement_rate")
_SHARES = (100, 87, Decimal("98.5"), Decimal("99.27"))
_NO_TEAMS = dict.fromkeys(("team_count", "team_participants", "team_spending", "team_rewards"), 0)
_HALF = 0.5


def large(unit_code: str, seed: int = 1) -> bytes:
    """The workbook of a unit with 500 enterprises, 120 groups, 60 teams and 30 judges of each kind.

    Nothing in it is wrong: the quotas are used up and what goes beyond them is not recommended, a region
    leaves out the enterprises of direct units. The same seed gives the same bytes.
    """
    rows, cells = _Clerk(workbooks.roster().unit(unit_code), Random(seed)).typed()
    return fill(workbooks.blank(unit_code), rows, cells)


class _Clerk:
    """Types one workbook."""

    def __init__(self, unit: Unit, random: Random) -> None:
        self._unit = unit
        self._random = random
        self._place = "河南" if unit.direct else unit.name.rstrip("市县区")

    def typed(self) -> tuple[dict[str, list[Row]], dict[str, Row]]:
        """All rows by list and all entries by card."""
        names = enumerate(enterprise_names(self._place, ROWS["enterprises"], self._random))
        enterprises = list(starmap(self._enterprise, names))
        own = [str(row["enterprise_name"]) for row in enterprises if "direct_unit" not in row]
        rows = {
            "enterprises": enterprises,
            "qc_groups": [self._group(row) for row in self._put_forward("qc_groups", GROUP_NAMES, own)],
            "teams": [self._team(row) for row in self._put_forward("teams", TEAM_NAMES, own)],
            "qc_judges": [self._judge(number, own) for number in range(ROWS["qc_judges"])],
            "team_judges": [self._judge(number, own) for number in range(ROWS["team_judges"])],
        }
        return rows, {
            "cover": {
                "nil_return": "否",
                "preparer": person(self._random),
                "preparer_phone": self._landline(),
                "filled_on": dt.date(2020, 7, 1),
            },
            "qc_statistics": self._contact("qc")
            | {
                "qc_exchange_held": "是",
                "qc_exchange_entered": 45,
                "qc_exchange_presented": 45,
                "qc_exchange_time": dt.date(2020, 5, 20),
                "qc_exchange_place": "示例会议中心",
                "qc_exchange_attendees": 230,
            },
            "team_statistics": self._contact("team")
            | {
                "team_features": "特点：覆盖面广。\n问题：数据分析不够。",
                "team_review_onsite": "是",
                "team_exchange_held": "否",
            },
        }

    def _enterprise(self, number: int, name: str) -> Row:
        random = self._random
        employees = random.choice((6, 35, 120, 480, 2600, 31_000))
        total = random.randint(1, employees)
        registered = random.randint(0, total)
        benefit = self._money(employees * 20)
        row: Row = {
            "enterprise_name": name,
            "employees": employees,
            "qc_participants": random.randint(0, employees),
            "qc_groups_total": total,
            "qc_groups_registered": registered,
            "qc_groups_active": random.randint(0, total),
            "qc_groups_with_results": random.randint(0, registered),
            "qc_benefit_total": benefit + self._money(employees * 20),
            "qc_benefit": benefit,
            "qc_spending": self._money(employees),
            "qc_rewards": random.choice((0, self._money(employees))),
        }
        if number % 10:
            row["credit_code"] = with_check_digit(f"91411500MA4X{random.randint(0, 99):02d}{number:03d}")
        if number % 7 == 0 and not self._unit.direct:
            unit = random.choice(workbooks.roster().direct_units)
            row["direct_unit"] = random.choice((unit.name, unit.code))
        return row | random.choice((self._teams(employees), {"team_count_total": 12, **_NO_TEAMS}, {}))

    def _teams(self, employees: int) -> Row:
        count = self._random.randint(1, max(1, min(40, employees // 3)))
        return {
            "team_count_total": count + self._random.randint(0, 5 * count),
            "team_count": count,
            "team_participants": self._random.randint(1, 3 * employees),
            "team_spending": self._money(employees),
            "team_rewards": self._random.choice((0, self._money(employees))),
        }

    def _put_forward(self, form_id: str, names: Sequence[str], own: Sequence[str]) -> Iterator[Row]:
        """The first entries of each row: recommended as far as the quota goes, by tier where it has tiers."""
        edition = workbooks.edition()
        form = edition.form(form_id)
        organisation = edition.organisation(self._unit.name)
        quotas = organisation.quotas if organisation else {}
        tiers = [
            {form.tier: choice.label}
            for choice in edition.choices[QUOTA_GROUP]
            if form.tier and choice.parent == form_id
            for _ in range(int(quotas.get(choice.code) or 0))
        ]
        allowed = int(quotas.get(form_id) or ROWS[form_id])
        for number in range(ROWS[form_id]):
            row: Row = {
                "enterprise_name": own[number % 23 * 7],
                form.fields[1].id: names[number % len(names)],
            }
            if number >= allowed:
                yield row | {"recommended": "否"}
            else:
                said = {"recommended": "是"} if self._random.random() < _HALF else {}
                yield row | said | (tiers[number] if tiers else {})

    def _group(self, start: Row) -> Row:
        random = self._random
        people, count = members(random)
        topic_type = random.choice(("问题解决型", "创新型"))
        row = start | {"members": people, "topic_type": topic_type} | self._parts(count)
        if start.get("recommended") == "否" and random.random() < _HALF:
            return row
        application: Row = {
            "topic": random.choice(("降低故障停机时间（次/月）", "提高一次合格率", "研制 10kV 专用工装")),
            "evaluation": "优势：选题贴近现场；不足：巩固期短。" * random.randint(1, 16),
            "score": Decimal(random.randint(700, 1000)) / 10,
        }
        return row | self._application() | application

    def _team(self, start: Row) -> Row:
        random = self._random
        size = random.randint(3, 45)
        row = start | {"team_size": size} | self._parts(size)
        is_out = start.get("recommended") == "否"
        if is_out and random.random() < _HALF:
            return row
        application: Row = {
            "phone": self._landline(),
            "leader": person(random),
            **{share: random.choice(_SHARES) for share in _HIGH_SHARES},
            "defect_rate": random.choice((0, Decimal("0.03"), Decimal("1.5"))),
            "incidents": random.randint(0, 2) if is_out else 0,
            "complaints": random.randint(0, 9),
            "training": random.choice(("120/36", "120人/36学时", "5/8")),
            "quality_cost": self._money(50),
            "no_incident_3y": "否" if is_out else "是",
        }
        return row | self._application() | application

    def _parts(self, count: int) -> Row:
        return {part: self._random.randint(0, count) for part in _PARTS}

    def _application(self) -> Row:
        story = "由一线员工组成，从现场的问题入手。\n效果得到巩固。"
        return {
            "address": f"{self._place}示例路 {self._random.randint(1, 99)} 号（院内 2 楼）",
            "postcode": "464000",
            "department": self._random.choice(("质量部", "企业管理部/QC 办", "安全生产处")),
            "contact": person(self._random),
            "mobile": self._random.choice((MOBILE, " ".join((MOBILE[:3], MOBILE[3:7], MOBILE[7:])))),
            "introduction": story * self._random.randint(1, 12),
        }

    def _judge(self, number: int, own: Sequence[str]) -> Row:
        return {
            "judge_name": person(self._random),
            "employer": f"{self._random.choice(own)}（示例路 {number + 1} 号）",
            "certificate_number": f"豫QC-2018-{number:04d}",
            "mobile": MOBILE,
        }

    def _contact(self, prefix: str) -> Row:
        return {
            f"{prefix}_department": f"质量部 {person(self._random)}",
            f"{prefix}_contact": person(self._random),
            f"{prefix}_mobile": MOBILE,
            f"{prefix}_email": "coordinator@example.com",
            f"{prefix}_address": f"{self._unit.name}示例路 1 号",
            f"{prefix}_postcode": "464000",
        }

    def _landline(self) -> str:
        # Put together, so that no number stands here that can be called.
        is_local = self._unit.level in (Level.CITY, Level.COUNTY)
        return f"0376-{'6' * 7}" if is_local else f"0371-{'6' * 8}"

    def _money(self, most: int) -> Decimal:
        """Up to so many 万元: in whole ones, to the hundred yuan, to the yuan, or as fine as it goes."""
        millionths = Decimal(self._random.randint(0, most * 1_000_000)) / 1_000_000
        return round(millionths, self._random.choice((0, 2, 4, 6)))
