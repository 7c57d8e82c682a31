"""Issued and filled workbooks on paper, by a real LibreOffice: A4, nothing cut, headers repeated."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from qcxl.core.sheets.layout import TABLE_ROWS, lay_out
from qcxl.core.sheets.placeholders import NUMBER
from qcxl.demo.fill import Filled
from qcxl.demo.made_up import MadeUp
from qcxl.model.edition import Edition
from qcxl.model.form import Field, FieldKind, FormKind
from tests.support import workbooks
from tests.support.damage import packed, unpacked
from tests.support.inbox import enterprise
from tests.support.libreoffice import convert_all, page_sizes, page_text, requires_libreoffice

PORTRAIT, LANDSCAPE = (210, 297), (297, 210)
BOOKS = {
    "city": ("henan-2020", "4115"),
    "enterprise": ("chongqing-2019", "50010101"),
}
LONG = 180
"""Rows of a list that needs several pages."""


def filled(edition_id: str, unit_code: str) -> bytes:
    """The workbook of a unit with plausible made-up rows and something in every input of the cards."""
    edition, roster = workbooks.edition(edition_id), workbooks.roster(edition_id)
    blank = workbooks.blank(unit_code, edition_id)
    made_up = MadeUp(edition, roster, seed=5)
    rows = made_up.lists(roster.unit(unit_code))
    cards = {
        form.id: {field.id: entry(field) for field in form.entered if field.id != "nil_return"}
        for form in edition.forms
        if form.kind in (FormKind.COVER, FormKind.CARD)
    }
    return with_print_areas(workbooks.fill(blank, rows, cards), blank)


def entry(field: Field) -> object:
    if field.is_number:
        return 12
    return {
        FieldKind.CHOICE: "是",
        FieldKind.DATE: dt.date(2020, 5, 20),
        FieldKind.PHONE: "13800000000",
        FieldKind.EMAIL: "coordinator@example.com",
        FieldKind.POSTCODE: "450000",
    }.get(field.kind, f"示例{field.label}".strip("：:"))


def long_list() -> bytes:
    blank = workbooks.blank("4115")
    names = (f"示例{number:03d}有限公司" for number in range(LONG))
    return with_print_areas(workbooks.fill(blank, {"enterprises": [enterprise(n) for n in names]}, {}), blank)


def with_print_areas(book: Filled, blank: bytes) -> bytes:
    """The filled workbook with the names it was issued with: openpyxl loses print areas of whole columns."""
    names = re.compile(rb"<definedNames>.*?</definedNames>", re.DOTALL)
    issued = names.search(unpacked(blank)["xl/workbook.xml"])
    parts = unpacked(book.data())
    assert issued is not None
    parts["xl/workbook.xml"] = names.sub(lambda _: issued[0], parts["xl/workbook.xml"])
    return packed(parts)


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    """The printed workbooks by (book, what is in it)."""
    folder = tmp_path_factory.mktemp("pictures")
    contents = {
        **{(name, "blank"): workbooks.blank(unit, edition) for name, (edition, unit) in BOOKS.items()},
        **{(name, "filled"): filled(*key) for name, key in BOOKS.items()},
        ("city", "long"): long_list(),
    }
    paths = [folder / f"{'-'.join(key)}.xlsx" for key in contents]
    for path, data in zip(paths, contents.values(), strict=True):
        path.write_bytes(data)
    return dict(zip(contents, convert_all(paths, "pdf", folder / "pdf"), strict=True))


@pytest.fixture(params=[(name, content) for name in BOOKS for content in ("blank", "filled")], ids="-".join)
def key(request: pytest.FixtureRequest) -> tuple[str, str]:
    found: tuple[str, str] = request.param
    return found


def edition_of(key: tuple[str, str]) -> Edition:
    return workbooks.edition(BOOKS[key[0]][0])


@requires_libreoffice
def test_every_page_is_a4_and_every_card_is_one_page(
    pdfs: Mapping[tuple[str, str], Path], key: tuple[str, str]
) -> None:
    sizes = page_sizes(pdfs[key])
    forms = edition_of(key).forms
    lists = [form for form in forms if form.kind in (FormKind.LIST, FormKind.RESULTS)]

    assert set(sizes) == {PORTRAIT, LANDSCAPE}
    # 自检 has a line for every rule and its header on each of its pages; every other card is one page.
    cards = [form for form in forms if form not in lists and form.kind is not FormKind.CHECKS]
    assert sizes.count(PORTRAIT) == len(cards) + page_text(pdfs[key]).count("检查内容")
    # The rows of a list with running numbers are printed before anything stands in them.
    numbered = [layout for layout in lay_out(edition_of(key)).values() if NUMBER in layout.spots]
    assert len(lists) <= sizes.count(LANDSCAPE) <= len(lists) + TABLE_ROWS // 20 * max(1, len(numbered))


@requires_libreoffice
@pytest.mark.parametrize("name", BOOKS)
def test_no_figure_is_too_wide_for_its_column(pdfs: Mapping[tuple[str, str], Path], name: str) -> None:
    # Of a blank workbook LibreOffice prints ### for the hidden rulers, clipped to nothing.
    text = page_text(pdfs[name, "filled"])

    assert "##" not in text
    assert not re.search(r"#(REF|VALUE|N/A|NAME|DIV)|Err:\d", text)


@requires_libreoffice
def test_titles_labels_and_the_place_for_the_seal_are_printed(
    pdfs: Mapping[tuple[str, str], Path], key: tuple[str, str]
) -> None:
    text = page_text(pdfs[key])
    edition = edition_of(key)
    roster = workbooks.roster(edition.id)

    assert all("".join(form.title.split()) in text for form in edition.forms)
    assert roster.unit(BOOKS[key[0]][1]).name in text
    for form in edition.of_kind(FormKind.CARD):
        assert all(field.id not in text for field in form.fields)
    assert "章" in text
    assert "年月日" in text


@requires_libreoffice
def test_neither_markers_nor_rulers_nor_columns_of_the_program_are_printed(
    pdfs: Mapping[tuple[str, str], Path], key: tuple[str, str]
) -> None:
    text = page_text(pdfs[key])

    assert "qcxl" not in text
    for form in edition_of(key).of_kind(FormKind.LIST):
        assert "".join(form.field("source_unit").label.split()) not in text


@requires_libreoffice
def test_entries_and_figures_are_printed(pdfs: Mapping[tuple[str, str], Path]) -> None:
    blank, printed = (page_text(pdfs["city", content]) for content in ("blank", "filled"))

    assert "示例联系人" in printed
    assert "2020年5月20日" in printed
    assert "自检通过" in printed
    assert "自检通过" not in blank
    assert len(re.findall(r"0\.\d{4}", printed)) >= 3


@requires_libreoffice
def test_the_header_of_a_long_list_stands_on_each_of_its_pages(pdfs: Mapping[tuple[str, str], Path]) -> None:
    pdf = pdfs["city", "long"]
    blank, long = (page_sizes(pdfs["city", content]).count(LANDSCAPE) for content in ("blank", "long"))
    lists = long - blank + 1
    label = workbooks.edition().field("enterprises.qc_participants").label

    assert lists > 1
    assert page_text(pdf).count(label) == lists
    assert f"示例{LONG - 1:03d}有限公司" in page_text(pdf)
