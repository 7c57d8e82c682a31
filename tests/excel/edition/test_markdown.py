"""The Markdown of an edition shows every table row and every drawn cell, so that any change is a diff."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.workbook import Workbook

from qcxl.excel.edition.markdown import edition_as_markdown, workbook_as_markdown
from qcxl.model.problem import Problem
from tests.support.editions import (
    Edit,
    drawn_sheets,
    edited,
    opened,
    pristine,
    put,
    sheet_names,
    shipped,
    table_sheets,
)

EDITIONS = ("henan-2020", "chongqing-2019")
ALL_SHEETS = [(id_, sheet) for id_ in EDITIONS for sheet in sheet_names(id_)]
DRAWN = drawn_sheets()
CARD = "附件5"


def markdown(path: Path) -> str:
    """The workbook at `path` as text."""
    shown = edition_as_markdown(path.stem, path.read_bytes())
    assert isinstance(shown, str)
    return shown


@cache
def shipped_text(id_: str = "henan-2020") -> str:
    return markdown(shipped(id_))


def change(edit: Edit, id_: str = "henan-2020") -> tuple[list[str], list[str]]:
    """The lines that an edit takes away, and those that it adds."""
    # Counted, since two sheets may hold the same cell.
    before = Counter(shipped_text(id_).splitlines())
    book = opened(id_)
    edit(book)
    after = Counter(workbook_as_markdown(book, id_).splitlines())
    return list((before - after).elements()), list((after - before).elements())


def written_cells(id_: str, sheet: str) -> list[str]:
    return [
        cell.coordinate for row in pristine(id_)[sheet].iter_rows() for cell in row if cell.value is not None
    ]


# ---- every cell


@pytest.mark.parametrize(("id_", "sheet"), ALL_SHEETS)
def test_a_change_of_any_written_cell_shows_in_one_line(id_: str, sheet: str) -> None:
    cell = Random(f"{id_} {sheet}").choice(written_cells(id_, sheet))

    gone, added = change(lambda book: setattr(book[sheet][cell], "value", "改过了"), id_)

    assert (len(gone), len(added)) == (1, 1)
    assert "改过了" in added[0]


@pytest.mark.parametrize("id_", EDITIONS)
def test_every_written_cell_is_shown(id_: str) -> None:
    text = shipped_text(id_)
    for sheet in drawn_sheets(id_):
        section = text.split(f"\n## {sheet}\n")[1].split("\n## ")[0]
        for cell in written_cells(id_, sheet):
            assert section.count(f"\n| {cell} | ") == 1


@pytest.mark.parametrize("id_", EDITIONS)
def test_every_row_of_a_table_is_one_line(id_: str) -> None:
    text = shipped_text(id_)
    for sheet in table_sheets(id_):
        section = text.split(f"\n## {sheet}\n")[1].split("\n## ")[0]
        rows = [row for row in pristine(id_)[sheet].iter_rows(values_only=True) if any(row)]
        lines = [line for line in section.splitlines() if line.startswith("|")]
        assert len(lines) == len(rows) + 1


def test_a_row_more_is_a_line_more() -> None:
    gone, added = change(lambda book: book["通知"].append(["stamp", "公章", "附件5"]))

    assert gone == []
    assert added == ["| stamp | 公章 | 附件5 |  |  |"]


def test_sheets_are_shown_in_their_order() -> None:
    titles = [line[3:] for line in shipped_text().splitlines() if line.startswith("## ")]

    assert titles == pristine().sheetnames


# ---- what a drawn form is beside its texts


def fill(color: Color | str) -> PatternFill:
    return PatternFill("solid", fgColor=color)


# What is changed, and what the new line then says.
LOOKS: dict[str, tuple[Edit, str]] = {
    "number format": (lambda book: setattr(book[CARD]["F5"], "number_format", "0.0000"), "| 0.0000 |"),
    "fill": (lambda book: setattr(book[CARD]["F5"], "fill", fill("FF00FF00")), "| FF00FF00 |"),
    "fill of the theme": (
        lambda book: setattr(book[CARD]["F5"], "fill", fill(Color(theme=5))),
        "| theme 5 +0.00 |",
    ),
    "tinted fill": (
        lambda book: setattr(book[CARD]["F5"], "fill", fill(Color(theme=5, tint=0.4))),
        "| theme 5 +0.40 |",
    ),
    "pattern": (lambda book: setattr(book[CARD]["F5"], "fill", PatternFill("gray125")), "| gray125 "),
    "fill without text": (
        lambda book: setattr(book[CARD]["H40"], "fill", fill("FF00FF00")),
        "| H40 |  | General | FF00FF00 |",
    ),
    "merged range": (lambda book: book[CARD].merge_cells("H40:I41"), "、H40:I41"),
    "column width": (lambda book: setattr(book[CARD].column_dimensions["B"], "width", 41), "B 41"),
    "row height": (lambda book: setattr(book[CARD].row_dimensions[5], "height", 41), "、5 41、"),
    "orientation": (lambda book: setattr(book[CARD].page_setup, "orientation", "landscape"), "landscape"),
    "print area": (lambda book: setattr(book[CARD], "print_area", "A1:F10"), "$A$1:$F$10"),
    "title rows": (lambda book: setattr(book[CARD], "print_title_rows", "4:4"), "标题行 $4:$4"),
    "frozen panes": (lambda book: setattr(book[CARD], "freeze_panes", "B6"), "冻结：B6"),
}


@pytest.mark.parametrize(("edit", "said"), LOOKS.values(), ids=LOOKS.keys())
def test_a_change_of_looks_shows_in_one_line(edit: Edit, said: str) -> None:
    _, added = change(edit)

    assert [said in line for line in added] == [True]


def test_an_unmerged_range_is_gone() -> None:
    merged = str(next(iter(pristine()[CARD].merged_cells.ranges)))

    gone, added = change(lambda book: book[CARD].unmerge_cells(merged))

    assert [merged in line for line in gone] == [True]
    assert [merged in line for line in added] == [False]


def test_columns_of_one_width_are_shown_one_by_one() -> None:
    def edit(book: Workbook) -> None:
        for letters in "BCDEF":
            del book[CARD].column_dimensions[letters]
        dimension = book[CARD].column_dimensions["A"]
        dimension.min, dimension.max, dimension.width = 1, 6, 21

    _, added = change(edit)

    assert added == ["- 列宽：" + "、".join(f"{letters} 21" for letters in "ABCDEF")]


# ---- Markdown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("甲|乙", r"甲\|乙"), ("甲\\乙", r"甲\\乙"), ("甲\n乙", "甲<br>乙"), (" 甲 ", "甲"), (1.0, "1")],
)
def test_a_cell_stays_one_cell(typed: object, shown: str) -> None:
    _, added = change(put("通知", "theme", "适用", typed))

    assert added[0].endswith(f"| {shown} |")


def test_an_edition_with_faults_is_shown_too(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda book: book.remove(book["规则"]), put("通知", "due", "值", "七月"))

    assert "| due | 七月 |" in markdown(path)


def test_a_file_that_is_no_workbook_cannot_be_shown() -> None:
    shown = edition_as_markdown("x", b"x")

    assert isinstance(shown, Problem)
    assert shown.code == "edition_unreadable"


def test_the_text_of_a_saved_copy_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "henan-2020.xlsx"
    opened().save(path)

    assert markdown(path) == shipped_text()
