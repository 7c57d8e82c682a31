"""A notice as frozen values: the parsed edition workbook (年度版本)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from qcxl.model.problem import Severity
from qcxl.model.text import name_key

QUOTA_GROUP = "名额"
"""The 选项 group that names the quota columns of 单位."""
TOTALS_GROUP = "合计行"
"""The 选项 group of words by which people call a total row."""
SUFFIX_GROUP = "名称结尾"
"""The 选项 group of words with which the full name of an enterprise ends."""
BLANK_WORDS_GROUP = "等于没填"
"""The 选项 group of words that people type where they have nothing to say."""
EMPTY_REASONS_GROUP = "空话"
"""The 选项 group of phrases that explain nothing."""


class FormKind(StrEnum):
    """What a form is; the value is the word of the 表单 sheet.

    All but `DOCUMENT` are sheets of the distributed workbook; a document is written in Word and only checked.
    """

    COVER = "填报说明"
    LIST = "名单"
    CARD = "统计表"
    QUOTA = "名额"
    CHECKS = "自检"
    RESULTS = "校验结果"
    DOCUMENT = "文稿"


class FieldKind(StrEnum):
    """How the cells of a field are typed; the value is the word of the 字段 sheet."""

    COUNT = "计数"
    MONEY = "金额"
    SHARE = "百分比"
    SCORE = "分数"
    TEXT = "文本"
    LONG_TEXT = "长文本"
    NAMES = "人员名单"
    CHOICE = "选择"
    DATE = "日期"
    PHONE = "电话"
    EMAIL = "邮箱"
    POSTCODE = "邮编"
    CODE = "代码"
    DIRECT_UNIT = "直报单位"
    SOURCE_UNIT = "来源单位"


class Need(StrEnum):
    """Whether an entry must be there; the value is the word of the 字段 sheet.

    `OWN` is required in the rows of the unit itself, not in subtotal rows that a roll-up brought in;
    `RECOMMENDED` in the rows whose 推荐栏 says yes.
    """

    OPTIONAL = ""
    REQUIRED = "是"
    OWN = "本级行"
    RECOMMENDED = "推荐时"
    ADVISED = "建议"


class Method(StrEnum):
    """How a figure comes about in a roll-up; the value is the word of the 字段 sheet.

    `SUM` on a list column says that the column is additive; on a card field it adds up `base`.
    `RATIO` divides the sums of `base` and `divisor`. A field without method is a unit's own.
    """

    OWN = ""
    SUM = "合计"
    RATIO = "比率"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of 通知: a fact of the notice and the clause it stands in."""

    key: str
    value: str
    clause: str
    note: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a 选项 group."""

    group: str
    code: str
    label: str
    parent: str
    note: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """One row of 单位: a unit of the notice's quota tables, by name.

    `direct_forms` are the statistics forms for which the notice treats the unit as directly reporting;
    `quotas` are the printed cells by quota code: digits, `*`, 自定, or absent (blank is not 0).
    """

    name: str
    category: str
    direct_forms: tuple[str, ...]
    quotas: Mapping[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class Field:
    """One row of 字段: an entry or a computed figure of a form."""

    form: str
    id: str
    label: str
    kind: FieldKind
    measure: str
    need: Need
    method: Method
    base: str
    divisor: str
    choices: str
    max_length: int | None
    default: str
    default_when: str
    hint: str
    clause: str

    @property
    def is_number(self) -> bool:
        """True where the typed value is an integer of a base unit."""
        return self.kind in (FieldKind.COUNT, FieldKind.MONEY, FieldKind.SHARE, FieldKind.SCORE)


@dataclass(frozen=True, slots=True)
class Form:
    """One row of 表单 with its fields: one sheet of the distributed workbook.

    `deducts` says that the statistics form leaves out the enterprises of direct units (附件5 注2). Of a list
    whose rows are put forward, `recommended` is the choice column that says so, `tier` the column of the tier
    and `quota` the quota code that limits them; each is empty where there is none. `kept` are its columns
    that a parent decides, which aggregating again leaves as they are. A document has no sheet.
    """

    id: str
    sheet: str
    kind: FormKind
    title: str
    annex: str
    deducts: bool
    template: str
    note: str
    fields: tuple[Field, ...]
    recommended: str = ""
    tier: str = ""
    quota: str = ""
    kept: tuple[str, ...] = ()

    def field(self, id_: str) -> Field:
        """The field with this id; KeyError when the form has none."""
        for field in self.fields:
            if field.id == id_:
                return field
        raise KeyError(f"{self.id} has no field {id_!r}")

    def field_of_kind(self, kind: FieldKind) -> Field | None:
        """The first field of a kind, such as the column that names the direct unit; None without one."""
        return next((field for field in self.fields if field.kind is kind), None)

    @property
    def computed(self) -> tuple[Field, ...]:
        """The fields of a card that come from lists."""
        if self.kind is not FormKind.CARD:
            return ()
        return tuple(field for field in self.fields if field.method is not Method.OWN)

    @property
    def entered(self) -> tuple[Field, ...]:
        """The fields that people type."""
        computed = self.computed
        return tuple(field for field in self.fields if field not in computed)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of 规则: how grave a problem code is here, and for named rules what they look at.

    `predicate` is a word of the closed vocabulary in `core.rules`, empty for codes of reading and typing;
    `limit` is the number that it judges by (参数), empty where it needs none.
    """

    code: str
    predicate: str
    severity: Severity
    form: str
    fields: tuple[str, ...]
    others: tuple[str, ...]
    live: bool
    clause: str
    note: str
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A form as drawn: the text of every non-blank cell by address, and the merged ranges."""

    sheet: str
    cells: Mapping[str, str]
    merged: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """A whole notice; `facts` by key, `choices` by group, `drawings` by sheet.

    `forms` are the sheets of the distributed workbook in order, `documents` the texts written in Word.
    """

    id: str
    facts: Mapping[str, Fact]
    organisations: tuple[Organisation, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    forms: tuple[Form, ...]
    rules: tuple[Rule, ...]
    drawings: Mapping[str, Drawing]
    documents: tuple[Form, ...] = ()

    def fact(self, key: str) -> str:
        """The value of a fact of the notice, empty when the notice says nothing of it."""
        fact = self.facts.get(key)
        return fact.value if fact else ""

    def form(self, id_: str) -> Form:
        """The form with this id; KeyError when the edition has none."""
        return self._forms[id_]

    def field(self, path: str) -> Field:
        """The field at `form.field`; KeyError when there is none."""
        form, _, id_ = path.partition(".")
        return self.form(form).field(id_)

    def yes(self, field: Field) -> str:
        """The option of a choice that means yes: the first of its group."""
        return self.choices[field.choices][0].label

    def of_kind(self, kind: FormKind) -> Iterator[Form]:
        """The forms of one kind, in order."""
        return (form for form in self.forms if form.kind is kind)

    @property
    def statistics(self) -> tuple[Form, ...]:
        """The forms that take part in the roll-up."""
        return tuple(form for form in self.of_kind(FormKind.CARD) if form.computed)

    def severity(self, code: str) -> Severity | None:
        """How grave a problem code is in this edition, None when 规则 does not list it."""
        return self._severities.get(code)

    def organisation(self, name: str) -> Organisation | None:
        """The row of 单位 that stands for a unit of this name, None without one."""
        return self._organisations.get(name_key(name))

    @cached_property
    def hash(self) -> str:
        """The sha256 of the parsed edition in canonical form: equal content, equal hash."""
        content = json.dumps(
            dataclasses.asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(content.encode()).hexdigest()

    @cached_property
    def _forms(self) -> dict[str, Form]:
        return {form.id: form for form in self.forms}

    @cached_property
    def _severities(self) -> dict[str, Severity]:
        return {rule.code: rule.severity for rule in self.rules}

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        return {name_key(organisation.name): organisation for organisation in self.organisations}
