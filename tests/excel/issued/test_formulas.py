"""Formulas are plain, as Excel 2007, WPS and LibreOffice all have them; LibreOffice tests their figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from openpyxl.formula.tokenizer import Token, Tokenizer

from qcxl.core.sheets.layout import LISTS_SHEET, lay_out
from qcxl.excel.issued.check_formulas import live_checks
from qcxl.excel.issued.formulas import Formula, Sheets, computed_formula, name_key, nil_condition
from qcxl.model import text
from qcxl.model.edition import Edition, Rule
from qcxl.model.form import Field, FieldKind
from qcxl.model.grid import column_letters
from tests.support import workbooks
from tests.support.issued import KINDS_OF_UNITS, issued

PLAIN_FUNCTIONS = {
    *("AND", "CHAR", "COUNT", "COUNTA", "FIND", "IF", "INDEX", "ISNA", "ISNUMBER", "LEN", "MATCH", "MAX"),
    *("MIN", "NOT", "OR", "RIGHT", "ROUND", "ROW", "SUBSTITUTE", "SUM", "SUMPRODUCT", "TRIM"),
}
"""No SUMIFS or COUNTIF, which lie on blanks and long codes; no LET, LAMBDA, INDIRECT or what is newer."""
LONGEST_FORMULA = 8192
DEEPEST_NESTING = 64
EDITIONS = ("henan-2020", "chongqing-2019")


def sheets(id_: str = "henan-2020", **changed: object) -> Sheets:
    """What the formulas of a shipped edition point at, with made-up ranges of the lists sheet."""
    edition = workbooks.edition(id_)
    layouts = lay_out(edition)
    ranges = dict.fromkeys(edition.choices, f"{LISTS_SHEET}!$Z$2:$Z$3")
    usual = Sheets(
        edition=edition,
        layouts=layouts,
        direct_keys=f"{LISTS_SHEET}!$F$2:$F$9",
        deducted_keys={form.id: f"{LISTS_SHEET}!$G$2:$G$9" for form in edition.forms if form.deducts},
        deducts=f"{LISTS_SHEET}!$C$2",
        is_nil=nil_condition(edition, layouts),
        lists=ranges,
    )
    return replace(usual, **changed)


def computed(id_: str = "henan-2020") -> Iterator[tuple[Field, Formula]]:
    found = sheets(id_)
    for form in found.edition.statistics:
        for field in form.computed:
            yield field, computed_formula(field, form, found)


def tokens(formula: str) -> list[Token]:
    return Tokenizer("=" + formula).items


def functions(formula: str) -> set[str]:
    return {
        token.value.rstrip("(")
        for token in tokens(formula)
        if token.type == Token.FUNC and token.value != ")"
    }


def depth(formula: str) -> int:
    deepest = level = 0
    for token in tokens(formula):
        level += {Token.OPEN: 1, Token.CLOSE: -1}.get(token.subtype, 0)
        deepest = max(deepest, level)
    return deepest


def rule_of(code: str, edition: Edition | None = None) -> Rule:
    return next(rule for rule in (edition or workbooks.edition()).rules if rule.code == code)


@pytest.mark.parametrize(("edition_id", "unit"), KINDS_OF_UNITS.values(), ids=KINDS_OF_UNITS)
def test_every_formula_is_made_of_plain_old_functions(edition_id: str, unit: str) -> None:
    formulas = [text for _, _, text in issued(edition_id, unit).formulas()]

    assert set().union(*map(functions, formulas)) <= PLAIN_FUNCTIONS
    assert not [text for text in formulas if re.search(r"_xl|#|@|\[|\{", re.sub(r'"[^"]*"', "", text))]
    assert max(map(len, formulas)) <= LONGEST_FORMULA
    assert max(map(depth, formulas)) <= DEEPEST_NESTING


@pytest.mark.parametrize("id_", EDITIONS)
def test_every_live_rule_has_a_formula_that_counts(id_: str) -> None:
    found = sheets(id_)
    live = [rule for rule in found.edition.rules if rule.live]
    lines = list(live_checks(found))

    assert live
    assert {line.partition("：")[2] for line, _ in lines} == {rule.note for rule in live}
    assert len({line for line, _ in lines}) == len(lines) >= len(live)
    for line, formula in lines:
        assert isinstance(formula.blank, int), line
        assert functions(formula.text) <= PLAIN_FUNCTIONS, line


def test_a_rule_that_no_formula_can_see_is_refused() -> None:
    rule = replace(rule_of("computed_differs"), live=True)
    found = sheets(edition=replace(workbooks.edition(), rules=(rule,)))

    with pytest.raises(KeyError):
        list(live_checks(found))


def test_computed_figures_are_blank_until_something_is_typed() -> None:
    assert {formula.blank for id_ in EDITIONS for _, formula in computed(id_)} == {""}


@pytest.mark.parametrize("id_", EDITIONS)
def test_a_figure_reads_the_whole_columns_that_it_comes_from(id_: str) -> None:
    found = sheets(id_)
    for field, formula in computed(id_):
        base = found.edition.field(field.base)
        own = {found.range(path) for path in (field.base, field.divisor) if path}
        if base.default_when:
            own.add(found.range(f"{base.form}.{base.default_when}"))
        ranges = {token.value for token in tokens(formula.text) if token.subtype == Token.RANGE}

        assert own <= ranges
        others = {text for text in ranges - own if text.startswith("'企业明细'!")}
        deducts = found.edition.form(field.form).deducts and base.form == "enterprises"
        assert others == ({found.range("enterprises.direct_unit")} if deducts else set())


def test_what_is_recommended_is_counted_where_the_row_says_yes_or_nothing() -> None:
    found = sheets()
    formula = next(formula for field, formula in computed() if field.id == "teams_recommended")

    ranges = {token.value for token in tokens(formula.text) if token.subtype == Token.RANGE}
    # Long texts are left out: a spreadsheet cannot join what is longer than a cell.
    short = [field for field in found.edition.form("teams").fields if field.kind is not FieldKind.LONG_TEXT]
    assert {found.range(f"teams.{field.id}") for field in short} <= ranges
    assert f'{found.range("teams.recommended")}="是"' in formula.text


def test_a_form_that_deducts_nothing_does_not_ask_for_direct_units() -> None:
    assert not any(LISTS_SHEET in formula.text for _, formula in computed("chongqing-2019"))
    switched = {field.id for field, formula in computed() if f"{LISTS_SHEET}!$C$2*" in formula.text}
    assert {field.id for field, _ in computed()} - switched == {"teams_recommended"}


def test_a_form_that_leaves_out_no_unit_of_the_roster_is_just_summed_up() -> None:
    found = sheets(deducted_keys={})
    form = found.edition.form("qc_statistics")

    assert not any(LISTS_SHEET in computed_formula(field, form, found).text for field in form.computed)


def test_pieces_become_ten_thousands_and_ratios_percent() -> None:
    shown = {field.id: formula.text for field, formula in computed()}

    assert shown["qc_groups_total"].endswith("/10000,4))")
    assert shown["qc_benefit"].endswith(",6))")
    assert shown["qc_participation_rate"].endswith(",2))")
    assert "ROUND(100*" in shown["qc_participation_rate"]
    assert not any("/10000" in formula.text for _, formula in computed("chongqing-2019"))


def test_without_a_question_for_nil_returns_nothing_typed_stays_blank() -> None:
    found = sheets(is_nil="")
    form = found.edition.form("qc_statistics")
    field = form.field("qc_groups_total")

    assert '=0,"",ROUND(' in computed_formula(field, form, found).text


def test_the_nil_return_is_the_cell_that_the_rule_asks() -> None:
    edition = workbooks.edition()
    layouts = lay_out(edition)
    row, column = layouts["cover"].places["nil_return"]

    cell = f"'填报说明'!${column_letters(column)}${row}"
    assert nil_condition(edition, layouts) == f'{cell}="是"'
    assert nil_condition(replace(edition, rules=()), layouts) == ""


def test_names_are_compared_without_spaces_and_wildcards() -> None:
    key = name_key("A1")

    assert re.findall(r'"([^"])",""', key) == [" ", "\u3000", "\u00a0"]
    assert dict(re.findall(r'"([^"])","([^"])"', key)) == dict(zip("()*?~", "（）＊？～", strict=True))


@pytest.mark.parametrize(
    "name", ["国网河南省电力公司", "示例(集团)公司", "示例（集团）公司", "A*B?C~D", "HY 01", "ＨＹ０１"]
)
def test_names_are_compared_by_the_formula_as_we_compare_them(name: str) -> None:
    def evaluated(typed: str) -> str:
        for old, new in re.findall(r'"([^"]*)","([^"]*)"\)', name_key("A1")):
            typed = typed.replace(old, new)
        return typed

    assert text.name_key(evaluated(name)) == text.name_key(name)
    for typed in (f" {name}\u3000", name.replace("(", "（").replace(")", "）")):
        assert evaluated(typed) == evaluated(name)
