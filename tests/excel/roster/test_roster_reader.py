from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from qcxl.excel.roster.roster_reader import read_roster
from qcxl.model.catalogue.roster_codes import ROSTER
from qcxl.model.organisation import Level, Roster, Unit

SHIPPED = Path(__file__).parents[3] / "workbooks" / "rosters"
HEADER = ("代码", "名称", "级别", "上级代码", "直报", "联系人", "手机", "邮箱")
PROVINCE = ("41", "河南省", "省")
CITY = ("4115", "信阳市", "市", "41")

Row = Sequence[object]


def write(path: Path, *sheets: Sequence[Row]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"名录{number}")
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def read_good(path: Path) -> Roster:
    roster, problems = read_roster(path)
    assert problems == ()
    assert roster is not None
    return roster


def faults(path: Path) -> list[tuple[str, str]]:
    roster, problems = read_roster(path)
    assert roster is None
    return [(problem.code, problem.cell) for problem in problems]


# ---- what is read


def test_units_are_read_in_order_with_their_contacts(tmp_path: Path) -> None:
    contact = ("张三", "00000000000", "zhangsan@example.com")
    power = ("HY01", "电力公司", "行业", "41", "是", *contact)
    path = write(tmp_path / "单位 名录（新）.xlsx", [HEADER, PROVINCE, (*CITY, "否"), power])

    roster = read_good(path)

    assert roster.units == (
        Unit("41", "河南省", Level.PROVINCE, "", direct=False),
        Unit("4115", "信阳市", Level.CITY, "41", direct=False),
        Unit("HY01", "电力公司", Level.INDUSTRY, "41", True, *contact),
    )


def test_columns_are_found_by_header_in_any_order_and_contacts_are_optional(tmp_path: Path) -> None:
    header = ("备注", "直 报", "上级代码", "　级别", "名称", "代码")
    path = write(
        tmp_path / "r.xlsx",
        [header, ("", "", "", "省", "河南省", "41"), ("略", "是", "41", "行业", "电力", "HY01")],
    )

    roster = read_good(path)

    assert [(unit.code, unit.direct, unit.contact) for unit in roster.units] == [
        ("41", False, ""),
        ("HY01", True, ""),
    ]


@pytest.mark.parametrize("code", [4115, 4115.0, "４１１５", " 4115 ", "41 15", "4115\u200b", "4115"])
@pytest.mark.parametrize("parent", [41, "４１", "41 "])
def test_codes_mean_the_same_however_they_are_stored(tmp_path: Path, code: object, parent: object) -> None:
    path = write(tmp_path / "r.xlsx", [HEADER, PROVINCE, (code, " 信阳市　", " 市", parent, "　是 ")])

    city = read_good(path).unit("4115")

    assert city == Unit("4115", "信阳市", Level.CITY, "41", direct=True)


def test_leading_zeros_of_a_text_code_stay(tmp_path: Path) -> None:
    path = write(tmp_path / "r.xlsx", [HEADER, PROVINCE, ("007", "示例厂", "企业", "41")])

    assert read_good(path).unit("007").name == "示例厂"


def test_a_number_typed_as_mobile_is_read_as_its_digits(tmp_path: Path) -> None:
    path = write(tmp_path / "r.xlsx", [HEADER, (*PROVINCE, None, None, "张三", 10000000000)])

    assert read_good(path).root.mobile == "10000000000"


def test_title_blank_rows_blank_columns_and_a_second_sheet_do_no_harm(tmp_path: Path) -> None:
    shifted = [(), ("", "河南省单位名录"), (), ("", *HEADER), (), ("", *PROVINCE), (" ", "　"), ("", *CITY)]
    path = write(tmp_path / "r.xlsx", [["填写说明"], ["级别照选项填"]], shifted, [])

    assert [unit.code for unit in read_good(path).units] == ["41", "4115"]


