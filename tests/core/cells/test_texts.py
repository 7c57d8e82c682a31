from __future__ import annotations

import datetime as dt

import pytest

from qcxl.core.cells.typing import Typed, type_cell
from qcxl.model.form import FieldKind
from qcxl.model.grid import RawValue
from tests.support.fields import a_field

TEXT, CHOICE, CODE = a_field(FieldKind.TEXT), a_field(FieldKind.CHOICE), a_field(FieldKind.CODE)
PHONE, EMAIL, POSTCODE = a_field(FieldKind.PHONE), a_field(FieldKind.EMAIL), a_field(FieldKind.POSTCODE)
TEXT_KINDS = [kind for kind in FieldKind if not a_field(kind).is_number and kind is not FieldKind.DATE]


def codes(typed: Typed) -> list[str]:
    return [fault.code for fault in typed.faults]


@pytest.mark.parametrize("kind", TEXT_KINDS)
def test_clean_text_is_taken_without_remark(kind: FieldKind) -> None:
    assert type_cell("4115-01", a_field(kind)) == Typed("4115-01")


@pytest.mark.parametrize(
    "name",
    ["星火  QC 小组", "（甲）ＱＣ小组", "(甲)qc小组", "第一行\n第二行", "①号线班组", "𠮷田班组", "A\u00a0B"],
)
def test_name_is_kept_letter_for_letter(name: str) -> None:
    assert type_cell(name, TEXT) == Typed(name)


@pytest.mark.parametrize("names", ["张某、李某", "张某\n李某\n王某", "张某  李某，王某"])
def test_a_list_of_names_is_one_text_with_its_line_breaks(names: str) -> None:
    assert type_cell(names, a_field(FieldKind.NAMES)) == Typed(names)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (" 星火班组", "星火班组"),
        ("星火班组\u3000", "星火班组"),
        ("\u00a0星火班组\n", "星火班组"),
        ("星火\u200b班组", "星火班组"),
        ("\u202a星火班组\u202c", "星火班组"),
        ("星火\x07班组", "星火班组"),
        ("星火\u00ad 班组", "星火 班组"),
    ],
)
def test_unseen_characters_are_removed_and_said(raw: str, text: str) -> None:
    typed = type_cell(raw, TEXT)

    assert (typed.value, codes(typed)) == (text, ["blanks_trimmed"])


@pytest.mark.parametrize("kind", [FieldKind.CODE, FieldKind.POSTCODE, FieldKind.PHONE, FieldKind.EMAIL])
def test_widths_are_folded_where_machines_read(kind: FieldKind) -> None:
    typed = type_cell("\u3000Ａ１＠２ ", a_field(kind))

    assert (typed.value, codes(typed)) == ("A1@2", ["blanks_trimmed", "widths_folded"])


def test_letters_that_have_no_other_width_are_no_remark() -> None:
    assert type_cell("豫质〔2020〕12号", CODE) == Typed("豫质〔2020〕12号")


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [
        (13800000000.0, FieldKind.PHONE, "13800000000"),
        (13800000000, FieldKind.PHONE, "13800000000"),
        (464000.0, FieldKind.POSTCODE, "464000"),
        (12.5, FieldKind.TEXT, "12.5"),
        (0.1 + 0.2, FieldKind.TEXT, "0.3"),
        (0.00001, FieldKind.TEXT, "0.00001"),
        (123456789012345.0, FieldKind.CODE, "123456789012345"),
        (35.0, FieldKind.POSTCODE, "35"),
        (50000.5, FieldKind.POSTCODE, "50000.5"),
        (50000.0, FieldKind.CODE, "50000"),
    ],
)
def test_number_in_a_text_field_is_written_as_it_shows(raw: RawValue, kind: FieldKind, text: str) -> None:
    assert type_cell(raw, a_field(kind)) == Typed(text)


@pytest.mark.parametrize("raw", [50000, 50000.0])
def test_postcode_gets_its_leading_zero_back(raw: RawValue) -> None:
    typed = type_cell(raw, POSTCODE)

    assert (typed.value, codes(typed)) == ("050000", ["leading_zero_restored"])


def test_postcode_typed_as_text_is_not_filled() -> None:
    assert type_cell("50000", POSTCODE) == Typed("50000")


@pytest.mark.parametrize("kind", [FieldKind.CODE, FieldKind.PHONE, FieldKind.TEXT])
@pytest.mark.parametrize("raw", [914101000000000000.0, 914101000000000000, "9.14101E+17", "1.39E+10"])
def test_number_that_lost_digits_is_refused(raw: RawValue, kind: FieldKind) -> None:
    typed = type_cell(raw, a_field(kind))

    assert (typed.value, codes(typed)) == (None, ["code_digits_lost"])


def test_number_that_lost_digits_is_refused_in_any_width() -> None:
    assert codes(type_cell("１．３９Ｅ＋１０", PHONE)) == ["code_digits_lost"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (dt.datetime(2020, 3, 5), "2020-03-05"),  # noqa: DTZ001
        (dt.datetime(2020, 3, 5, 14, 30), "2020-03-05 14:30"),  # noqa: DTZ001
        (dt.date(2020, 3, 5), "2020-03-05"),
        (dt.time(14, 30), "14:30"),
        (dt.timedelta(hours=30), "30:00:00"),
    ],
)
def test_date_in_a_text_field_is_refused_and_in_a_long_text_becomes_text(raw: RawValue, text: str) -> None:
    short, long = type_cell(raw, TEXT), type_cell(raw, a_field(FieldKind.LONG_TEXT))

    assert (short.value, codes(short)) == (None, ["text_became_date"])
    assert (long.value, codes(long)) == (text, ["date_in_text"])


@pytest.mark.parametrize("kind", [FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.NAMES, FieldKind.CODE])
def test_true_and_false_are_no_text(kind: FieldKind) -> None:
    assert codes(type_cell(True, a_field(kind))) == codes(type_cell(False, a_field(kind))) == ["not_a_text"]


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        (True, "是"),
        (False, "否"),
        ("√", "是"),
        ("✓", "是"),
        ("☑", "是"),
        ("✔\ufe0f", "是"),
        (" √ ", "是"),
        ("×", "否"),
        ("✗", "否"),
    ],
)
def test_tick_in_a_choice_is_read_and_says_so(raw: RawValue, label: str) -> None:
    typed = type_cell(raw, CHOICE)

    assert (typed.value, codes(typed)) == (label, ["mark_read"])


@pytest.mark.parametrize("raw", ["是", "否", "有", "Y", "问题解决型", "与 QC 小组合开"])
def test_other_choice_is_kept_for_the_column_schema(raw: str) -> None:
    assert type_cell(raw, CHOICE) == Typed(raw)
