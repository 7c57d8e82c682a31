"""The tables of an edition as frozen values; faults are collected, never raised."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from enum import StrEnum
from typing import TypeVar

from qcxl.excel.edition.declared_tables import EditionLine, EditionTables, whole_number
from qcxl.model.edition import Choice, Fact, Organisation, Rule
from qcxl.model.form import Field, FieldKind, Form, FormKind, Method, Need
from qcxl.model.problem import Problem, Severity
from qcxl.model.quantity import MEASURES
from qcxl.model.text import YES_NO, name_key, split_codes

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_TIER = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_CELL_ADDRESS = re.compile(r"[a-z]{1,3}[0-9]+|[rc]")
_DECIMAL = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")
_MEASURED = {
    FieldKind.COUNT: "count",
    FieldKind.MONEY: "money",
    FieldKind.SHARE: "share",
    FieldKind.SCORE: "score",
}
_PERSONAL = (FieldKind.NAMES, FieldKind.PHONE, FieldKind.EMAIL)
_QUOTA_WORDS = ("*", "自定")
_CATEGORIES = ("地区", "行业", "其他", "合计")
_SEVERITIES = {severity.label: severity for severity in Severity}


Word = TypeVar("Word", bound=StrEnum)


class Collector:
    """Gathers the faults of a pass over the tables."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def fault(self, line: EditionLine, code: str, column: str, **facts: object) -> None:
        """Note a fault at a cell of a line."""
        self.problems.append(line.fault(code, column, **facts))

    def needed(self, line: EditionLine, *columns: str) -> None:
        """Note every column of `columns` that is blank in a line."""
        for column in columns:
            if not line[column]:
                self.fault(line, "edition_value_missing", column)

    def identifier(self, line: EditionLine, column: str) -> str:
        """The text of a cell, noted when it is no identifier."""
        text = line[column]
        if text and not _IDENTIFIER.fullmatch(text):
            self.fault(line, "edition_identifier_bad", column)
        return text

    def number(self, line: EditionLine, column: str) -> int | None:
        """The whole number of a cell, None for a blank cell and for any other text, which is noted."""
        number = whole_number(line[column])
        if line[column] and number is None:
            self.fault(line, "edition_number_bad", column)
        return number

    def decimal(self, line: EditionLine, column: str) -> str:
        """The text of a cell that should hold a number or nothing; noted when it is neither."""
        if line[column] and not _DECIMAL.fullmatch(line[column]):
            self.fault(line, "edition_number_bad", column)
        return line[column]

    def word(self, line: EditionLine, column: str, vocabulary: type[Word], default: Word) -> Word:
        """The word of a closed vocabulary in a cell; for any other text `default`, and the text is noted."""
        try:
            return vocabulary(line[column])
        except ValueError:
            allowed = "、".join(word.value or "（空白）" for word in vocabulary)
            self.fault(line, "edition_value_unknown", column, allowed=allowed)
            return default

    def yes(self, line: EditionLine, column: str) -> bool:
        """True for 是, else False; a text other than 是, 否 and blank is noted."""
        if line[column] not in YES_NO:
            self.fault(line, "edition_value_unknown", column, allowed="是、否、（空白）")
        return YES_NO.get(line[column], False)

    def unique(self, lines: Iterable[EditionLine], column: str, key: Callable[[EditionLine], object]) -> None:
        """Note every line whose key stood in an earlier line."""
        first: dict[object, EditionLine] = {}
        for line in lines:
            earlier = first.setdefault(key(line), line)
            if earlier is not line and line[column]:
                self.fault(
                    line, "edition_duplicate", column, other=f"{earlier.sheet}!{earlier.cells[column]}"
                )


def facts(tables: EditionTables, collect: Collector) -> dict[str, Fact]:
    """The facts of 通知 that hold for all units, by key."""
    collect.unique(tables["通知"], "键", lambda line: (line["键"], name_key(line["适用"])))
    for line in tables["通知"]:
        collect.needed(line, "键", "值")
        collect.identifier(line, "键")
    return {line["键"]: _fact(line) for line in tables["通知"] if not line["适用"]}


def local_facts(tables: EditionTables, general: Container[str], collect: Collector) -> tuple[Fact, ...]:
    """The facts of 通知 that hold for some units; each has a `general` one, which holds for all others."""
    lines = [line for line in tables["通知"] if line["适用"]]
    for line in lines:
        if line["键"] and line["键"] not in general:
            collect.fault(line, "edition_reference_unknown", "键")
    return tuple(map(_fact, lines))


def _fact(line: EditionLine) -> Fact:
    return Fact(line["键"], line["值"], line["出处"], line["说明"], line["适用"])


def choices(tables: EditionTables, collect: Collector) -> dict[str, tuple[Choice, ...]]:
    """The options of 选项 by group, in order."""
    collect.unique(tables["选项"], "名称", lambda line: (line["选项组"], line["名称"]))
    collect.unique(tables["选项"], "代码", lambda line: (line["选项组"], line["代码"]))
    groups: dict[str, list[Choice]] = {}
    for line in tables["选项"]:
        collect.needed(line, "选项组", "代码", "名称")
        if not _TIER.fullmatch(line["代码"]):
            collect.identifier(line, "代码")
        choice = Choice(line["选项组"], line["代码"], line["名称"], line["所属"], line["说明"])
        groups.setdefault(choice.group, []).append(choice)
    return {group: tuple(members) for group, members in groups.items()}


