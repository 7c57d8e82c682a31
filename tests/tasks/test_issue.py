"""Blank workbooks for every unit (contract 3.2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcxl.demo.fill import Filled
from qcxl.model.organisation import Level, Roster, Unit
from qcxl.tasks.context.editions import UnusableError, load_edition
from qcxl.tasks.issue import issue, unit_file_stem
from tests.support.inbox import EDITION_ID, EDITION_PATH, PROVINCE
from tests.support.workbooks import edition, open_workbook


def issued(out: Path, roster: Roster = PROVINCE, *codes: str) -> tuple[Path, ...]:
    units = [roster.unit(code) for code in codes] or roster.units
    return issue(load_edition(EDITION_PATH), roster, out, units)


def identity(path: Path) -> dict[str, object]:
    """The key/value rows of `_qcxl`, down to its first empty row."""
    found: dict[str, object] = {}
    for key, value, *_ in open_workbook(path)["_qcxl"].iter_rows(values_only=True):
        if key is None:
            break
        found[str(key)] = value
    return found


def test_every_unit_gets_one_the_province_included(tmp_path: Path) -> None:
    written = issued(tmp_path / "空白 [2020]" / "（一）")

    assert sorted(path.name for path in (tmp_path / "空白 [2020]" / "（一）").iterdir()) == sorted(
        f"{unit.code}_{unit.name}.xlsx" for unit in PROVINCE.units
    )
    assert len(written) == len(PROVINCE.units)


def test_only_the_named_units_get_one(tmp_path: Path) -> None:
    written = issued(tmp_path, PROVINCE, "4115", "HY01")

    assert [path.name for path in written] == ["4115_信阳市.xlsx", "HY01_国网河南省电力公司.xlsx"]
    assert sorted(tmp_path.iterdir()) == sorted(written)


def test_the_identity_stands_inside(tmp_path: Path) -> None:
    (path,) = issued(tmp_path, PROVINCE, "411528")

    found = identity(path)
    expected = {
        "edition": EDITION_ID,
        "edition_hash": edition(EDITION_ID).hash,
        "unit_code": "411528",
        "unit_name": "息县",
        "level": "county",
        "period": edition(EDITION_ID).fact("period"),
    }
    assert {key: found[key] for key in expected} == expected


def test_sheets_stand_in_the_order_of_the_edition(tmp_path: Path) -> None:
    (path,) = issued(tmp_path, PROVINCE, "411528")

    names = open_workbook(path).sheetnames
    assert names == [*(form.sheet for form in edition(EDITION_ID).forms), "_qcxl", "_qcxl_lists"]


def test_issuing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    (path,) = issued(tmp_path, PROVINCE, "411528")
    first = path.read_bytes()

    issued(tmp_path, PROVINCE, "411528")

    assert path.read_bytes() == first
    assert list(tmp_path.iterdir()) == [path]


def test_a_workbook_that_somebody_may_have_filled_in_is_not_replaced(tmp_path: Path) -> None:
    (path,) = issued(tmp_path, PROVINCE, "411528")
    path.write_bytes(b"filled in")

    with pytest.raises(UnusableError):
        issued(tmp_path)

    assert path.read_bytes() == b"filled in"
    assert list(tmp_path.iterdir()) == [path]


def test_progress_is_told_for_each(tmp_path: Path) -> None:
    done: list[int] = []

    issue(load_edition(EDITION_PATH), PROVINCE, tmp_path, PROVINCE.units[:3], done.append)

    assert done == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("信阳市", "1_信阳市"),
        ("甲/乙 (丙)：<丁>?", "1_甲乙 (丙)：丁"),
        ('甲\\乙|丙*"', "1_甲乙丙"),
        ("名称 [一]", "1_名称 [一]"),
        ("尾点.", "1_尾点"),
    ],
)
def test_file_names_suit_every_system(name: str, stem: str) -> None:
    assert unit_file_stem(Unit("1", name, Level.COUNTY, "", direct=False)) == stem


def test_a_unit_with_a_name_no_system_stores_still_gets_its_workbook(tmp_path: Path) -> None:
    name = "甲/乙<" + "长" * 200
    roster = Roster(
        (
            Unit("41", "河南省", Level.PROVINCE, "", direct=False),
            Unit("4101", name, Level.CITY, "41", direct=False),
        )
    )

    (path,) = issued(tmp_path, roster, "4101")

    assert path.parent == tmp_path
    assert identity(path)["unit_name"] == name


def test_a_fresh_workbook_can_be_filled_through_its_map_alone(tmp_path: Path) -> None:
    (path,) = issued(tmp_path, PROVINCE, "4115")
    wanted = [(form.id, field.id) for form in edition(EDITION_ID).forms for field in form.fields]

    filled = Filled(path)

    for form, field in wanted:
        sheet, address = filled.place(form, field)
        assert filled.workbook[sheet][address].coordinate == address
    assert len(wanted) > 40
