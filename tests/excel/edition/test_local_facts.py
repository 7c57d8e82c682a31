"""Facts of a notice that some units have of their own (适用): deadlines cascade."""

from __future__ import annotations

import pytest

from tests.support import workbooks
from tests.support.editions import add_row, read_changed
from tests.support.submissions import HENAN
from tests.support.workbooks import edition, open_workbook, roster


@pytest.mark.parametrize(
    ("unit", "above", "level", "expected"),
    [
        ("罗山县", ("信阳市", "河南省"), "县", "2020-07-06"),
        ("罗山县", (" 信阳 市", "河南省"), "县", "2020-07-06"),
        ("信阳市", ("河南省",), "市", None),
        ("兰考县", ("河南省",), "县", None),
        ("罗山县", (), "县", None),
    ],
)
def test_the_counties_of_a_city_have_its_deadline(
    unit: str, above: tuple[str, ...], level: str, expected: str | None
) -> None:
    assert edition(HENAN).facts_for(unit, above, level).get("due") == expected


def test_the_nearest_scope_wins() -> None:
    scopes = {"河南省所属": "2020-07-01", "县": "2020-07-02", "罗山县": "2020-07-03"}
    found, problems = read_changed(
        *(
            add_row("通知", {"键": "due", "值": day, "出处": "信阳市转发通知", "适用": scope})
            for scope, day in scopes.items()
        )
    )

    assert (found is None, problems) == (False, ())
    assert found is not None
    own = {
        unit: found.facts_for(unit, above, level)["due"]
        for unit, above, level in (
            ("罗山县", ("信阳市", "河南省"), "县"),
            ("息县", ("信阳市", "河南省"), "县"),
            ("信阳市", ("河南省",), "市"),
            ("某县", ("别省",), "县"),
        )
    }
    assert own == {"罗山县": "2020-07-03", "息县": "2020-07-06", "信阳市": "2020-07-01", "某县": "2020-07-02"}


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ({"键": "due", "值": "7月6日", "适用": "郑州市所属"}, "edition_date_bad", "B"),
        ({"键": "nowhere_else", "值": "甲", "适用": "郑州市所属"}, "edition_reference_unknown", "A"),
        ({"键": "due", "值": "2020-07-05", "适用": "信阳 市所属"}, "edition_duplicate", "A"),
        ({"键": "due", "适用": "郑州市所属"}, "edition_value_missing", "B"),
    ],
)
def test_a_faulty_line_is_reported(row: dict[str, str], code: str, column: str) -> None:
    found, problems = read_changed(add_row("通知", row))

    assert found is None
    assert (code, column) in [(fault.code, fault.cell.rstrip("0123456789")) for fault in problems]


@pytest.mark.parametrize(
    ("unit", "day", "addressee"),
    [
        ("411521", "2020年7月6日", "信阳市工信局科技装备与电子信息科"),
        ("4115", "2020年7月10日", "河南省质量协会"),
        ("410225", "2020年7月10日", "河南省质量协会"),
    ],
)
def test_the_issued_workbook_says_when_and_where_to(unit: str, day: str, addressee: str) -> None:
    assert roster(HENAN).unit(unit)
    book = open_workbook(workbooks.blank(unit, HENAN))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]

    # The cell 报送截止, the last step of 怎么填, and the notes below both statistics.
    assert sum(day in text for text in texts) == 4
    assert sum(addressee in text for text in texts) == 3
    assert not [text for text in texts if "{{" in text]
