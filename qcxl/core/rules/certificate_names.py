"""Rules on names for certificates: properly spelled, full, of one organisation, and written once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from qcxl.core.names.certificate_name import (
    is_a_name,
    on_one_line,
    proper_spelling,
    with_full_width_brackets,
    with_half_width_letters,
    without_inner_spaces,
)
from qcxl.core.names.decoration import Decorations
from qcxl.core.names.legal_name import LegalNames
from qcxl.core.names.place_names import place_names
from qcxl.core.names.similar_names import difference, similar_pairs
from qcxl.core.rules.predicate import EntryRow, Others, Predicate, Subject, entries, fault_at
from qcxl.model.edition import BRANCH_GROUP, MANY_GROUP, SUFFIX_GROUP, TOTALS_GROUP, Rule
from qcxl.model.form import Field, FieldKind, Form, FormKind
from qcxl.model.problem import Problem
from qcxl.model.submission import Row
from qcxl.model.text import name_key

PARENT = "挂靠"
"""The word in the 所属 column of an ending that also ends the name of a parent."""


def is_name(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Each entry is a name: no dash, no number, no 无 or 同上 (附件1)."""
    for entry, field, typed in _typed(rule, form, subject):
        if not is_a_name(typed):
            yield fault_at(rule, entry, field)


