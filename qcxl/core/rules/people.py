"""Rules on the members of a group or team: their number, their names, and the numbers of some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from qcxl.core.cells.shown import with_measure
from qcxl.core.names.person_lists import bare_name, headcount, split_names
from qcxl.core.rules.predicate import Others, Predicate, Subject, entries, fault_at
from qcxl.core.rules.wording import named_row
from qcxl.model.edition import Rule
from qcxl.model.form import FieldKind, Form, FormKind
from qcxl.model.problem import Problem
from qcxl.model.quantity import MEASURES, plain
from qcxl.model.text import name_key

_LIST = (FormKind.LIST,)
_NAMES = (FieldKind.NAMES,)
_MOST_LISTED = 30


def members_at_most(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A list of people has at most 参数 names: the form has ten places (附件3)."""
    for field in map(form.field, rule.fields):
        for entry in entries(form, subject):
            names = split_names(entry.row.text(field.id))
            if len(names) > Decimal(rule.limit):
                listed = "、".join(names[:_MOST_LISTED])
                yield fault_at(
                    rule,
                    entry,
                    field,
                    row=named_row(entry, form),
                    count=len(names),
                    limit=rule.limit,
                    difference=plain(len(names) - Decimal(rule.limit)),
                    names=listed if len(names) <= _MOST_LISTED else f"{listed}……",
                )


def members_distinct(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No person stands twice in a list of people; a remark in brackets does not make another person."""
    for field in map(form.field, rule.fields):
        for entry in entries(form, subject):
            twice = tuple(_twins(split_names(entry.row.text(field.id))))
            if twice:
                names = "，".join(f"“{first}”和“{again}”" for first, again in twice)
                yield fault_at(rule, entry, field, row=named_row(entry, form), names=names)


def _twins(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for name in names:
        key = name_key(bare_name(name))
        if key in seen:
            yield seen[key], name
        seen.setdefault(key, name)


def members_all_named(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A list of people names everybody: it does not break off with 等 or 等5人 (证书照名单印)."""
    for field in map(form.field, rule.fields):
        for entry in entries(form, subject):
            listed = headcount(entry.row.text(field.id))
            if listed is not None and (listed.stated is None or listed.named < listed.stated):
                stated = "" if listed.stated is None else f"写的是 {listed.stated} 人，"
                counted = f"{stated}只写了 {listed.named} 个姓名"
                yield fault_at(rule, entry, field, row=named_row(entry, form), counted=counted)


def part_of_members(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Each figure is at most the number of people in the list (对照): union members, women, youth (附件9).

    A figure beside a blank list is not judged.
    """
    listed = form.field(rule.others[0])
    fields = [(field, MEASURES[field.measure]) for field in map(form.field, rule.fields)]
    for entry in entries(form, subject):
        count = len(split_names(entry.row.text(listed.id)))
        for field, measure in fields if count else ():
            value = entry.row.get(field.id)
            if isinstance(value, int) and value > count * measure.factor:
                yield fault_at(
                    rule,
                    entry,
                    field,
                    row=named_row(entry, form),
                    value=with_measure(value, field),
                    other=listed.label,
                    limit=f"{count} 人",
                    difference=with_measure(value - count * measure.factor, field),
                )


PEOPLE: Mapping[str, Predicate] = {
    "members_at_most": Predicate(
        members_at_most,
        _LIST,
        ("row", "count", "limit", "difference", "names"),
        fields=1,
        limit=True,
        field_kinds=_NAMES,
    ),
    "members_distinct": Predicate(members_distinct, _LIST, ("row", "names"), fields=1, field_kinds=_NAMES),
    "members_all_named": Predicate(
        members_all_named, _LIST, ("row", "counted"), fields=1, field_kinds=(*_NAMES, FieldKind.TEXT)
    ),
    "part_of_members": Predicate(
        part_of_members,
        _LIST,
        ("row", "other", "limit", "difference"),
        fields=1,
        others=Others.NAMES,
        field_kinds=(FieldKind.COUNT,),
    ),
}
"""The predicates on people by the word that the 规则 sheet uses."""
