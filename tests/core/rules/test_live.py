"""The vocabulary of rules that 自检 can count, beside the formulas that count them."""

from __future__ import annotations

from qcxl.core.rules import PREDICATES
from qcxl.core.rules.live import LIVE_CODES, LIVE_PREDICATES
from qcxl.excel.issued.check_formulas import MAKERS, OF_ENTRIES
from qcxl.model.catalogue import CATALOGUE


def test_every_word_has_a_formula_and_every_formula_a_word() -> None:
    assert set(MAKERS) == LIVE_PREDICATES
    assert set(OF_ENTRIES) == LIVE_CODES


def test_every_word_is_one_that_an_edition_may_use() -> None:
    assert set(PREDICATES) >= LIVE_PREDICATES
    assert set(CATALOGUE) >= LIVE_CODES
