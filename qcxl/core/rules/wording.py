"""The words on a row in the messages of rules."""

from __future__ import annotations

from itertools import takewhile

from qcxl.core.rules.predicate import EntryRow
from qcxl.model.form import FieldKind, Form, FormKind


def named_row(entry: EntryRow, form: Form) -> str:
    """The names of a row in brackets, such as an enterprise and its group; empty for a card or without names.

    The names of a row are the entries of the text fields with which the list begins.
    """
    if form.kind is not FormKind.LIST:
        return ""
    naming = takewhile(lambda field: field.kind is FieldKind.TEXT, form.fields)
    names = [entry.row.text(field.id) for field in naming]
    return f"（{'，'.join(filter(None, names))}）" if any(names) else ""
