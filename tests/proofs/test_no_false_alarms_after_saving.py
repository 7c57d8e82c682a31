"""Nor is there a word of a faultless workbook of the largest size once another program has saved it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qcxl.tasks.receiving.judging import Judged
from tests.support.libreoffice import convert_all, requires_libreoffice
from tests.tasks.test_no_false_alarms import UNITS, judge, judged, said, written

__all__ = ["judged", "written"]

SAVED_AGAIN = list(UNITS)[:3]


@pytest.fixture(scope="module")
def judged_after_saving(
    written: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Judged]:
    """Those workbooks once LibreOffice opened, calculated and saved them."""
    paths = [written[name] for name in SAVED_AGAIN]
    saved = convert_all(paths, "xlsx", tmp_path_factory.mktemp("saved"))
    return judge(dict(zip(SAVED_AGAIN, saved, strict=True)))


@requires_libreoffice
@pytest.mark.parametrize("unit", SAVED_AGAIN)
def test_nor_is_there_a_word_after_another_program_saved_it(
    judged_after_saving: Mapping[str, Judged], unit: str
) -> None:
    assert said(judged_after_saving[unit]) == []


@requires_libreoffice
@pytest.mark.parametrize("unit", SAVED_AGAIN)
def test_what_was_typed_survives_saving(
    judged: Mapping[str, Judged], judged_after_saving: Mapping[str, Judged], unit: str
) -> None:
    before, after = judged[unit].accepted, judged_after_saving[unit].accepted

    assert after.tables == before.tables
    assert {id_: card.values for id_, card in after.cards.items()} == {
        id_: card.values for id_, card in before.cards.items()
    }
