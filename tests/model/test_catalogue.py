"""The catalogue of problems: every code can be seen failing, and every text says something to people."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter
from typing import Any

import pytest

import qcxl.model.catalogue
from qcxl.core.documents.document_checks import DOCUMENT_PREDICATES, DocumentPredicate
from qcxl.core.rules import PREDICATES, Predicate
from qcxl.model.catalogue import CATALOGUE, RULED, problem
from qcxl.model.catalogue.entry import Entry
from qcxl.model.catalogue.intake_codes import BEFORE_EDITION
from qcxl.model.problem import Severity
from tests.model import raised_cases
from tests.support.workbooks import ROSTER_OF, edition

PACKAGE = Path(qcxl.model.catalogue.__file__).parents[2]
ALWAYS = frozenset({"sheet", "cell", "field", "value"})
"""Facts that every problem has."""

CODES = pytest.mark.parametrize("code", sorted(CATALOGUE))


def test_every_problem_code_is_raised_by_a_case(tmp_path: Path) -> None:
    assert sorted(raised_cases.expected(CATALOGUE) - raised_cases.raised(tmp_path)) == []


def entries() -> Iterator[tuple[str, Mapping[str, Entry]]]:
    """The tables of the catalogue by module."""
    for module in iter_modules(qcxl.model.catalogue.__path__):
        found = import_module(f"{qcxl.model.catalogue.__name__}.{module.name}")
        for name, table in vars(found).items():
            if isinstance(table, dict) and name.isupper():
                yield module.name, table


def test_no_code_stands_twice() -> None:
    """Two tables would overwrite each other silently."""
    counted = Counter(code for _, table in entries() for code in table)

    assert [code for code, count in counted.items() if count > 1] == []
    assert set(counted) == set(CATALOGUE)


def facts_of(code: str) -> set[str]:
    entry = CATALOGUE[code]
    return {name for _, name, _, _ in Formatter().parse(entry.message + entry.remedy) if name}


@CODES
def test_the_texts_of_a_code_are_chinese_and_whole(code: str) -> None:
    facts: dict[str, Any] = dict.fromkeys(facts_of(code) | ALWAYS, "事")
    found = problem(code, **facts)

    for text in (found.message, found.remedy):
        assert re.search(r"[\u4e00-\u9fff]{2}", text)
        assert text.endswith("。")
        assert text == text.strip()
        assert not re.search(r"[,;?]|。。|，。|：。", text), "Chinese texts have Chinese punctuation"


PLAIN_WORDS = {
    "Excel",
    "WPS",
    "Word",
    "xlsx",
    "xlsm",
    "xls",
    "xlsb",
    "et",
    "zip",
    "ODS",
    "MB",
    "F9",
    "Strict",
    "Open",
    "XML",
}
"""Latin words that a clerk meets on the screen."""
OF_MAINTAINERS = ("edition_", "roster_")


@pytest.mark.parametrize("code", [code for code in sorted(CATALOGUE) if not code.startswith(OF_MAINTAINERS)])
def test_the_texts_use_no_words_of_programmers(code: str) -> None:
    texts = re.sub(r"\{[^}]*\}", "", CATALOGUE[code].message + CATALOGUE[code].remedy)

    assert set(re.findall(r"[A-Za-z_][A-Za-z_0-9]+", texts)) <= PLAIN_WORDS


@CODES
def test_a_code_is_named_in_snake_case(code: str) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", code)


def test_the_facts_fill_the_texts_and_the_edition_may_grade() -> None:
    found = problem("number_negative", severity=Severity.INFO, sheet="表", cell="B2", field="人数", value=-5)

    assert (found.code, found.severity, found.cell, found.value) == (
        "number_negative",
        Severity.INFO,
        "B2",
        "-5",
    )
    assert all(fact in found.message for fact in ("表", "B2", "人数", "-5"))


def test_without_a_grade_a_problem_has_the_one_of_the_catalogue() -> None:
    assert problem("number_negative").severity is Severity.ERROR
    assert problem("blanks_trimmed").severity is Severity.INFO


def test_a_fact_that_the_texts_need_must_be_given() -> None:
    with pytest.raises(KeyError):
        problem("text_too_long")


def test_the_codes_found_before_the_edition_is_known_are_not_ruled_by_it() -> None:
    assert set(CATALOGUE) >= BEFORE_EDITION
    assert not BEFORE_EDITION & set(RULED)


@pytest.mark.parametrize("id_", sorted(ROSTER_OF))
def test_an_edition_grades_every_ruled_code(id_: str) -> None:
    assert [code for code in RULED if edition(id_).severity(code) is None] == []


# --- the calls that make problems ---------------------------------------------------------------------

MAKERS = {"problem": 0, "graded": 1, "rejected": 0, "noted": 1, "Fault": 0}
"""Functions that name a code, and which of their arguments it is."""


@cache
def calls() -> Mapping[str, frozenset[frozenset[str]]]:
    """By code, the facts of every call in the package that names both literally."""
    found: dict[str, set[frozenset[str]]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS
            ):
                continue
            code = node.args[MAKERS[node.func.id]]
            given = facts_given(node, node.func.id)
            if isinstance(code, ast.Constant) and given is not None:
                found.setdefault(str(code.value), set()).add(given)
    return {code: frozenset(given) for code, given in found.items()}


def facts_given(call: ast.Call, maker: str) -> frozenset[str] | None:
    """The names of the facts in a call, None where it hands on a whole mapping of them."""
    names: list[object] = [keyword.arg for keyword in call.keywords]
    if maker == "Fault":
        facts = call.args[-1]
        keys = facts.keys if isinstance(facts, ast.Dict) else [None]
        names = [key.value if isinstance(key, ast.Constant) else None for key in keys]
    return None if None in names else frozenset(map(str, names))


def test_only_codes_of_the_catalogue_are_named() -> None:
    assert len(calls()) > 50
    assert set(calls()) <= set(CATALOGUE)


@CODES
def test_every_call_gives_the_facts_that_its_texts_need(code: str) -> None:
    needed = facts_of(code) - ALWAYS

    assert [given for given in calls().get(code, ()) if not needed <= given] == []


@pytest.mark.parametrize("id_", sorted(ROSTER_OF))
def test_every_rule_of_an_edition_has_its_texts_in_the_catalogue(id_: str) -> None:
    named = [rule for rule in edition(id_).rules if rule.predicate]
    vocabulary: dict[str, Predicate | DocumentPredicate] = {**PREDICATES, **DOCUMENT_PREDICATES}

    assert [rule.code for rule in named if not vocabulary[rule.predicate].tells(rule.code)] == []
