"""Rules on cells that hold two numbers, such as 人数/时数."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from qcxl.core.cells.empty_words import EmptyWords
from qcxl.core.cells.no_text import likely_typed
from qcxl.core.rules.predicate import Predicate, Subject, entries, fault_at
from qcxl.core.rules.wording import named_row
from qcxl.model.edition import Rule
from qcxl.model.form import Field, FieldKind, Form, FormKind
from qcxl.model.problem import Problem
from qcxl.model.text import half_width

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_GROUPED = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MONTH = "|".join(_MONTHS)
_DATES = (
    re.compile(
        r"(?P<year>[0-9]{4})\s*[-/.年]\s*(?P<month>[0-9]{1,2})\s*[-/.月]\s*(?P<day>[0-9]{1,2})\s*日?(?:\s+[0-9:]+)?"
    ),
    re.compile(r"(?P<year>[0-9]{4})\s*年\s*(?P<month>[0-9]{1,2})\s*月"),
    re.compile(r"(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日"),
    re.compile(rf"(?P<day>[0-9]{{1,2}})-(?P<name>{_MONTH})(?:-(?:[0-9]{{2}}){{1,2}})?", re.IGNORECASE),
    re.compile(rf"(?P<name>{_MONTH})-(?P<short>[0-9]{{2}})", re.IGNORECASE),
)
_SERIAL_DAYS = range(36526, 54789)
"""Days from 2000 to 2049 as Excel counts them: 7/17 under the format 常规."""
_EPOCH = dt.date(1899, 12, 30)
_YEAR_IN_FRONT = re.compile(r"(?:19|20)[0-9]{2}\s*年度?")
_PAIR = 2


def two_numbers(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A ratio such as 人数/时数 holds two numbers (附件6), with or without words, and no date.

    Words that say nothing are left to the check of required entries.
    """
    words = EmptyWords.of(subject.edition)
    for field in map(form.field, rule.fields):
        example = f"，{field.hint}" if field.hint else ""
        for entry in entries(form, subject):
            typed = entry.row.text(field.id)
            if not typed or words.say_all_of(typed):
                continue
            proposed = _behind_date(typed, field)
            count = len(_numbers(typed))
            if proposed or count != _PAIR:
                yield fault_at(
                    rule,
                    entry,
                    field,
                    row=named_row(entry, form),
                    found="现在像是一个日期" if proposed else f"现在有 {count} 个",
                    example=example,
                    proposed=f"；本来填的可能是 {proposed}" if proposed else "",
                )


def _numbers(typed: str) -> list[str]:
    """The numbers in a text; `1,200/36` are two, and so are `120,360`, as nothing else parts them."""
    text = _YEAR_IN_FRONT.sub(" ", half_width(typed))
    grouped = re.findall(_NUMBER, _GROUPED.sub(lambda number: number[0].replace(",", ""), text))
    return grouped if len(grouped) >= _PAIR else re.findall(_NUMBER, text)


def _behind_date(typed: str, field: Field) -> str:
    """The two numbers that were most likely typed where a date stands now, empty for any other text."""
    text = half_width(typed).strip()
    if text.isdecimal() and int(text) in _SERIAL_DAYS:
        return likely_typed(_EPOCH + dt.timedelta(days=int(text)), field)
    match = next(filter(None, (pattern.fullmatch(text) for pattern in _DATES)), None)
    if match is None:
        return ""
    parts = match.groupdict()
    named = parts.get("name")
    month = _MONTHS.index(named.title()) + 1 if named else int(parts["month"])
    if parts.get("short"):
        return f"{month}/{parts['short']}"
    try:
        return likely_typed(dt.date(int(parts.get("year") or 2020), month, int(parts.get("day") or 1)), field)
    except ValueError:
        return ""


RATIOS: Mapping[str, Predicate] = {
    "two_numbers": Predicate(
        two_numbers,
        (FormKind.LIST, FormKind.CARD),
        ("row", "found", "example", "proposed"),
        fields=1,
        field_kinds=(FieldKind.TEXT,),
    )
}
"""The predicates on ratios by the word that the 规则 sheet uses."""
