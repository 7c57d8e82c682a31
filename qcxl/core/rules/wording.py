"""What the messages of rules say of a row."""

from __future__ import annotations

from itertools import takewhile

from qcxl.core.rules.predicate import EntryRow
from qcxl.model.form import FieldKind, Form, FormKind


def named_row(entry: EntryRow, form: Form) -> str:
    """Whose row it is, in brackets, such as an enterprise and its group; empty for a card and without names.

    The names of a row are the texts with which it begins.
    """
    if form.kind is not FormKind.LIST:
        return ""
    naming = takewhile(lambda field: field.kind is FieldKind.TEXT, form.fields)
    names = [entry.row.text(field.id) for field in naming]
    return f"（{'，'.join(filter(None, names))}）" if any(names) else ""
