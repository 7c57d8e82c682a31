"""Single entries judged in bulk: a pandera schema for each form, built from the edition, over all workbooks.

pandera costs milliseconds per call and next to nothing per row, so every workbook's rows of a form are
checked in one frame and the failures mapped back through its index. Cells are typed before: a text in a
number column would hide every other failure of that column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from qcxl.core.cells.empty_words import EmptyWords, bare
from qcxl.core.cells.shown import render_value
from qcxl.core.figures.recommended import is_recommended
from qcxl.core.problems.graded import graded
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, Form, Need
from qcxl.model.problem import Problem
from qcxl.model.quantity import MEASURES
from qcxl.model.submission import Row, Submission

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

_MISSING = "not_nullable"
_MISSING_CODES = {
    Need.REQUIRED: "required_missing",
    Need.OWN: "required_missing",
    Need.RECOMMENDED: "required_missing",
    Need.ADVISED: "advised_missing",
}
_EMPTY_CODES = {
    Need.REQUIRED: "required_says_nothing",
    Need.OWN: "required_says_nothing",
    Need.RECOMMENDED: "required_says_nothing",
    Need.ADVISED: "advised_says_nothing",
}
_OF_NAMES = ("is_a_name", "listed_letter_for_letter")
_WORDED = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.NAMES, FieldKind.CODE)
_WHOLE_SHARE = 100


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a frame (a card is one row): the key of its submission, its values, its sheet and cells."""

    owner: str
    row: Row
    sheet: str
    address: Callable[[str], str]


def check_columns(edition: Edition, submissions: Mapping[str, Submission]) -> Iterator[tuple[str, Problem]]:
    """The problems of entries that their column does not allow, with the submission's key, form by form.

    Problem codes: required_missing, advised_missing, required_says_nothing, advised_says_nothing,
    number_negative, share_out_of_range, choice_unknown, text_too_long.
    """
    for form in edition.forms:
        lines = [line for key, submission in submissions.items() for line in _lines(key, form, submission)]
        if lines and form.fields:
            yield from _check_form(edition, form, lines)


def _lines(key: str, form: Form, submission: Submission) -> Iterator[_Line]:
    table = submission.tables.get(form.id)
    if table is not None:
        for row in table.rows:
            yield _Line(key, row, table.sheet, partial(table.address, row))
    card = submission.cards.get(form.id)
    if card is not None:
        yield _Line(key, Row(0, card.values, card.faulty), card.sheet, card.address)


def _check_form(edition: Edition, form: Form, lines: list[_Line]) -> Iterator[tuple[str, Problem]]:
    import pandera.errors

    try:
        schema_of(form, edition).validate(_frame(form, lines), lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        for column, check, index in zip(cases["column"], cases["check"], cases["index"], strict=True):
            line = lines[int(index)]
            fault = _problem(edition, form.field(column), str(check), line)
            if fault is not None:
                yield line.owner, fault


def schema_of(form: Form, edition: Edition) -> pa.DataFrameSchema:
    """The pandera schema of a form's entries: integers of base units, or text; errors are problem codes."""
    import pandera.pandas as pa

    return pa.DataFrameSchema(
        {
            field.id: pa.Column(
                "Int64" if field.is_number else None,
                _checks(field, edition),
                nullable=field.need is Need.OPTIONAL,
            )
            for field in form.entered
        }
    )


def _checks(field: Field, edition: Edition) -> list[pa.Check]:
    import pandera.pandas as pa

    if field.kind is FieldKind.SHARE:
        whole = _WHOLE_SHARE * MEASURES[field.measure].factor
        return [pa.Check.in_range(0, whole, error="share_out_of_range")]
    if field.is_number:
        return [pa.Check.ge(0, error="number_negative")]
    if field.kind is FieldKind.CHOICE:
        return [
            pa.Check.isin([choice.label for choice in edition.choices[field.choices]], error="choice_unknown")
        ]
    checks = []
    if field.max_length is not None:
        checks.append(pa.Check(partial(_short_enough, limit=field.max_length), error="text_too_long"))
    if field.need is not Need.OPTIONAL and field.kind in _WORDED and not _is_judged_as_name(field, edition):
        prompts = frozenset((bare(field.label), bare(field.hint)))
        says = partial(_says_something, words=EmptyWords.of(edition), prompts=prompts)
        checks.append(pa.Check(says, error=_EMPTY_CODES[field.need]))
    return checks


def _short_enough(texts: pd.Series, limit: int) -> pd.Series:
    return texts.map(lambda text: _letters(text) <= limit)


def _letters(text: str) -> int:
    """The number of characters in a text; line breaks do not count."""
    return len(text.replace("\r", "").replace("\n", ""))


def _says_something(texts: pd.Series, words: EmptyWords, prompts: frozenset[str]) -> pd.Series:
    """True for each text that says something; not for `words` in place of an entry (无), signs, a prompt."""
    return texts.map(lambda text: not words.say_all_of(text) and bare(text) not in prompts)


def _is_judged_as_name(field: Field, edition: Edition) -> bool:
    """True for a field that a rule on names judges, which sees words in place of an entry, too."""
    return any(field.id in rule.fields for rule in edition.rules_of(*_OF_NAMES, form=field.form))


def _frame(form: Form, lines: Iterable[_Line]) -> pd.DataFrame:
    import pandas as pd

    rows = list(lines)
    return pd.DataFrame(
        {
            field.id: pd.Series(
                [line.row.get(field.id) for line in rows], dtype="Int64" if field.is_number else "object"
            )
            for field in form.entered
        }
    )


def _is_excused(field: Field, line: _Line, edition: Edition) -> bool:
    """True for a field that only a unit's own rows or only rows put forward need, in any other row."""
    form = edition.form(field.form)
    if field.need is Need.RECOMMENDED:
        return not is_recommended(line.row, form, edition)
    source = form.field_of_kind(FieldKind.SOURCE_UNIT)
    return field.need is Need.OWN and source is not None and bool(line.row.get(source.id))


def _problem(edition: Edition, field: Field, check: str, line: _Line) -> Problem | None:
    cell = line.address(field.id)
    # A column that is gone and an entry that could not be typed are reported already, and are not blank.
    if check == _MISSING and (not cell or field.id in line.row.faulty):
        return None
    if check in (_MISSING, *_EMPTY_CODES.values()) and _is_excused(field, line, edition):
        return None
    value = line.row.get(field.id)
    return graded(
        edition,
        _MISSING_CODES[field.need] if check == _MISSING else check,
        sheet=line.sheet,
        cell=cell,
        field=field.label,
        value=render_value(value, field),
        clause=field.clause,
        allowed="、".join(choice.label for choice in edition.choices.get(field.choices, ())),
        length=_letters(value) if isinstance(value, str) else 0,
        limit=field.max_length,
        how=_how_to_fill(edition, field),
    )


def _how_to_fill(edition: Edition, field: Field) -> str:
    """The text behind 请填写 in the remedy of a missing entry."""
    zero = "；确实没有的填 0，不要留空" if field.is_number else ""
    form = edition.form(field.form)
    if field.need is not Need.RECOMMENDED or not form.recommended:
        return zero
    return f"{zero}；这一行不推荐的，请在“{form.field(form.recommended).label}”一栏选“否”"
