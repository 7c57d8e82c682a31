"""The analysis on paper, by a real LibreOffice: A4 across, no ####, every text whole, charts filled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qcxl.excel.analysis.analysis_book import write_analysis
from qcxl.excel.analysis.chart_drawing import COLOURS, TONES
from qcxl.excel.analysis.formats import shown
from qcxl.model.analysis import Analysis, Tone
from tests.support.libreoffice import convert_all, page_sizes, page_text, requires_libreoffice, run
from tests.support.made_up_analysis import UNITS, bars, rich_analysis, wide

LANDSCAPE = (297, 210)
NEAR = 6
"""How far a printed colour may be from the one that was asked for, of 255."""


COUNTS = (1, 2, 12, 32, 60)
"""How many units the charts show: few, and more than fit on a page."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The analyses on paper by name, all of them printed by one LibreOffice."""
    folder = tmp_path_factory.mktemp("pictures")
    analyses = {"汇总": rich_analysis(), "宽": Analysis("汇总", (wide(30),), ())}
    analyses |= {f"图{count}": bars(count) for count in COUNTS}
    for name, analysis in analyses.items():
        write_analysis(folder / f"{name}.xlsx", analysis)
    pdfs = convert_all([folder / f"{name}.xlsx" for name in analyses], "pdf", folder)
    return dict(zip(analyses, pdfs, strict=True))


@pytest.fixture
def pdf(printed: Mapping[str, Path]) -> Path:
    return printed["汇总"]


def plain(text: str) -> str:
    return "".join(text.split())


def texts(analysis: Analysis) -> set[str]:
    """Everything that must be read in print, without spaces."""
    found = {analysis.title}
    for table in analysis.tables:
        found |= {table.title, *table.notes}
        found |= {part for column in table.columns for part in (column.label, column.measure, column.group)}
        found |= {
            shown(value, column)
            for line in table.lines
            for value, column in zip(line.cells, table.columns, strict=True)
        }
    return {plain(text) for text in found} - {""}


@requires_libreoffice
def test_every_page_is_a4_across(pdf: Path) -> None:
    assert set(page_sizes(pdf)) == {LANDSCAPE}


@requires_libreoffice
def test_every_text_and_every_figure_is_printed_whole(pdf: Path) -> None:
    printed = page_text(pdf)

    assert "##" not in printed
    assert [text for text in texts(rich_analysis()) if text not in printed] == []


@requires_libreoffice
def test_a_wide_table_is_one_page_wide_and_repeats_its_header(pdf: Path) -> None:
    labels = [plain(column.label) for column in rich_analysis().tables[0].columns[2:]]

    assert len(labels) == 16
    for page in (1, 2):
        found = page_text_of(pdf, page)
        assert all(label in found for label in labels)
        assert f"第{page}页" in found


@requires_libreoffice
def test_titles_categories_and_axes_of_charts_are_printed(pdf: Path) -> None:
    printed = page_text(pdf)

    for chart in rich_analysis().charts[:-1]:
        # Once in the chart, once above its figures.
        assert printed.count(plain(chart.title)) >= 2
    assert "计量单位：万元" in printed
    assert "没有数字的图" not in printed


@requires_libreoffice
def test_charts_are_filled_with_their_colours(pdf: Path, tmp_path: Path) -> None:
    # Behind two pages of 总表: bars; two rates and three shares; pairs and three tiers.
    pictures = [pixels(pdf, page, tmp_path) for page in (3, 4, 5)]

    shares = (TONES[Tone.GOOD], TONES[Tone.FAULTY], TONES[Tone.ABSENT])
    for picture, colours in zip(pictures, (COLOURS[:1], shares, COLOURS[:3]), strict=True):
        for colour in colours:
            assert share(picture, colour) > 0.003, colour
    assert share(pictures[1], COLOURS[0]) > 0.05


@requires_libreoffice
def test_a_table_too_wide_for_a_page_goes_on_beside_and_nothing_is_cut(printed: Mapping[str, Path]) -> None:
    table, pdf = wide(30), printed["宽"]

    # Behind the table stand the two sheets of charts, which are empty here.
    pages = [page_text_of(pdf, page) for page in range(1, len(page_sizes(pdf)) - 1)]
    assert all("示例市" in page for page in pages)
    assert [sum(page.count(plain(column.label)) for page in pages) for column in table.columns[21:]] == [
        1
    ] * 10
    assert "".join(pages).count("123,456.789") == 30


@requires_libreoffice
@pytest.mark.parametrize("count", COUNTS)
def test_charts_of_few_and_of_many_units_are_filled_and_name_each(
    printed: Mapping[str, Path], count: int, tmp_path: Path
) -> None:
    pdf = printed[f"图{count}"]

    text = page_text_of(pdf, 1)
    assert [name for name in UNITS[:count] if f"{name}0" not in text] == []
    assert share(pixels(pdf, 1, tmp_path), COLOURS[0]) > 0.005


def page_text_of(pdf: Path, page: int) -> str:
    return plain(run(["pdftotext", "-raw", "-enc", "UTF-8", "-f", str(page), "-l", str(page), str(pdf), "-"]))


def pixels(pdf: Path, page: int, folder: Path) -> bytes:
    """The pixels of one page, three bytes each."""
    name = folder / f"page{page}"
    run(["pdftoppm", "-r", "40", "-f", str(page), "-l", str(page), "-singlefile", str(pdf), str(name)])
    # A picture of this kind is three lines of header and the plain bytes.
    return name.with_suffix(".ppm").read_bytes().split(b"\n", 3)[3]


def share(picture: bytes, colour: str) -> float:
    """Which part of a picture has a colour."""
    wanted = bytes.fromhex(colour.removeprefix("#"))
    dots = zip(picture[::3], picture[1::3], picture[2::3], strict=True)
    near = sum(all(abs(a - b) <= NEAR for a, b in zip(dot, wanted, strict=True)) for dot in dots)
    return near / (len(picture) // 3)
