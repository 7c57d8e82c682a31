"""The analysis as a workbook, opened by another library and read as XML."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from qcxl.excel.analysis.analysis_book import write_analysis
from qcxl.excel.analysis.chart_drawing import COLOURS, TONES
from qcxl.excel.analysis.table_sheets import MOST_LINKS
from qcxl.model.analysis import (
    Analysis,
    AnalysisTable,
    CellValue,
    Chart,
    ChartKind,
    Column,
    Jump,
    Line,
    LineStyle,
    Series,
    Tone,
)
from tests.support.made_up_analysis import EIGHT_HOURS, UNITS, rich_analysis, wide

NINE_THIRTY = dt.datetime.fromisoformat("2020-06-01T09:30")
EVIL = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "{=A1}",
    "https://a.example.com/",
    "mailto:a@example.com",
    "internal:A1",
    "0012",
    "1e5",
    "<r>红</r>",
)


def of(*lines: Line, columns: int = 1, places: int | None = None) -> Analysis:
    """An analysis of one table with these lines."""
    return Analysis("汇总", (AnalysisTable("表", "表", (Column("栏", places=places),) * columns, lines),), ())


def first_value(value: CellValue, path: Path, places: int | None = None) -> tuple[object, str]:
    """What another library reads in the only cell of a table, and its number format."""
    write_analysis(path, of(Line((value,)), places=places))
    cell = load_workbook(path)["表"]["A3"]
    return cell.value, cell.number_format


def parts(path: Path, pattern: str) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return [package.read(name).decode() for name in package.namelist() if re.search(pattern, name)]


def widths(path: Path, sheet_number: int) -> list[float]:
    """The widths of the columns of a sheet in letters; openpyxl forgets those of equal neighbours."""
    xml = parts(path, rf"worksheets/sheet{sheet_number}\.xml")[0]
    found = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', xml)
    return [float(width) for first, last, width in found for _ in range(int(first), int(last) + 1)]


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "示例省 (汇总).xlsx"
    write_analysis(path, rich_analysis())
    return path


def sheet(path: Path, name: str) -> Worksheet:
    found = load_workbook(path)[name]
    assert isinstance(found, Worksheet)
    return found


def test_charts_stand_second_and_their_figures_last(rich: Path) -> None:
    names = load_workbook(rich, read_only=True).sheetnames

    assert names == ["总表", "图表", "扣除明细", "报送情况", "来源", "对账", "图表数据", "_qcxl_analysis"]


def test_there_is_no_formula(rich: Path) -> None:
    assert not any("<f>" in part or "<f " in part for part in parts(rich, r"worksheets/sheet"))


def test_equal_analyses_make_equal_files(rich: Path, tmp_path: Path) -> None:
    write_analysis(tmp_path / "again.xlsx", rich_analysis())

    assert (tmp_path / "again.xlsx").read_bytes() == rich.read_bytes()


def test_a_table_stands_below_title_notes_and_two_rows_of_header(rich: Path) -> None:
    cells = sheet(rich, "总表")
    table = rich_analysis().tables[0]

    assert cells["A1"].value == table.title
    assert [cells["A2"].value, cells["A3"].value] == list(table.notes)
    assert [cells.cell(4, column).value for column in (1, 3, 12)] == [
        None,
        "附件5 质量管理小组活动统计表",
        "附件8 质量信得过班组活动统计表",
    ]
    assert [cells.cell(5, column).value for column in (1, 3)] == ["单位", "QC小组累计注册数\n（万个）"]
    assert cells.max_row == 5 + len(table.lines)
    assert all(merged.max_row < 5 for merged in cells.merged_cells.ranges)


def test_every_figure_is_the_number_that_was_given(rich: Path) -> None:
    cells = sheet(rich, "总表")

    for row, line in enumerate(rich_analysis().tables[0].lines, start=6):
        for column, value in enumerate(line.cells, start=1):
            found = cells.cell(row, column).value
            assert found == (float(value) if isinstance(value, Decimal) else value)


@pytest.mark.parametrize(
    ("value", "places", "read", "look"),
    [
        (1234, None, 1234, "#,##0_ "),
        (-3, None, -3, "#,##0_ "),
        (Decimal("0.0035"), None, 0.0035, "#,##0.0000_ "),
        (Decimal("12.50"), None, 12.5, "#,##0.00_ "),
        (Decimal("1E+3"), None, 1000, "#,##0_ "),
        (Decimal(7), 2, 7, "#,##0.00_ "),
        (10**15 - 1, None, 10**15 - 1, "#,##0_ "),
        # A spreadsheet keeps 15 digits: what has more stays exact as a text.
        (10**15 + 1, None, "1,000,000,000,000,001", "#,##0_ "),
        (Decimal("9007199254740.993"), None, "9,007,199,254,740.993", "#,##0.000_ "),
        (dt.date(2020, 6, 1), None, NINE_THIRTY.replace(hour=0, minute=0), "yyyy-mm-dd"),
        (
            NINE_THIRTY.replace(tzinfo=EIGHT_HOURS),
            None,
            NINE_THIRTY,
            "yyyy-mm-dd hh:mm",
        ),
        (dt.date(1899, 1, 1), None, "1899-01-01", "General"),
        ("", None, None, "General"),
        (None, None, None, "General"),
    ],
)
def test_a_value_is_shown_as_what_it_is(
    value: CellValue, places: int | None, read: object, look: str, tmp_path: Path
) -> None:
    assert first_value(value, tmp_path / "book.xlsx", places) == (read, look)


@pytest.mark.parametrize("text", EVIL)
def test_a_text_is_neither_formula_nor_link_nor_number(text: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    table = AnalysisTable(text, text, (Column(text, text, text),), (Line((text,)),), (text,), empty=text)
    chart = Chart(text, ChartKind.COLUMNS, text, (text,), (Series(text, (1,)),))

    write_analysis(path, Analysis(text, (table,), (chart,)))

    cells = load_workbook(path, rich_text=True).worksheets[0]
    assert [str(cells[place].value) for place in ("A1", "A2", "A3", "A5")] == [text] * 4
    assert "hyperlink" not in "".join(parts(path, r"worksheets/sheet"))
    assert not any("<f>" in part for part in parts(path, r"worksheets/sheet"))
    references = re.findall(r"<c:f>(.*?)</c:f>", parts(path, r"charts/chart")[0])
    assert [reference.partition("!")[2] for reference in references] == ["$A$6", "$B$6"]


def test_what_no_file_can_hold_is_left_out(tmp_path: Path) -> None:
    assert first_value("响\x07铃\r\n半\ud83d个", tmp_path / "book.xlsx")[0] == "响铃\n半\ufffd个"


def test_a_jump_leads_to_its_line_and_leaves_the_figure_a_number(rich: Path) -> None:
    cells = sheet(rich, "总表")
    table = rich_analysis().tables[0]
    sources = sheet(rich, "来源")
    first_line = next(row for row in range(1, 20) if sources.cell(row, 1).value == "指标") + 1
    linked = [cell for row in cells.iter_rows() for cell in row if cell.hyperlink]

    assert len(linked) == sum(len(line.jumps) for line in table.lines) > 1000
    for row, line in enumerate(table.lines, start=6):
        for column, jump in line.jumps.items():
            cell = cells.cell(row, column + 1)
            target = first_line + jump.line
            assert cell.hyperlink.location == f"'来源'!A{target}:I{target}"
            assert cell.hyperlink.tooltip
            assert isinstance(cell.value, int | float)


def test_a_jump_to_no_sheet_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_analysis(tmp_path / "book.xlsx", of(Line((1,), jumps={0: Jump("没有", 0)})))


def test_there_are_never_more_links_than_excel_opens(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    line = Line((1, 2), jumps={0: Jump("表", 0), 1: Jump("表", 0)})

    write_analysis(path, of(*[line] * (MOST_LINKS // 2 + 5), columns=2))

    first_sheet = parts(path, r"worksheets/sheet1\.xml")[0]
    assert first_sheet.count("<hyperlink ") == MOST_LINKS
    assert first_sheet.count("<row ") == MOST_LINKS // 2 + 5 + 2


def test_every_sheet_prints_across_one_page_with_its_header_repeated(rich: Path) -> None:
    book = load_workbook(rich)

    for cells in (sheet for sheet in book if sheet.sheet_state == "visible"):
        assert cells.page_setup.orientation == "landscape"
        assert cells.page_setup.paperSize == 9
        assert cells.sheet_properties.pageSetUpPr.fitToPage
        assert cells.page_setup.fitToHeight == 0
        assert "&P" in str(cells.oddFooter.right.text)
    assert book["总表"].print_title_rows == "$4:$5"
    assert book["扣除明细"].print_title_rows == "$3:$4"
    assert book["报送情况"].print_title_rows == "$3:$3"


def test_sixteen_indicators_print_at_more_than_half_their_size_on_one_page(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"

    write_analysis(
        path, Analysis("汇总", (wide(16, "本年度企业对 QC 小组活动经费投入（培训、交流、书籍等费用）"),), ())
    )

    sheet_xml = parts(path, r"worksheets/sheet1\.xml")[0]
    # 276 millimetres between the margins at 96 dots for an inch; 7 pixels for a letter of the columns.
    assert 1043 / (7 * sum(widths(path, 1))) > 0.55
    assert 'fitToHeight="0"' in sheet_xml
    assert "colBreaks" not in sheet_xml


def test_what_one_page_cannot_show_goes_on_beside_with_the_first_column_again(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"

    write_analysis(path, Analysis("汇总", (wide(30),), ()))

    cells, sheet_xml = sheet(path, "表"), parts(path, r"worksheets/sheet1\.xml")[0]
    ends = [int(end) for end in re.findall(r'<brk id="(\d+)" max="1048575"', sheet_xml)]
    scale = int(re.findall(r'<pageSetup[^>]* scale="(\d+)" pageOrder="overThenDown"', sheet_xml)[0])
    assert cells.print_title_cols == "$A:$A"
    assert scale >= 55
    assert "fitToPage" not in sheet_xml
    first, *others = widths(path, 1)
    for begin, end in zip([1, *ends], [*ends, 31], strict=True):
        assert 7 * (first + sum(others[begin - 1 : end - 1])) * scale / 100 < 1043
    # The repeated column holds no sentence, which would be cut there; each page has the title.
    assert [cells.cell(1, column + 1).value for column in (0, 1, *ends)] == [
        *(None, "表"),
        *["表（续）"] * len(ends),
    ]
    assert (cells["A2"].value, cells["B2"].value) == (None, "一行说明。")
    # No heading runs over the end of a page: it stands on both.
    headings = [merged for merged in cells.merged_cells.ranges if merged.min_row == 3]
    assert headings
    assert not any(merged.min_col <= end < merged.max_col for merged in headings for end in ends)


def test_columns_are_counted_in_digits_of_their_own_font(rich: Path) -> None:
    first_font = re.findall(r"<font>(.*?)</font>", parts(rich, r"styles\.xml")[0])[0]

    assert '<name val="宋体"/>' in first_font
    assert '<sz val="10"/>' in first_font
    assert "scheme" not in parts(rich, r"styles\.xml")[0]


def test_figures_of_one_measure_have_their_points_below_each_other(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    lines = tuple(Line((Decimal(value), Decimal(value))) for value in ("0.11", "12.0503", "7", "0"))
    table = AnalysisTable("表", "表", (Column("小组数", "万个"), Column("各种数")), lines)

    write_analysis(path, Analysis("汇总", (table,), ()))

    rows = sheet(path, "表").iter_rows(min_row=3, values_only=False)
    assert [tuple(cell.number_format for cell in row) for row in rows] == [
        ("#,##0.0000_ ", "#,##0.00_ "),
        ("#,##0.0000_ ", "#,##0.0000_ "),
        ("#,##0.0000_ ", "#,##0_ "),
        ("#,##0_ ", "#,##0_ "),
    ]


def test_header_and_first_columns_stay_in_sight_and_plain_lists_can_be_filtered(rich: Path) -> None:
    book = load_workbook(rich)
    lines = len(rich_analysis().tables[0].lines)

    assert book["总表"].freeze_panes == "C6"
    assert book["总表"].auto_filter.ref == f"A5:R{5 + lines}"
    assert book["扣除明细"].auto_filter.ref is None
    assert book["对账"].auto_filter.ref is None


def test_an_empty_table_says_so(rich: Path) -> None:
    assert sheet(rich, "对账")["A4"].value == "没有发现不一致的企业。"


def test_columns_are_wide_enough_for_bold_chinese_digits(rich: Path) -> None:
    names = load_workbook(rich, read_only=True).sheetnames

    for table in rich_analysis().tables:
        found = widths(rich, names.index(table.sheet) + 1)
        for index, column in enumerate(table.columns):
            figures = (line.cells[index] for line in table.lines)
            decimals = [figure for figure in figures if isinstance(figure, Decimal)]
            longest = max((len(f"{figure:,f}") for figure in decimals), default=0)
            # 8 pixels for each digit, 7 for one of Excel's letters.
            assert found[index] * 7 >= longest * 8, column.label


def test_texts_break_at_the_widest_and_their_rows_are_as_high(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    texts = ("短", "质" * 60, "质" * 3000)
    table = AnalysisTable("表", "表", (Column("栏", widest=40),), tuple(Line((text,)) for text in texts[:2]))
    endless = AnalysisTable("长", "长", (Column("栏", widest=40),), (Line((texts[2],)),))

    write_analysis(path, Analysis("汇总", (table, endless), ()))

    book = load_workbook(path)
    assert 40 < widths(path, 1)[0] < 45
    assert book["表"].row_dimensions[3].height is None
    assert book["表"].row_dimensions[4].height >= 3 * 13
    # One row is at most 409 points high: the column becomes wider, the text is not cut.
    assert widths(path, 3)[0] > 100


def test_a_heading_between_lines_makes_no_column_wide(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    heading = Line(("很长的标题" * 6, None, None), LineStyle.SECTION)

    write_analysis(path, of(heading, Line(("甲", "乙", "丙")), columns=3))

    cells = sheet(path, "表")
    assert widths(path, 1)[0] < 12
    assert not cells["A3"].alignment.wrap_text


def test_every_chart_draws_the_figures_of_its_block(rich: Path) -> None:
    data = sheet(rich, "图表数据")
    charts = parts(rich, r"charts/chart\d+\.xml")
    drawn = rich_analysis().charts[:-1]

    assert len(charts) == len(drawn)
    for xml, chart in zip(charts, drawn, strict=True):
        references = re.findall(r"<c:f>'?图表数据'?!\$(\w)\$(\d+):\$\w\$(\d+)</c:f>", xml)
        read = [
            [data[f"{column}{row}"].value for row in range(int(first), int(last) + 1)]
            for column, first, last in references
        ]
        # What nobody has is no part of a whole.
        shares = chart.kind is ChartKind.SHARES
        kept = [at for at, value in enumerate(chart.series[0].values) if value or not shares]
        expected = []
        for series in chart.series:
            values = [series.values[index] for index in kept]
            numbers = [float(value) if isinstance(value, Decimal) else value for value in values]
            expected += [[chart.categories[index] for index in kept], numbers]
        assert read == expected
        assert chart.title in xml


def test_shares_are_coloured_by_what_they_mean_and_not_by_their_place(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    tones = (Tone.BY_ABOVE, Tone.ABSENT, Tone.GOOD)
    chart = Chart("图", ChartKind.SHARES, "家", ("甲", "乙", "丙"), (Series("数", (0, 1, 2)),), tones)

    write_analysis(path, Analysis("汇总", (), (chart, replace(chart, tones=()))))

    colours = [
        re.findall(r'<c:dPt>.*?<a:srgbClr val="(\w+)"/>', xml) for xml in parts(path, r"charts/chart\d\.xml")
    ]
    assert [f"#{colour}" for colour in colours[0]] == [TONES[Tone.ABSENT], TONES[Tone.GOOD]]
    assert [f"#{colour}" for colour in colours[1]] == list(COLOURS[:2])


def test_names_that_do_not_fit_below_columns_stand_beside_bars(rich: Path) -> None:
    charts = parts(rich, r"charts/chart\d+\.xml")

    assert [re.findall(r'<c:barDir val="(\w+)"/>|<c:(pieChart)>', xml)[0] for xml in charts] == [
        ("bar", ""),
        ("bar", ""),
        ("bar", ""),
        ("", "pieChart"),
        ("col", ""),
        ("bar", ""),
    ]


def chart_xml(path: Path, *values: int | Decimal, series: int = 1) -> str:
    """The only chart of an analysis, whose units have one letter each."""
    categories = tuple("甲乙丙丁戊己庚辛壬癸"[: len(values)])
    drawn = tuple(Series(f"列{number}", values) for number in range(series))
    write_analysis(path, Analysis("汇总", (), (Chart("图", ChartKind.COLUMNS, "个", categories, drawn),)))
    return parts(path, r"charts/chart1\.xml")[0]


def test_nobody_reads_half_a_team_off_an_axis(tmp_path: Path) -> None:
    assert '<c:majorUnit val="1"/>' in chart_xml(tmp_path / "few.xlsx", 1, 2, 1)
    assert "<c:majorUnit" not in chart_xml(tmp_path / "many.xlsx", 1, 200, 1)
    assert "<c:majorUnit" not in chart_xml(tmp_path / "share.xlsx", Decimal("0.5"), 2)


def test_bars_lie_where_their_figures_would_run_into_each_other(tmp_path: Path) -> None:
    shares = [Decimal("74.04")] * 8

    assert '<c:barDir val="col"/>' in chart_xml(tmp_path / "one.xlsx", *shares)
    assert '<c:barDir val="bar"/>' in chart_xml(tmp_path / "two.xlsx", *shares, series=2)


def test_rows_below_charts_have_a_height_of_their_own(rich: Path) -> None:
    rows = re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', parts(rich, r"worksheets/sheet2\.xml")[0])

    assert {float(height) for number, height in rows if int(number) > 2} == {15.75}
    assert [int(number) for number, _ in rows] == list(range(1, len(rows) + 1))


def test_figures_stand_at_bars_only_where_there_is_room(rich: Path) -> None:
    charts = parts(rich, r"charts/chart\d+\.xml")

    assert [("<c:showVal" in xml) for xml in charts] == [False, True, False, True, True, True]


def test_charts_stand_two_in_a_row_and_no_page_ends_in_one(rich: Path) -> None:
    drawing = parts(rich, r"drawings/drawing1\.xml")[0]
    anchors = [
        tuple(map(int, found))
        for found in re.findall(
            r"<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>.*?"
            r"<xdr:to><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>",
            drawing,
            re.DOTALL,
        )
    ]
    breaks = [one.id for one in sheet(rich, "图表").row_breaks.brk]

    assert len(anchors) == 6
    for left, right in zip(anchors[::2], anchors[1::2], strict=True):
        assert left[1] == right[1]
        assert left[2] < right[0]
    assert breaks
    assert not any(top < end <= bottom for _, top, _, bottom in anchors for end in breaks)
    assert all(bottom - top < 33 for _, top, _, bottom in anchors)


def test_without_figures_the_sheet_of_charts_says_so(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"

    write_analysis(path, of(Line((1,))))

    assert load_workbook(path).sheetnames == ["表", "图表", "图表数据", "_qcxl_analysis"]
    assert sheet(path, "图表")["A3"].value
    assert parts(path, r"charts/chart") == []


def test_many_charts_of_many_units_all_find_a_place(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    names = tuple(f"{name}{number}" for number in range(2) for name in UNITS)[:40]
    chart = Chart("图", ChartKind.COLUMNS, "个", names, (Series("甲", (1,) * 40), Series("乙", (2,) * 40)))

    write_analysis(path, Analysis("汇总", (), (chart,) * 5))

    assert [one.id for one in sheet(path, "图表").row_breaks.brk] == [33, 66]
