"""Named rules of documents, on an edition made up for them."""

from __future__ import annotations

import dataclasses

import pytest

from qcxl.core.documents.document_checks import (
    DOCUMENT_PREDICATES,
    DocumentText,
    check_document,
    document_name,
    length_limits,
)
from qcxl.model.catalogue.document_codes import DOCUMENTS
from qcxl.model.edition import Edition, Rule
from qcxl.model.form import FieldKind, Form, FormKind
from qcxl.model.problem import Severity
from tests.support import made_up

CHAPTERS = ("一、基本情况", "二、推进经验和做法", "三、存在的问题及改进方向")
SUMMARY = dataclasses.replace(
    made_up.form(
        FormKind.DOCUMENT,
        *(
            dataclasses.replace(made_up.field(f"summary.chapter{n}", FieldKind.LONG_TEXT, ""), label=label)
            for n, label in enumerate(CHAPTERS, start=1)
        ),
    ),
    title="活动总结",
    annex="附件4",
)
MATERIAL = dataclasses.replace(SUMMARY, id="material", title="创建材料", annex="", fields=())


def rule(code: str, predicate: str, form: str, limit: str = "", fields: tuple[str, ...] = ()) -> Rule:
    return Rule(code, predicate, Severity.ERROR, form, fields, (), False, "附件4", "", limit)


SHORT = rule("material_too_short", "at_least_characters", "summary", "20")
MISSING = rule("chapter_missing", "has_chapters", "summary", fields=("chapter1", "chapter2", "chapter3"))
LONG = rule("material_too_long", "at_most_characters", "material", "5")


def edition(*rules: Rule) -> Edition:
    return dataclasses.replace(
        made_up.edition(rules=rules or (SHORT, MISSING, LONG)), documents=(SUMMARY, MATERIAL)
    )


def found(text: DocumentText, form: Form = SUMMARY, given: Edition | None = None) -> list[tuple[str, str]]:
    problems = check_document(text, form, given or edition())
    assert {problem.sheet + problem.cell for problem in problems} <= {""}
    return [(problem.code, problem.field or problem.value) for problem in problems]


WHOLE = DocumentText((*CHAPTERS, "甲" * 20))


def test_a_whole_text_has_no_problem() -> None:
    assert found(WHOLE) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DocumentText(("甲" * 20,)), []),
        (DocumentText(("甲" * 19,)), [("material_too_short", "19")]),
        (DocumentText(("甲" * 18 + "QC2020 ",)), [("material_too_short", "19")]),
        (DocumentText(("甲" * 19,), footnotes=("乙",)), []),
        (DocumentText(("甲" * 18,), footnotes=("乙",), endnotes=("丙",)), []),
        (DocumentText(()), [("material_too_short", "0")]),
    ],
)
def test_a_text_has_at_least_so_many_characters_notes_included(
    text: DocumentText, expected: list[tuple[str, str]]
) -> None:
    assert found(text, given=edition(SHORT)) == expected


@pytest.mark.parametrize(("length", "expected"), [(5, []), (6, [("material_too_long", "6")])])
def test_a_text_has_at_most_so_many_characters(length: int, expected: list[tuple[str, str]]) -> None:
    assert found(DocumentText(("甲" * length,)), MATERIAL) == expected


@pytest.mark.parametrize(
    ("paragraphs", "missing"),
    [
        (CHAPTERS, []),
        (("基本情况", "推进经验与做法", "存在问题及改进方向"), []),
        (("一、基本情况", "三、存在问题及改进方向"), ["二、推进经验和做法"]),
        (("本总结分基本情况、推进经验和做法、存在的问题及改进方向三部分。",), list(CHAPTERS)),
        ((), list(CHAPTERS)),
    ],
)
def test_every_chapter_is_found_by_its_heading(paragraphs: tuple[str, ...], missing: list[str]) -> None:
    assert found(DocumentText(paragraphs), given=edition(MISSING)) == [
        ("chapter_missing", label) for label in missing
    ]


def test_a_heading_in_a_note_is_no_chapter() -> None:
    text = DocumentText(CHAPTERS[1:], footnotes=CHAPTERS[:1])

    assert found(text, given=edition(MISSING)) == [("chapter_missing", CHAPTERS[0])]


def test_a_problem_is_graded_as_the_edition_says_and_tells_both_sides_and_the_difference() -> None:
    graded = dataclasses.replace(SHORT, severity=Severity.WARNING)

    (problem,) = check_document(DocumentText(("甲" * 13,)), SUMMARY, edition(graded))

    assert (problem.severity, problem.clause) == (Severity.WARNING, "附件4")
    assert all(fact in problem.message for fact in ("附件4《活动总结》", "13", "20", "7"))


def test_only_the_rules_of_the_document_count() -> None:
    assert found(DocumentText(("甲" * 6,)), MATERIAL) == [("material_too_long", "6")]
    assert found(DocumentText(()), MATERIAL) == []


def test_a_sheet_of_the_workbook_is_no_document() -> None:
    with pytest.raises(ValueError, match="no document"):
        check_document(WHOLE, made_up.ENTERPRISES, edition())


def test_the_limits_are_those_of_the_rules() -> None:
    assert length_limits(SUMMARY, edition()) == (20, None)
    assert length_limits(MATERIAL, edition()) == (None, 5)
    assert length_limits(SUMMARY, edition(MISSING)) == (None, None)


def test_a_document_is_called_by_annex_and_title() -> None:
    assert document_name(SUMMARY) == "附件4《活动总结》"
    assert document_name(MATERIAL) == "《创建材料》"


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        (SHORT, True),
        (dataclasses.replace(SHORT, limit=""), False),
        (dataclasses.replace(SHORT, limit="0.5"), False),
        (dataclasses.replace(SHORT, fields=("chapter1",)), True),
        (dataclasses.replace(SHORT, fields=("nowhere",)), False),
        (dataclasses.replace(SHORT, others=("chapter1",)), False),
        (MISSING, True),
        (dataclasses.replace(MISSING, fields=()), False),
        (dataclasses.replace(MISSING, fields=("chapter1", "nowhere")), False),
        (dataclasses.replace(MISSING, limit="3"), False),
    ],
)
def test_a_rule_fits_its_document(given: Rule, fits: bool) -> None:
    assert DOCUMENT_PREDICATES[given.predicate].fits(given, SUMMARY) is fits


def test_each_code_has_a_predicate_that_tells_its_facts() -> None:
    told = {
        code: [word for word, predicate in DOCUMENT_PREDICATES.items() if predicate.tells(code)]
        for code in (*DOCUMENTS, "required_missing", "nowhere")
    }

    assert told["material_too_short"] == told["material_too_long"]
    assert told["material_too_short"] == ["at_least_characters", "at_most_characters"]
    assert "has_chapters" in told["chapter_missing"]
    assert told["required_missing"] == told["nowhere"] == []
