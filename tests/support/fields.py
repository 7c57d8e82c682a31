"""Fields of no particular form, for tests that type or show single cells."""

from __future__ import annotations

from qcxl.model.form import Field, FieldKind
from qcxl.model.quantity import MEASURES
from tests.support.made_up import field

KIND_OF_MEASURE = {
    "count": FieldKind.COUNT,
    "money": FieldKind.MONEY,
    "share": FieldKind.SHARE,
    "score": FieldKind.SCORE,
}


def a_field(kind: FieldKind, measure: str = "") -> Field:
    """An optional field of this kind and measure."""
    return field("enterprises.entry", kind, measure)


def measured(measure: str) -> Field:
    """An optional number field in this measure."""
    return a_field(KIND_OF_MEASURE[MEASURES[measure].kind], measure)
