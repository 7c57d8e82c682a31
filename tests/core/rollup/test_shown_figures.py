"""Figures of a roll-up in the measures in which tables and forms print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qcxl.core.rollup.roll_up import Figure, roll_up
from qcxl.core.rollup.shown_figures import shown_figure, unit_amounts
from qcxl.model.quantity import Ratio
from tests.support.made_up import edition, roster, rows, submission

ROSTER = roster("""
    41 某省 省
        01 甲市 市
        02 乙市 市
""")


@pytest.mark.parametrize(
    ("path", "figure", "texts"),
    [
        ("qc.groups", Figure(35, 12, 23), ("0.0035", "0.0012", "0.0023", None, None)),
        ("qc.benefit", Figure(12_500_000, 0, 12_500_000), ("12.5", "0", "12.5", None, None)),
        ("qc.participation", Figure(ratio=Ratio(1, 3)), (None, None, "33.33", "1", "3")),
        ("qc.participation", Figure(ratio=Ratio(0, 0)), (None, None, None, "0", "0")),
    ],
)
def test_a_figure_is_shown_in_the_measures_of_its_form_and_columns(
    path: str, figure: Figure, texts: tuple[str | None, ...]
) -> None:
    expected = tuple(None if text is None else Decimal(text) for text in texts)

    assert shown_figure(figure, edition().field(path), edition()) == expected


def test_a_unit_has_its_net_figures_by_form_and_none_where_it_did_not_report() -> None:
    entries = rows("| qc_groups | qc_participants | employees |\n| 35 | 1 | 3 |")
    rollup = roll_up(edition(), ROSTER, {"01": submission("01", {"enterprises": entries})})

    amounts = unit_amounts(edition(), rollup, ROSTER.unit("01"))

    assert amounts["qc"] == {"groups": 35, "benefit": 0, "participation": Ratio(1, 3)}
    assert unit_amounts(edition(), rollup, ROSTER.unit("02")) == {}
