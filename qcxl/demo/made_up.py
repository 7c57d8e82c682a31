"""Plausible made-up entries for any edition, within the bounds of its own rules."""

from __future__ import annotations

from random import Random

from qcxl.demo.plausible_amounts import Amounts
from qcxl.demo.quota_choice import tiers_of
from qcxl.demo.scale_limits import ScaleLimits, limits_of
from qcxl.demo.words import Entries, Entry, Words
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, Form, FormKind, Need
from qcxl.model.organisation import Level, Roster, Unit

_REGIONS = (Level.PROVINCE, Level.CITY, Level.COUNTY)
_OTHER_UNITS = (FieldKind.DIRECT_UNIT, FieldKind.SOURCE_UNIT)
_RANK = "名次"
_SHARE_DIRECT = 0.15
_SHARE_YES = 0.6
_SHARE_LEFT_OUT = 0.3


class MadeUp:
    """Entries for the workbooks of one edition and roster, the same for the same seed.

    A region's enterprises may belong to a direct unit, which then lists them too, as it happens in the field.
    """

    def __init__(self, edition: Edition, roster: Roster, seed: int) -> None:
        self._edition = edition
        self._roster = roster
        self._random = Random(seed)  # noqa: S311 - a demo, not a secret
        self._words = Words(self._random)
        self._amounts = Amounts(edition, self._random)
        self._limits = {form.id: limits_of(form, edition) for form in edition.forms}
        self.claimed: dict[str, list[Entries]] = {unit.code: [] for unit in roster.direct_units}

    def lists(self, unit: Unit) -> dict[str, list[Entries]]:
        """The rows of every list for a unit, by form id; the edition's first list is that of enterprises."""
        enterprises, *others = self._edition.of_kind(FormKind.LIST)
        rows = self._enterprises(enterprises, unit)
        direct = enterprises.field_of_kind(FieldKind.DIRECT_UNIT)
        own = [row for row in rows if direct is None or direct.id not in row]
        return {enterprises.id: rows} | {form.id: self._at_enterprises(form, unit, own) for form in others}

    def cells(self, form: Form) -> Entries:
        """Entries of a card or cover: contacts, and an exchange meeting held or not."""
        limits = self._limits[form.id]
        held = self._random.random() < _SHARE_YES
        entries: Entries = {}
        for field in sorted(form.entered, key=lambda field: limits.order.index(field.id)):
            if field.kind is FieldKind.CHOICE:
                entries |= self._answer(field, limits, held=held)
            elif held or field.id not in limits.blocks:
                entries[field.id] = self._entry(field, entries, limits)
        return entries

    def _enterprises(self, form: Form, unit: Unit) -> list[Entries]:
        """Rows of the list of enterprises; an enterprise lists itself."""
        name = form.fields[0].id
        if unit.level is Level.ENTERPRISE:
            return [self._row(form, {name: unit.name})]
        # A direct unit in front of the name would be the parent organisation, which certificates do not have.
        place = (unit if unit.level in _REGIONS else self._roster.root).name.removesuffix("市")
        rows = [dict(row) for row in self.claimed.get(unit.code, ())]
        rows += [
            self._row(form, {name: self._words.enterprise(place)}) for _ in range(self._random.randint(3, 8))
        ]
        if not unit.direct:
            # The first enterprise stays the unit's own: its groups and teams can be put forward.
            for row in rows[1:]:
                self._claim(form, row)
        return rows

    def _claim(self, form: Form, row: Entries) -> None:
        """Let an enterprise of a region belong to a direct unit, at random."""
        column = form.field_of_kind(FieldKind.DIRECT_UNIT)
        if column and self._roster.direct_units and self._random.random() < _SHARE_DIRECT:
            unit = self._random.choice(self._roster.direct_units)
            self.claimed[unit.code].append(dict(row))
            row[column.id] = unit.name

    def _at_enterprises(self, form: Form, unit: Unit, own: list[Entries]) -> list[Entries]:
        """Rows of a list of groups, teams or people at the enterprises that the unit does not leave out."""
        tiers = tiers_of(form, unit, self._edition, self._random) if own else []
        starts: list[Entries] = [{form.tier: tier} if tier else {} for tier in tiers]
        if own and form.recommended and self._random.random() < _SHARE_LEFT_OUT:
            *_, no = self._options(form.field(form.recommended))
            starts.append({form.recommended: no})
        return [
            self._row(form, start, number, own[number % len(own)]) for number, start in enumerate(starts, 1)
        ]

    def _row(self, form: Form, start: Entries, number: int = 0, enterprise: Entries | None = None) -> Entries:
        limits = self._limits[form.id]
        at = enterprise or {}
        row = {**start, **{id_: at[column.partition(".")[2]] for id_, column in limits.sources.items()}}
        for id_ in limits.order:
            field = form.field(id_)
            left_blank = (field.is_number and field.default) or field.kind in _OTHER_UNITS or id_ == form.tier
            # A row that is not put forward, as `start` says before the rest is made up, has no application.
            is_excused = form.recommended in start and field.need is Need.RECOMMENDED
            if field.measure == _RANK:
                row[id_] = number
            elif id_ not in row and not left_blank and not is_excused:
                row[id_] = self._entry(field, row, limits, str(next(iter(at.values()), "")))
        return row

    def _entry(self, field: Field, row: Entries, limits: ScaleLimits, employer: str = "") -> Entry:
        if field.is_number:
            return self._amounts.figure(field, row, limits)
        match field.kind:
            case FieldKind.DATE:
                return self._amounts.date()
            case FieldKind.CHOICE:
                yes, *_ = options = self._options(field)
                return field.default or (yes if field.id in limits.always else self._random.choice(options))
            case FieldKind.NAMES:
                return self._words.people(limits.places.get(field.id))
            case FieldKind.CODE if field.id in limits.codes:
                return self._words.credit_code()
        return self._words.text(field, employer)[: field.max_length]

    def _answer(self, field: Field, limits: ScaleLimits, *, held: bool) -> Entries:
        """The answer to a question; a question on which nothing depends is answered by chance, if at all."""
        yes, *more, no = self._options(field)
        if field.id in limits.blocks.values():
            return {field.id: yes if held else no}
        if field.id in limits.questions:
            return {field.id: no}
        is_ticked = field.need is Need.REQUIRED or self._random.random() < _SHARE_YES
        return {field.id: self._random.choice((yes, *more))} if is_ticked else {}

    def _options(self, field: Field) -> tuple[str, ...]:
        return tuple(choice.label for choice in self._edition.choices[field.choices])


def entered_forms(edition: Edition) -> tuple[Form, ...]:
    """The forms with single cells to fill."""
    return tuple(form for form in edition.forms if form.kind in (FormKind.COVER, FormKind.CARD))