def one_line(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A name stands on one line."""
    yield from _misspelt(rule, form, subject, on_one_line)


def no_inner_spaces(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A name has no space inside, but for one between Latin words."""
    yield from _misspelt(rule, form, subject, without_inner_spaces)


def half_width_letters(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Latin letters, digits, & and - of a name are in half width."""
    yield from _misspelt(rule, form, subject, with_half_width_letters)


def full_width_brackets(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """The brackets of a Chinese name are in full width, but for those inside Latin words."""
    decorations = Decorations.of(subject.edition)
    for entry, field, typed in _typed(rule, form, subject):
        # Between full-width letters brackets are as right as between half-width ones.
        letters = with_half_width_letters(typed)
        if with_full_width_brackets(letters) != letters and is_a_name(typed):
            yield fault_at(rule, entry, field, proposal=decorations.clean(typed))


def no_parent_in_front(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A name has no parent organisation in front (附件1); the names of known units are right as they are.

    The words that end a parent's name are the options of the group 名称结尾 (选项) that say 挂靠, those of
    registered branches the options of the group 分支机构.
    """
    names, decorations = _legal_names(subject), Decorations.of(subject.edition)
    for entry, field, typed in _typed(rule, form, subject):
        parent = names.parent_in_front(decorations.undecorated(typed))
        if parent is not None and is_a_name(typed):
            yield fault_at(rule, entry, field, parent=parent.name, rest=parent.rest)


def has_legal_suffix(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A name ends like a full name on a seal; the names of known units are right as they are.

    The endings are the options of the group 名称结尾 (选项). A total row is no enterprise.
    """
    names = _legal_names(subject)
    totals = {name_key(choice.label) for choice in subject.edition.choices.get(TOTALS_GROUP, ())}
    decorations = Decorations.of(subject.edition)
    for entry, field, typed in _typed(rule, form, subject):
        is_full = names.is_full(decorations.undecorated(typed))
        if not is_full and name_key(typed) not in totals and is_a_name(typed):
            yield fault_at(rule, entry, field)


def no_similar(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No two rows have names that are likely one name written twice (参数: the least likeness).

    Only rows that agree in all fields of the 对照 are compared. A row with a blank in one of these fields is
    not judged, but a blank source unit means the unit itself. A code in the 对照 need not agree: two rows
    that both have a code are left to the rule on the code.
    """
    name, compared = form.field(rule.fields[0]), [form.field(id_) for id_ in rule.others]
    codes = [field.id for field in compared if field.kind is FieldKind.CODE]
    beside = [field for field in compared if field.kind is not FieldKind.CODE]
    places, decorations = _places(subject), Decorations.of(subject.edition)
    for rows in _grouped(name, beside, form, subject):
        typed = [entry.row.text(name.id) for entry in rows]
        names = list(map(decorations.clean, typed))
        reported: set[int] = set()
        for earlier, later in similar_pairs(names, float(rule.limit), places):
            first, again = rows[earlier], rows[later]
            if later in reported or any(first.row.text(code) and again.row.text(code) for code in codes):
                continue
            reported.add(later)
            yield fault_at(
                rule,
                again,
                name,
                other=first.row.number,
                twin=typed[earlier],
                difference=_difference(names[earlier], names[later]),
            )


def _typed(rule: Rule, form: Form, subject: Subject) -> Iterator[tuple[EntryRow, Field, str]]:
    for entry in entries(form, subject):
        for field in map(form.field, rule.fields):
            typed = entry.row.text(field.id)
            if typed:
                yield entry, field, typed


def _misspelt(rule: Rule, form: Form, subject: Subject, corrected: Callable[[str], str]) -> Iterator[Problem]:
    decorations = Decorations.of(subject.edition)
    for entry, field, typed in _typed(rule, form, subject):
        if corrected(typed) != typed and is_a_name(typed):
            yield fault_at(rule, entry, field, proposal=decorations.clean(typed))


def _legal_names(subject: Subject) -> LegalNames:
    endings = subject.edition.choices.get(SUFFIX_GROUP, ())
    known = subject.known
    units = {name_key(name) for name in known.direct.values()}
    children = {name_key(name) for name in known.children.values()}
    return LegalNames(
        endings=tuple(name_key(ending.label) for ending in endings),
        parents=tuple(name_key(ending.label) for ending in endings if ending.parent == PARENT),
        registered=frozenset({*units, *children, name_key(subject.submission.identity.unit_name)}),
        units=tuple(sorted(units)),
        branches=tuple(name_key(branch.label) for branch in subject.edition.choices.get(BRANCH_GROUP, ())),
        many=tuple(name_key(noun.label) for noun in subject.edition.choices.get(MANY_GROUP, ())),
    )


def _places(subject: Subject) -> frozenset[str]:
    """The names of places that may stand in names of enterprises: of the unit, its parent and others."""
    identity = subject.submission.identity
    units = (
        identity.unit_name,
        identity.parent_name,
        *subject.known.children.values(),
        *(organisation.name for organisation in subject.edition.organisations),
    )
    return place_names(units)


def _grouped(name: Field, beside: list[Field], form: Form, subject: Subject) -> list[list[EntryRow]]:
    groups: dict[tuple[str, ...], list[EntryRow]] = {}
    for entry in entries(form, subject):
        key = tuple(name_key(entry.row.text(field.id)) for field in beside)
        if entry.row.text(name.id) and not any(_is_missing(entry.row, field) for field in beside):
            groups.setdefault(key, []).append(entry)
    return list(groups.values())


def _is_missing(row: Row, field: Field) -> bool:
    return not row.text(field.id) and (field.kind is not FieldKind.SOURCE_UNIT or field.id in row.faulty)


def _difference(twin: str, typed: str) -> str:
    twin_part, typed_part = difference(proper_spelling(twin), proper_spelling(typed))
    if not twin_part:
        return f"多“{typed_part}”"
    return f"“{twin_part}”写成了“{typed_part}”" if typed_part else f"少“{twin_part}”"


_LIST = (FormKind.LIST,)
_TEXT = (FieldKind.TEXT,)
_SPELLING = ("proposal",)

CERTIFICATE_NAMES: Mapping[str, Predicate] = {
    "is_a_name": Predicate(is_name, _LIST, fields=1, field_kinds=_TEXT),
    "one_line": Predicate(one_line, _LIST, _SPELLING, fields=1, field_kinds=_TEXT),
    "no_inner_spaces": Predicate(no_inner_spaces, _LIST, _SPELLING, fields=1, field_kinds=_TEXT),
    "half_width_letters": Predicate(half_width_letters, _LIST, _SPELLING, fields=1, field_kinds=_TEXT),
    "full_width_brackets": Predicate(full_width_brackets, _LIST, _SPELLING, fields=1, field_kinds=_TEXT),
    "no_parent_in_front": Predicate(
        no_parent_in_front, _LIST, ("parent", "rest"), fields=1, field_kinds=_TEXT
    ),
    "has_legal_suffix": Predicate(has_legal_suffix, _LIST, fields=1, field_kinds=_TEXT),
    "no_similar": Predicate(
        no_similar,
        _LIST,
        ("other", "twin", "difference"),
        fields=1,
        others=Others.BESIDE,
        limit=True,
        field_kinds=_TEXT,
    ),
}