def test_the_same_name_under_another_parent_is_fine(tmp_path: Path) -> None:
    other = ("4101", "郑州市", "市", "41")
    districts = [("1", "城关区", "县", "4115"), ("2", "城关区", "县", "4101")]
    path = write(tmp_path / "r.xlsx", [HEADER, PROVINCE, CITY, other, *districts])

    assert len(read_good(path).find_all("城关区")) == 2


# ---- what is refused

LONG = "长" * 61

FAULTY_ROWS: list[tuple[str, list[Row], list[tuple[str, str]]]] = [
    ("roster_empty", [], [("roster_empty", "A2")]),
    ("roster_code_blank", [PROVINCE, ("", "信阳市", "市", "41")], [("roster_code_blank", "A3")]),
    ("roster_code_unfit", [PROVINCE, ("41/15", "信阳市", "市", "41")], [("roster_code_unfit", "A3")]),
    ("roster_code_unfit", [PROVINCE, (4115.5, "信阳市", "市", "41")], [("roster_code_unfit", "A3")]),
    ("roster_code_unfit", [PROVINCE, ("~$4115", "信阳市", "市", "41")], [("roster_code_unfit", "A3")]),
    ("roster_code_unfit", [PROVINCE, ("4" * 31, "信阳市", "市", "41")], [("roster_code_unfit", "A3")]),
    (
        "roster_code_unfit",
        [PROVINCE, (dt.date(2020, 4, 15), "信阳市", "市", "41")],
        [("roster_code_unfit", "A3")],
    ),
    (
        "roster_code_digits_lost",
        [PROVINCE, (914100001234567000, "示例厂", "企业", "41")],
        [("roster_code_digits_lost", "A3")],
    ),
    (
        "roster_code_duplicate",
        [PROVINCE, CITY, ("4115", "信阳", "市", "41")],
        [("roster_code_duplicate", "A4")],
    ),
    (
        "roster_code_duplicate",
        [PROVINCE, ("HY1", "甲协会", "行业", "41"), ("ｈｙ1", "乙协会", "行业", "41")],
        [("roster_code_duplicate", "A4")],
    ),
    ("roster_name_blank", [PROVINCE, ("4115", "　", "市", "41")], [("roster_name_blank", "B3")]),
    ("roster_name_unfit", [PROVINCE, ("4115", "信阳/平桥", "市", "41")], [("roster_name_unfit", "B3")]),
    ("roster_name_unfit", [PROVINCE, ("4115", "信阳\n市", "市", "41")], [("roster_name_unfit", "B3")]),
    ("roster_name_unfit", [PROVINCE, ("4115", "信阳市.", "市", "41")], [("roster_name_unfit", "B3")]),
    ("roster_name_too_long", [PROVINCE, ("4115", LONG, "市", "41")], [("roster_name_too_long", "B3")]),
    (
        "roster_name_duplicate",
        [PROVINCE, ("1", "甲（集团）厂", "企业", "41"), ("2", "甲(集团) 厂", "企业", "41")],
        [("roster_name_duplicate", "B4")],
    ),
    ("roster_level_unknown", [PROVINCE, ("4115", "信阳市", "地市", "41")], [("roster_level_unknown", "C3")]),
    ("roster_level_unknown", [PROVINCE, ("4115", "信阳市", "", "41")], [("roster_level_unknown", "C3")]),
    ("roster_direct_unknown", [PROVINCE, (*CITY, "√")], [("roster_direct_unknown", "E3")]),
    ("roster_parent_unknown", [PROVINCE, ("4115", "信阳市", "市", "42")], [("roster_parent_unknown", "D3")]),
    ("roster_parent_cycle", [PROVINCE, ("1", "甲", "县", "1")], [("roster_parent_cycle", "D3")]),
    (
        "roster_parent_cycle",
        [
            PROVINCE,
            ("0", "外", "县", "1"),
            ("1", "甲", "县", "2"),
            ("2", "乙", "县", "1"),
            ("3", "丙", "县", "3"),
        ],
        [("roster_parent_cycle", "D4"), ("roster_parent_cycle", "D6")],
    ),
    (
        "roster_root_missing",
        [(*PROVINCE, "4115"), CITY],
        [("roster_root_missing", "D1"), ("roster_parent_cycle", "D2")],
    ),
    (
        "roster_root_repeated",
        [PROVINCE, ("4115", "信阳市", "市"), ("42", "湖北省", "省")],
        [("roster_root_repeated", "D3"), ("roster_root_repeated", "D4")],
    ),
]


