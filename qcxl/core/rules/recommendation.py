"""Rules on recommended rows: enterprises that are listed, within the quota and eligible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qcxl.core.cells.shown import with_measure
from qcxl.core.figures.recommended import is_recommended, recommended_rows
from qcxl.core.rollup.quotas import limit, quotas_of
from qcxl.core.rules.listed import listed_letter_for_letter, not_of_deducted_enterprise
from qcxl.core.rules.predicate import EntryRow, Others, Predicate, Subject, entries, fault, fault_at
from qcxl.core.rules.wording import named_row
from qcxl.model.edition import Choice, Rule
from qcxl.model.form import FieldKind, Form, FormKind, Need
from qcxl.model.problem import Problem
from qcxl.model.submission import Row, Table
from qcxl.model.text import name_key

_LIST = (FormKind.LIST,)
_NUMBERS = (FieldKind.COUNT, FieldKind.MONEY, FieldKind.SHARE, FieldKind.SCORE)


def within_quota(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """No more is recommended than the unit's row in the quota tables allows, in all and of each tier (附件2).

    Rows of subordinate units count as well. A quota that is no number (`*`, 自定, blank) limits nothing.
    """
    table = subject.submission.tables.get(form.id)
    if table is None:
        return
    for quota, most, column, rows in _exceeded(form, table, subject):
        field = form.field(column) if column else form.fields[0]
        yield fault(
            rule,
            sheet=table.sheet,
            cell=table.address(rows[most], field.id),
            field=field.label,
            value=rows[most].text(field.id),
            what=quota.label,
            limit=most,
            count=len(rows),
            difference=len(rows) - most,
        )


def rows_over_quota(form: Form, subject: Subject) -> int:
    """The number of rows recommended beyond the unit's quotas of a list, in all and of each tier together."""
    table = subject.submission.tables.get(form.id)
    if table is None:
        return 0
    return sum(len(rows) - most for _, most, _, rows in _exceeded(form, table, subject))


def _exceeded(form: Form, table: Table, subject: Subject) -> Iterator[tuple[Choice, int, str, Sequence[Row]]]:
    """The exceeded quotas of a list: the quota, its limit, the column to mend, and all rows that count."""
    limits = _limits(form, subject)
    recommended = list(recommended_rows(table, form, subject.edition)) if limits else []
    for quota, most in limits:
        column, rows = form.recommended, recommended
        if quota.code != form.quota:
            tier = name_key(quota.label)
            column = form.tier
            rows = [row for row in rows if column and name_key(row.text(column)) == tier]
        if len(rows) > most:
            yield quota, most, column, rows


def _limits(form: Form, subject: Subject) -> list[tuple[Choice, int]]:
    """The quotas of the unit for this form that are numbers: the total, and the tiers below it."""
    organisation = subject.edition.organisation(subject.submission.identity.unit_name)
    if organisation is None:
        return []
    printed = ((quota, limit(organisation.quotas, quota.code)) for quota in quotas_of(subject.edition, form))
    return [(quota, most) for quota, most in printed if most is not None]


def has_quota(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """A unit of the quota tables that recommends rows has a quota for them (附件2); a blank is no 0.

    Units without any row in the tables draw on the quota of a unit above them or on a shared row.
    """
    table = subject.submission.tables.get(form.id)
    organisation = subject.edition.organisation(subject.submission.identity.unit_name)
    quotas = quotas_of(subject.edition, form)
    if table is None or organisation is None or any(organisation.quotas.get(quota.code) for quota in quotas):
        return
    recommended = list(recommended_rows(table, form, subject.edition))
    whole = next((quota for quota in quotas if quota.code == form.quota), None)
    if recommended and whole:
        first, field = recommended[0], form.fields[0]
        yield fault(
            rule,
            sheet=table.sheet,
            cell=table.address(first, field.id),
            field=field.label,
            value=first.text(field.id),
            what=whole.label,
            count=len(recommended),
        )


def tier_given(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Every recommended row says its tier where the unit's quota has tiers (附件2)."""
    if not form.tier or all(quota.code == form.quota for quota, _ in _limits(form, subject)):
        return
    tier = form.field(form.tier)
    for entry in _recommended(form, subject):
        blank = tier.id not in entry.row.values and tier.id not in entry.row.faulty
        # A blank required tier is reported as missing.
        if blank and entry.address(tier.id) and tier.need is Need.OPTIONAL:
            yield fault_at(rule, entry, tier, row=named_row(entry, form))


def zero_when_recommended(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Every field of a recommended row is 0: a team with incidents is not eligible (附件1 item 1)."""
    for entry in _recommended(form, subject):
        for field in map(form.field, rule.fields):
            value = entry.row.get(field.id)
            if isinstance(value, int) and value > 0:
                figure = with_measure(value, field)
                yield fault_at(rule, entry, field, row=named_row(entry, form), value=figure)


def yes_when_recommended(rule: Rule, form: Form, subject: Subject) -> Iterator[Problem]:
    """Every choice of a recommended row is answered with its first option, or blank (附件1 item 1).

    Blank and unknown answers are left to the column schema (`check_columns`).
    """
    for entry in _recommended(form, subject):
        for field in map(form.field, rule.fields):
            yes, *wrong_answers = (choice.label for choice in subject.edition.choices[field.choices])
            if entry.row.get(field.id) in wrong_answers:
                yield fault_at(rule, entry, field, row=named_row(entry, form), answer=yes)


def _recommended(form: Form, subject: Subject) -> Iterator[EntryRow]:
    return (entry for entry in entries(form, subject) if is_recommended(entry.row, form, subject.edition))


RECOMMENDATION: Mapping[str, Predicate] = {
    "listed_letter_for_letter": Predicate(
        listed_letter_for_letter, _LIST, ("other", "listed"), fields=1, others=Others.COLUMN
    ),
    "not_of_deducted_enterprise": Predicate(
        not_of_deducted_enterprise, _LIST, ("other", "line", "unit"), fields=1, others=Others.COLUMN
    ),
    "within_quota": Predicate(within_quota, _LIST, ("what", "limit", "count", "difference")),
    "has_quota": Predicate(has_quota, _LIST, ("what", "count")),
    "tier_given": Predicate(tier_given, _LIST, ("row",)),
    "zero_when_recommended": Predicate(
        zero_when_recommended, _LIST, ("row",), fields=1, field_kinds=_NUMBERS
    ),
    "yes_when_recommended": Predicate(
        yes_when_recommended, _LIST, ("row", "answer"), fields=1, field_kinds=(FieldKind.CHOICE,)
    ),
}
"""The predicates on recommendations by the word that the 规则 sheet uses."""
