from __future__ import annotations

import dataclasses

import pytest

from qcxl.core.sheets import placeholders
from qcxl.model.edition import Drawing, Edition, Fact
from qcxl.model.form import FieldKind, FormKind
from tests.support import made_up


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("推荐单位（公章）", []),
        ("{{unit.name}}", ["unit.name"]),
        ("{{ unit.name　}}", ["unit.name"]),
        ("（{{notice.period}}）{{unit.name}}", ["notice.period", "unit.name"]),
        ("{{a}}{{a}}", ["a", "a"]),
        ("{{}}", [""]),
        ("{a} {{b} {c}} {{d}e}}", []),
        ("{{{a}}}", ["a"]),
        ("{{甲}}\n{{乙}}", ["甲", "乙"]),
    ],
)
def test_names_stand_in_double_braces(text: str, names: list[str]) -> None:
    assert placeholders.names_in(text) == names


def test_places_are_in_reading_order_by_row_and_column_number() -> None:
    drawing = Drawing("表", {"B10": "{{a}}", "AA2": "{{a}}", "C2": "见 {{a}}、{{b}}", "A1": "题"}, ())

    assert placeholders.places(drawing) == {"a": [(2, 3), (2, 27), (10, 2)], "b": [(2, 3)]}


def test_a_drawing_without_placeholders_has_no_places() -> None:
    assert placeholders.places(Drawing("表", {"A1": "题"}, ("A1:B1",))) == {}


# ---- what a drawing may hold


def an_edition(kind: FormKind) -> Edition:
    """An edition with one fact and one form of this kind with the field `a`."""
    form = made_up.form(kind, made_up.field("x.a"))
    facts = {"due": Fact("due", "2020-07-10", "", "")}
    return dataclasses.replace(made_up.edition(), facts=facts, forms=(form, *made_up.edition().forms))


@pytest.mark.parametrize("kind", list(FormKind))
def test_every_drawing_may_name_unit_form_notice_and_its_own_fields(kind: FormKind) -> None:
    edition = an_edition(kind)

    known = placeholders.known_names(edition.forms[0], edition)

    assert known >= {"unit.name", "unit.code", "unit.level", "unit.parent", "notice.due", "a"}
    assert known >= {"form.title", "form.annex", "form.sheet"}


@pytest.mark.parametrize("kind", list(FormKind))
@pytest.mark.parametrize(
    "name", ["notice.period", "unit.mobile", "form.kind", "groups", "enterprises.employees", ""]
)
def test_no_drawing_may_name_what_is_not_there(kind: FormKind, name: str) -> None:
    edition = an_edition(kind)

    assert name not in placeholders.known_names(edition.forms[0], edition)


@pytest.mark.parametrize("kind", list(FormKind))
@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("checks.total", FormKind.COVER),
        ("quota.value", FormKind.QUOTA),
        ("check.count", FormKind.CHECKS),
        ("result.message", FormKind.RESULTS),
        ("result.explanation", FormKind.RESULTS),
        ("result.code", FormKind.RESULTS),
        ("result.row", FormKind.RESULTS),
        ("results.counts", FormKind.RESULTS),
        ("row.number", FormKind.LIST),
        ("total.a", FormKind.LIST),
    ],
)
def test_what_belongs_to_one_kind_of_sheet_is_unknown_elsewhere(
    kind: FormKind, name: str, home: FormKind
) -> None:
    edition = an_edition(kind)

    assert (name in placeholders.known_names(edition.forms[0], edition)) is (kind is home)


def test_a_list_totals_its_figures_and_nothing_else() -> None:
    figure, words = made_up.field("x.a"), made_up.field("x.b", FieldKind.TEXT, "")
    edition = dataclasses.replace(made_up.edition(), forms=(made_up.form(FormKind.LIST, figure, words),))

    known = placeholders.known_names(edition.forms[0], edition)

    assert {name for name in known if name.startswith("total.")} == {"total.a"}


@pytest.mark.parametrize("kind", list(FormKind))
def test_what_is_repeated_is_known(kind: FormKind) -> None:
    edition = an_edition(kind)

    assert placeholders.known_names(edition.forms[0], edition) >= set(placeholders.repeated(kind))


@pytest.mark.parametrize("kind", [FormKind.COVER, FormKind.CARD, FormKind.LIST])
def test_cards_and_lists_repeat_nothing_of_their_own(kind: FormKind) -> None:
    assert placeholders.repeated(kind) == ()


# ---- what the fixed ones say


def test_the_notice_and_the_form_say_the_same_to_every_unit() -> None:
    edition = an_edition(FormKind.CARD)
    form = dataclasses.replace(edition.forms[0], title="统计表", annex="附件5", sheet="附件5 表")

    assert placeholders.fixed_texts(form, edition) == {
        "notice.due": "2020年7月10日",
        "form.title": "统计表",
        "form.annex": "附件5",
        "form.sheet": "附件5 表",
    }


def test_a_unit_is_named_with_code_level_and_parent() -> None:
    edition = an_edition(FormKind.CARD)

    assert placeholders.unit_texts(edition, "浉河区", "411502", "县", ["信阳市", "河南省"]) == {
        "unit.name": "浉河区",
        "unit.code": "411502",
        "unit.level": "县",
        "unit.parent": "信阳市",
    }
