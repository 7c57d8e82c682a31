"""Merged lists as workbooks: nothing is taken for something else, whatever its length."""

from __future__ import annotations

import datetime as dt
import tempfile
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from python_calamine import CalamineWorkbook

from qcxl.core.rollup.merged import MergedCell, MergedColumn, Standing, merged_columns
from qcxl.excel.analysis.merged_workbook import write_merged_list
from tests.support import workbooks
from tests.support.libreoffice import convert, page_text, requires_libreoffice

COLUMNS = (MergedColumn("name", "企业名称"), MergedColumn("benefit", "经济效益（万元）"))
Rows = Sequence[Sequence[MergedCell]]


def written(path: Path, rows: Rows, columns: Sequence[MergedColumn] = COLUMNS, **given: int) -> Path:
    """The workbook of these rows."""
    write_merged_list(path, "enterprises", columns, rows, **given)
    return path


def body(path: Path) -> list[list[Cell]]:
    """The cells below the header of the first sheet."""
    sheet = openpyxl.load_workbook(path, rich_text=False).worksheets[0]
    return [list(row) for row in sheet.iter_rows(min_row=3)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "=1+1"),
        ('=HYPERLINK("http://example.com")', '=HYPERLINK("http://example.com")'),
        ("@SUM(1)", "@SUM(1)"),
        ("{=1}", "{=1}"),
        ("http://example.com", "http://example.com"),
        ("internal:A1", "internal:A1"),
        ("someone@example.com", "someone@example.com"),
        ("91411500MA4X95001C", "91411500MA4X95001C"),
        ("007", "007"),
        ("2020-07-10", "2020-07-10"),
        ("<r><t>假的</t></r>", "<r><t>假的</t></r>"),
        ("<r></r>", "<r></r>"),
        (" 两端空格 ", " 两端空格 "),
        ("第一行\n第二行", "第一行\n第二行"),
        ("a" * 32_767, "a" * 32_767),
        ("班" * 32_768, "班" * 32_765 + "……"),
        ("班" * 32_764 + "😀" * 3, "班" * 32_764 + "……"),
    ],
)
def test_a_text_stays_the_text_it_is(tmp_path: Path, text: str, kept: str) -> None:
    path = written(tmp_path / "a.xlsx", [(text, None)])

    ((cell, _),) = body(path)

    assert (cell.value, cell.data_type, cell.hyperlink) == (kept, "s", None)
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[2][0] == kept
    with zipfile.ZipFile(path) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
        assert not [name for name in package.namelist() if name.endswith("sheet1.xml.rels")]


@pytest.mark.parametrize("text", ["a\x00b", "_x0041_", "\ufffe", "\udcd0.xlsx", "\r\n"])
def test_what_no_file_can_hold_spoils_none(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "a.xlsx", [(f"前{text}后", Decimal(1))])

    ((cell, _),) = body(path)

    assert str(cell.value).startswith("前")
    assert str(cell.value).endswith("后")


def test_figures_are_numbers_with_their_decimals_and_dates_are_dates(tmp_path: Path) -> None:
    rows = [
        (dt.date(2020, 7, 10), Decimal("1234567.012345")),
        (Standing.DEDUCTED, 35),
        (None, Decimal("0.0035")),
        ("", Decimal("1E+2")),
        (Decimal("-0.5"), 0),
    ]

    found = body(written(tmp_path / "a.xlsx", rows))

    assert [[cell.value for cell in row] for row in found] == [
        [dt.datetime(2020, 7, 10), 1234567.012345],  # noqa: DTZ001
        ["直报扣除", 35],
        [None, 0.0035],
        [None, 100],
        [-0.5, 0],
    ]
    assert [row[1].number_format for row in found] == [
        "#,##0.000000",
        "#,##0",
        "#,##0.0000",
        "#,##0",
        "#,##0",
    ]


def test_what_a_spreadsheet_cannot_hold_exactly_stays_exact_as_a_text(tmp_path: Path) -> None:
    rows = [
        (dt.date(1899, 12, 31), Decimal("9007199254740.993")),
        (dt.date(1900, 1, 1), Decimal("999999999999.999000")),
        (None, 10**15 + 1),
        (None, 10**15 - 1),
    ]

    found = body(written(tmp_path / "a.xlsx", rows))

    assert [[cell.value for cell in row] for row in found] == [
        ["1899-12-31", "9,007,199,254,740.993"],
        [dt.datetime(1900, 1, 1), 999999999999.999],  # noqa: DTZ001
        [None, "1,000,000,000,000,001"],
        [None, 10**15 - 1],
    ]


