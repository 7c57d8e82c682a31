"""What holds for aggregated workbooks holds for one with more rows than the formulas of a blank one reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from qcxl.core.sheets.layout import LAST_ROW
from qcxl.tasks.aggregate import Aggregation
from tests.excel import test_libreoffice_aggregate as usual
from tests.excel.test_libreoffice_aggregate import SHIHE, Saved, aggregated, city, taken, team, with_teams
from tests.support.inbox import returned
from tests.support.libreoffice import requires_libreoffice

NAME = "large"
MANY = LAST_ROW + 20
"""More enterprises than the formulas of a blank workbook reach."""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Aggregation]:
    rows = [with_teams(f"浉河示例{n:05d}有限公司", n % 3) for n in range(MANY)]
    large = returned(SHIHE, *rows, lists={"teams": [team("浉河班组", "浉河示例00001有限公司")]})
    return {NAME: aggregated(tmp_path_factory.mktemp("aggregated"), city(), {"浉河区.xlsx": large})}


@pytest.fixture(scope="module")
def saved(books: Mapping[str, Aggregation], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Saved]:
    return usual.saved_again(books, tmp_path_factory.mktemp("saved"))


@requires_libreoffice
@pytest.mark.parametrize(
    "holds",
    [
        usual.test_statistics_are_those_that_we_compute,
        usual.test_live_checks_pass_where_validation_finds_no_error,
        usual.test_what_we_cache_is_what_libreoffice_calculates,
        usual.test_what_libreoffice_saves_is_read_as_it_was_written,
    ],
)
def test_what_libreoffice_makes_of_it(
    saved: Mapping[str, Saved], holds: Callable[[Mapping[str, Saved], str], None]
) -> None:
    holds(saved, NAME)


@requires_libreoffice
def test_the_figures_are_sums_of_what_was_typed(saved: Mapping[str, Saved]) -> None:
    shown = saved[NAME].submission.cards["qc_statistics"].shown

    assert shown["qc_groups_registered"] == pytest.approx((MANY + 1) * 10 / 10_000)


def test_formulas_and_dropdowns_reach_the_last_row(books: Mapping[str, Aggregation]) -> None:
    submission = taken(books[NAME].data)

    last = submission.tables["enterprises"].rows[-1].number
    assert last > LAST_ROW
    assert submission.identity.last_row is not None
    assert submission.identity.last_row >= last
    assert "rows_below_formulas" not in {one.code for one in books[NAME].judged.problems}


def test_a_marked_copy_keeps_everything(books: Mapping[str, Aggregation], tmp_path: Path) -> None:
    usual.test_a_marked_copy_of_an_aggregated_workbook_keeps_everything(books, tmp_path, NAME)
