"""A notice as frozen values: the parsed edition workbook (年度版本)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from qcxl.model.form import Field, Form, FormKind
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

    def rules_of(self, *predicates: str, form: str = "") -> Iterator[Rule]:
        """The rules that say one of these words of the vocabulary, of one form or of all, in order."""
        found = self._by_predicate.get(predicates[0], ()) if len(predicates) == 1 else self.rules
        return (rule for rule in found if rule.predicate in predicates and form in ("", rule.form))

    def rule_of(self, predicate: str, form: str = "") -> Rule | None:
        """The first rule that says this word of the vocabulary, of one form or of any; None without one."""
        return next(self.rules_of(predicate, form=form), None)

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
    def _by_predicate(self) -> dict[str, list[Rule]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            found.setdefault(rule.predicate, []).append(rule)
        return found

    @cached_property
    def _severities(self) -> dict[str, Severity]:
        return {rule.code: rule.severity for rule in self.rules}

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        return {name_key(organisation.name): organisation for organisation in self.organisations}
