"""A real LibreOffice calculates what we do, computed cells and live checks, and what it saves can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from qcxl.core import known_units
from qcxl.core.figures import compute, shown
from qcxl.core.intake import TakenIn, take_in
from qcxl.core.known_units import KnownUnits
from qcxl.core.layout import LAST_ROW, lay_out
from qcxl.core.validation import validate
from qcxl.demo.fill import Filled
from qcxl.excel.edition_reader import load_edition
from qcxl.excel.form_compiler import compile_forms, unit_lists
from qcxl.excel.grid_reader import read_grid
from qcxl.model.edition import Edition
from qcxl.model.grid import Grid, parse_address
from qcxl.model.submission import Submission
from qcxl.store import resources
from tests.support import workbooks
from tests.support.damage import packed, unpacked
from tests.support.inbox import enterprise
from tests.support.libreoffice import convert_all, requires_libreoffice

HENAN, CHONGQING = "henan-2020", "chongqing-2019"
COUNTY, CITY, DIRECT = (HENAN, "411521"), (HENAN, "4115"), (HENAN, "HY10")
WRONG = 987654
NO_NUMBERS_TO_A_SUM = (
    *("not_a_number", "number_as_text", "number_read_from_text", "measure_mismatch", "number_negative"),
)
"""What 自检 counts as one: entries that a sum passes over, and negative ones."""

Entries = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Case:
    """A workbook to fill: whose it is, rows of 企业明细, entries of cards, and a row at the last place."""

    issued: tuple[str, str]
    rows: Sequence[Entries] = ()
    cards: Mapping[str, Entries] = field(default_factory=dict)
    last_row: Entries = field(default_factory=dict)

    @property
    def edition(self) -> Edition:
        return workbooks.edition(self.issued[0])

    def filled(self) -> bytes:
        """The workbook as somebody returns it, with wrong cached values in all formula cells."""
        edition_id, unit = self.issued
        filled = workbooks.fill(workbooks.blank(unit, edition_id), {"enterprises": self.rows}, self.cards)
        for id_, value in self.last_row.items():
            sheet, header = filled.place("enterprises", id_)
            filled.workbook[sheet].cell(LAST_ROW, parse_address(header)[1], value)
        return with_wrong_values(filled)


def with_wrong_values(filled: Filled) -> bytes:
    parts = unpacked(filled.data())
    seeded = 0
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            text, count = re.subn(r"</f><v\s*(?:/>|></v>)", f"</f><v>{WRONG}</v>", part.decode())
            parts[name] = text.encode()
            seeded += count
    assert seeded
    return packed(parts)


def chongqing(name: str, **given: object) -> dict[str, object]:
    row = enterprise(name, **given)
    return {id_: value for id_, value in row.items() if id_ != "qc_benefit_total"}


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
        ),
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
            enterprise("年度大于累计", qc_groups_registered=21, qc_groups_with_results=1, qc_benefit=31),
            enterprise("坚持大于累计", qc_groups_active=21),
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
            {"credit_code": "91410000000000000X"},
            {"enterprise_name": "只有名称"},
            enterprise("合 计"),
            enterprise("不是数", employees="约35", qc_rewards="1.5", qc_spending=-3),
        ),
        cards={
            "qc_statistics": {"qc_exchange_held": "是", "qc_exchange_entered": 3, "qc_exchange_presented": 5}
        },
    ),
    "faulty chongqing": Case(
        (CHONGQING, "500101"),
        rows=(
            chongqing("年度大于累计", qc_groups_registered=21),
            chongqing("坚持大于累计", qc_groups_active=21),
            chongqing("成果大于注册", qc_groups_with_results=11),
            chongqing("参加大于职工", qc_participants=101),
            chongqing("重复"),
            chongqing("重复"),
            chongqing("缺数", employees=None),
            chongqing("总计", qc_rewards="无"),
        ),
        cards={"cover": {"nil_return": "是"}},
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
        """What 自检 counts, by problem code."""
        layout = lay_out(self.case.edition)["checks"]
        sheet = next(sheet for sheet in self.grid.sheets if sheet.name == layout.form.sheet)
        live = [rule.code for rule in self.case.edition.rules if rule.live]
        column = layout.spots["check.count"][1]
        return {code: sheet.value((layout.row + line, column)) for line, code in enumerate(live)}

    def expected_checks(self) -> dict[str, object]:
        """How many problems of each of these rules validation finds."""
        edition = self.case.edition
        found = validate(edition, {"it": self.submission}, {"it": self.known})["it"]
        counts = Counter(problem.code for problem in (*self.saved.problems, *found))
        counts["not_a_number"] = sum(counts[code] for code in NO_NUMBERS_TO_A_SUM)
        return {rule.code: counts[rule.code] for rule in edition.rules if rule.live}


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """All cases and both editions, saved again by one LibreOffice that calculates everything anew."""
    folder = tmp_path_factory.mktemp("recalculation")
    paths = {}
    for name in CASES:
        paths[name] = folder / f"{name}.xlsx"
        paths[name].write_bytes(returned(name))
    for id_ in EDITIONS:
        paths[id_] = resources.resource("workbooks", "editions", f"{id_}.xlsx")
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

    assert _displayed(book) == dict(_expected(book))


@requires_libreoffice
def test_the_cases_are_no_trivial_ones(recalculated: Mapping[str, Recalculated]) -> None:
    region, direct, nil = (
        dict(_expected(recalculated[name])) for name in ("region", "direct unit", "nil return")
    )
    gross = compute(
        workbooks.edition().form("qc_statistics"),
        recalculated["region"].submission,
        workbooks.edition(),
        KnownUnits({}, {}, frozenset(), is_direct=False),
    )

    assert None not in (*region.values(), *direct.values())
    assert Decimal(gross.seen["qc_groups_total"]) / 10000 > region["qc_groups_total"]  # type: ignore[arg-type]
    assert set(nil.values()) == {0, None}
    assert set(dict(_expected(recalculated["blank"])).values()) == {None}


@requires_libreoffice
def test_the_last_row_that_formulas_see_is_seen(recalculated: Mapping[str, Recalculated]) -> None:
    rows = recalculated["region"].submission.tables["enterprises"].rows

    assert rows[-1].number == LAST_ROW
    assert _displayed(recalculated["region"])["qc_groups_total"] > 9  # type: ignore[operator]


@requires_libreoffice
def test_wrong_cached_values_would_have_been_noticed() -> None:
    taken = take_in(_grid(returned("region")), lambda _: CASES["region"].edition)
    assert taken.submission is not None

    card = taken.submission.cards["qc_statistics"]
    assert set(card.shown.values()) == {float(WRONG)}


@requires_libreoffice
@pytest.mark.parametrize("name", CASES)
def test_live_checks_count_what_validation_finds(recalculated: Mapping[str, Recalculated], name: str) -> None:
    book = recalculated[name]

    assert book.checks() == book.expected_checks()


@requires_libreoffice
@pytest.mark.parametrize("edition_id", EDITIONS)
def test_every_live_check_fails_and_passes_in_some_case(
    recalculated: Mapping[str, Recalculated], edition_id: str
) -> None:
    counts: dict[str, set[object]] = {}
    for book in recalculated.values():
        if book.case.issued[0] == edition_id:
            for code, count in book.checks().items():
                counts.setdefault(code, set()).add(count)

    assert counts.keys() == {rule.code for rule in workbooks.edition(edition_id).rules if rule.live}
    assert [code for code, found in counts.items() if 0 not in found or len(found) == 1] == []


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
    assert load_edition(converted[edition_id]).hash == workbooks.edition(edition_id).hash


@requires_libreoffice
@pytest.mark.parametrize(("edition_id", "unit"), [CITY, (CHONGQING, "500101")])
def test_an_edition_saved_by_libreoffice_issues_the_same_forms(
    converted: Mapping[str, Path], edition_id: str, unit: str
) -> None:
    roster = workbooks.roster(edition_id)
    package = compile_forms(workbooks.edition(edition_id), converted[edition_id], roster)
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


def _displayed(book: Recalculated) -> dict[str, Decimal | None]:
    """What each computed cell displays, None for blank."""
    form = book.case.edition.statistics[0]
    displayed = book.submission.cards[form.id].shown
    return {
        id_: Decimal(repr(displayed[id_])).quantize(Decimal("0.000001")).normalize()
        if id_ in displayed
        else None
        for id_ in (each.id for each in form.computed)
    }


def _expected(book: Recalculated) -> Iterator[tuple[str, Decimal | None]]:
    """What each computed cell should display; a sum shows nothing before a number that its formula sees."""
    edition = book.case.edition
    form = edition.statistics[0]
    figures = compute(form, book.submission, edition, book.known)
    nil = book.submission.value("cover.nil_return") == "是"
    for each in form.computed:
        figure = shown(figures.seen[each.id], each)
        base = edition.field(each.base)
        rows = book.submission.tables[base.form].rows
        typed = any(base.id in row.values and base.id not in row.unseen for row in rows)
        visible = figure is not None and (each.divisor or typed or nil)
        yield each.id, figure.normalize() if visible and figure is not None else None


def _texts(sheet: Worksheet) -> dict[str, object]:
    return {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
    }


def _widths(sheet: Worksheet) -> dict[str, float]:
    return {letters: column.width for letters, column in sheet.column_dimensions.items()}
