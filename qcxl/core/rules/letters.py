"""Rules on single letters and on what stands around a name, which a certificate would print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from qcxl.core.names.certificate_name import is_a_name
from qcxl.core.names.decoration import Decorations
from qcxl.core.names.odd_letters import OddLetters, odd_in_name, odd_in_text
from qcxl.core.names.told_apart import odd_letters_told
from qcxl.core.rules.predicate import Predicate, Subject, entries, fault_at
from qcxl.model.edition import Rule
from qcxl.model.form import FieldKind, Form, FormKind
from qcxl.model.problem import Problem


def undecorated(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A name stands without numbering, marks, labels and notes, which a certificate would print (附件1).

    The words are the options of the group 名称附注 (选项).
    """
    decorations = Decorations.of(subject.edition)
    for entry in entries(form, subject):
        for field in map(form.field, rule.fields):
            typed = entry.row.text(field.id)
            if typed and decorations.undecorated(typed) != typed and is_a_name(typed):
                yield fault_at(rule, entry, field, proposal=decorations.clean(typed))


def ordinary_letters(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A text holds letters that every computer shows and prints as they were meant.

    Letters that reading takes out of a text, because nobody sees them, count here, too.
    """
    yield from _odd(rule, form, subject, odd_in_text)


def ordinary_name_letters(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A name holds the letters that are meant, and none that only looks like one of them."""
    yield from _odd(rule, form, subject, odd_in_name)


def _odd(rule: Rule, form: Form, subject: Subject, find: Callable[[str], OddLetters]) -> Iterator[Problem]:
    decorations = Decorations.of(subject.edition)
    for entry in entries(form, subject):
        written = dict(entry.row.as_typed)
        for field in map(form.field, rule.fields):
            odd = find(written.get(field.id) or entry.row.text(field.id))
            if odd.letters:
                mended = odd.mended
                if mended is not None and find is odd_in_name:
                    mended = decorations.clean(mended)
                short = mended is not None and field.kind is FieldKind.TEXT
                yield fault_at(
                    rule,
                    entry,
                    field,
                    letters=odd_letters_told(odd),
                    proposal=f"，改为“{mended}”" if short else "",
                )


_TEXT = (FieldKind.TEXT,)
_TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.NAMES, FieldKind.CODE)
_ANY_INPUT = (FormKind.LIST, FormKind.CARD, FormKind.COVER)
_LETTERS = ("letters", "proposal")

LETTERS: Mapping[str, Predicate] = {
    "undecorated": Predicate(undecorated, (FormKind.LIST,), ("proposal",), fields=1, field_kinds=_TEXT),
    "ordinary_letters": Predicate(ordinary_letters, _ANY_INPUT, _LETTERS, fields=1, field_kinds=_TEXTS),
    "ordinary_name_letters": Predicate(
        ordinary_name_letters, _ANY_INPUT, _LETTERS, fields=1, field_kinds=_TEXT
    ),
}
"""The predicates on letters and decoration by the word that the 规则 sheet uses."""
