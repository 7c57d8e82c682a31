"""Labels where there is little room."""

from __future__ import annotations

import dataclasses

import pytest

from qcxl.core.analysis.cells import measure_label, short_label
from qcxl.model.form import FieldKind
from tests.support.made_up import field


@pytest.mark.parametrize(
    ("label", "measure", "short"),
    [
        ("本年度普及率=参加人数/职工总数×100%", "百分数", "本年度普及率"),
        ("本年度普及率＝参加人数/职工总数×100%", "百分数", "本年度普及率"),
        ("职工总数（人）", "人", "职工总数"),
        ("职工总数(人)", "人", "职工总数"),
        ("经费投入（培训、交流等费用）", "万元", "经费投入（培训、交流等费用）"),
        ("=", "个", "="),
    ],
)
def test_formula_and_measure_are_left_out(label: str, measure: str, short: str) -> None:
    assert short_label(dataclasses.replace(field("qc.x", measure=measure), label=label)) == short


@pytest.mark.parametrize(("measure", "label"), [("万个", "万个"), ("百分数", "%"), ("", "")])
def test_shares_have_a_percent_sign(measure: str, label: str) -> None:
    assert measure_label(field("qc.x", FieldKind.SHARE, measure)) == label
