"""Rules that every row of a list is an entry: no total, no heading, no note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qcxl.core.names.no_entry_words import (
    NoEntryWords,
    says_nothing,
    without_brackets,
    without_counts,
)
from qcxl.core.names.place_names import place_names
from qcxl.core.rules.predicate import Predicate, Subject, fault
from qcxl.model.edition import (
    BESIDE_LIST_GROUP,
    MANY_GROUP,
    SUFFIX_GROUP,
    TOTALS_GROUP,
    Edition,
    Rule,
    once_for_each_edition,
)
from qcxl.model.form import Field, FieldKind, Form, FormKind
from qcxl.model.organisation import Level
from qcxl.model.problem import Problem
from qcxl.model.submission import Row, Table
from qcxl.model.text import name_key

_OF_ENTERPRISES = ("has_legal_suffix", "listed_letter_for_letter")
"""The predicates whose 字段 hold names of enterprises, which have a legal ending."""
_WORDED = (
    FieldKind.TEXT,
    FieldKind.LONG_TEXT,
    FieldKind.NAMES,
    FieldKind.CODE,
    FieldKind.CHOICE,
    FieldKind.DIRECT_UNIT,
)


@dataclass(frozen=True, slots=True)
class NoEntries:
    """The judgement which rows of one list are no entries, by their words.

    `names` are the fields that name a row, `enterprises` those of them with the name of an enterprise;
    `places` are the regions that the workbook may name, `own` the names of its unit where that is no
    enterprise; `title` is the title of the list, `labels` by field the column names.
    """

    form: Form
    words: NoEntryWords
    names: tuple[Field, ...]
    enterprises: frozenset[str]
    places: frozenset[str]
    own: frozenset[str]
    title: str
    labels: Mapping[str, str]

    def total(self, row: Row) -> Field | None:
        """The field by which a row says that it is a total, None for any other row."""
        return next(
            (field for field in self._fields(row) if self._says_total(row.text(field.id), field)), None
        )

    def note(self, row: Row) -> Field | None:
        """The field by which a row says that it is a heading or a note, None for any other row."""
        return next((field for field in self._fields(row) if self._says_note(row, field)), None)

    def unreadable(self, row: Row) -> Field | None:
        """The field of a row with nothing but texts where numbers or dates are asked for, else None."""
        if row.faulty.intersection(field.id for field in self.names) or any(row.values.values()):
            return None
        return next((field for field in self.form.fields if field.id in row.faulty), None)

    def is_own(self, row: Row) -> bool:
        """True for a row with the name of the workbook's own unit, which is no enterprise: 漯河市（12家）."""
        typed = [row.text(field.id) for field in self.names if not self._is_plain(row, field)]
        return any(not self.own.isdisjoint((without_brackets(name), without_counts(name))) for name in typed)

    def is_odd(self, row: Row) -> bool:
        """True for a row without the name of one enterprise."""
        return not any(
            self.words.is_one_enterprise(row.text(field.id))
            for field in self.names
            if field.id in self.enterprises
        )

    def is_settled(self, row: Row) -> bool:
        """True for a row of an enterprise by its names alone: no total, no note, neither own nor odd."""
        return all(self._is_plain(row, field) for field in self.names)

    def _fields(self, row: Row) -> Iterable[Field]:
        """The fields with names; in a nameless row all with words, because people write 合计 anywhere."""
        named = [field for field in self.names if row.text(field.id)]
        if named:
            return (field for field in named if not self._is_plain(row, field))
        return (field for field in self.form.fields if field.kind in _WORDED and row.text(field.id))

    def _is_plain(self, row: Row, field: Field) -> bool:
        return field.id in self.enterprises and self.words.is_plain_enterprise(row.text(field.id))

    def _says_total(self, typed: str, field: Field) -> bool:
        return self.words.is_total(typed) if field.id in self.enterprises else self.words.is_only_total(typed)

    def _says_note(self, row: Row, field: Field) -> bool:
        typed = row.text(field.id)
        has_content = _has_content(row, field)
        if self._is_header(row, field, has_content=has_content):
            return True
        if says_nothing(typed):
            return not has_content and field in self.names
        if field.id not in self.enterprises:
            return self.words.is_note(typed)
        if self.words.is_note(typed) or self.words.is_heading_with_figures(typed):
            # 填报单位：甲有限公司 beside figures is an enterprise behind a label.
            return not (has_content and self.words.is_one_enterprise(typed))
        return not has_content and self.words.is_bare_heading(typed, self.places)

    def _is_header(self, row: Row, field: Field, *, has_content: bool) -> bool:
        bare = without_brackets(row.text(field.id))
        if bare == self.title or name_key(row.text(field.id)) == name_key(field.label):
            return True
        if bare not in self.labels.values():
            return False
        copied = sum(without_brackets(row.text(name)) == label for name, label in self.labels.items())
        return not has_content or copied > 1


