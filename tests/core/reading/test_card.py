"""A card of a returned workbook: where its cells stand now, and what they hold."""

from __future__ import annotations

import datetime as dt

import pytest

from qcxl.core.reading.book_map import BookMap, find_sheets, read_map
from qcxl.core.reading.card import read_card
from qcxl.model.problem import Problem
from qcxl.model.submission import Card
from tests.support.submissions import CHONGQING, HENAN, grid, places
from tests.support.workbooks import edition


def card(markdown: str, id_: str = HENAN, form_id: str = "qc_statistics") -> tuple[Card, tuple[Problem, ...]]:
    form = edition(id_).form(form_id)
    source = grid(markdown, edition(id_))
    book = read_map(source)
    assert isinstance(book, BookMap)
    sheet, marker = find_sheets(source, {form.id: form.sheet})[form.id]
    return read_card(form, sheet, marker, book.inputs, edition(id_))


def test_a_blank_card_has_places_and_no_values() -> None:
    found, problems = card("")

    assert problems == ()
    assert (found.values, found.shown, found.faulty, found.overwritten) == ({}, {}, frozenset(), frozenset())
    assert set(found.places) == {field.id for field in edition(HENAN).form("qc_statistics").fields}
    assert [found.address(id_) for id_ in ("qc_groups_total", "qc_exchange_held", "qc_postcode")] == [
        "F6",
        "B15",
        "F19",
    ]


def test_entries_are_typed_by_their_fields() -> None:
    found, problems = card(
        """
        qc_statistics
        | qc_exchange_held | qc_exchange_entered | qc_exchange_time | qc_postcode | qc_mobile    |
        | ---------------- | ------------------- | ---------------- | ----------- | ------------ |
        | 是               | 12                  | 2020-05-20       | '050000     | '13800000000 |
        """
    )

    assert problems == ()
    assert found.values == {
        "qc_exchange_held": "是",
        "qc_exchange_entered": 12,
        "qc_exchange_time": dt.date(2020, 5, 20),
        "qc_postcode": "050000",
        "qc_mobile": "13800000000",
    }


def test_computed_cells_are_shown_and_not_values() -> None:
    found, _ = card("qc_statistics\n| qc_groups_total | qc_benefit |\n| =0.0035 | 12.5 |")

    assert found.values == {}
    assert found.shown == {"qc_groups_total": 0.0035, "qc_benefit": 12.5}
    assert found.overwritten == {"qc_benefit"}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("约12", [("not_a_number", "D15")]),
        ("#REF!", [("error_value", "D15")]),
        ("=", [("entry_is_formula", "D15")]),
        ("'=1+2", [("entry_is_formula", "D15")]),
        ("=DISPIMG(1)", [("cell_picture", "D15")]),
        ("'１２", [("number_as_text", "D15")]),
        ("\u3000", []),
        ("=12", []),
    ],
)
def test_the_fault_of_an_entry_stands_at_its_cell(entry: str, expected: list[tuple[str, str]]) -> None:
    found, problems = card(f"qc_statistics\n| qc_exchange_entered |\n| {entry} |")

    assert places(problems) == expected
    assert ("qc_exchange_entered" in found.faulty) is any(
        code in {"not_a_number", "error_value", "entry_is_formula", "cell_picture"} for code, _ in expected
    )


def test_the_cover_is_a_card_too() -> None:
    found, problems = card("cover\n| nil_return | filled_on |\n| √ | 2020-07-01 |", form_id="cover")

    assert found.values == {"nil_return": "是", "filled_on": dt.date(2020, 7, 1)}
    assert places(problems) == [("mark_read", "B6")]


def test_a_long_text_keeps_its_lines() -> None:
    found, _ = card("qc_statistics\n| qc_features |\n| 一、贴近现场。二、全员参与。 |", CHONGQING)

    assert found.values == {"qc_features": "一、贴近现场。二、全员参与。"}