def organisations(
    tables: EditionTables, quotas: Iterable[Choice], forms: Iterable[Form], collect: Collector
) -> tuple[Organisation, ...]:
    """The rows of 单位 with their quotas by quota code."""
    by_label = {quota.label: quota.code for quota in quotas}
    cards = {form.id for form in forms if form.kind is FormKind.CARD}
    collect.unique(tables["单位"], "名称", lambda line: name_key(line["名称"]))
    rows = []
    for line in tables["单位"]:
        collect.needed(line, "名称", "类别")
        if line["类别"] and line["类别"] not in _CATEGORIES:
            collect.fault(line, "edition_value_unknown", "类别", allowed="、".join(_CATEGORIES))
        direct = split_codes(line["直报统计表"])
        if not cards.issuperset(direct):
            collect.fault(line, "edition_reference_unknown", "直报统计表")
        cells = {}
        for label, code in by_label.items():
            if line[label]:
                cells[code] = line[label]
                if line[label] not in _QUOTA_WORDS and whole_number(line[label]) is None:
                    collect.fault(line, "edition_quota_bad", label)
        rows.append(Organisation(line["名称"], line["类别"], direct, cells, line["说明"]))
    return tuple(rows)


def fields(tables: EditionTables, collect: Collector) -> tuple[Field, ...]:
    """The rows of 字段, in order, of all forms."""
    collect.unique(tables["字段"], "代码", lambda line: (line["表单"], line["代码"]))
    return tuple(_field(line, collect) for line in tables["字段"])


def _field(line: EditionLine, collect: Collector) -> Field:
    collect.needed(line, "表单", "代码", "名称", "类型")
    kind = collect.word(line, "类型", FieldKind, FieldKind.TEXT)
    expected = _MEASURED.get(kind)
    measure = MEASURES.get(line["计量单位"])
    if expected and (measure is None or measure.kind != expected):
        allowed = "、".join(name for name, known in MEASURES.items() if known.kind == expected)
        collect.fault(line, "edition_value_unknown", "计量单位", allowed=allowed)
    if kind is not FieldKind.CHOICE:
        collect.number(line, "空白默认")
    return Field(
        form=line["表单"],
        id=collect.identifier(line, "代码"),
        label=line["名称"],
        kind=kind,
        measure=line["计量单位"],
        need=collect.word(line, "必填", Need, Need.OPTIONAL),
        method=collect.word(line, "汇总", Method, Method.OWN),
        base=line["依据"],
        divisor=line["分母"],
        choices=line["选项组"],
        max_length=collect.number(line, "字数上限"),
        default=line["空白默认"],
        default_when=line["默认条件"],
        hint=line["输入提示"],
        clause=line["出处"],
        personal=collect.yes(line, "个人信息") or kind in _PERSONAL,
    )


def forms(tables: EditionTables, all_fields: Iterable[Field], collect: Collector) -> tuple[Form, ...]:
    """The rows of 表单, each with its fields; sheets and documents alike."""
    collect.unique(tables["表单"], "代码", lambda line: line["代码"])
    collect.unique(tables["表单"], "工作表", lambda line: line["工作表"])
    own: dict[str, list[Field]] = {}
    for field in all_fields:
        own.setdefault(field.form, []).append(field)
    rows = []
    for line in tables["表单"]:
        sheet = () if line["种类"] == FormKind.DOCUMENT else ("工作表",)
        collect.needed(line, "代码", "种类", *sheet)
        if _CELL_ADDRESS.fullmatch(line["代码"]):
            # Excel refuses a table that is called like a cell.
            collect.fault(line, "edition_identifier_bad", "代码")
        rows.append(
            Form(
                id=collect.identifier(line, "代码"),
                sheet=line["工作表"],
                kind=collect.word(line, "种类", FormKind, FormKind.CARD),
                title=line["标题"],
                annex=line["附件"],
                deducts=collect.yes(line, "扣除直报"),
                recommended=line["推荐栏"],
                tier=line["等次栏"],
                quota=line["名额"],
                kept=split_codes(line["汇总保留"]),
                template=line["Word模板"],
                note=line["说明"],
                fields=tuple(own.get(line["代码"], ())),
            )
        )
    return tuple(rows)


def rules(tables: EditionTables, collect: Collector) -> tuple[Rule, ...]:
    """The rows of 规则, in order."""
    collect.unique(tables["规则"], "代码", lambda line: (line["代码"], line["表单"], line["字段"]))
    rows = []
    for line in tables["规则"]:
        collect.needed(line, "代码", "严重度")
        severity = _SEVERITIES.get(line["严重度"])
        if severity is None:
            collect.fault(line, "edition_value_unknown", "严重度", allowed="、".join(_SEVERITIES))
        rows.append(
            Rule(
                code=collect.identifier(line, "代码"),
                predicate=line["判断"],
                severity=severity or Severity.ERROR,
                form=line["表单"],
                fields=split_codes(line["字段"]),
                others=split_codes(line["对照"]),
                limit=collect.decimal(line, "参数"),
                live=collect.yes(line, "自检"),
                clause=line["出处"],
                note=line["说明"],
            )
        )
    return tuple(rows)