def no_entries(rule: Rule, form: Form, subject: Subject) -> NoEntries:
    """The judgement of the rows of a list by the words of the edition; the 字段 of a rule name the rows.

    Enterprises and direct units report themselves, so that their own name is right (chongqing-2019).
    """
    of_enterprises = subject.edition.rules_of(*_OF_ENTERPRISES, form=form.id)
    identity = subject.submission.identity
    region = (identity.unit_name,) if identity.level not in (Level.INDUSTRY, Level.ENTERPRISE) else ()
    units = (*region, *subject.known.children.values())
    return NoEntries(
        form=form,
        words=_words(subject.edition),
        names=tuple(map(form.field, rule.fields)),
        enterprises=frozenset(name for each in of_enterprises for name in each.fields),
        places=frozenset(map(name_key, {*units, *place_names(units)})),
        own=frozenset(map(name_key, {*region, *place_names(region)})),
        title=without_brackets(form.title),
        labels={field.id: without_brackets(field.label) for field in form.fields},
    )


@once_for_each_edition
def _words(edition: Edition) -> NoEntryWords:
    return NoEntryWords(
        *(
            tuple(name_key(choice.label) for choice in edition.choices.get(group, ()))
            for group in (TOTALS_GROUP, BESIDE_LIST_GROUP, MANY_GROUP, SUFFIX_GROUP)
        )
    )


def not_a_total(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No row of a list is a total of the list, which would count everything twice.

    The words for a total are the options of the group 合计行 (选项).
    """
    table = subject.submission.tables.get(form.id)
    if table is None:
        return
    judged = no_entries(rule, form, subject)
    for row in table.rows:
        field = judged.total(row)
        if field is not None:
            yield at_row(rule, table, row, field)


def is_an_entry(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No row of a list is a heading, a note, or the header once more.

    The words are the options of the groups 表外文字 and 统称 (选项).
    """
    table = subject.submission.tables.get(form.id)
    if table is None:
        return
    judged = no_entries(rule, form, subject)
    for row in table.rows:
        field = judged.note(row)
        if field is not None and judged.total(row) is None:
            yield at_row(rule, table, row, field)
        elif (field := judged.unreadable(row)) is not None:
            yield at_row(rule, table, row, field, value="文字")


def rows_called_total(rule: Rule, form: Form, subject: Subject) -> int:
    """The number of names that are a total word and nothing else, which the formula of 自检 counts."""
    table = subject.submission.tables.get(form.id)
    totals = {name_key(choice.label) for choice in subject.edition.choices.get(TOTALS_GROUP, ())}
    rows = table.rows if table else ()
    return sum(name_key(row.text(name)) in totals for row in rows for name in rule.fields)


def at_row(rule: Rule, table: Table, row: Row, field: Field, **facts: object) -> Problem:
    """The problem of a row that is no entry, at one of its fields."""
    return fault(
        rule,
        **{
            "sheet": table.sheet,
            "cell": table.address(row, field.id),
            "field": field.label,
            "value": row.text(field.id),
            **facts,
        },
    )


def _has_content(row: Row, named_by: Field) -> bool:
    """True when a row has more than zeros beside the field by which it is named."""
    return any(value not in (0, "") for name, value in row.values.items() if name != named_by.id)


_LIST = (FormKind.LIST,)

NO_ENTRIES: Mapping[str, Predicate] = {
    "not_a_total": Predicate(not_a_total, _LIST, fields=1),
    "is_an_entry": Predicate(is_an_entry, _LIST, fields=1),
}
"""The predicates on rows that are no entries, by the word that the 规则 sheet uses."""
