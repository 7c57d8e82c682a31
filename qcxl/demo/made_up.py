"""Plausible made-up entries for any edition, within the bounds of its own rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from random import Random

from qcxl.model.edition import Edition, Field, FieldKind, Form, FormKind, Method
from qcxl.model.organisation import Level, Roster, Unit

Entry = str | int | Decimal | dt.date
Entries = dict[str, Entry]

MOBILE = "13800000000"
"""Made up; nobody can be reached there."""

_TRADES = ("机械", "电子", "食品", "纺织", "化工", "建材", "医药", "物流", "冶金", "水务", "燃气", "环保")
_FORMS = ("有限公司", "股份有限公司", "集团有限公司", "有限责任公司")
_STAFF = (120, 4000)
_PIECES = (12, 160)
_MONEY = (50_000, 9_000_000)
_SHARE_DIRECT = 0.15
_SHARE_MEETING = 0.6


class MadeUp:
    """Entries for the workbooks of one edition and roster, the same for the same seed.

    A region's enterprises may belong to a direct unit, which then lists them too, as it happens in the field.
    """

    def __init__(self, edition: Edition, roster: Roster, seed: int) -> None:
        self._edition = edition
        self._roster = roster
        self._random = Random(seed)  # noqa: S311 - a demo, not a secret
        self._bounds = _bounds(edition)
        self._named = 0
        self.claimed: dict[str, list[Entries]] = {unit.code: [] for unit in roster.direct_units}

    def rows(self, form: Form, unit: Unit) -> list[Entries]:
        """Rows of a list for a unit; an enterprise lists itself."""
        if unit.level is Level.ENTERPRISE:
            return [self._row(form, unit.name)]
        rows = [dict(row) for row in self.claimed.get(unit.code, ())]
        rows += [self._row(form, self._enterprise(unit)) for _ in range(self._random.randint(3, 8))]
        if not unit.direct:
            for row in rows:
                self._claim(form, row)
        return rows

    def cells(self, form: Form) -> Entries:
        """Entries of a card or cover: contacts, and an exchange meeting held or not."""
        held = self._random.random() < _SHARE_MEETING
        blocks = _blocks(self._edition, form)
        entries: Entries = {}
        for field in form.entered:
            if field.id in blocks:
                if held:
                    entries[field.id] = self._entry(field, entries)
            elif field.kind is FieldKind.CHOICE:
                options = self._edition.choices[field.choices]
                entries[field.id] = options[0 if held and field.id in blocks.values() else 1].label
            else:
                entries[field.id] = self._entry(field, entries)
        return entries

    def _claim(self, form: Form, row: Entries) -> None:
        """Let some of a region's enterprises belong to a direct unit."""
        column = next((field for field in form.fields if field.kind is FieldKind.DIRECT_UNIT), None)
        if column and self._roster.direct_units and self._random.random() < _SHARE_DIRECT:
            unit = self._random.choice(self._roster.direct_units)
            self.claimed[unit.code].append(dict(row))
            row[column.id] = unit.name

    def _enterprise(self, unit: Unit) -> str:
        self._named += 1
        trade = self._random.choice(_TRADES)
        return f"{unit.name.removesuffix('市')}示例{self._named:03d}{trade}{self._random.choice(_FORMS)}"

    def _row(self, form: Form, name: str) -> Entries:
        row: Entries = {form.fields[0].id: name}
        for field in sorted(form.fields, key=lambda field: self._depth(form, field)):
            if field.is_number and field.method is Method.SUM and not field.default:
                row[field.id] = self._entry(field, row)
        return row

    def _depth(self, form: Form, field: Field) -> int:
        """How many bounds stand above a field: what bounds others is made up first."""
        above = self._bounds.get((form.id, field.id))
        return 0 if above is None else 1 + self._depth(form, form.field(above))

    def _entry(self, field: Field, others: Mapping[str, Entry]) -> Entry:
        bound = others.get(self._bounds.get((field.form, field.id), ""))
        if field.kind is FieldKind.COUNT:
            return self._count(field, bound)
        if field.kind is FieldKind.MONEY:
            high = int(Decimal(str(bound)) * 10_000) if bound is not None else _MONEY[1]
            return Decimal(self._random.randint(min(_MONEY[0], high), high)) / 10_000
        if field.kind is FieldKind.DATE:
            return dt.date.fromisoformat(self._edition.fact("due")) - dt.timedelta(
                days=self._random.randint(5, 90)
            )
        return {
            FieldKind.PHONE: MOBILE,
            FieldKind.EMAIL: "coordinator@example.com",
            FieldKind.POSTCODE: "100000",
            FieldKind.LONG_TEXT: "小组活动贴近现场，员工参与面逐年扩大；建议多组织交流。",
        }.get(field.kind, f"示例{field.label.strip('：:')[-6:]}")

    def _count(self, field: Field, bound: Entry | None) -> int:
        if isinstance(bound, int):
            return self._random.randint(bound // 3, bound)
        return self._random.randint(*(_STAFF if field.measure == "人" else _PIECES))


def _bounds(edition: Edition) -> dict[tuple[str, str], str]:
    """The field that each field may not exceed, by the edition's own comparison rules."""
    return {
        (rule.form, low): high
        for rule in edition.rules
        if rule.predicate == "not_greater"
        for low, high in zip(rule.fields, rule.others, strict=True)
    }


def _blocks(edition: Edition, form: Form) -> dict[str, str]:
    """Fields that are filled only when a question is answered with yes → that question."""
    return {
        name: rule.others[0]
        for rule in edition.rules
        if rule.predicate == "filled_when" and rule.form == form.id
        for name in rule.fields
    }


def entered_forms(edition: Edition) -> tuple[Form, ...]:
    """The forms with single cells to fill."""
    return tuple(form for form in edition.forms if form.kind in (FormKind.COVER, FormKind.CARD))
