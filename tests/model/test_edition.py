from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from qcxl.model.edition import Drawing, Edition, Fact, Organisation, Rule
from qcxl.model.form import FieldKind, FormKind, Method, Need
from qcxl.model.problem import Severity
from tests.support import made_up

PREDICATE = Rule("too_fine", "", Severity.WARNING, "", (), (), live=False, clause="", note="")


def an_edition() -> Edition:
    return dataclasses.replace(
        made_up.edition(direct_forms={"电力 公司（省）": ("qc",), "铁路": ()}, rules=(PREDICATE,)),
        facts={"due": Fact("due", "2020-07-10", "通知 三", ""), "fees": Fact("fees", "", "", "")},
        drawings={"qc": Drawing("qc", {"A1": "题", "B1": "{{groups}}"}, ("A2:B2",))},
    )


# ---- finding things


@pytest.mark.parametrize(("key", "value"), [("due", "2020-07-10"), ("fees", ""), ("late", "")])
def test_a_fact_that_the_notice_does_not_state_is_empty(key: str, value: str) -> None:
    assert an_edition().fact(key) == value


def test_forms_and_fields_are_found_by_id() -> None:
    edition = an_edition()

    assert edition.form("qc").field("benefit") is edition.field("qc.benefit")


@pytest.mark.parametrize(
    "path", ["", "qc", "qc.", "nowhere.benefit", "qc.nothing", ".benefit", "qc.benefit.x"]
)
def test_a_path_to_no_field_is_a_key_error(path: str) -> None:
    with pytest.raises(KeyError):
        an_edition().field(path)


def test_a_form_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        an_edition().form("附件5")


@pytest.mark.parametrize("name", ["电力 公司（省）", "电力公司(省)", " 电力公司（省） "])
def test_an_organisation_is_found_whatever_the_widths_and_spaces_of_its_name(name: str) -> None:
    organisation = an_edition().organisation(name)

    assert organisation is not None
    assert organisation.direct_forms == ("qc",)


def test_an_organisation_that_the_notice_does_not_name_is_none() -> None:
    assert an_edition().organisation("烟草") is None


@pytest.mark.parametrize(("code", "severity"), [("too_fine", Severity.WARNING), ("too_large", None)])
def test_severities_are_those_of_the_rules(code: str, severity: Severity | None) -> None:
    assert an_edition().severity(code) is severity


def test_forms_of_a_kind_stand_in_order() -> None:
    edition = an_edition()

    assert [form.id for form in edition.of_kind(FormKind.LIST)] == ["enterprises", "teams", "judges"]
    assert [form.id for form in edition.statistics] == ["qc", "team"]
    assert list(edition.of_kind(FormKind.COVER)) == []


# ---- what is computed


def test_a_card_computes_what_has_a_method_and_people_enter_the_rest() -> None:
    form = an_edition().form("qc")

    assert [field.id for field in form.computed] == ["groups", "benefit", "participation"]
    assert [field.id for field in form.entered] == ["contact"]


def test_a_list_computes_nothing_though_its_columns_are_added_up() -> None:
    form = an_edition().form("enterprises")

    assert form.computed == ()
    assert form.entered == form.fields


def test_a_card_that_computes_nothing_is_no_statistics_form() -> None:
    card = made_up.form(FormKind.CARD, made_up.field("opinion.text", FieldKind.LONG_TEXT, ""))
    edition = dataclasses.replace(an_edition(), forms=(card,))

    assert edition.statistics == ()


@pytest.mark.parametrize("kind", list(FieldKind))
def test_counts_money_shares_and_scores_are_numbers(kind: FieldKind) -> None:
    numbers = (FieldKind.COUNT, FieldKind.MONEY, FieldKind.SHARE, FieldKind.SCORE)

    assert made_up.field("x.a", kind).is_number is (kind in numbers)


# ---- words of the sheets


@pytest.mark.parametrize("words", [FormKind, FieldKind, Need, Method])
def test_no_two_words_of_a_vocabulary_look_alike(words: type[FormKind | FieldKind | Need | Method]) -> None:
    assert len({word.value.strip() for word in words}) == len(words)


# ---- the hash


def test_equal_editions_have_equal_hashes() -> None:
    assert an_edition().hash == an_edition().hash
    assert len(an_edition().hash) == 64


def test_the_order_of_facts_groups_and_drawings_is_no_content() -> None:
    edition = an_edition()
    turned = dataclasses.replace(edition, facts=dict(reversed(edition.facts.items())))

    assert turned.hash == edition.hash


def swapped_forms(edition: Edition) -> Edition:
    return dataclasses.replace(edition, forms=tuple(reversed(edition.forms)))


CHANGES: dict[str, Callable[[Edition], Edition]] = {
    "id": lambda edition: dataclasses.replace(edition, id="made-up-2"),
    "a fact": lambda edition: dataclasses.replace(edition, facts={"due": Fact("due", "2020-07-11", "", "")}),
    "the order of forms": swapped_forms,
    "an organisation": lambda edition: dataclasses.replace(
        edition, organisations=(Organisation("铁路", "", (), {"teams": "0"}, ""),)
    ),
    "a rule": lambda edition: dataclasses.replace(
        edition, rules=(dataclasses.replace(PREDICATE, severity=Severity.ERROR),)
    ),
    "a drawn cell": lambda edition: dataclasses.replace(
        edition, drawings={"qc": Drawing("qc", {"A1": "题 ", "B1": "{{groups}}"}, ("A2:B2",))}
    ),
    "a moved cell": lambda edition: dataclasses.replace(
        edition, drawings={"qc": Drawing("qc", {"A1": "题", "C1": "{{groups}}"}, ("A2:B2",))}
    ),
    "a merged range": lambda edition: dataclasses.replace(
        edition, drawings={"qc": Drawing("qc", {"A1": "题", "B1": "{{groups}}"}, ())}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_of_content_changes_the_hash(change: Callable[[Edition], Edition]) -> None:
    assert change(an_edition()).hash != an_edition().hash


@pytest.mark.parametrize(
    "field", dataclasses.fields(made_up.ENTERPRISES.fields[0]), ids=lambda field: field.name
)
def test_every_word_of_a_field_is_part_of_the_hash(field: dataclasses.Field[object]) -> None:
    form = made_up.ENTERPRISES
    changed = dataclasses.replace(form.fields[3], **{field.name: "changed"})
    edition = an_edition()
    other = dataclasses.replace(
        edition, forms=(dataclasses.replace(form, fields=(changed, *form.fields)), *edition.forms)
    )
    same = dataclasses.replace(
        edition, forms=(dataclasses.replace(form, fields=(form.fields[3], *form.fields)), *edition.forms)
    )

    assert other.hash != same.hash


def test_the_hash_is_the_same_in_every_process() -> None:
    code = "from tests.model.test_edition import an_edition; print(an_edition().hash)"
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }

    assert hashes == {an_edition().hash}
