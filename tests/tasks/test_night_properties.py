"""What holds for every inbox: nothing is lost, nothing counts twice, no order matters."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from qcxl.core.acceptance import Status
from qcxl.tasks.night.night import Night
from qcxl.tasks.writing.csv_tables import Line, deduction_rows, rollup_rows
from tests.support.inbox import (
    FAULTY,
    IN_TIME,
    Entries,
    enterprise,
    fill,
    hold_night,
    night_over,
    of_another_edition,
    put,
    returned,
    somebody_elses,
    zipped,
)

slowly = settings(max_examples=8, deadline=None)

GOOD: Mapping[str, bytes] = {
    "信阳市": returned("4115", enterprise("信阳示例集团有限公司", qc_groups_total=70)),
    "浉河区": returned(
        "411502", enterprise("浉河示例茶业有限公司"), enterprise("示例供电有限公司", direct_unit="HY01")
    ),
    "息县": returned(
        "411528", enterprise("息县示例机械有限公司", qc_benefit_total=99, qc_benefit="0.000007")
    ),
    "兰考县": returned("410225", enterprise("兰考示例乐器有限公司", direct_unit="中原油田")),
    "国网": returned("HY01", enterprise("示例供电有限公司", employees=7000)),
    "其他": returned("QT01", enterprise("示例大学附属工厂", qc_participants=1)),
}
KINDS: Sequence[bytes] = (
    *GOOD.values(),
    returned("411528", FAULTY),
    returned("411528", enterprise("息县示例机械有限公司", qc_groups_total=35)),
    of_another_edition(),
    somebody_elses(),
    b"<html></html>",
    b"",
)
moments = st.integers(0, 9).map(lambda days: IN_TIME + dt.timedelta(days=days))
folders = st.sampled_from(["", "信阳市（报送）/", "a b/[终稿]/", "10/", "9/"])
suffixes = st.sampled_from([".xlsx", ".XLSX", " (2).xlsx", "", ".docx", ".xlsx.download"])


@st.composite
def inboxes(draw: st.DrawFn) -> dict[str, tuple[bytes, dt.datetime]]:
    """Files of every kind under every sort of name, some of them in zips."""
    files: dict[str, tuple[bytes, dt.datetime]] = {}
    for number, data in enumerate(draw(st.lists(st.sampled_from(KINDS), max_size=8))):
        files[f"{draw(folders)}{number}{draw(suffixes)}"] = data, draw(moments)
    packed = draw(st.lists(st.sampled_from(KINDS), max_size=3))
    if packed:
        members = {f"{draw(folders)}{number}{draw(suffixes)}": data for number, data in enumerate(packed)}
        files["打包.zip"] = zipped(members), draw(moments)
    if draw(st.booleans()):
        files["~$0.xlsx"] = b"", draw(moments)
    return files


@slowly
@given(inboxes())
def test_every_file_has_exactly_one_outcome_and_every_unit_at_most_one_workbook(
    files: Mapping[str, tuple[bytes, dt.datetime]],
) -> None:
    with TemporaryDirectory() as folder:
        inbox = Path(folder, "in")
        inbox.mkdir()
        for name, (data, received_at) in files.items():
            put(inbox, name, data, received_at)

        outputs = hold_night(inbox, Path(folder, "out"))

        rows = outputs.rows("submissions.csv")
        shown = [row["file"] for row in rows]
        statuses = Counter(row["status"] for row in rows)
        assert len(set(shown)) == len(shown)
        assert {name.split("!")[0] for name in shown} == set(files)
        known = ("accepted", "returned", "quarantined", "ignored", "superseded", "duplicate")
        assert sum(statuses[status] for status in known) == len(rows)
        accepted = [row["unit_code"] for row in rows if row["status"] == "accepted"]
        assert len(set(accepted)) == len(accepted)
        assert all(row["errors"] == "0" for row in rows if row["status"] == "accepted")
        assert len(list(Path(folder, "out").glob("quarantine/*.txt"))) == statuses["quarantined"]
        originals = {row["sha256"] for row in rows if row["status"] not in ("duplicate", "ignored")}
        assert {row["sha256"] for row in rows if row["status"] == "duplicate"} <= originals


@slowly
@given(st.permutations(list(GOOD)), st.lists(folders, min_size=6, max_size=6), st.data())
def test_names_folders_and_order_of_arrival_change_no_figure(
    order: Sequence[str], places: Sequence[str], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        numbers = count()
        packed = data.draw(st.sets(st.sampled_from(list(GOOD)), max_size=2))
        for unit, place in zip(order, places, strict=True):
            if unit not in packed:
                put(Path(folder, "in"), f"{place}{next(numbers)}.xlsx", GOOD[unit], data.draw(moments))
        if packed:
            put(Path(folder, "in"), "p.zip", zipped({f"{unit}.xlsx": GOOD[unit] for unit in packed}))

        assert _rollup(night_over(Path(folder, "in"))) == _as_they_come()


@cache
def _as_they_come() -> list[Line]:
    with TemporaryDirectory() as folder:
        inbox = fill(Path(folder, "in"), {f"{unit}.xlsx": data for unit, data in GOOD.items()})
        return _rollup(night_over(inbox))


def _rollup(night: Night) -> list[Line]:
    """The lines of rollup.csv."""
    return list(rollup_rows(night.edition, night.roster, night.rollup))


@st.composite
def enterprises(draw: st.DrawFn, place: str) -> list[Entries]:
    """Up to three consistent rows with names that no other place has."""
    rows: list[Entries] = []
    for number in range(draw(st.integers(1, 3))):
        total = draw(st.integers(0, 99_999))
        registered = draw(st.integers(0, total))
        benefit = draw(st.integers(0, 10**12))
        rows.append(
            enterprise(
                f"{place}示例{number}有限公司",
                direct_unit=draw(st.sampled_from([None, None, "HY01", "中原油田"])),
                employees=(employees := draw(st.integers(0, 10**6))),
                qc_participants=draw(st.integers(0, employees)),
                qc_groups_total=total,
                qc_groups_registered=registered,
                qc_groups_active=draw(st.integers(0, total)),
                qc_groups_with_results=draw(st.integers(0, registered)),
                qc_benefit_total=f"{Decimal(benefit) / 10**6:f}",
                qc_benefit=f"{Decimal(draw(st.integers(0, benefit))) / 10**6:f}",
                qc_spending=f"{Decimal(draw(st.integers(0, 10**12))) / 10**6:f}",
            )
        )
    return rows


@settings(slowly, max_examples=5)
@given(enterprises("信阳"), enterprises("浉河"), enterprises("息县"))
def test_a_city_that_lists_its_counties_reports_what_they_would(
    city: list[Entries], shihe: list[Entries], xixian: list[Entries]
) -> None:
    apart = {
        "信阳.xlsx": returned("4115", *city),
        "浉河.xlsx": returned("411502", *shihe),
        "息县.xlsx": returned("411528", *xixian),
    }
    together = returned(
        "4115",
        *city,
        *({**row, "source_unit": "浉河区"} for row in shihe),
        *({**row, "source_unit": "411528"} for row in xixian),
    )

    assert _tables(apart) == _tables({"信阳.xlsx": together}) == _tables({**apart, "信阳.xlsx": together})


def _tables(files: Mapping[str, bytes]) -> tuple[list[Line], list[Line]]:
    """The lines of rollup.csv and deductions.csv of a night over these files, all accepted."""
    with TemporaryDirectory() as folder:
        night = night_over(fill(Path(folder, "in"), files))
        assert {outcome.status for outcome in night.returns.outcomes} == {Status.ACCEPTED}
        return _rollup(night), list(deduction_rows(night.edition, night.rollup))
