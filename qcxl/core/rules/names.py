"""Rules on names in lists: no name twice, and only units that exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qcxl.core.names.decoration import Decorations
from qcxl.core.names.told_apart import apart
from qcxl.core.rules.predicate import Subject, fault
from qcxl.model.edition import Rule
from qcxl.model.form import Field, FieldKind, Form, Need
from qcxl.model.problem import Problem
from qcxl.model.submission import Row, Table
from qcxl.model.text import name_key


def unique(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No two rows of a list agree in all the named fields (names compared without decoration).

    The problem stands at the first of these fields; a row with a blank first field is not judged.
    """
    table = subject.submission.tables.get(form.id)
    if table is None:
        return
    name = rule.fields[0]
    for row, twin in twins(rule, form, table, subject, Decorations.of(subject.edition).key):
        typed, other = row.text(name), twin.text(name)
        yield fault(
            rule,
            sheet=table.sheet,
            cell=table.address(row, name),
            field=form.field(name).label,
            value=typed,
            other=twin.number,
            twin=other,
            apart=f"（{apart(typed, other)}）" if apart(typed, other) else "",
        )


def twins(
    rule: Rule, form: Form, table: Table, subject: Subject, name_of: Callable[[str], str]
) -> Iterator[tuple[Row, Row]]:
    """The rows of a list that repeat an earlier row in the named fields, each with the first of these rows.

    `name_of` gives the key by which texts are compared.
    """
    first: dict[tuple[str, ...], Row] = {}
    for row in table.rows:
        key = tuple(_meant(row.text(name), form.field(name), subject, name_of) for name in rule.fields)
        if key[0]:
            twin = first.setdefault(key, row)
            if twin is not row:
                yield row, twin


def one_subtotal(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No two nameless rows of a list are subtotals of the same units (字段): their figures would count twice.

    A subtotal row has the first column of the list blank where only a unit's own rows fill it (本级行), and
    its source unit, the first of the 字段, is another unit. The problem stands at the source unit.
    """
    table = subject.submission.tables.get(form.id)
    name = form.fields[0]
    if table is None or name.need is not Need.OWN:
        return
    fields = [form.field(id_) for id_ in rule.fields]
    first: dict[tuple[str, ...], Row] = {}
    for row in table.rows:
        if row.get(name.id) is not None or row.faulty & {name.id, *rule.fields}:
            continue
        key = tuple(_meant(row.text(field.id), field, subject) for field in fields)
        if not key[0]:
            continue
        twin = first.setdefault(key, row)
        if twin is not row:
            named = ((field, row.text(field.id)) for field in fields[1:])
            yield fault(
                rule,
                sheet=table.sheet,
                cell=table.address(row, fields[0].id),
                field=fields[0].label,
                value=row.text(fields[0].id),
                beside="".join(
                    f"，“{field.label}”{f'填 {text}' if text else '没有填'}" for field, text in named
                ),
                other=twin.number,
            )


def _meant(typed: str, field: Field, subject: Subject, name_of: Callable[[str], str] = name_key) -> str:
    """The key by which an entry is compared: of a name, or of the unit that the entry means."""
    if field.kind is FieldKind.TEXT:
        return name_of(typed)
    if field.kind is FieldKind.DIRECT_UNIT:
        return name_key(subject.known.direct_name(typed) or typed)
    if field.kind is not FieldKind.SOURCE_UNIT:
        return name_key(typed)
    child = subject.known.child_name(typed)
    if child is None and name_key(typed) in subject.known.own:
        return ""
    return name_key(child or typed)


def known_direct_unit(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A direct unit is named by its code or name in the roster (附件5 注2)."""
    if subject.known.is_direct:
        return
    yield from _unless(rule, form, subject, lambda typed: subject.known.direct_name(typed) is not None)


def no_direct_unit_of_its_own(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A direct unit's own workbook names no direct unit: nothing is deducted there."""
    if subject.known.is_direct:
        yield from _unless(rule, form, subject, lambda _: False)


def known_source_unit(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A source unit is a child of the unit that returns the workbook, or the unit itself."""
    known = subject.known
    yield from _unless(
        rule, form, subject, lambda typed: name_key(typed) in known.own or known.child_name(typed) is not None
    )


def _unless(rule: Rule, form: Form, subject: Subject, holds: Callable[[str], bool]) -> Iterator[Problem]:
    table = subject.submission.tables.get(form.id)
    if table is None:
        return
    for name in rule.fields:
        for row in table.rows:
            typed = row.text(name)
            if typed and not holds(typed):
                yield fault(
                    rule,
                    sheet=table.sheet,
                    cell=table.address(row, name),
                    field=form.field(name).label,
                    value=typed,
                    unit=subject.submission.identity.unit_name,
                )
