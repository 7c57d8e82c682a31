"""What must hold between the tables and the drawings of an edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from qcxl.core import placeholders
from qcxl.core.rules import PREDICATES
from qcxl.excel.edition_parts import QUOTA_GROUP
from qcxl.excel.edition_tables import EditionTables, Line
from qcxl.model.catalogue import CATALOGUE, RULED, problem
from qcxl.model.edition import Choice, Edition, Field, FieldKind, Form, FormKind, Method
from qcxl.model.grid import address
from qcxl.model.organisation import Level
from qcxl.model.problem import Problem
from qcxl.model.quantity import MEASURES
from qcxl.model.text import split_codes

REQUIRED_FACTS = (
    "id",
    "title",
    "document",
    "period",
    "period_start",
    "period_end",
    "due",
    "recommending_levels",
)
_TOTAL = "合计"


def check_edition(edition: Edition, tables: EditionTables) -> Iterator[Problem]:
    """Every fault between tables and drawings, with sheet and cell, in one pass."""
    yield from _facts(edition, tables)
    yield from _quota_columns(edition, tables)
    yield from _quota_sums(edition, tables)
    yield from _fields(edition, tables)
    yield from _rules(edition, tables)
    for form in edition.forms:
        yield from _drawing(edition, form)


def _facts(edition: Edition, tables: EditionTables) -> Iterator[Problem]:
    for key in REQUIRED_FACTS:
        if not edition.fact(key):
            yield problem("edition_value_missing", sheet="通知", column=key)
    for line in tables["通知"]:
        if line["键"] == "due" or line["键"].startswith("due_"):
            try:
                dt.date.fromisoformat(line["值"])
            except ValueError:
                yield line.fault("edition_date_bad", "值")
        if line["键"] == "recommending_levels" and any(
            Level.from_label(level) is None for level in split_codes(line["值"])
        ):
            yield line.fault("edition_value_unknown", "值", allowed="、".join(level.label for level in Level))


def _quota_columns(edition: Edition, tables: EditionTables) -> Iterator[Problem]:
    quotas = edition.choices.get(QUOTA_GROUP, ())
    for name, cell in tables.extra_columns.items():
        if name not in {quota.label for quota in quotas}:
            yield problem("edition_column_unknown", sheet="单位", cell=cell, value=name)
    for line in tables["选项"]:
        if line["选项组"] != QUOTA_GROUP:
            continue
        if line["名称"] not in tables.extra_columns:
            yield problem("edition_column_missing", sheet="单位", cell="A1", column=line["名称"])
        if line["所属"] and line["所属"] not in {quota.code for quota in quotas}:
            yield line.fault("edition_reference_unknown", "所属")


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _quota_sums(edition: Edition, tables: EditionTables) -> Iterator[Problem]:
    """Printed totals against our sums: both are kept, the difference is reported (domain rule 6)."""
    quotas = edition.choices.get(QUOTA_GROUP, ())
    totals = {quota.code: 0 for quota in quotas}
    for line in tables["单位"]:
        printed = {quota.code: _number(line[quota.label]) for quota in quotas}
        for quota in quotas:
            yield from _tier_sum(line, quota, quotas, printed)
            if line["类别"] != _TOTAL:
                totals[quota.code] += printed[quota.code] or 0
    for line in tables["单位"]:
        for quota in quotas if line["类别"] == _TOTAL else ():
            total, added = _number(line[quota.label]), totals[quota.code]
            if total is not None and total != added:
                yield line.fault(
                    "edition_quota_total", quota.label, total=total, added=added, difference=total - added
                )


def _tier_sum(
    line: Line, quota: Choice, quotas: tuple[Choice, ...], printed: dict[str, int | None]
) -> Iterator[Problem]:
    tiers = [printed[tier.code] for tier in quotas if tier.parent == quota.code]
    total = printed[quota.code]
    given = [tier for tier in tiers if tier is not None]
    if total is not None and given and sum(given) != total:
        yield line.fault(
            "edition_quota_tiers",
            quota.label,
            name=line["名称"],
            total=total,
            added=sum(given),
            difference=total - sum(given),
        )


def _fields(edition: Edition, tables: EditionTables) -> Iterator[Problem]:
    by_key = {(field.form, field.id): field for form in edition.forms for field in form.fields}
    for line in tables["字段"]:
        field = by_key.get((line["表单"], line["代码"]))
        if field is None:
            continue
        if field.kind is FieldKind.CHOICE and field.choices not in edition.choices:
            yield line.fault("edition_reference_unknown", "选项组")
        if field.default_when and (field.form, field.default_when) not in by_key:
            yield line.fault("edition_reference_unknown", "默认条件")
        if edition.form(field.form).kind is FormKind.CARD and field.method is not Method.OWN:
            yield from _bases(edition, field, line)


def _bases(edition: Edition, field: Field, line: Line) -> Iterator[Problem]:
    ratio = field.method is Method.RATIO
    wanted = (("依据", field.base), ("分母", field.divisor)) if ratio else (("依据", field.base),)
    kinds = set()
    for column, path in wanted:
        base = _base(edition, path)
        if base is None:
            yield line.fault("edition_reference_unknown", column)
            continue
        kinds.add(MEASURES[base.measure].kind)
        if not ratio and field.measure in MEASURES and MEASURES[field.measure].kind not in kinds:
            yield line.fault("edition_reference_unknown", column)
    if len(kinds) > 1:
        yield line.fault("edition_reference_unknown", "分母")


def _base(edition: Edition, path: str) -> Field | None:
    """The additive list column that a figure is made from; None when `path` names none."""
    try:
        base = edition.field(path)
    except KeyError:
        return None
    additive = edition.form(base.form).kind is FormKind.LIST and base.method is Method.SUM
    return base if additive and base.measure in MEASURES else None


def _rules(edition: Edition, tables: EditionTables) -> Iterator[Problem]:
    listed = {rule.code for rule in edition.rules}
    for code in RULED:
        if code not in listed:
            yield problem("edition_rule_missing", sheet="规则", value=code)
    for line, rule in zip(tables["规则"], edition.rules, strict=True):
        if rule.code not in CATALOGUE:
            yield line.fault("edition_reference_unknown", "代码")
        if not rule.predicate:
            continue
        predicate = PREDICATES.get(rule.predicate)
        if predicate is None:
            yield line.fault("edition_value_unknown", "判断", allowed="、".join(PREDICATES))
        elif rule.form not in {form.id for form in edition.forms}:
            yield line.fault("edition_reference_unknown", "表单")
        elif not predicate.fits(rule, edition):
            yield line.fault("edition_rule_fields", "字段")


def _drawing(edition: Edition, form: Form) -> Iterator[Problem]:
    drawing = edition.drawings.get(form.sheet)
    if drawing is None:
        yield problem("edition_sheet_missing", sheet=form.sheet)
        return
    known = placeholders.known_names(form, edition)
    found = placeholders.places(drawing)
    for name, spots in found.items():
        cell = address(spots[0])
        if name not in known:
            yield problem("edition_placeholder_unknown", sheet=form.sheet, cell=cell, value=name)
    for name in (*(field.id for field in form.fields), *placeholders.repeated(form.kind)):
        spots = found.get(name, [])
        if not spots:
            yield problem("edition_field_not_drawn", sheet=form.sheet, value=name)
        for spot in spots[1:]:
            yield problem(
                "edition_field_drawn_twice",
                sheet=form.sheet,
                cell=address(spot),
                value=name,
                other=address(spots[0]),
            )
    if form.kind is FormKind.LIST:
        yield from _list_row(form, edition)


def _list_row(form: Form, edition: Edition) -> Iterator[Problem]:
    drawing = edition.drawings[form.sheet]
    found = placeholders.places(drawing)
    spots = [found[field.id][0] for field in form.fields if field.id in found]
    for row, column in spots:
        header = address((row - 1, column)) if row > 1 else ""
        if row != spots[0][0] or header not in drawing.cells:
            yield problem("edition_list_row", sheet=form.sheet, cell=address((row, column)))
