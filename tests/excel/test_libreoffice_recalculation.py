"""A real LibreOffice calculates what we do, computed cells and live checks, and what it saves can be read."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from qcxl.core.columns import check_columns
from qcxl.core.contacts.credit_codes import with_check_digit
from qcxl.core.figures import known_units
from qcxl.core.figures.computed import compute, shown
from qcxl.core.figures.known_units import KnownUnits
from qcxl.core.reading.intake import TakenIn, take_in
from qcxl.core.rules import PREDICATES, Subject
from qcxl.core.sheets.layout import LAST_ROW, lay_out
from qcxl.core.validation import validate
from qcxl.excel.issued.compiler import compile_forms, unit_lists
from qcxl.excel.reading.grid_reader import read_grid
from qcxl.model.edition import Edition
from qcxl.model.form import Field
from qcxl.model.grid import Grid, parse_address
from qcxl.model.submission import Submission
from qcxl.store import resources
from qcxl.tasks.context.editions import load_edition
from qcxl.tasks.receiving.reading import files_at
from qcxl.tasks.result_files import write_results
from qcxl.tasks.validate import judge_files
from tests.support import workbooks
from tests.support.crews import INLINE
from tests.support.damage import with_wrong_results
from tests.support.inbox import enterprise
from tests.support.libreoffice import convert_all, requires_libreoffice

HENAN, CHONGQING = "henan-2020", "chongqing-2019"
COUNTY, CITY, DIRECT = (HENAN, "411521"), (HENAN, "4115"), (HENAN, "HY10")
WRONG = 987654
TEAM_FIGURES = {
    *("team_enterprises", "team_count", "team_count_total", "team_participants", "teams_recommended"),
    *("team_spending", "team_rewards"),
}
NO_NUMBERS_TO_A_SUM = (
    *("not_a_number", "number_as_text", "number_read_from_text", "measure_mismatch", "number_negative"),
)
"""What 自检 counts as one: entries that a sum passes over, and negative ones."""
COUNTED_BY_ROWS = {"quota_exceeded"}
"""Where 自检 counts the rows too many and validation has one problem: only whether there is any counts."""

Entries = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Case:
    """A workbook to fill: whose it is, rows of lists, entries of cards, and a row at the last place."""

    issued: tuple[str, str]
    rows: Sequence[Entries] = ()
    lists: Mapping[str, Sequence[Entries]] = field(default_factory=dict)
    cards: Mapping[str, Entries] = field(default_factory=dict)
    last_row: Entries = field(default_factory=dict)

    @property
    def edition(self) -> Edition:
        return workbooks.edition(self.issued[0])

    def filled(self) -> bytes:
        """The workbook as somebody returns it, with wrong cached values in all formula cells."""
        edition_id, unit = self.issued
        rows = {"enterprises": self.rows, **self.lists}
        filled = workbooks.fill(workbooks.blank(unit, edition_id), rows, self.cards)
        for id_, value in self.last_row.items():
            sheet, header = filled.place("enterprises", id_)
            filled.workbook[sheet].cell(LAST_ROW, parse_address(header)[1], value)
        return with_wrong_results(filled.data(), WRONG)


def chongqing(name: str, **given: object) -> dict[str, object]:
    row = enterprise(name, **given)
    return {id_: value for id_, value in row.items() if id_ != "qc_benefit_total"}


def team_figures(count: int, **given: object) -> dict[str, object]:
    """The columns of an enterprise with so many teams."""
    usual = {
        "team_count": count,
        "team_count_total": 2 * count,
        "team_participants": 10 * count,
        "team_spending": 1.5 * count,
        "team_rewards": 0.000001 * count,
    }
    return {**usual, **given}


def group(name: str, **given: object) -> dict[str, object]:
    """A row of 附件9-1 that no rule objects to."""
    usual = {
        "enterprise_name": "普通",
        "members": "赵某甲、钱某乙、孙某丙",
        "topic_type": "创新型",
        "union_members": 3,
        "women": 1,
        "youth": 0,
        "tier": "二等",
        "topic": "示例课题",
        "address": "示例路 1 号",
        "postcode": "450000",
        "department": "质量部",
        "contact": "赵某甲",
        "mobile": "13800000000",
        "introduction": "示例",
    }
    return {"group_name": name, **usual, **given}


def team(name: str, **given: object) -> dict[str, object]:
    """A row of 附件9-3 that no rule objects to."""
    usual = {
        "enterprise_name": "普通",
        "team_size": 12,
        "union_members": 10,
        "women": 4,
        "youth": 5,
        "address": "示例路 1 号",
        "postcode": "450000",
        "department": "质量部",
        "contact": "赵某甲",
        "mobile": "13800000000",
        "leader": "赵某甲",
        "completion_rate": 100,
        "quality_pass_rate": 99.5,
        "defect_rate": 0.3,
        "incidents": 0,
        "complaints": 0,
        "first_pass_rate": 98,
        "training": "12/36",
        "improvement_rate": 95,
        "quality_cost": 3.5,
        "no_incident_3y": "是",
        "introduction": "示例",
    }
    return {"team_name": name, **usual, **given}


def judge(name: str, **given: object) -> dict[str, object]:
    return {"judge_name": name, "employer": "普通（示例路 1 号）", "certificate_number": "A1", **given}


DIRECT_ROWS = (
    enterprise("按名称", direct_unit="国网河南省电力公司", employees=1000),
    enterprise("按代码", direct_unit="HY03", qc_groups_total=200),
    enterprise("小写代码", direct_unit="hy02", qc_groups_total=300),
    enterprise("前后空格", direct_unit=" 中原油田  ", qc_groups_registered=15),
    enterprise("全角空格", direct_unit="\u3000河南油田\u3000", qc_groups_active=9),
    enterprise("不间断空格", direct_unit="中国铁路郑州局集团有限公司\u00a0", qc_benefit=3.25),
    enterprise("中间空格", direct_unit="国防 科工局", qc_groups_with_results=3),
    enterprise("全角代码", direct_unit="ＨＹ１２", qc_spending=7),
    enterprise("只有空格", direct_unit="  ", employees=321),
)
CASES = {
    "blank": Case(COUNTY),
    "blank chongqing": Case((CHONGQING, "500101")),
    "nil return": Case(COUNTY, cards={"cover": {"nil_return": "是"}}),
    "region": Case(
        CITY,
        rows=(
            *DIRECT_ROWS,
            enterprise("普通", employees=333, qc_participants=111),
            enterprise("六位小数", qc_benefit_total=1234.567891, qc_benefit=0.000001, qc_spending=0.1),
            enterprise(
                "六位小数二", qc_benefit_total=0.000009, qc_benefit=0.2, qc_spending=0.2, qc_rewards=0.7
            ),
            enterprise("文本数", employees="500", qc_groups_total=" 12 ", qc_benefit="1.5"),
            enterprise("文本数属直报", direct_unit="HY01", qc_groups_total="70", qc_spending="3"),
            enterprise("有空白", qc_rewards=None, qc_groups_active=None),
            {},
            enterprise("空行之后", employees=7, qc_participants=7),
            enterprise("末尾直报", direct_unit="其他", employees=3),
            enterprise("有班组", **team_figures(3)),
            enterprise("班组属直报", direct_unit="HY05", **team_figures(4)),
            enterprise("班组文本数", **team_figures(5, team_count="5", team_spending="7.5")),
            enterprise("没有班组", **team_figures(0)),
            enterprise("分县行", source_unit="罗山县", **team_figures(9, team_enterprises=4)),
            enterprise(
                "分县行二", source_unit="光山县", direct_unit="HY05", team_enterprises=2, team_count=2
            ),
        ),
        lists={
            "teams": (
                team("一班"),
                team("二班", recommended="是", team_size=30),
                team("三班", recommended="否", women=None),
                {},
                team("四班", recommended="不", team_size="19", youth=" "),
                team("五班", recommended="\u3000", union_members="8"),
            )
        },
        last_row=enterprise("最后一行", qc_groups_total=99999, qc_groups_registered=12345),
    ),
    "direct unit": Case(DIRECT, rows=DIRECT_ROWS),
    "all deducted": Case(COUNTY, rows=DIRECT_ROWS[:3]),
    "numbers as text only": Case(
        COUNTY,
        rows=(enterprise("全是文本", **{id_: "12" for id_ in enterprise("") if id_.startswith("qc_")}),),
    ),
    "chongqing county": Case(
        (CHONGQING, "500101"), rows=(chongqing("甲"), chongqing("乙", qc_benefit=0.333333, employees=77))
    ),
    "chongqing enterprise": Case((CHONGQING, "50010101"), rows=(chongqing("示例公司", qc_participants=33),)),
    "faulty": Case(
        CITY,
        rows=(
            enterprise("年度大于累计的厂", qc_groups_registered=21, qc_groups_with_results=1, qc_benefit=31),
            enterprise("坚持大于累计的厂", qc_groups_active=21),
            enterprise("成果大于注册", qc_groups_with_results=11),
            enterprise("参加大于职工", qc_participants=101),
            enterprise("重复 企业"),
            enterprise("重复企业\u3000"),
            enterprise("重复企业", source_unit="罗山县"),
            enterprise("新ST示例"),
            enterprise("*ST示例"),
            enterprise("?ST示例~"),
            enterprise("示例(集团)公司"),
            enterprise("示例（集团）公司"),
            enterprise("不认识的行业", direct_unit="某某公司"),
            enterprise("写了无", direct_unit="*"),
            enterprise("缺数", employees=None, qc_spending="  ", qc_rewards="\u3000"),
            {"credit_code": with_check_digit("91410000" + "0" * 9)},
            enterprise("代码短", credit_code="91410000"),
            enterprise("换\n行"),
            enterprise("长" * 101),
            enterprise("直报企业", direct_unit="HY03"),
            enterprise("普通"),
            enterprise("班组为零", **team_figures(0, team_participants=5, team_spending=1)),
            enterprise("班组空白", team_rewards=2, team_enterprises=1),
            enterprise("班组缺数", team_count=2),
            enterprise("班组无人", **team_figures(2, team_participants=0)),
            enterprise("班组大于累计的厂", **team_figures(5, team_count_total=4)),
            {"enterprise_name": "只有名称"},
            enterprise("合 计"),
            enterprise("不是数", employees="约35", qc_rewards="1.5", qc_spending=-3),
        ),
        lists={
            "qc_groups": (
                group("重复小组", tier="一等"),
                group("重复 小组", tier="一等"),
                group(
                    "人多", tier="一等", members="、".join(f"赵某{stem}" for stem in "甲乙丙丁戊己庚辛壬癸子")
                ),
                group("部分大于全部", tier="一等", women=4, youth=5),
                group("没有这家", enterprise_name="没有这家公司"),
                group("直报的", enterprise_name="直报企业"),
                group("直报的不推荐", enterprise_name="直报企业", recommended="否"),
                group("(甲)小组"),
                group("换\n行"),
                group("邮编短", postcode="4500"),
                group("缺数", topic_type=None, topic=" ", mobile=None, postcode=None),
                group("不推荐的不缺数", recommended="否", topic=None, mobile=None, postcode=None, tier=None),
                group("选项不对", topic_type="现场型", tier="特等"),
                group("不是数", union_members="约3", score=-1),
                group("评价长", evaluation="长" * 301),
                group("合 计"),
                {"members": "赵某甲"},
            ),
            "qc_judges": (judge("赵某甲"), judge("钱某乙"), judge("赵 某甲"), judge("孙某丙", employer=None)),
            "teams": (
                team("重复班组"),
                team("重复 班组"),
                team("部分大于全部", women=13, union_members=14),
                team("没有这家", enterprise_name="没有这家公司"),
                team("直报的", enterprise_name="直报企业"),
                team("(甲)班"),
                team("换\n行"),
                team("邮编短", postcode="4500"),
                team("缺数", team_size=None, leader=None, incidents=None),
                team("选项不对", recommended="也许"),
                team("不是数", completion_rate="约98", score=-1),
                team("长" * 101),
                team("有事故", incidents=1),
                team("总计"),
                team("三年内有事故", no_incident_3y="否"),
                team("有事故不推荐", incidents=1, no_incident_3y="否", recommended="否"),
            ),
            "team_judges": (judge("赵某甲"), judge("赵某甲"), judge("孙某丙", employer=" ")),
        },
        cards={
            "qc_statistics": {
                "qc_exchange_held": "是",
                "qc_exchange_entered": 3,
                "qc_exchange_presented": 5,
                "qc_postcode": "45000",
            },
            "team_statistics": {
                "team_exchange_held": "是",
                "team_exchange_presented": 5,
                "team_exchange_entered": 3,
                "team_postcode": "4500000",
            },
        },
    ),
    "faulty cards": Case(
        COUNTY,
        rows=(enterprise("普通"),),
        cards={
            "cover": {"nil_return": "没有"},
            "qc_statistics": {"qc_exchange_held": "可能"},
            "team_statistics": {"team_exchange_held": "是", "team_exchange_entered": "约3"},
        },
    ),
    "more faulty cards": Case(
        COUNTY,
        rows=(enterprise("普通"),),
        cards={
            "qc_statistics": {"qc_exchange_held": "是", "qc_exchange_presented": "两个"},
            "team_statistics": {
                "team_exchange_held": "否",
                "team_exchange_entered": 3,
                "team_review_alone": "√√",
            },
        },
    ),
    "faulty chongqing": Case(
        (CHONGQING, "500101"),
        rows=(
            chongqing("年度大于累计的厂", qc_groups_registered=21),
            chongqing("坚持大于累计的厂", qc_groups_active=21),
            chongqing("成果大于注册", qc_groups_with_results=11),
            chongqing("参加大于职工", qc_participants=101),
            chongqing("重复"),
            chongqing("重复"),
            chongqing("缺数", employees=None),
            chongqing("总计", qc_rewards="无"),
            chongqing("(甲)公司", credit_code="91500000"),
            chongqing("换\n行"),
        ),
        cards={"cover": {"nil_return": "是"}, "qc_statistics": {"qc_postcode": "40000"}},
    ),
    "nil return with rows": Case(
        COUNTY,
        rows=(enterprise("甲"),),
        cards={
            "cover": {"nil_return": "是"},
            "qc_statistics": {"qc_exchange_held": "否", "qc_exchange_entered": 3, "qc_exchange_presented": 0},
        },
    ),
}
EDITIONS = (HENAN, CHONGQING)


@cache
def returned(name: str) -> bytes:
    return CASES[name].filled()


@dataclass(frozen=True, slots=True)
class Recalculated:
    """A workbook as returned and as LibreOffice saved it."""

    case: Case
    returned: TakenIn
    saved: TakenIn
    grid: Grid

    @property
    def submission(self) -> Submission:
        assert self.saved.submission is not None
        return self.saved.submission

    @property
    def known(self) -> KnownUnits:
        return known_units.from_lists(self.submission)

    def checks(self) -> dict[str, object]:
        """What 自检 counts, by the text of each line."""
        layout = lay_out(self.case.edition)["checks"]
        sheet = next(sheet for sheet in self.grid.sheets if sheet.name == layout.form.sheet)
        text, count = (layout.spots[f"check.{part}"][1] for part in ("text", "count"))
        rows = range(layout.row, len(sheet.rows) + 1)
        lines = {str(sheet.value((row, text))): sheet.value((row, count)) for row in rows}
        assert len(lines) == len(rows)
        return lines

    def expected_checks(self) -> dict[str, int]:
        """How many problems of each live rule validation finds, by the text of its line."""
        edition = self.case.edition
        subject = Subject(self.submission, edition, self.known)
        columns = (problem for _, problem in check_columns(edition, {"it": self.submission}))
        counts = Counter((problem.sheet, problem.code) for problem in (*self.saved.problems, *columns))
        expected = {}
        for rule in edition.rules:
            if rule.live and rule.predicate:
                form = edition.form(rule.form)
                found = PREDICATES[rule.predicate].check(rule, form, subject)
                expected[f"{form.sheet}：{rule.note}"] = len(list(found))
            elif rule.live:
                codes = NO_NUMBERS_TO_A_SUM if rule.code == "not_a_number" else (rule.code,)
                for form in edition.forms:
                    count = sum(counts[form.sheet, code] for code in codes)
                    expected[f"{form.sheet}：{rule.note}"] = count
        return expected

    def by_rows(self) -> set[str]:
        """The lines that count rows where validation counts problems."""
        edition = self.case.edition
        return {
            f"{edition.form(rule.form).sheet}：{rule.note}"
            for rule in edition.rules
            if rule.live and rule.code in COUNTED_BY_ROWS
        }


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """All cases and both editions, saved again by one LibreOffice that calculates everything anew."""
    folder = tmp_path_factory.mktemp("recalculation")
    paths = {}
    for name in CASES:
        paths[name] = folder / f"{name}.xlsx"
        paths[name].write_bytes(returned(name))
    for id_ in EDITIONS:
        # A copy: while one LibreOffice has a file open, no other can open it.
        paths[id_] = folder / f"{id_}.xlsx"
        paths[id_].write_bytes(resources.resource("workbooks", "editions", f"{id_}.xlsx").read_bytes())
    saved = convert_all(paths.values(), "xlsx", folder / "saved")
    return dict(zip(paths, saved, strict=True))


@pytest.fixture(scope="module")
def recalculated(converted: Mapping[str, Path]) -> Mapping[str, Recalculated]:
    return {name: _recalculated(name, converted[name].read_bytes()) for name in CASES}


@requires_libreoffice
@pytest.mark.parametrize("name", CASES)
def test_computed_cells_are_what_we_compute_from_what_formulas_see(
    recalculated: Mapping[str, Recalculated], name: str
) -> None:
    book = recalculated[name]

    assert _displayed(book) == _expected(book)


@requires_libreoffice
def test_the_cases_are_no_trivial_ones(recalculated: Mapping[str, Recalculated]) -> None:
    region, direct, nil = (
        {id_: figure for (_, id_), figure in _expected(recalculated[name]).items()}
        for name in ("region", "direct unit", "nil return")
    )
    gross = compute(
        workbooks.edition().form("qc_statistics"),
        recalculated["region"].submission,
        workbooks.edition(),
        KnownUnits({}, {}, frozenset(), is_direct=False),
    )

    assert None not in region.values()
    assert {id_ for id_, figure in direct.items() if figure is None} == TEAM_FIGURES
    assert region["team_enterprises"] == 1 + 4  # a subtotal row and, of the others, one that formulas see
    assert region["teams_recommended"] == 3
    assert Decimal(gross.seen["qc_groups_total"]) / 10000 > region["qc_groups_total"]  # type: ignore[arg-type]
    assert set(nil.values()) == {0, None}
    assert set(_expected(recalculated["blank"]).values()) == {None}


@requires_libreoffice
def test_the_last_row_that_formulas_see_is_seen(recalculated: Mapping[str, Recalculated]) -> None:
    rows = recalculated["region"].submission.tables["enterprises"].rows

    assert rows[-1].number == LAST_ROW
    displayed = _displayed(recalculated["region"])["qc_statistics", "qc_groups_total"]
    assert displayed is not None
    assert displayed > 9


@requires_libreoffice
def test_wrong_cached_values_would_have_been_noticed() -> None:
    taken = take_in(_grid(returned("region")), lambda _: CASES["region"].edition)
    assert taken.submission is not None

    shown_values = {
        value
        for form in CASES["region"].edition.statistics
        for value in taken.submission.cards[form.id].shown.values()
    }
    assert shown_values == {float(WRONG)}


@requires_libreoffice
@pytest.mark.parametrize("name", CASES)
def test_live_checks_count_what_validation_finds(recalculated: Mapping[str, Recalculated], name: str) -> None:
    book = recalculated[name]
    shown_counts, expected = book.checks(), book.expected_checks()
    by_rows = book.by_rows()

    assert {line for line, count in expected.items() if count} <= shown_counts.keys()
    assert {line: count for line, count in shown_counts.items() if line not in by_rows} == {
        line: expected[line] for line in shown_counts if line not in by_rows
    }
    assert {line: bool(shown_counts[line]) for line in by_rows} == {
        line: bool(expected[line]) for line in by_rows
    }


@requires_libreoffice
@pytest.mark.parametrize("name", CASES)
def test_a_marked_copy_shows_the_counts_that_formulas_make(
    recalculated: Mapping[str, Recalculated], name: str, tmp_path: Path
) -> None:
    path = tmp_path / "报送.xlsx"
    path.write_bytes(returned(name))
    (file,) = files_at([path])

    (copy,) = write_results([(file, *judge_files([file], INLINE))], tmp_path / "标注", INLINE)

    assert copy.path is not None
    shown_counts = dataclasses.replace(recalculated[name], grid=_grid(copy.path.read_bytes())).checks()
    assert shown_counts == recalculated[name].checks()


@requires_libreoffice
def test_every_live_check_is_a_number_and_never_true_or_false(
    recalculated: Mapping[str, Recalculated],
) -> None:
    found = [count for book in recalculated.values() for count in book.checks().values()]

    assert found
    assert not [count for count in found if isinstance(count, bool)]


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_live_check_fails_and_passes_in_some_case(
    recalculated: Mapping[str, Recalculated], edition_id: str
) -> None:
    counts: dict[str, set[object]] = {}
    for book in recalculated.values():
        if book.case.issued[0] == edition_id:
            for line, count in book.checks().items():
                counts.setdefault(line, set()).add(count)

    named = {line.partition("：")[2] for line in counts}
    assert named == {rule.note for rule in workbooks.edition(edition_id).rules if rule.live}
    assert [line for line, found in counts.items() if 0 not in found or len(found) == 1] == []


@requires_libreoffice
@pytest.mark.parametrize("name", CASES)
def test_a_workbook_saved_by_libreoffice_is_read_as_it_was_returned(
    recalculated: Mapping[str, Recalculated], name: str
) -> None:
    book = recalculated[name]
    before, after = book.returned, book.saved
    assert before.submission is not None
    assert after.submission is not None

    assert after.identity == before.identity
    assert after.problems == before.problems
    assert after.submission.lists == before.submission.lists
    assert after.submission.tables == before.submission.tables
    for form, card in before.submission.cards.items():
        assert after.submission.cards[form].values == card.values
        assert after.submission.cards[form].overwritten == frozenset()


@requires_libreoffice
@pytest.mark.parametrize("name", CASES)
def test_figures_recalculated_by_libreoffice_agree_with_the_entries(
    recalculated: Mapping[str, Recalculated], name: str
) -> None:
    book = recalculated[name]
    found = validate(book.case.edition, {"it": book.submission}, {"it": book.known})["it"]

    assert not [p.cell for p in found if p.code in ("computed_differs", "computed_overwritten")]


@requires_libreoffice
@pytest.mark.parametrize("name", ["blank", "blank chongqing"])
def test_the_cached_values_of_a_blank_workbook_are_those_that_libreoffice_finds(
    recalculated: Mapping[str, Recalculated], name: str
) -> None:
    edition_id, unit = recalculated[name].case.issued
    issued = _grid(workbooks.blank(unit, edition_id))

    for before, after in zip(issued.sheets, recalculated[name].grid.sheets, strict=True):
        for place in before.formulas:
            assert before.value(place) == after.value(place), (before.name, place)


@requires_libreoffice
@pytest.mark.parametrize("edition_id", EDITIONS)
def test_an_edition_saved_by_libreoffice_is_the_same_edition(
    converted: Mapping[str, Path], edition_id: str
) -> None:
    assert load_edition(converted[edition_id]).edition.hash == workbooks.edition(edition_id).hash


@requires_libreoffice
@pytest.mark.parametrize(("edition_id", "unit"), [CITY, (CHONGQING, "500101")])
def test_an_edition_saved_by_libreoffice_issues_the_same_forms(
    converted: Mapping[str, Path], edition_id: str, unit: str
) -> None:
    roster = workbooks.roster(edition_id)
    package = compile_forms(workbooks.edition(edition_id), converted[edition_id].read_bytes(), roster)
    again = package.workbook(roster.unit(unit), roster, unit_lists(roster, roster.unit(unit)))

    one, other = (workbooks.open_workbook(data) for data in (workbooks.blank(unit, edition_id), again))
    for name in one.sheetnames:
        assert _texts(one[name]) == _texts(other[name])
        assert _widths(one[name]) == pytest.approx(_widths(other[name]), rel=0.05)
        assert {str(merged) for merged in one[name].merged_cells.ranges} == {
            str(merged) for merged in other[name].merged_cells.ranges
        }


def _recalculated(name: str, saved: bytes) -> Recalculated:
    edition = CASES[name].edition
    before, after = _grid(returned(name)), _grid(saved)
    return Recalculated(
        CASES[name], take_in(before, lambda _: edition), take_in(after, lambda _: edition), after
    )


def _grid(data: bytes) -> Grid:
    found = read_grid(data)
    assert isinstance(found, Grid), found
    return found


Figures = dict[tuple[str, str], Decimal | None]
"""What computed cells show, by form and field; None for blank."""


def _displayed(book: Recalculated) -> Figures:
    """What each computed cell displays."""
    displayed = {form.id: book.submission.cards[form.id].shown for form in book.case.edition.statistics}
    return {
        (form.id, each.id): Decimal(repr(displayed[form.id][each.id]))
        .quantize(Decimal("0.000001"))
        .normalize()
        if each.id in displayed[form.id]
        else None
        for form in book.case.edition.statistics
        for each in form.computed
    }


def _expected(book: Recalculated) -> Figures:
    """What each computed cell should display; a sum shows nothing before an entry that its formula sees."""
    found: Figures = {}
    nil = book.submission.value("cover.nil_return") == "是"
    for form in book.case.edition.statistics:
        figures = compute(form, book.submission, book.case.edition, book.known)
        for each in form.computed:
            figure = shown(figures.seen[each.id], each)
            visible = figure is not None and (each.divisor or nil or _is_typed(each, book))
            found[form.id, each.id] = figure.normalize() if visible and figure is not None else None
    return found


def _is_typed(figure: Field, book: Recalculated) -> bool:
    """True where something stands that a sum is made from: its column, or what a blank there hangs on."""
    base = book.case.edition.field(figure.base)
    column = base.id
    if base.default:
        column = base.default_when or book.case.edition.form(base.form).fields[0].id
    rows = book.submission.tables[base.form].rows
    return any(column in row.values and column not in row.unseen for row in rows)


def _texts(sheet: Worksheet) -> dict[str, object]:
    return {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
    }


def _widths(sheet: Worksheet) -> dict[str, float]:
    return {letters: column.width for letters, column in sheet.column_dimensions.items()}
