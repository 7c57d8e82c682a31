"""Rules on the enterprises of groups and teams beside the list of enterprises (企业明细)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qcxl.core.figures.recommended import recommended_rows
from qcxl.core.names.decoration import Decorations
from qcxl.core.names.told_apart import apart
from qcxl.core.rules.predicate import Subject, fault
from qcxl.model.edition import Rule
from qcxl.model.form import FieldKind, Form
from qcxl.model.problem import Problem
from qcxl.model.submission import Row, Table
from qcxl.model.text import name_key

_SIMILAR = 80
"""The percent of likeness from which a listed name is shown as perhaps meant."""


def listed_letter_for_letter(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Every name stands to the letter in a column (对照) of another list, from which certificates are made.

    The problem shows the listed name that agrees but for decoration, odd letters, widths and spaces, in what
    the two differ, and which of them is misspelt; else the most similar listed name, or the only listed name
    that contains the entry. A row of a source unit that is listed as subtotals without names (in a province)
    is not judged.
    """
    table, listing = _tables(rule, form, subject)
    column = subject.edition.field(rule.others[0])
    if table is None or listing is None or column.id not in listing.columns:
        return
    list_ = subject.edition.form(column.form)
    decorations = Decorations.of(subject.edition)
    by_key: dict[str, str] = {}
    listed = {row.text(column.id): row for row in reversed(listing.rows) if row.get(column.id)}
    nameless = {_source(row, list_, subject) for row in listing.rows if not row.get(column.id)}
    for field in map(form.field, rule.fields):
        for row in table.rows:
            typed = row.text(field.id)
            source = _source(row, form, subject)
            if typed and typed not in listed and not (source and source in nameless):
                by_key = by_key or {decorations.key(name): name for name in listed}
                twin = by_key.get(decorations.key(typed), "")
                is_right = bool(twin) and decorations.clean(twin) == typed
                yield fault(
                    rule,
                    sheet=table.sheet,
                    cell=table.address(row, field.id),
                    field=field.label,
                    value=typed,
                    other=listing.sheet,
                    listed=_same(typed, twin, listed, is_right=is_right)
                    if twin
                    else _most_like(typed, listed),
                )


def _same(typed: str, twin: str, listed: Mapping[str, Row], *, is_right: bool) -> str:
    """The words on the listed name that means the same as an entry; `is_right`: the entry is well spelled."""
    difference = apart(typed, twin)
    return (
        f"，第 {listed[twin].number} 行写的是“{twin}”{f'，{difference}' if difference else ''}"
        f"{'，要改的是那一行' if is_right else ''}"
    )


def _most_like(typed: str, listed: Mapping[str, Row]) -> str:
    """The words of a message on the listed name that an entry may mean, and its row; empty without a name."""
    from rapidfuzz import fuzz, process

    similar = process.extractOne(
        typed, list(listed), scorer=fuzz.ratio, processor=name_key, score_cutoff=_SIMILAR
    )
    nearest = [similar[0]] if similar else [name for name in listed if name_key(typed) in name_key(name)]
    if len(nearest) != 1:
        return ""
    difference = apart(typed, nearest[0])
    told = f"（{difference}）" if difference else ""
    return f"，最接近的是第 {listed[nearest[0]].number} 行的“{nearest[0]}”{told}"


def not_of_deducted_enterprise(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No recommended row is of an enterprise that the region deducts: the direct unit recommends it.

    Of enterprises with the same name in 企业明细 (对照), those of the same source unit are meant, if any; a
    problem needs all of the meant enterprises to be deducted (附件5 注2, 附件8 注2).
    """
    table, listing = _tables(rule, form, subject)
    column = subject.edition.field(rule.others[0])
    list_ = subject.edition.form(column.form)
    direct = list_.field_of_kind(FieldKind.DIRECT_UNIT)
    if table is None or listing is None or direct is None or subject.known.is_direct:
        return
    if not any(row.get(direct.id) for row in listing.rows):
        return
    decorations = Decorations.of(subject.edition)
    namesakes: dict[str, list[Row]] = {}
    for row in listing.rows:
        namesakes.setdefault(decorations.key(row.text(column.id)), []).append(row)
    for field in map(form.field, rule.fields):
        for row in recommended_rows(table, form, subject.edition):
            typed = row.text(field.id)
            listed = namesakes.get(decorations.key(typed), []) if typed else []
            source = _source(row, form, subject)
            meant = [namesake for namesake in listed if _source(namesake, list_, subject) == source] or listed
            if meant and all(_is_deducted(namesake.text(direct.id), subject) for namesake in meant):
                yield fault(
                    rule,
                    sheet=table.sheet,
                    cell=table.address(row, field.id),
                    field=field.label,
                    value=typed,
                    other=listing.sheet,
                    line=meant[0].number,
                    unit=subject.known.direct_name(meant[0].text(direct.id)),
                )


def _tables(rule: Rule, form: Form, subject: Subject) -> tuple[Table | None, Table | None]:
    """The list that the rule judges and the list of its 对照; None for a list whose sheet is gone."""
    tables = subject.submission.tables
    return tables.get(form.id), tables.get(rule.others[0].partition(".")[0])


def _source(row: Row, form: Form, subject: Subject) -> str:
    """The key of a row's source unit, however the unit is written; empty for a row of the unit itself."""
    field = form.field_of_kind(FieldKind.SOURCE_UNIT)
    typed = row.text(field.id) if field else ""
    key = name_key(subject.known.child_name(typed) or typed) if typed else ""
    return "" if key in subject.known.own else key


def _is_deducted(typed: str, subject: Subject) -> bool:
    edition = subject.edition
    return any(subject.known.deducted(typed, form, edition) for form in edition.statistics)