def test_codes_are_marked_as_texts_long_texts_are_not(tmp_path: Path) -> None:
    # A code in a cell of the usual format becomes a number when somebody clicks into it.
    found = body(written(tmp_path / "a.xlsx", [("007", None), ("长" * 256, None)]))

    assert [row[0].number_format for row in found] == ["@", "General"]


def test_ids_stand_in_a_hidden_row_above_the_labels(tmp_path: Path) -> None:
    columns = (
        *COLUMNS,
        MergedColumn("quoted", '"先进"\n单位'),
        MergedColumn("long", "本年度QC小组活动经费投入（万元）"),
        MergedColumn("word", "QCQCQCQCQCQCQCQCQC"),
    )
    sheet = openpyxl.load_workbook(written(tmp_path / "a.xlsx", [], columns)).worksheets[0]

    ids, header = sheet.iter_rows(max_row=2, values_only=True)

    assert ids == ("name", "benefit", "quoted", "long", "word")
    assert header == (
        "企业名称",
        "经济效益（万元）",
        '"先进" 单位',
        "本年度QC小组活动经费投入（万元）",
        "QCQCQCQCQCQCQCQCQC",
    )
    assert [sheet.row_dimensions[row].hidden for row in (1, 2)] == [True, False]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:E2")
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$2:$2")


@pytest.mark.parametrize(
    ("count", "sheets"),
    [
        (0, {"enterprises": 0}),
        (2, {"enterprises": 2}),
        (3, {"enterprises": 2, "enterprises_2": 1}),
        (4, {"enterprises": 2, "enterprises_2": 2}),
        (5, {"enterprises": 2, "enterprises_2": 2, "enterprises_3": 1}),
    ],
)
def test_a_full_sheet_goes_on_on_the_next(tmp_path: Path, count: int, sheets: dict[str, int]) -> None:
    path = written(tmp_path / "a.xlsx", [(f"厂{number}", number) for number in range(count)], limit=4)

    book = openpyxl.load_workbook(path)

    assert {sheet.title: sheet.max_row - 2 for sheet in book.worksheets} == sheets
    assert all([cell.value for cell in sheet[1]] == ["name", "benefit"] for sheet in book.worksheets)
    assert [sheet.auto_filter.ref for sheet in book.worksheets] == [
        f"A2:B{rows + 2}" for rows in sheets.values()
    ]
    assert [row[1].value for sheet in book.worksheets for row in sheet.iter_rows(min_row=3)] == list(
        range(count)
    )


def test_the_numbers_of_sheets_fit_into_their_names(tmp_path: Path) -> None:
    write_merged_list(tmp_path / "a.xlsx", "x" * 40, COLUMNS, [("a", 1), ("b", 2)], limit=3)

    names = openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames

    assert names == ["x" * 31, "x" * 29 + "_2"]


def test_a_sheet_without_room_for_a_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="limit 2"):
        written(tmp_path / "a.xlsx", [], limit=2)


def test_the_same_rows_make_the_same_file(tmp_path: Path) -> None:
    rows = [("厂", Decimal("0.5")), ("厂", 1)]

    first, second = written(tmp_path / "a.xlsx", rows), written(tmp_path / "b.xlsx", rows)

    assert first.read_bytes() == second.read_bytes()


def test_nothing_stays_behind_on_the_disk_when_rows_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows() -> Iterator[tuple[str, int]]:
        yield "厂", 1
        raise KeyError("no such unit")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with pytest.raises(KeyError):
        write_merged_list(tmp_path / "a.xlsx", "enterprises", COLUMNS, rows(), limit=3)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_an_error_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        written(tmp_path / "missing" / "a.xlsx", [("厂", 1)])


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        write_merged_list(
            tmp_path / "a.xlsx",
            "enterprises",
            COLUMNS,
            ((f"示例企业{number}有限公司", Decimal(number)) for number in range(count)),
        )
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)  # what is imported and remembered once

    assert peak(20_000) < 1.5 * peak(2_000)


@requires_libreoffice
def test_people_read_labels_where_scripts_find_ids(tmp_path: Path) -> None:
    columns = merged_columns(workbooks.edition().form("enterprises"))
    number = Decimal("123456789.012345")
    values: list[MergedCell] = [number if column.field else "示例" for column in columns]

    text = page_text(convert(written(tmp_path / "a.xlsx", [values], columns), "pdf", tmp_path / "pdf"))

    assert [column.label for column in columns if "".join(column.label.split()) not in text] == []
    assert "enterprise_name" not in text
    assert "#" not in text
    assert text.count("123,456,789.012345") == sum(1 for column in columns if column.field)
