"""Typical faults of returned workbooks, one function for each; an edition has the faults that fit it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qcxl.demo.faults_put_forward import BY_PREDICATE
from qcxl.demo.fill import Fault, Filled
from qcxl.model.edition import Edition
from qcxl.model.form import FieldKind, Form, FormKind, Need

if TYPE_CHECKING:
    from openpyxl.cell import Cell

ByteFault = Callable[[bytes], bytes]


def _list(edition: Edition) -> Form:
    return next(iter(edition.of_kind(FormKind.LIST)))


def _card(edition: Edition) -> Form:
    return edition.statistics[0]


def _first_cell(filled: Filled, edition: Edition, id_: str) -> Cell:
    """The cell of a field in the first row of the list."""
    return filled.below(_list(edition).id, id_, 1)


def _set(filled: Filled, edition: Edition, id_: str, value: Any) -> None:
    _first_cell(filled, edition, id_).value = value


def _required_number(edition: Edition) -> str:
    return next(
        field.id for field in _list(edition).fields if field.is_number and field.need is Need.REQUIRED
    )


def about_some_number(filled: Filled, edition: Edition) -> None:
    """A required number typed as a text: 约35."""
    _set(filled, edition, _required_number(edition), "约35")


def left_blank(filled: Filled, edition: Edition) -> None:
    """A required number left blank."""
    _set(filled, edition, _required_number(edition), None)


def negative(filled: Filled, edition: Edition) -> None:
    """A negative number."""
    _set(filled, edition, _required_number(edition), -5)


def broken_reference(filled: Filled, edition: Edition) -> None:
    """An error value left behind by pasting."""
    cell = _first_cell(filled, edition, _required_number(edition))
    cell.value, cell.data_type = "#REF!", "e"


def listed_twice(filled: Filled, edition: Edition) -> None:
    """The same enterprise on two rows."""
    first, second = (filled.below(_list(edition).id, _list(edition).fields[0].id, row) for row in (1, 2))
    second.value = f" {first.value} "


def damaged_header(filled: Filled, edition: Edition) -> None:
    """A column header that was typed over."""
    filled.cell(_list(edition).id, _required_number(edition)).value = "人数"


def deleted_column(filled: Filled, edition: Edition) -> None:
    """A column that was deleted."""
    sheet, address = filled.place(_list(edition).id, _required_number(edition))
    filled.workbook[sheet].tables.clear()
    filled.workbook[sheet].delete_cols(filled.workbook[sheet][address].column)


def emptied(filled: Filled, edition: Edition) -> None:
    """An emptied list without a nil report."""
    sheet, address = filled.place(_list(edition).id, _list(edition).fields[0].id)
    header = filled.workbook[sheet][address]
    filled.workbook[sheet].delete_rows(header.row + 1, filled.workbook[sheet].max_row)


def overwritten_formula(filled: Filled, edition: Edition) -> None:
    """A plain number typed over a computed cell: pieces where the form asks for 万个."""
    filled.cell(_card(edition).id, _card(edition).computed[0].id).value = 350_000


def unknown_direct_unit(filled: Filled, edition: Edition) -> None:
    """A direct unit that is in no list of direct units."""
    column = next(field for field in _list(edition).fields if field.kind is FieldKind.DIRECT_UNIT)
    _set(filled, edition, column.id, "某某行业公司")


def comparisons(edition: Edition) -> Iterator[tuple[str, Fault]]:
    """The faults of comparisons, by the code of the rule: a figure made larger than its bound."""
    for rule in edition.rules_of("not_greater", form=_list(edition).id):
        low, high = rule.fields[0], rule.others[0]

        def exceed(filled: Filled, edition: Edition, low: str = low, high: str = high) -> None:
            limit = _first_cell(filled, edition, high).value
            _set(filled, edition, low, int(str(limit)) + 7)

        yield rule.code, exceed


def unfinished_block(filled: Filled, edition: Edition) -> None:
    """An exchange meeting that took place, its details left blank."""
    rule = next(edition.rules_of("filled_when"))
    form = edition.form(rule.form)
    question = form.field(rule.others[0])
    filled.set_cells(form.id, {question.id: edition.choices[question.choices][0].label})
    for id_ in rule.fields:
        filled.cell(form.id, id_).value = None


def cut_short(data: bytes) -> bytes:
    """A download that broke off."""
    return data[: len(data) // 2]


def a_web_page(_: bytes) -> bytes:
    """An error page that was saved under the workbook's name."""
    return "<html><body>会话已过期，请重新登录</body></html>".encode()


def faults_of(edition: Edition) -> Mapping[str, Fault]:
    """The faults that workbooks of this edition can have, by name."""
    faults: dict[str, Fault] = {
        "about_some_number": about_some_number,
        "left_blank": left_blank,
        "negative": negative,
        "broken_reference": broken_reference,
        "listed_twice": listed_twice,
        "damaged_header": damaged_header,
        "deleted_column": deleted_column,
        "emptied": emptied,
        "overwritten_formula": overwritten_formula,
        **dict(comparisons(edition)),
    }
    if any(field.kind is FieldKind.DIRECT_UNIT for field in _list(edition).fields):
        faults["unknown_direct_unit"] = unknown_direct_unit
    if edition.rule_of("filled_when"):
        faults["unfinished_block"] = unfinished_block
    faults.update(fault for predicate, fault in BY_PREDICATE.items() if edition.rule_of(predicate))
    return faults


BYTE_FAULTS: Mapping[str, ByteFault] = {"cut_short": cut_short, "a_web_page": a_web_page}
