"""Headers found wherever people moved them."""

from __future__ import annotations

from qcxl.core.sheets.header_row import NO_HEADER, best_header, by_label, first_header, header_at
from qcxl.model.grid import SheetGrid

SHEET = SheetGrid(
    "名单",
    (
        ("名单（甲）",),
        ("name", "size", "", "name"),
        ("企业 名称", 35.0, "人数", "企业名称"),
        ("甲公司", "人数"),
        ("企业名称", "人数", "地址"),
    ),
)
LABELS = by_label({"企业名称": "name", "人数": "size", "地址": "place"})
IDS = {"name": "name", "size": "size"}.get


def test_a_header_is_known_by_its_words_whatever_their_spaces() -> None:
    assert header_at(SHEET, 3, LABELS).columns == {"name": 1, "size": 3}


def test_of_two_cells_of_one_meaning_the_first_counts_and_the_other_is_named() -> None:
    found = header_at(SHEET, 2, IDS)

    assert found.columns == {"name": 1, "size": 2}
    assert found.repeated == (("name", 4),)


def test_the_best_header_names_most_and_stands_first_among_equals() -> None:
    assert best_header(SHEET, range(1, 6), LABELS).row == 5
    assert best_header(SHEET, range(1, 5), LABELS).row == 3


def test_a_word_that_stands_somewhere_by_chance_makes_no_header() -> None:
    assert best_header(SHEET, [4], LABELS, least=2) == NO_HEADER
    assert best_header(SHEET, [], LABELS) == NO_HEADER


def test_the_first_header_counts_though_a_better_one_is_pasted_below() -> None:
    found = first_header(SHEET, range(1, 6), LABELS, most=3)

    assert found is not None
    assert found.row == 3
    assert first_header(SHEET, [1, 4], LABELS, most=3) is None
