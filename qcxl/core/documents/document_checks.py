"""The checks of a text written in Word: its length and its chapters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from qcxl.core.documents.headings import Heading, has_heading
from qcxl.core.documents.word_count import WordCount, count_words
from qcxl.model.catalogue import CATALOGUE, facts_asked, problem
from qcxl.model.edition import Edition, Rule
from qcxl.model.form import Form
from qcxl.model.problem import Problem


@dataclass(frozen=True)
class DocumentText:
    """The paragraphs of a document in order, by part; tables and text boxes stand in the `body`."""

    body: tuple[str, ...]
    footnotes: tuple[str, ...] = ()
    endnotes: tuple[str, ...] = ()

    @cached_property
    def count(self) -> WordCount:
        """The word count of the whole text, notes included."""
        return count_words((*self.body, *self.footnotes, *self.endnotes))


Check = Callable[[Rule, Form, DocumentText], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class DocumentPredicate:
    """A named rule of documents that is true when all is well.

    `facts` are the names of the facts that its problems tell beside field and value, `fields` is the least
    number of 字段, `limit` is true for a predicate that judges by a whole number (参数).
    """

    check: Check
    facts: tuple[str, ...]
    fields: int = 0
    limit: bool = False

    def tells(self, code: str) -> bool:
        """True when the predicate tells all facts that the texts of a known problem code ask for."""
        return code in CATALOGUE and facts_asked(code) <= {"field", "value", *self.facts}

    def fits(self, rule: Rule, form: Form) -> bool:
        """True when the rule's 字段, 对照 and 参数 are what this predicate needs; `form` is its document."""
        known = {field.id for field in form.fields}
        if rule.others or not known.issuperset(rule.fields) or len(rule.fields) < self.fields:
            return False
        return rule.limit.isdecimal() if self.limit else not rule.limit


def check_document(text: DocumentText, form: Form, edition: Edition) -> tuple[Problem, ...]:
    """The problems of a document by the edition's named rules for its form; ValueError for any other form.

    Problem codes: those of the edition's rules for the form.
    """
    if form not in edition.documents:
        raise ValueError(f"{form.id} is no document of {edition.id}")
    return tuple(
        fault
        for rule in _rules(form, edition)
        for fault in DOCUMENT_PREDICATES[rule.predicate].check(rule, form, text)
    )


def length_limits(form: Form, edition: Edition) -> tuple[int | None, int | None]:
    """The least and the most 字 of a document, None where the notice sets no limit."""
    least, most = (edition.rule_of(word, form.id) for word in ("at_least_characters", "at_most_characters"))
    return _limit(least), _limit(most)


def _limit(rule: Rule | None) -> int | None:
    return int(rule.limit) if rule and rule.limit else None


def document_name(form: Form) -> str:
    """The name of a document for people: `附件4《2020 年质量管理小组活动总结要求》`."""
    return f"{form.annex}《{form.title}》"


def _rules(form: Form, edition: Edition) -> Iterator[Rule]:
    return (rule for rule in edition.rules if rule.form == form.id and rule.predicate)


def _at_least_characters(rule: Rule, form: Form, text: DocumentText) -> Iterator[Problem]:
    """The text has as many 字 as the notice asks for (henan-2020 附件4, 附件7: 3000 字以上)."""
    yield from _length_fault(rule, form, text, int(rule.limit) - text.count.words)


def _at_most_characters(rule: Rule, form: Form, text: DocumentText) -> Iterator[Problem]:
    """The text has no more 字 than the notice allows (henan-2020 附件6 注2: 5000 字以内)."""
    yield from _length_fault(rule, form, text, text.count.words - int(rule.limit))


def _length_fault(rule: Rule, form: Form, text: DocumentText, difference: int) -> Iterator[Problem]:
    if difference > 0:
        yield _fault(rule, form, value=text.count.words, limit=rule.limit, difference=difference)


def _has_chapters(rule: Rule, form: Form, text: DocumentText) -> Iterator[Problem]:
    """Every chapter that the notice prints stands in the text under its heading, or one much like it."""
    for field in map(form.field, rule.fields):
        heading = Heading(field.label)
        if not any(has_heading(paragraph, heading) for paragraph in text.body):
            yield _fault(rule, form, field=field.label)


def _fault(rule: Rule, form: Form, **facts: Any) -> Problem:
    return problem(rule.code, severity=rule.severity, clause=rule.clause, form=document_name(form), **facts)


_LENGTH = ("form", "limit", "difference")

DOCUMENT_PREDICATES: Mapping[str, DocumentPredicate] = {
    "at_least_characters": DocumentPredicate(_at_least_characters, _LENGTH, limit=True),
    "at_most_characters": DocumentPredicate(_at_most_characters, _LENGTH, limit=True),
    "has_chapters": DocumentPredicate(_has_chapters, ("form",), fields=1),
}
"""Every predicate of documents by the word that the 规则 sheet uses."""
