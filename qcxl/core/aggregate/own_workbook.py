"""A unit's own workbook made from its children's returns: a roll-up is a submission (contract 3.5)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from qcxl.core.aggregate.blank import blank_identity, blank_lists, withdrawn_answers
from qcxl.core.aggregate.child_rows import source_codes
from qcxl.core.aggregate.choices import LostChoice, Overruled
from qcxl.core.aggregate.filling import FilledList, Filling, OwnWorkbook
from qcxl.core.aggregate.reasons import Listed, carried_reasons
from qcxl.core.figures.additive import added_lists
from qcxl.core.rollup.contributions import Contributions
from qcxl.core.rollup.deduction import direct_units
from qcxl.core.rollup.reconciliation import RowKey
from qcxl.core.sheets.layout import SheetLayout, lay_out
from qcxl.model.edition import Edition
from qcxl.model.form import FormKind
from qcxl.model.grid import Place, RawValue
from qcxl.model.organisation import Roster, Unit
from qcxl.model.submission import Card, Submission, Table

__all__ = ["Aggregated", "OwnWorkbook", "aggregate", "without_rows_of"]

_CARDS = (FormKind.COVER, FormKind.CARD)


@dataclass(frozen=True, slots=True)
class Aggregated:
    """The filled workbook of a unit, as it would be read (`submission`) and as it is typed (`entries`).

    `brought` is the number of rows from other workbooks, by child code and list id; a child that reported
    nothing has no entry. `stayed` is the same number for children's rows kept from the unit's own workbook.
    `withdrawn` are the answers (form, field) that call a list empty (零报告) which has rows now. `places` is
    the present sheet row of a row of another or the own workbook (holder code, list id, sheet row); a row
    that went into a subtotal has none. `overruled` and `lost` are the unit's choices to look at again.
    """

    submission: Submission
    entries: Mapping[str, Mapping[Place, RawValue]]
    brought: Mapping[str, Mapping[str, int]]
    stayed: Mapping[str, Mapping[str, int]]
    overruled: tuple[Overruled, ...]
    lost: tuple[LostChoice, ...]
    withdrawn: frozenset[tuple[str, str]]
    places: Mapping[RowKey, int]


def without_rows_of(
    submission: Submission, edition: Edition, roster: Roster, codes: Container[str]
) -> Submission:
    """The workbook without the rows that stand for the units `codes`; the remaining rows keep their numbers.

    Rows that stand for the workbook's own unit stay in any case.
    """
    holder = submission.identity.unit_code
    lists = added_lists(edition)

    def kept(table: Table) -> Table:
        stand_for = source_codes(table, lists[table.form], roster, holder)
        rows = zip(table.rows, stand_for, strict=True)
        return replace(table, rows=tuple(row for row, code in rows if code == holder or code not in codes))

    return replace(submission, tables={id_: kept(table) for id_, table in submission.tables.items()})


def aggregate(
    edition: Edition,
    roster: Roster,
    unit: Unit,
    contributions: Contributions,
    accepted: Mapping[str, Submission],
    own: OwnWorkbook | None,
    before: Submission | None,
) -> Aggregated:
    """The workbook of `unit`: its own cards and rows, then the rows that the roll-up counts of its children.

    `own` (None: a blank form) gives the cards, the rows of the unit itself as they were typed and the rows
    that name no known unit, so that nothing typed is lost. A province lists subtotals in place of its
    children's enterprises. `before` is the same workbook with all its rows: the unit's choices in it about
    the children's rows stay (`Form.kept`). Reasons written in the `accepted` workbooks (by unit code) go with
    their rows. Linear in rows. Raises KeyError where the roll-up counts rows of the unit's workbook that
    `own` lacks.
    """
    layouts = lay_out(edition)
    cards = [form.id for form in edition.forms if form.kind in _CARDS and form.fields]
    filling = Filling(edition, direct_units(edition, roster), unit, contributions, own, before)
    filled = [filling.fill(added, layouts[id_]) for id_, added in added_lists(edition).items()]
    copied = [
        (edition.form(filled_list.table.form), row, now)
        for filled_list in filled
        for row, now in zip(filled_list.rows, filled_list.table.rows, strict=True)
    ]
    reasons = own.submission.explanations if own else {}
    tables = {filled_list.table.form: filled_list.table for filled_list in filled}
    identity = own.submission.identity if own else None
    brought, stayed = _counts(filled, stay=False), _counts(filled, stay=True)
    earlier = {*(identity.aggregated if identity else ())} & {*stayed}
    codes = tuple(child.code for child in roster.children(unit.code) if child.code in {*brought, *earlier})
    withdrawn = withdrawn_answers(edition, own.submission if own else None, tables.values())
    return Aggregated(
        submission=Submission(
            identity=replace(
                blank_identity(edition, roster, unit, identity, tables.values()), aggregated=codes
            ),
            cards={id_: _fresh_card(layouts[id_], own, withdrawn) for id_ in cards},
            tables=tables,
            lists=own.submission.lists if own else blank_lists(roster, unit),
            explanations=carried_reasons(edition, reasons, accepted, copied),
        ),
        entries={
            **{id_: _card_entries(layouts[id_], own, withdrawn) for id_ in cards},
            **{filled_list.table.form: filled_list.entries for filled_list in filled},
        },
        brought=brought,
        stayed=stayed,
        overruled=tuple(choice for filled_list in filled for choice in filled_list.chosen.overruled),
        lost=tuple(choice for filled_list in filled for choice in filled_list.chosen.lost),
        withdrawn=withdrawn,
        places=dict(_places(unit, copied)),
    )


def _places(unit: Unit, rows: Iterable[Listed]) -> Iterator[tuple[RowKey, int]]:
    for form, row, now in rows:
        if row.copied is not None:
            yield (row.holder_code, form.id, row.copied.number), now.number
        elif row.was:
            yield (unit.code, form.id, row.was), now.number


def _card_entries(
    layout: SheetLayout, own: OwnWorkbook | None, withdrawn: Container[tuple[str, str]]
) -> dict[Place, RawValue]:
    """The entries of a card by place in the fresh form, without the withdrawn answers."""
    form = layout.form
    gone = {layout.places[field.id] for field in form.fields if (form.id, field.id) in withdrawn}
    entries = own.entries.get(form.id, {}) if own else {}
    return {place: entry for place, entry in entries.items() if place not in gone}


def _fresh_card(layout: SheetLayout, own: OwnWorkbook | None, withdrawn: Container[tuple[str, str]]) -> Card:
    """The card of the fresh form with the unit's entries, without the withdrawn answers."""
    form = layout.form
    card = own.submission.cards.get(form.id) if own else None
    values = card.values if card else {}
    return Card(
        form=form.id,
        sheet=form.sheet,
        places=layout.places,
        values={id_: value for id_, value in values.items() if (form.id, id_) not in withdrawn},
        faulty=card.faulty if card else frozenset(),
        days_typed=card.days_typed if card else {},
    )


def _counts(filled: Iterable[FilledList], *, stay: bool) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for filled_list in filled:
        for child in filled_list.children:
            if child.stay is stay:
                by_list = counts.setdefault(child.child.code, {})
                if child.rows:
                    by_list[filled_list.table.form] = len(child.rows)
    return counts
