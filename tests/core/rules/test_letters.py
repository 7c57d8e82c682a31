"""Letters and decoration that certificates would print."""

from __future__ import annotations

import pytest

from qcxl.core.figures import known_units
from qcxl.core.reading.intake import take_in
from qcxl.core.rules import PREDICATES, Subject
from qcxl.core.validation import check_rules
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.grid import Grid
from qcxl.model.problem import Problem, Severity
from tests.support.submissions import CHONGQING, HENAN, places, rule_problems, taken, workbook
from tests.support.workbooks import edition

CODES = frozenset({"name_decorated", "name_letter_odd", "letter_odd", "text_letter_odd"})


def judged(markdown: str, id_: str = HENAN) -> list[Problem]:
    return [found for found in rule_problems(markdown, edition(id_)) if found.code in CODES]


def one(form: str, **entries: str) -> str:
    return f"{form}\n| {' | '.join(entries)} |\n| {' | '.join(entries.values())} |"


@pytest.mark.parametrize("id_", [HENAN, CHONGQING])
@pytest.mark.parametrize("one", ["name_decorated", "name_letter_odd", "letter_odd", "text_letter_odd"])
def test_the_rules_stand_where_their_predicates_can_work(id_: str, one: str) -> None:
    rules = [rule for rule in edition(id_).rules if rule.code == one]

    assert rules
    assert all(PREDICATES[rule.predicate].fits(rule, edition(id_)) for rule in rules)
    assert all(PREDICATES[rule.predicate].tells(rule.code) for rule in rules)


@pytest.mark.parametrize("id_", [HENAN, CHONGQING])
@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("示例机械有限公司（盖章）", ["name_decorated"]),
        ("1、示例机械有限公司", ["name_decorated"]),
        ("\u2f70例机械有限公司", ["name_letter_odd"]),
        ("示例\u200b机械有限公司", ["name_letter_odd"]),
        ("①\u2f70例机械有限公司", ["name_decorated", "name_letter_odd"]),
        ("\u200b示例机械有限公司\ufeff", []),
        ("示例（河南）机械有限公司", []),
        ("𬭎㛃机械有限公司", []),
    ],
)
def test_the_name_of_an_enterprise_is_nothing_but_its_name(id_: str, name: str, codes: list[str]) -> None:
    found = judged(one("enterprises", enterprise_name=name), id_)

    assert places(found) == [(code, "A6") for code in codes]
    assert {problem.severity for problem in found} <= {Severity.ERROR}
    assert all("“示例机械有限公司”" in problem.remedy for problem in found)


@pytest.mark.parametrize(
    ("form", "field", "entry", "code", "cell"),
    [
        ("qc_groups", "group_name", "1、启航QC小组", "name_decorated", "C6"),
        ("qc_groups", "group_name", "启航Q\u0421小组", "name_letter_odd", "C6"),
        ("qc_groups", "members", "赵某\ue863、钱某乙", "name_letter_odd", "D6"),
        ("qc_groups", "introduction", "小组\u2f64量管理", "text_letter_odd", ""),
        ("qc_judges", "judge_name", "赵\u200b某甲", "name_letter_odd", "B6"),
        ("qc_judges", "certificate_number", "2018-\u0410-01", "letter_odd", ""),
        ("teams", "team_name", "启航班组（新增）", "name_decorated", "C7"),
        ("teams", "team_name", "启航\u2ecb间班组", "name_letter_odd", "C7"),
        ("teams", "address", "示例\u200b路 1 号", "letter_odd", ""),
        ("team_statistics", "team_features", "特点\uf0b7一", "text_letter_odd", ""),
        ("qc_statistics", "qc_address", "示例\u200b路 1 号", "letter_odd", ""),
        ("cover", "preparer", "赵某\ue000", "letter_odd", ""),
    ],
)
def test_every_text_of_a_workbook_is_looked_at(
    form: str, field: str, entry: str, code: str, cell: str
) -> None:
    (found,) = judged(one(form, **{field: entry}))

    assert found.code == code
    assert found.cell == cell or not cell
    assert any(f"U+{ord(letter):04X}" in found.message for letter in entry) or code == "name_decorated"


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("introduction", "①现状调查：25℃、8㎜，“合格率”～98％，№3 机组✔️"),
        ("members", "赵㛃、买买提·艾力、1.钱䶮"),
        ("group_name", "启航（一）QC小组"),
        ("group_name", "＃1机组QC小组"),
    ],
)
def test_what_people_type_is_ordinary(field: str, entry: str) -> None:
    assert judged(one("qc_groups", **{field: entry})) == []


@pytest.mark.parametrize(
    ("typed", "remarks"),
    [
        ("\u200b示例机械有限公司", ["blanks_trimmed"]),
        ("示例\u200b机械有限公司", []),
        (" 示例\u200b机械有限公司", []),
        ("示例机械有限公司", []),
    ],
)
def test_an_unseen_letter_inside_a_name_is_told_once(typed: str, remarks: list[str]) -> None:
    read = taken(one("enterprises", enterprise_name=typed, employees="5"))

    assert [found.code for found in read.problems if found.code == "blanks_trimmed"] == remarks
    assert read.submission is not None
    assert read.submission.tables["enterprises"].rows[0].text("enterprise_name") == "示例机械有限公司"


@pytest.mark.parametrize("name", ["1 示例(河南)机械有限公司(盖章)", "★示例（河南） 机械有限公司"])
def test_every_rule_on_a_name_proposes_the_same_name(name: str) -> None:
    found = rule_problems(one("enterprises", enterprise_name=name), edition(HENAN))
    spelling = {"name_decorated", "name_inner_space", "name_half_width_bracket"}

    remedies = [problem.remedy for problem in found if problem.code in spelling]
    assert len(remedies) > 1
    assert all("“示例（河南）机械有限公司”" in remedy for remedy in remedies)


def test_odd_letters_come_through_a_real_file() -> None:
    name = "\u2f70例\u200b\ue863示\U000e0100例\U0002f80f有限公司"
    grid = read_grid(workbook(one("enterprises", enterprise_name=name)).data())
    assert isinstance(grid, Grid)

    submission = take_in(grid, lambda _: edition(HENAN)).submission
    assert submission is not None
    found = check_rules(Subject(submission, edition(HENAN), known_units.from_lists(submission)))

    (problem,) = (fault for fault in found if fault.code in CODES)
    assert (problem.code, problem.cell) == ("name_letter_odd", "A6")
    codes = ("U+2F70", "U+200B", "U+E863", "U+E0100", "U+2F80F")
    assert all(code in problem.message for code in codes)
