"""The map of a workbook as rows of text, written and read again."""

from __future__ import annotations

import pytest

from qcxl.core.sheets.map_format import HEADER, KEYS, REQUIRED, MapLine, map_rows, read_rows

TEXTS = {key: f"the {key}" for key in KEYS}
LINES = (
    MapLine("cell", "preparer", "cover", "填报说明", "B7", "填表人"),
    MapLine("column", "employees", "enterprises", "企业明细", "$D$5", "职工总数（人）"),
)


def test_the_map_is_keys_an_empty_row_a_header_and_lines() -> None:
    rows = list(map_rows(TEXTS, LINES))

    assert rows[: len(KEYS)] == list(TEXTS.items())
    assert rows[len(KEYS)] == ()
    assert rows[len(KEYS) + 1] == ("kind", "id", "table", "sheet", "address", "label")
    assert rows[len(KEYS) + 2] == ("cell", "preparer", "cover", "填报说明", "B7", "填表人")


def test_what_is_written_is_read() -> None:
    assert read_rows(map_rows(TEXTS, LINES)) == (TEXTS, LINES)


def test_a_map_that_lacks_a_key_is_not_written() -> None:
    with pytest.raises(KeyError):
        list(map_rows({"edition": "henan-2020"}, LINES))


def test_the_required_keys_stand_first() -> None:
    assert KEYS[: len(REQUIRED)] == tuple(REQUIRED)


def test_short_and_long_rows_are_read_alike() -> None:
    line = ("cell", "preparer", "cover", "填报说明", "B7")

    assert read_rows([("edition",), ("", "x"), (*HEADER, "more"), line]) == (
        {"edition": ""},
        (MapLine(*line, label=""),),
    )


@pytest.mark.parametrize("header", [(), ("kind", "id"), tuple(reversed(HEADER))])
def test_below_another_header_there_are_no_lines(header: tuple[str, ...]) -> None:
    assert read_rows([("edition", "e"), (), header, ("cell", "a", "b", "c", "A1", "d")]) == (
        {"edition": "e"},
        (),
    )


@pytest.mark.parametrize("address", ["#REF!", "", "B", "7"])
def test_a_line_without_a_place_is_left_out(address: str) -> None:
    lost = MapLine("cell", "filled_on", "cover", "填报说明", address, "填表日期")

    assert read_rows(map_rows(TEXTS, (lost, *LINES))) == (TEXTS, LINES)


@pytest.mark.parametrize(("line", "place"), [(LINES[0], (7, 2)), (LINES[1], (5, 4))])
def test_a_line_knows_its_place(line: MapLine, place: tuple[int, int]) -> None:
    assert line.place == place
