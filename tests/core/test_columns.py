"""Single entries judged in bulk: each code fails and passes, at the right cell, whoever else is judged."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcxl.core.columns import check_columns
from qcxl.model.edition import Edition
from qcxl.model.form import FieldKind, Need
from qcxl.model.problem import Problem, Severity
from qcxl.model.submission import Submission
from tests.support.submissions import (
    CHONGQING,
    HENAN,
    places,
    submission,
    taken,
    with_field,
    with_severity,
)
from tests.support.workbooks import edition

GOOD = """
    enterprises
    | enterprise_name | employees | qc_participants | qc_groups_total | qc_groups_registered | qc_groups_active | qc_groups_with_results | qc_benefit_total | qc_benefit | qc_spending | qc_rewards |
    | --------------- | --------- | --------------- | --------------- | -------------------- | ---------------- | ---------------------- | ---------------- | ---------- | ----------- | ---------- |
    | 甲公司          | 100       | 30              | 20              | 12                   | 10               | 5                      | 90.5             | 10.123456  | 1           | 0          |
    | 乙公司          | 200       | '60             | 0               | 0                    | 0                | 0                      | 0                | 0          | 0           | 0          |

    qc_statistics
    | qc_exchange_held | qc_department | qc_contact | qc_mobile    | qc_email         | qc_address | qc_postcode |
    | ---------------- | ------------- | ---------- | ------------ | ---------------- | ---------- | ----------- |
    | 否               | 质量部        | 示例       | '13800000000 | a@b.example      | 示例路     | '100000     |

    team_statistics
    | team_features | team_exchange_held | team_department | team_contact | team_mobile  | team_email  | team_address | team_postcode |
    | ------------- | ------------------ | --------------- | ------------ | ------------ | ----------- | ------------ | ------------- |
    | 示例          | 否                 | 质量部          | 示例         | '13800000000 | a@b.example | 示例路       | '100000       |

    cover
    | preparer | preparer_phone |
    | -------- | -------------- |
    | 示例     | '13800000000   |

    qc_groups
    | enterprise_name | group_name | members      | topic_type | union_members | women | youth | recommended | topic | address | postcode | department | contact | mobile       | introduction | score |
    | --------------- | ---------- | ------------ | ---------- | ------------- | ----- | ----- | ----------- | ----- | ------- | -------- | ---------- | ------- | ------------ | ------------ | ----- |
    | 甲公司          | 启航小组   | 赵某甲       | 创新型     | 0             | 1     | 0     |             | 示例  | 示例路  | '100000  | 质量部     | 示例    | '13800000000 | 示例         | 85.5  |
    | 甲公司          | 攀登小组   | 赵某甲       | 创新型     | 0             | 1     | 0     | 否          |       |         |          |            |         |              |              |       |
    """  # noqa: E501


def column_problems(markdown: str, of: Edition | None = None) -> list[Problem]:
    of = of or edition(HENAN)
    return [found for _, found in check_columns(of, {"one": submission(markdown, of)})]


def only(code: str, markdown: str, of: Edition | None = None, columns: str = "") -> list[str]:
    """The cells at which this code was found, in these columns where any are named."""
    cells = [found.cell for found in column_problems(markdown, of) if found.code == code]
    return sorted(cell for cell in cells if not columns or cell.rstrip("0123456789") in columns)


def test_a_well_filled_workbook_has_no_faults() -> None:
    assert column_problems(GOOD) == []


def test_what_an_application_needs_is_missing_only_where_the_row_is_put_forward() -> None:
    found = only(
        "required_missing",
        """
        qc_groups
        | enterprise_name | group_name | recommended | topic |
        | --------------- | ---------- | ----------- | ----- |
        | 甲公司          | 一组       |             |       |
        | 甲公司          | 二组       | 是          |       |
        | 甲公司          | 三组       | 否          |       |
        | 甲公司          | 四组       | #REF!       |       |
        | 甲公司          | 五组       | 是          | 示例  |
        """,
        columns="K",
    )

    assert found == ["K6", "K7"]


def test_a_score_is_not_negative_and_may_have_two_decimals() -> None:
    found = only("number_negative", "qc_groups\n| group_name | score |\n| 一组 | 85.25 |\n| 二组 | -1 |")

    assert found == ["S7"]


@pytest.mark.parametrize(("length", "cells"), [(300, []), (301, ["R6"])])
def test_a_comment_has_no_more_characters_than_the_notice_says(length: int, cells: list[str]) -> None:
    found = only("text_too_long", f"qc_groups\n| group_name | evaluation |\n| 一组 | {'评' * length} |")

    assert found == cells


def test_a_line_break_is_no_character_of_a_comment() -> None:
    filled = submission("qc_groups\n| group_name | evaluation |\n| 一组 | 评 |", edition(HENAN))
    (row,) = filled.tables["qc_groups"].rows
    written = {**row.values, "evaluation": "评" * 150 + "\n" + "评" * 150}
    table = dataclasses.replace(filled.tables["qc_groups"], rows=(dataclasses.replace(row, values=written),))
    changed = dataclasses.replace(filled, tables={**filled.tables, "qc_groups": table})

    found = [problem.code for _, problem in check_columns(edition(HENAN), {"one": changed})]

    assert "text_too_long" not in found


@pytest.mark.parametrize("typed", ["无", "/", "——", "暂无", "N/A", "'0", "、 、"])
def test_a_word_for_nothing_is_no_entry(typed: str) -> None:
    lists = f"qc_judges\n| judge_name | employer | certificate_number |\n| {typed} | 示例公司 | {typed} |"

    assert only("required_says_nothing", lists) == ["B6"]
    assert only("advised_says_nothing", lists) == ["D6"]


@pytest.mark.parametrize(
    ("form", "field", "typed", "cells"),
    [
        ("qc_judges", "employer", "写单位全称和通讯地址", ["C6"]),
        ("qc_judges", "employer", "工作单位（通讯地址）", ["C6"]),
        ("qc_judges", "employer", "示例公司，写单位全称和通讯地址", []),
        ("teams", "training", "'例如 120/36", ["V7"]),
        ("teams", "training", "'120/36", []),
        ("teams", "introduction", "详见附件", ["Z7"]),
        ("teams", "introduction", "全年开展活动十二次，数据见附件", []),
    ],
)
def test_a_copied_hint_or_a_mere_reference_is_no_entry(
    form: str, field: str, typed: str, cells: list[str]
) -> None:
    assert only("required_says_nothing", f"{form}\n| {field} |\n| {typed} |") == cells


@pytest.mark.parametrize("typed", ["无锡示例", "吴某", "A-01"])
def test_an_entry_that_begins_like_such_a_word_is_one(typed: str) -> None:
    lists = f"qc_judges\n| judge_name | employer | certificate_number |\n| {typed} | 示例公司 | {typed} |"

    assert only("required_says_nothing", lists) == only("advised_says_nothing", lists) == []


@pytest.mark.parametrize(("put_forward", "cells"), [("是", ["K6"]), ("否", [])])
def test_a_row_that_is_not_put_forward_may_say_nothing(put_forward: str, cells: list[str]) -> None:
    found = only(
        "required_says_nothing",
        f"qc_groups\n| group_name | recommended | topic |\n| 一组 | {put_forward} | 无 |",
    )

    assert found == cells


def test_a_blank_required_entry_is_missing_and_zero_is_not() -> None:
    found = only(
        "required_missing",
        """
        enterprises
        | enterprise_name | employees | qc_participants |
        | --------------- | --------- | --------------- |
        | 甲公司          | 0         | '0              |
        | 乙公司          |           | 0               |
        |                 | 5         | \u3000          |
        """,
        columns="ADE",
    )

    assert found == ["A8", "D7", "E8"]


def test_a_blank_row_misses_nothing() -> None:
    given = """
        enterprises
        | enterprise_name | employees |
        | --------------- | --------- |
        |                 |           |
        | \u3000          | =""       |
        | 甲公司          |           |
        """

    assert only("required_missing", given, columns="D") == ["D8"]


def test_a_subtotal_of_another_unit_need_not_have_what_only_own_rows_must() -> None:
    of = with_field(edition(HENAN), "enterprises.employees", need=Need.OWN)
    given = """
        enterprises
        | enterprise_name | employees | source_unit |
        | --------------- | --------- | ----------- |
        | 甲公司          |           |             |
        | 乙公司          | 20        |             |
        | 丙公司          |           | 浉河区      |
        """

    assert only("required_missing", given, of, columns="D") == ["D6"]


@pytest.mark.parametrize("id_", [HENAN, CHONGQING])
def test_a_blank_advised_entry_asks_for_a_reason(id_: str) -> None:
    given = "cover\n| preparer | preparer_phone |\n| 示例 | |"

    found = [each for each in column_problems(given, edition(id_)) if each.sheet == "填报说明"]

    assert places(found) == [("advised_missing", "D7")]
    assert found[0].severity is Severity.WARNING


def test_a_count_or_an_amount_below_zero_is_an_error() -> None:
    found = only(
        "number_negative",
        """
        enterprises
        | enterprise_name | employees | qc_groups_total | qc_benefit |
        | --------------- | --------- | --------------- | ---------- |
        | 甲公司          | 0         | 5               | 0          |
        | 乙公司          | -1        | '-5             | -0.000001  |
        """,
    )

    assert found == ["D7", "F7", "K7"]


def test_a_choice_is_one_of_its_options() -> None:
    def held(answer: str) -> list[str]:
        return only("choice_unknown", f"qc_statistics\n| qc_exchange_held |\n| {answer} |")

    assert [held(answer) for answer in ("是", "否", "√", " 是 ", "")] == [[]] * 5
    assert [held(answer) for answer in ("有", "是否", "1")] == [["B15"]] * 3


def test_a_text_has_at_most_as_many_characters_as_its_field_allows() -> None:
    found = only(
        "text_too_long",
        f"""
        enterprises
        | enterprise_name |
        | --------------- |
        | {"企" * 100}    |
        | {"企" * 101}    |
        """,
    )

    assert found == ["A7"]


def shares(*written: str) -> list[str]:
    of = with_field(edition(HENAN), "enterprises.team_spending", kind=FieldKind.SHARE, measure="%")
    rows = "\n".join(f"| 企业{number} | {text} |" for number, text in enumerate(written))
    return only("share_out_of_range", f"enterprises\n| enterprise_name | team_spending |\n{rows}", of)


def test_a_share_lies_between_0_and_100() -> None:
    assert shares("0", "100", "'99.5%", "") == []
    assert shares("85", "100.01", "-1", "'120%") == ["Q7", "Q8", "Q9"]


@pytest.mark.parametrize("code", ["required_missing", "number_negative", "choice_unknown", "text_too_long"])
def test_the_severity_is_the_one_the_edition_states(code: str) -> None:
    graded = with_severity(edition(HENAN), code, Severity.INFO)
    faults = f"""
        enterprises
        | enterprise_name | employees |
        | {"企" * 101}    | -1        |

        qc_statistics
        | qc_exchange_held |
        | 有               |
        """

    found = {each.severity for each in column_problems(faults, graded) if each.code == code}

    assert found == {Severity.INFO}


def test_a_text_in_a_number_column_hides_no_other_fault_of_that_column() -> None:
    found = taken(
        """
        enterprises
        | enterprise_name | employees |
        | --------------- | --------- |
        | 甲公司          | 约35      |
        | 乙公司          | -1        |
        | 丙公司          |           |
        """
    )
    assert found.submission is not None
    judged = [each for _, each in check_columns(edition(), {"one": found.submission})]

    in_list = [each for each in (*found.problems, *judged) if each.sheet == "企业明细"]
    assert sorted(place for place in places(in_list) if place[1].startswith("D")) == [
        ("not_a_number", "D6"),
        ("number_negative", "D7"),
        ("required_missing", "D8"),
    ]


@pytest.mark.parametrize("entry", ["约35", "#REF!", "=", "2020-05-20"])
def test_an_entry_that_cannot_be_read_is_not_also_missing(entry: str) -> None:
    given = f"enterprises\n| enterprise_name | employees |\n| 甲公司 | {entry} |"

    assert "D6" not in only("required_missing", given)


def test_an_unreadable_entry_of_a_card_is_not_also_missing() -> None:
    assert "B15" not in only("required_missing", "qc_statistics\n| qc_exchange_held |\n| #REF! |")


def test_a_column_that_is_gone_is_not_missing_row_by_row() -> None:
    found = submission("enterprises\n| enterprise_name |\n| 甲公司 |")
    table = found.tables["enterprises"]
    left = {id_: column for id_, column in table.columns.items() if id_ != "employees"}
    lost = dataclasses.replace(found, tables={"enterprises": dataclasses.replace(table, columns=left)})

    cells = [each.cell for _, each in check_columns(edition(), {"one": lost}) if each.sheet == "企业明细"]

    assert "" not in cells
    assert len(cells) == 9


def test_the_value_of_a_fault_is_shown_in_the_measure_of_its_field() -> None:
    (found,) = [
        each
        for each in column_problems("enterprises\n| enterprise_name | qc_benefit |\n| 甲公司 | -3.5 |")
        if each.code == "number_negative"
    ]

    assert found.value == "-3.5"


ENTRIES = st.sampled_from(
    ["", "0", "7", "-1", "'12", "约3", "#REF!", "=", "=4", "2020-01-01", "企" * 101, "有"]
)
ROWS = st.lists(st.tuples(ENTRIES, ENTRIES, ENTRIES), max_size=4)
BOOKS = st.lists(st.tuples(ROWS, ENTRIES), min_size=1, max_size=5)


def a_book(rows: list[tuple[str, str, str]], held: str) -> Submission:
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return submission(
        f"enterprises\n| enterprise_name | employees | qc_benefit |\n{lines}\n"
        f"qc_statistics\n| qc_exchange_held |\n| {held} |"
    )


@settings(deadline=None, max_examples=12)
@given(BOOKS)
def test_judging_workbooks_together_is_judging_each_alone(
    drawn: list[tuple[list[tuple[str, str, str]], str]],
) -> None:
    books = {f"第{number}份": a_book(rows, held) for number, (rows, held) in enumerate(drawn)}

    together: dict[str, list[Problem]] = {key: [] for key in books}
    for key, found in check_columns(edition(), books):
        together[key].append(found)

    for key, book in books.items():
        alone = [found for _, found in check_columns(edition(), {"": book})]
        assert sorted(together[key], key=repr) == sorted(alone, key=repr)
