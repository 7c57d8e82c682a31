"""What holds for every cell, whatever stands in it and whatever its field asks for."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcxl.core.cells.shown import render_raw, render_value
from qcxl.core.cells.typing import Typed, type_cell
from qcxl.model.catalogue import problem
from qcxl.model.catalogue.cell_codes import CELLS
from qcxl.model.form import Field, FieldKind
from qcxl.model.grid import RawValue
from qcxl.model.problem import Severity
from qcxl.model.quantity import LARGEST, MEASURES
from tests.support.fields import KIND_OF_MEASURE, a_field, measured

NUMBERS = frozenset(KIND_OF_MEASURE.values())
FIELDS = [a_field(kind) for kind in FieldKind if kind not in NUMBERS] + [
    measured(measure) for measure in MEASURES
]

raw_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text("0123456789.,%‰+-/年月日 零一二三两十百千万亿点个人元分之￥０９：:Ｅe", max_size=14),
    st.text("零〇一二两五十百千万亿贰拾仟廿点", min_size=2, max_size=7),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field.kind}{field.measure}")
@pytest.mark.parametrize(
    "raw", [None, "", " ", "\u3000", "\u00a0", "\u200b", "\ufeff", " \u2060\n\t\x00", "\u00ad"]
)
def test_what_looks_blank_is_blank(raw: RawValue, field: Field) -> None:
    assert type_cell(raw, field) == Typed(None)


@given(raw=raw_values, field=st.sampled_from(FIELDS))
def test_no_raw_value_makes_it_raise(raw: RawValue, field: Field) -> None:
    typed = type_cell(raw, field)

    assert not isinstance(typed.value, bool)
    assert isinstance(typed.value, int) or not field.is_number or typed.value is None
    assert not isinstance(typed.value, dt.datetime)


@given(raw=raw_values, field=st.sampled_from(FIELDS))
def test_an_error_leaves_no_value_and_a_remark_keeps_it(raw: RawValue, field: Field) -> None:
    typed = type_cell(raw, field)

    grave = any(CELLS[fault.code].severity is Severity.ERROR for fault in typed.faults)
    assert (typed.value is None) == (grave or (not typed.faults and typed.value is None))
    assert not (typed.value is None and typed.faults and not grave)
    assert not (typed.value is None and typed.unseen)


@given(raw=raw_values, field=st.sampled_from(FIELDS))
def test_every_fault_fills_its_texts(raw: RawValue, field: Field) -> None:
    for fault in type_cell(raw, field).faults:
        found = problem(fault.code, sheet="S", cell="B2", field="F", value=render_raw(raw), **fault.facts)

        assert found.cell == "B2"


@given(base=st.integers(-LARGEST + 1, LARGEST - 1), measure=st.sampled_from(sorted(MEASURES)))
def test_what_is_shown_is_read_back(base: int, measure: str) -> None:
    field = measured(measure)

    typed = type_cell(render_value(base, field), field)

    assert (typed.value, typed.unseen) == (base, True)


@given(day=st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_that_is_shown_is_read_back(day: dt.date) -> None:
    field = a_field(FieldKind.DATE)

    assert type_cell(render_value(day, field), field) == Typed(day)


@given(
    text=st.text("0123456789.,%+-/: 年月日万个人元", max_size=12),
    field=st.sampled_from([field for field in FIELDS if field.is_number or field.kind is FieldKind.DATE]),
)
def test_widths_never_change_the_outcome(text: str, field: Field) -> None:
    wide = "".join(
        chr(ord(letter) + 0xFEE0) if letter.isascii() and letter != " " else letter for letter in text
    )

    assert type_cell(wide.replace(" ", "\u3000"), field) == type_cell(text, field)


@given(number=st.integers(0, LARGEST - 1))
def test_a_whole_number_in_chinese_words_is_that_number(number: int) -> None:
    import cn2an

    typed = type_cell(cn2an.an2cn(number), measured("个"))

    assert typed.value == number


@given(base=st.integers(-(10**14), 10**14), measure=st.sampled_from(["万元", "万个", "元", "个"]))
def test_a_number_reads_the_same_from_a_float_as_from_text(base: int, measure: str) -> None:
    field = measured(measure)

    assert type_cell(float(render_value(base, field)), field) == Typed(base)
