"""The checks across the tables and the drawings of an edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from qcxl.core.documents.document_checks import DOCUMENT_PREDICATES, DocumentPredicate
from qcxl.core.rules import PREDICATES, Predicate
from qcxl.core.rules.live import has_formula
from qcxl.excel.edition.declared_tables import EditionLine, EditionTables, whole_number
from qcxl.excel.edition.drawings import check_drawing
from qcxl.model.catalogue import CATALOGUE, NAMED, RULED, problem
from qcxl.model.edition import QUOTA_GROUP, Choice, Edition, Rule
from qcxl.model.form import Field, FieldKind, Form, FormKind, Method
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
_WITH_FIELDS = (FormKind.COVER, FormKind.LIST, FormKind.CARD, FormKind.DOCUMENT)
_AMOUNTS = (FieldKind.COUNT, FieldKind.MONEY)


def check_edition(edition: Edition, tables: EditionTables) -> Iterator[Problem]:
    """Every fault between tables and drawings, with sheet and cell, in one pass."""
    yield from _facts(edition, tables)
    yield from _quota_columns(edition, tables)
    yield from _quota_sums(edition, tables)
    yield from _forms(edition, tables)
    yield from _fields(edition, tables)
    yield from _rules(edition, tables)
    for form in edition.forms:
        yield from check_drawing(edition, form)


def _facts(edition: Edition, tables: EditionTables) -> Iterator[Problem]:
    for key in REQUIRED_FACTS:
        if key not in edition.facts:
            yield problem("edition_value_missing", sheet="通知", column=key)
    for line in tables["通知"]:
        if line["键"] == "due" or line["键"].startswith("due_"):
            try:
                dt.date.fromisoformat(line["值"])
            except ValueError:
                yield line.fault("edition_date_bad", "值")
        levels = [level.label for level in Level]
        if line["键"] == "recommending_levels" and not set(levels).issuperset(split_codes(line["值"])):
            yield line.fault("edition_value_unknown", "值", allowed="、".join(levels))
        if line["键"] in _NAMING and not _NAMING[line["键"]](edition).issuperset(split_codes(line["值"])):
            yield line.fault("edition_reference_unknown", "值")


def _figures(edition: Edition, *kinds: FieldKind) -> set[str]:
    """The paths `form.field` of the fields on cards whose kind is one of `kinds`."""
    fields = (field for form in edition.of_kind(FormKind.CARD) for field in form.fields)
    return {f"{field.form}.{field.id}" for field in fields if field.kind in kinds}


_NAMING: Mapping[str, Callable[[Edition], set[str]]] = {
    "charted": lambda edition: _figures(edition, *_AMOUNTS, FieldKind.SHARE),
    "direct_quota_ratio": lambda edition: _figures(edition, FieldKind.SHARE),
    "unlisted_quota": lambda edition: {organisation.name for organisation in edition.organisations},
}
"""The facts that name something in the edition itself, with the names that each fact may hold."""


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


def _quota_sums(edition: Edition, tables: EditionTables) -> Iterator[Problem]:
    """Printed totals against our sums: both are kept, the difference is reported (field rule 6)."""
    quotas = edition.choices.get(QUOTA_GROUP, ())
    totals = {quota.code: 0 for quota in quotas}
    for line in tables["单位"]:
        printed = {quota.code: whole_number(line[quota.label]) for quota in quotas}
        for quota in quotas:
            yield from _tier_sum(line, quota, quotas, printed)
            if line["类别"] != _TOTAL:
                totals[quota.code] += printed[quota.code] or 0
    for line in tables["单位"]:
        for quota in quotas if line["类别"] == _TOTAL else ():
            total, added = whole_number(line[quota.label]), totals[quota.code]
            if total is not None and total != added:
                yield line.fault(
                    "edition_quota_total", quota.label, total=total, added=added, difference=total - added
                )


def _tier_sum(
    line: EditionLine, quota: Choice, quotas: tuple[Choice, ...], printed: dict[str, int | None]
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
    all_forms = (*edition.forms, *edition.documents)
    kinds = {form.id: form.kind for form in all_forms}
    by_key = {(field.form, field.id): field for form in all_forms for field in form.fields}
    for line in tables["字段"]:
        kind = kinds.get(line["表单"])
        if kind not in _WITH_FIELDS:
            if line["表单"]:
                yield line.fault("edition_reference_unknown", "表单")
            continue
        field = by_key[line["表单"], line["代码"]]
        if field.kind is FieldKind.CHOICE:
            yield from _options(edition, field, line)
        condition = by_key.get((field.form, field.default_when))
        if field.default_when and (condition is None or not condition.is_number):
            yield line.fault("edition_reference_unknown", "默认条件")
        if not _can_be_made(field, kind):
            allowed = "（空白）；计数和金额可以 合计，统计表的百分比可以 比率"
            yield line.fault("edition_value_unknown", "汇总", allowed=allowed)
        elif kind is FormKind.CARD and field.method is not Method.OWN:
            yield from _bases(edition, field, line)


def _forms(edition: Edition, tables: EditionTables) -> Iterator[Problem]:
    """The faults of 表单 in columns that name something.

    推荐栏, 等次栏 and 汇总保留 must name columns of the form itself, 名额 a quota of 选项.
    """
    forms = {form.id: form for form in (*edition.forms, *edition.documents)}
    quotas = {quota.code for quota in edition.choices.get(QUOTA_GROUP, ()) if not quota.parent}
    for line in tables["表单"]:
        form = forms.get(line["代码"])
        own = {field.id for field in form.fields if field.kind is FieldKind.CHOICE} if form else set()
        for column in ("推荐栏", "等次栏"):
            if line[column] and line[column] not in own:
                yield line.fault("edition_reference_unknown", column)
        if line["名额"] and line["名额"] not in quotas:
            yield line.fault("edition_reference_unknown", "名额")
        columns = {field.id for field in form.fields} if form and form.kind is FormKind.LIST else set()
        if not columns.issuperset(split_codes(line["汇总保留"])):
            yield line.fault("edition_reference_unknown", "汇总保留")


def _options(edition: Edition, field: Field, line: EditionLine) -> Iterator[Problem]:
    labels = [choice.label for choice in edition.choices.get(field.choices, ())]
    if not labels:
        yield line.fault("edition_reference_unknown", "选项组")
    elif field.default and field.default not in labels:
        yield line.fault("edition_value_unknown", "空白默认", allowed="、".join(labels))


def _can_be_made(field: Field, kind: FormKind) -> bool:
    """True when the method suits the field: amounts are added up, ratios never are (field rule 2)."""
    if field.method is Method.SUM:
        return field.kind in _AMOUNTS or (field.kind is FieldKind.CHOICE and kind is FormKind.LIST)
    return field.method is Method.OWN or (field.kind is FieldKind.SHARE and kind is FormKind.CARD)


def _bases(edition: Edition, field: Field, line: EditionLine) -> Iterator[Problem]:
    ratio = field.method is Method.RATIO
    wanted = (("依据", field.base), ("分母", field.divisor)) if ratio else (("依据", field.base),)
    kinds = set()
    for column, path in wanted:
        base = _base(edition, path)
        if base is None:
            yield line.fault("edition_reference_unknown", column)
            continue
        kinds.add("count" if base.kind is FieldKind.CHOICE else MEASURES[base.measure].kind)
        if not ratio and field.measure in MEASURES and MEASURES[field.measure].kind not in kinds:
            yield line.fault("edition_measure_mismatch", column)
    if len(kinds) > 1:
        yield line.fault("edition_measure_mismatch", "分母")


def _base(edition: Edition, path: str) -> Field | None:
    """The list column from which a figure is made, None where `path` names no such column.

    Such a column holds amounts that are added up, or a choice of which the yes answers are counted.
    """
    try:
        base = edition.field(path)
    except KeyError:
        return None
    if edition.form(base.form).kind is not FormKind.LIST or base.method is not Method.SUM:
        return None
    return base if base.kind is FieldKind.CHOICE or base.measure in MEASURES else None


def _rules(edition: Edition, tables: EditionTables) -> Iterator[Problem]:
    listed = {rule.code for rule in edition.rules}
    for code in RULED:
        if code not in listed:
            yield problem("edition_rule_missing", sheet="规则", value=code)
    for line, rule in zip(tables["规则"], edition.rules, strict=True):
        if rule.code not in CATALOGUE:
            yield line.fault("edition_reference_unknown", "代码")
        if rule.live and not has_formula(rule):
            yield line.fault("edition_value_unknown", "自检", allowed="否、（空白）")
        if rule.predicate:
            yield from _predicate(edition, rule, line)
        elif rule.code in NAMED:
            yield line.fault("edition_value_missing", "判断")


def _predicate(edition: Edition, rule: Rule, line: EditionLine) -> Iterator[Problem]:
    document = next((form for form in edition.documents if form.id == rule.form), None)
    if document is not None or rule.predicate in DOCUMENT_PREDICATES:
        yield from _document_predicate(document, rule, line)
        return
    predicate = PREDICATES.get(rule.predicate)
    if predicate is None or not predicate.tells(rule.code):
        yield line.fault("edition_value_unknown", "判断", allowed=_predicates_for(rule))
    elif rule.form not in {form.id for form in edition.forms}:
        yield line.fault("edition_reference_unknown", "表单")
    elif not predicate.fits(rule, edition):
        yield line.fault("edition_rule_fields", "字段", predicate=rule.predicate)


def _document_predicate(document: Form | None, rule: Rule, line: EditionLine) -> Iterator[Problem]:
    predicate = DOCUMENT_PREDICATES.get(rule.predicate)
    if predicate is None or not predicate.tells(rule.code):
        yield line.fault("edition_value_unknown", "判断", allowed=_predicates_for(rule))
    elif document is None:
        yield line.fault("edition_reference_unknown", "表单")
    elif not predicate.fits(rule, document):
        yield line.fault("edition_rule_fields", "字段", predicate=rule.predicate)


def _predicates_for(rule: Rule) -> str:
    vocabulary: dict[str, Predicate | DocumentPredicate] = {**PREDICATES, **DOCUMENT_PREDICATES}
    fitting = [word for word, predicate in vocabulary.items() if predicate.tells(rule.code)]
    return "、".join(fitting or vocabulary)
