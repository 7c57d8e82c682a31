"""The whole job on made-up data, for every edition that the suite itself leaves out."""

from __future__ import annotations

import pytest

from tests.demo.test_demo import (
    Held,
    hold,
    test_another_demo_takes_the_place_of_the_first_and_leaves_the_same_bytes,
    test_deductions_are_the_rows_that_regions_say_belong_to_direct_units,
    test_every_figure_is_what_a_flat_loop_over_the_accepted_files_gives,
    test_every_status_occurs,
    test_every_unit_with_an_accepted_file_at_or_below_it_has_rows_and_no_other,
    test_exactly_three_units_send_nothing,
    test_faults_of_many_kinds_come_back,
    test_the_demo_leaves_three_folders,
    test_the_only_phone_in_the_demo_is_made_up,
)

__all__ = [
    "test_another_demo_takes_the_place_of_the_first_and_leaves_the_same_bytes",
    "test_deductions_are_the_rows_that_regions_say_belong_to_direct_units",
    "test_every_figure_is_what_a_flat_loop_over_the_accepted_files_gives",
    "test_every_status_occurs",
    "test_every_unit_with_an_accepted_file_at_or_below_it_has_rows_and_no_other",
    "test_exactly_three_units_send_nothing",
    "test_faults_of_many_kinds_come_back",
    "test_the_demo_leaves_three_folders",
    "test_the_only_phone_in_the_demo_is_made_up",
]


@pytest.fixture(scope="module", params=["henan-2020"])
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Held:
    return hold(tmp_path_factory.mktemp("demo"), request.param)


def test_a_workbook_with_a_warning_counts(held: Held) -> None:
    severities: dict[str, set[str]] = {}
    for row in held.rows("problems.csv"):
        if row["file"]:
            severities.setdefault(row["file"], set()).add(row["severity"])
    warned = {file for file, found in severities.items() if "warning" in found and "error" not in found}
    statuses = {row["file"]: row["status"] for row in held.rows("submissions.csv")}

    assert warned
    assert {statuses[file] for file in warned} == {"accepted"}
