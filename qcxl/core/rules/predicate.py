"""What a word of the rule vocabulary is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qcxl.core.known_units import KnownUnits
from qcxl.model.edition import Edition, Field, Form, FormKind, Rule
from qcxl.model.problem import Problem
from qcxl.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule looks at: one submission beside its edition and the units it may name."""

    submission: Submission
    edition: Edition
    known: KnownUnits


Check = Callable[[Rule, Form, Subject], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A named rule that is true when all is well.

    `check` yields one problem for each place where it is not; `kinds` are the forms it can stand on;
    `pairs` says that 字段 and 对照 are compared one by one; `others` how many 对照 it needs.
    """

    check: Check
    kinds: tuple[FormKind, ...]
    fields: int = 0
    others: int = 0
    pairs: bool = False

    def fits(self, rule: Rule, edition: Edition) -> bool:
        """True when the rule's form, 字段 and 对照 are what this predicate needs."""
        form = edition.form(rule.form)
        if form.kind not in self.kinds or len(rule.fields) < self.fields or len(rule.others) < self.others:
            return False
        if self.pairs and len(rule.fields) != len(rule.others):
            return False
        return all(find_field(path, form, edition) is not None for path in (*rule.fields, *rule.others))


def find_field(path: str, form: Form, edition: Edition) -> Field | None:
    """The field that a rule names, of its own form or as `form.field`; None when there is none."""
    try:
        return edition.field(path) if "." in path else form.field(path)
    except KeyError:
        return None
