"""Number formats by what a person sees: the measure that a cell really holds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from qcxl.core.cells.number_formats import held_factor
from tests.support.fields import measured

YUAN, MYRIAD = 100, 1_000_000
"""The 分 of 1 元 and of 1 万元."""


@pytest.mark.parametrize(
    ("code", "held"),
    [
        ('0!.0000"万元"', YUAN),
        ('0"."0000"万元"', YUAN),
        (r"0\.0000万元", YUAN),
        ('0!.0,"万元"', YUAN),
        ("0!.0,", YUAN),
        ('#,##0!.00,"万"', YUAN / 10),
        ("#,##0,", MYRIAD / 1000),
        ('0.00,,"亿元"', YUAN * 10**8 / 10**6),
        ('#,##0.00"万元"', MYRIAD),
        ('#,##0.00"元"', YUAN),
        ("[红色]0!.0000万元", YUAN),
        ("#,##0.00", None),
        ("¥#,##0.00", None),
        ("General", None),
        ("0.0000_ ", None),
    ],
)
def test_what_an_amount_of_money_is_held_in(code: str, held: float | None) -> None:
    assert held_factor(code, measured("万元")) == (None if held is None else Fraction(held))


@pytest.mark.parametrize(
    ("code", "held"),
    [('0!.0,"万个"', 1), ('0!.0000"万"', 1), ("0,", Fraction(1, 1000)), ('0"个"', None), ('0.00"元"', None)],
)
def test_what_a_count_is_held_in(code: str, held: Fraction | None) -> None:
    assert held_factor(code, measured("个")) == held