@pytest.mark.parametrize(("code", "rows", "expected"), FAULTY_ROWS)
def test_a_fault_in_the_rows_is_found_at_its_cell(
    tmp_path: Path, code: str, rows: list[Row], expected: list[tuple[str, str]]
) -> None:
    found = faults(write(tmp_path / "r.xlsx", [HEADER, *rows]))

    assert found == expected
    assert code in {found_code for found_code, _ in found}


FAULTY_SHEETS: list[tuple[str, list[list[Row]], list[tuple[str, str]]]] = [
    (
        "roster_column_missing",
        [[("名称", "代码", "级别", "上级代码"), ("河南省", "41", "省", "")]],
        [("roster_column_missing", "A1")],
    ),
    (
        "roster_column_missing",
        [[("名称", "级别", "直报"), ("河南省", "省", "对")]],
        [("roster_column_missing", "A1"), ("roster_column_missing", "A1"), ("roster_direct_unknown", "C2")],
    ),
    ("roster_column_missing", [[]], [("roster_column_missing", "A1")] * 5 + [("roster_empty", "A2")]),
    ("roster_column_repeated", [[(*HEADER, "名称"), PROVINCE]], [("roster_column_repeated", "I1")]),
    ("roster_several_sheets", [[HEADER, PROVINCE], [(), HEADER, CITY]], [("roster_several_sheets", "A2")]),
]


@pytest.mark.parametrize(("code", "sheets", "expected"), FAULTY_SHEETS)
def test_a_fault_in_the_sheets_is_found(
    tmp_path: Path, code: str, sheets: list[list[Row]], expected: list[tuple[str, str]]
) -> None:
    found = faults(write(tmp_path / "r.xlsx", *sheets))

    assert found == expected
    assert code in {found_code for found_code, _ in found}


def test_all_faults_are_found_in_one_pass_with_true_addresses(tmp_path: Path) -> None:
    rows: list[Row] = [
        (),
        ("", *HEADER),
        ("", *PROVINCE),
        (),
        ("", "", "信阳:市", "地", "43", "x"),
        ("", "41", "", "县", "41"),
    ]

    _, problems = read_roster(write(tmp_path / "r.xlsx", rows))

    assert [(problem.code, problem.cell, problem.field) for problem in problems] == [
        ("roster_code_blank", "B5", "代码"),
        ("roster_name_unfit", "C5", "名称"),
        ("roster_level_unknown", "D5", "级别"),
        ("roster_parent_unknown", "E5", "上级代码"),
        ("roster_direct_unknown", "F5", "直报"),
        ("roster_code_duplicate", "B6", "代码"),
        ("roster_name_blank", "C6", "名称"),
    ]
    assert {problem.sheet for problem in problems} == {"名录1"}


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert faults(tmp_path / "没有.xlsx") == [("roster_unreadable", "")]


def test_a_folder_is_a_problem(tmp_path: Path) -> None:
    assert faults(tmp_path) == [("roster_unreadable", "")]


@pytest.mark.parametrize("content", [b"", "代码,名称".encode(), b"PK\x03\x04 half a zip"])
def test_a_file_that_is_no_workbook_is_a_problem(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)

    assert faults(path) == [("roster_unreadable", "")]


def test_a_workbook_cut_off_in_the_middle_is_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path / "r.xlsx", [HEADER, PROVINCE])
    path.write_bytes(path.read_bytes()[:-400])

    assert faults(path) == [("roster_unreadable", "")]


def test_every_roster_code_has_a_failing_case() -> None:
    shown = {code for code, *_ in (*FAULTY_ROWS, *FAULTY_SHEETS)} | {"roster_unreadable"}

    assert shown == set(ROSTER)


