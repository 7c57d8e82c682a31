"""Typing of texts, choices, codes and addresses."""

from __future__ import annotations

import datetime as dt
import re

from qcxl.core.cells.no_text import likely_typed
from qcxl.core.cells.shown import render_raw
from qcxl.core.cells.typed import BLANK, Fault, Typed, noted, rejected
from qcxl.model.form import Field, FieldKind
from qcxl.model.grid import RawValue
from qcxl.model.text import INVISIBLE, clean, half_width

_EXACT_DIGITS = 10**15
"""The number from which Excel replaces the last digits of an entry by zeros."""

_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2,3}", re.IGNORECASE)
_FIVE_DIGITS = (10_000, 99_999)
_WRITTEN_FOR_MACHINES = frozenset((FieldKind.CODE, FieldKind.POSTCODE, FieldKind.PHONE, FieldKind.EMAIL))
_WRITTEN_FOR_PEOPLE = frozenset((FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.NAMES))
_SHORT_TEXTS = frozenset((FieldKind.TEXT, FieldKind.NAMES, FieldKind.CODE))
"""The kinds of text that hold no date, so that a date there is a slip of Excel."""
_MARKS = dict.fromkeys("√✓✔☑", "是") | dict.fromkeys("×✗✘✕", "否")
_ENDS = INVISIBLE + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_EMOJI_FORM = "\ufe0f"


def type_text(raw: RawValue, field: Field) -> Typed:
    """The text of a cell, letter for letter but for blanks at its ends and invisible characters.

    Names go onto certificates, so widths and inner spaces stay; only codes, postcodes, phones and mail
    addresses are put into half width. Problem codes: `code_digits_lost`, `not_a_text` for TRUE and FALSE,
    `text_became_date` for a date in place of a short text, names or a code; remarks: `blanks_trimmed`,
    `widths_folded`, `leading_zero_restored`, `date_in_text`.
    """
    if isinstance(raw, str):
        return _type_written(raw, field)
    if raw is None:
        return BLANK
    if isinstance(raw, bool):
        return rejected("not_a_text")
    if isinstance(raw, float | int):
        return _type_number(raw, field)
    if field.kind in _SHORT_TEXTS:
        return rejected("text_became_date", read=render_raw(raw), proposed=likely_typed(raw, field))
    iso = _iso(raw)
    return noted(iso, "date_in_text", read=iso)


def unseen_inside(raw: RawValue, field: Field) -> bool:
    """True for a text for people that has letters inside, not at its ends, that `clean` takes out."""
    if not isinstance(raw, str) or raw.isprintable() or field.kind not in _WRITTEN_FOR_PEOPLE:
        return False
    return clean(raw) != without_unseen_ends(raw)


def without_unseen_ends(text: str) -> str:
    """`text` without blanks and invisible characters at its ends, those inside left as they are."""
    return text.strip(_ENDS)


def type_choice(raw: RawValue, field: Field) -> Typed:
    """The text of a choice; ticks, crosses and TRUE/FALSE become 是 and 否 (remark `mark_read`).

    The column schema judges whether the text is one of the options.
    """
    if isinstance(raw, bool):
        return _marked("是" if raw else "否")
    typed = type_text(raw, field)
    label = _MARKS.get(str(typed.value).removesuffix(_EMOJI_FORM))
    return typed if label is None else _marked(label)


def _marked(label: str) -> Typed:
    return noted(label, "mark_read", read=label)


def _type_written(raw: str, field: Field) -> Typed:
    # Characters that `clean` removes inside a text, and all blanks but the plain space, are not printable.
    cleaned = raw.strip() if raw.isprintable() else clean(raw)
    if not cleaned:
        return BLANK
    faults = () if cleaned == raw else (Fault("blanks_trimmed", {}),)
    if not cleaned.isascii() and field.kind in _WRITTEN_FOR_MACHINES:
        folded = half_width(cleaned)
        if folded != cleaned:
            cleaned, faults = folded, (*faults, Fault("widths_folded", {"read": folded}))
    if cleaned.isascii() and _SCIENTIFIC.fullmatch(cleaned):
        return rejected("code_digits_lost")
    return Typed(cleaned, faults)


def _type_number(number: float, field: Field) -> Typed:
    if not -_EXACT_DIGITS < number < _EXACT_DIGITS:
        return rejected("code_digits_lost")
    # Chinese postcodes have six digits and at most one 0 in front: 050000 typed as a number is 50000.
    if (
        field.kind is FieldKind.POSTCODE
        and _FIVE_DIGITS[0] <= number <= _FIVE_DIGITS[1]
        and number == int(number)
    ):
        postcode = f"{int(number):06d}"
        return noted(postcode, "leading_zero_restored", read=postcode)
    return Typed(render_raw(number))


def _iso(moment: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(moment, dt.datetime) and moment.time() != dt.time():
        return moment.isoformat(" ", "minutes")
    return moment.isoformat()[:10] if isinstance(moment, dt.date) else render_raw(moment)
