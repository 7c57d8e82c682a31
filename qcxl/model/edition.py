"""A notice as frozen values: the parsed edition workbook (年度版本)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TypeVar, cast

from qcxl.model.form import Field, Form, FormKind
from qcxl.model.problem import Severity
from qcxl.model.text import name_key

Derived = TypeVar("Derived")

BELOW = "所属"
"""The word behind the name of a unit that makes it the scope of the units below."""
QUOTA_GROUP = "名额"
"""The 选项 group that names the quota columns of 单位."""
TOTALS_GROUP = "合计行"
"""The 选项 group of words by which people call a total row."""
BESIDE_LIST_GROUP = "表外文字"
"""The 选项 group of words with which people write notes, signatures and headings below or into a list."""
MANY_GROUP = "统称"
"""The 选项 group of nouns that stand for many enterprises, so that a name which ends with one is no name."""
SUFFIX_GROUP = "名称结尾"
"""The 选项 group of words with which the full name of an enterprise ends."""
BRANCH_GROUP = "分支机构"
"""The 选项 group of words with which the name of a registered branch ends, behind the name of its company."""
NOTES_GROUP = "名称附注"
"""The 选项 group of notes that people write beside a name, and of labels in front of it."""
BLANK_WORDS_GROUP = "等于没填"
"""The 选项 group of words that people type where they have nothing to say."""
EMPTY_REASONS_GROUP = "空话"
"""The 选项 group of phrases that explain nothing."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of 通知: a fact of the notice and the clause it stands in.

    `scope` (适用) limits it to a unit by name, to the units below one (信阳市所属) or to a level (县).
    """

    key: str
    value: str
    clause: str
    note: str
    scope: str = ""


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
    """One row of 规则: the severity of a problem code in the edition, and the fields of a named rule.

    `predicate` is a word of the closed vocabulary in `core.rules`, empty for codes of reading and typing.
    `fields` (字段), `others` (对照) and `limit` (参数, a number) are what the predicate judges and judges by,
    each empty where a predicate needs none; `live` says that 自检 counts the faults.
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
    """The edition of a whole notice: `facts` by key, `choices` by group, `drawings` by sheet.

    `forms` are the sheets of the distributed workbook in order, `documents` the texts written in Word,
    `local_facts` what holds otherwise for some units.
    """

    id: str
    facts: Mapping[str, Fact]
    organisations: tuple[Organisation, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    forms: tuple[Form, ...]
    rules: tuple[Rule, ...]
    drawings: Mapping[str, Drawing]
    documents: tuple[Form, ...] = ()
    local_facts: tuple[Fact, ...] = ()

    def fact(self, key: str) -> str:
        """The value of a fact of the notice, empty when the notice says nothing of it."""
        fact = self.facts.get(key)
        return fact.value if fact else ""

    def facts_for(self, unit: str, above: Sequence[str], level: str) -> dict[str, str]:
        """The facts that have a value of their own for a unit, by key; those of the others are `fact`.

        `above` are the names of the units above it, the nearest first, `level` is the word of its level. The
        nearest scope wins: the unit, the units above, the level.
        """
        scopes = (unit, *(f"{name}{BELOW}" for name in above), level)
        values: dict[str, str] = {}
        for scope in map(name_key, reversed(scopes)):
            values |= {fact.key: fact.value for fact in self.local_facts if name_key(fact.scope) == scope}
        return values

    def form(self, id_: str) -> Form:
        """The form with this id; KeyError for an unknown id."""
        return self._forms[id_]

    def field(self, path: str) -> Field:
        """The field at the path `form.field`; KeyError for an unknown form or field."""
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
        """The severity of a problem code in this edition, None for a code that 规则 does not list."""
        return self._severities.get(code)

    def rules_of(self, *predicates: str, form: str = "") -> Iterator[Rule]:
        """The rules with one of these predicates, of one form or (form empty) of all forms, in order."""
        candidates = self._by_predicate.get(predicates[0], ()) if len(predicates) == 1 else self.rules
        return (rule for rule in candidates if rule.predicate in predicates and form in ("", rule.form))

    def rule_of(self, predicate: str, form: str = "") -> Rule | None:
        """The first rule with this predicate, of one form or (form empty) of any form; None without one."""
        return next(self.rules_of(predicate, form=form), None)

    def organisation(self, name: str) -> Organisation | None:
        """The row of 单位 for a unit of this name (compared by `name_key`), None without a row."""
        return self._organisations.get(name_key(name))

    @cached_property
    def hash(self) -> str:
        """The sha256 of the parsed edition in canonical form: equal content, equal hash."""
        content = json.dumps(
            dataclasses.asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(content.encode()).hexdigest()

    def __getstate__(self) -> dict[str, object]:
        """The content and the hash: what was derived from it is made anew by the process that needs it."""
        return {name: vars(self)[name] for name in (*self.__dataclass_fields__, "hash") if name in vars(self)}

    @cached_property
    def _derived(self) -> dict[Callable[[Edition], object], object]:
        return {}

    @cached_property
    def _forms(self) -> dict[str, Form]:
        return {form.id: form for form in self.forms}

    @cached_property
    def _by_predicate(self) -> dict[str, list[Rule]]:
        rules: dict[str, list[Rule]] = {}
        for rule in self.rules:
            rules.setdefault(rule.predicate, []).append(rule)
        return rules

    @cached_property
    def _severities(self) -> dict[str, Severity]:
        return {rule.code: rule.severity for rule in self.rules}

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        return {name_key(organisation.name): organisation for organisation in self.organisations}


def once_for_each_edition(derive: Callable[[Edition], Derived]) -> Callable[[Edition], Derived]:
    """A function of an edition that derives its result once and keeps it beside the edition.

    A judgement asks for the same words some fifty times, and comparing editions to find an earlier answer
    costs more than most questions.
    """

    @wraps(derive)
    def derived(edition: Edition) -> Derived:
        kept = edition._derived
        if derive not in kept:
            kept[derive] = derive(edition)
        return cast("Derived", kept[derive])

    return derived