# ---- the rosters that ship

HENAN_REGIONS = (
    "郑州市 开封市 洛阳市 平顶山市 安阳市 鹤壁市 新乡市 焦作市 濮阳市 许昌市 漯河市 三门峡市 "
    "南阳市 信阳市 周口市 驻马店市 商丘市 济源示范区"
)
HENAN_DIRECT_UNITS = (
    "国网河南省电力公司 河南中烟工业有限责任公司 中国烟草总公司河南省公司 "
    "中国铁路郑州局集团有限公司 中国移动通信集团河南有限公司 国防科工局 省工程勘察设计行业协会 "
    "省勘察设计协会 省装备制造业协会 中原油田 河南油田 卫生与健康质量管理专委会"
)
HENAN_PROVINCE_COUNTIES = "巩义市 兰考县 汝州市 滑县 长垣市 邓州市 永城市 固始县 鹿邑县 新蔡县"
XINYANG_BELOW = (
    "浉河区 平桥区 罗山县 光山县 新县 商城县 潢川县 淮滨县 息县 信阳高新技术产业开发区 羊山新区 "
    "鸡公山管理区 南湾湖风景区 潢川经济开发区 上天梯管理区"
)


def names(units: Sequence[Unit]) -> str:
    return " ".join(unit.name for unit in units)


def test_henan_holds_the_rows_of_the_quota_table_in_its_order() -> None:
    roster = read_good(SHIPPED / "henan.xlsx")
    below = [unit for unit in roster.children("41") if unit.level is not Level.COUNTY]

    assert (roster.root.name, roster.root.level) == ("河南省", Level.PROVINCE)
    assert names(below) == f"{HENAN_REGIONS} {HENAN_DIRECT_UNITS} 其他"
    assert names(roster.direct_units) == HENAN_DIRECT_UNITS
    assert Counter(unit.level for unit in below) == {Level.CITY: 18, Level.INDUSTRY: 12, Level.OTHER: 1}


def test_henan_has_the_counties_of_three_cities_and_those_under_the_province() -> None:
    roster = read_good(SHIPPED / "henan.xlsx")
    counties = [unit for unit in roster.children("41") if unit.level is Level.COUNTY]

    assert names(counties) == HENAN_PROVINCE_COUNTIES
    assert names(roster.children("4115")) == XINYANG_BELOW
    assert {
        city.code: len(roster.children(city.code))
        for city in roster.children("41")
        if roster.children(city.code)
    } == {
        "4103": 15,
        "4106": 5,
        "4115": 15,
    }
    assert len(roster.units) == len({unit.name for unit in roster.units}) == 77


def test_chongqing_is_a_roster_with_enterprises_and_without_direct_units() -> None:
    roster = read_good(SHIPPED / "chongqing.xlsx")
    enterprises = [unit for unit in roster.units if unit.level is Level.ENTERPRISE]

    assert Counter(unit.level for unit in roster.units) == {
        Level.PROVINCE: 1,
        Level.COUNTY: 8,
        Level.ENTERPRISE: 16,
        Level.INDUSTRY: 2,
    }
    assert all("示例" in unit.name for unit in enterprises)
    assert {roster.unit(unit.parent_code).level for unit in enterprises} == {Level.COUNTY}
    assert roster.direct_units == ()


@pytest.mark.parametrize("name", ["henan.xlsx", "chongqing.xlsx"])
def test_shipped_rosters_name_no_persons(name: str) -> None:
    assert not any(unit.contact or unit.mobile or unit.email for unit in read_good(SHIPPED / name).units)


def test_a_roster_with_a_value_in_the_last_corner_is_refused_and_does_not_kill_the_program(
    tmp_path: Path,
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("代码", "名称", "级别", "上级代码", "直报"))
    sheet["XFD1048576"] = "x"
    book.save(tmp_path / "r.xlsx")

    roster, problems = read_roster(tmp_path / "r.xlsx")

    assert roster is None
    assert [found.code for found in problems] == ["roster_unreadable"]
