"""The exchange-meeting block: filled when a meeting was held, blank when not."""

from __future__ import annotations

import pytest

from tests.support.submissions import places, rule_problems

BLOCK = ("D15", "F15", "B16", "D16", "F16")


def block_problems(card: str) -> list[tuple[str, str]]:
    return places(rule_problems(f"enterprises\n| enterprise_name |\n| 甲公司 |\nqc_statistics\n{card}"))


def test_a_meeting_that_was_held_is_described_in_full() -> None:
    found = block_problems("""
        | qc_exchange_held | qc_exchange_entered | qc_exchange_presented | qc_exchange_time | qc_exchange_place | qc_exchange_attendees |
        | ---------------- | ------------------- | --------------------- | ---------------- | ----------------- | --------------------- |
        | 是               | 12                  | 0                     | 2020-05-20       | 会议室            | 60                    |
        """)  # noqa: E501

    assert found == []


def test_a_meeting_that_was_held_and_not_described_is_incomplete() -> None:
    found = block_problems("""
        | qc_exchange_held |
        | ---------------- |
        | 是               |
        """)

    assert found == [("exchange_incomplete", cell) for cell in BLOCK]


def test_a_meeting_that_was_not_held_leaves_the_block_blank() -> None:
    found = block_problems("""
        | qc_exchange_held | qc_exchange_place |
        | ---------------- | ----------------- |
        | 否               |                   |
        """)

    assert found == []


def test_a_meeting_that_was_not_held_is_not_described() -> None:
    found = block_problems("""
        | qc_exchange_held | qc_exchange_entered | qc_exchange_presented | qc_exchange_time | qc_exchange_place | qc_exchange_attendees |
        | ---------------- | ------------------- | --------------------- | ---------------- | ----------------- | --------------------- |
        | 否               | 12                  | 10                    | 2020-05-20       | 会议室            | 60                    |
        """)  # noqa: E501

    assert found == [("exchange_not_empty", cell) for cell in BLOCK]


def test_zero_counts_as_blank_where_no_meeting_was_held() -> None:
    found = block_problems("""
        | qc_exchange_held | qc_exchange_entered | qc_exchange_presented | qc_exchange_attendees |
        | ---------------- | ------------------- | --------------------- | --------------------- |
        | 否               | 0                   | '0                    | 0                     |
        """)

    assert found == []


@pytest.mark.parametrize("place", ["", "会议室"])
@pytest.mark.parametrize("answer", ["", "不知道", "#REF!"])
def test_without_a_clear_answer_the_block_is_not_judged(answer: str, place: str) -> None:
    """The answer itself is asked for in its own cell."""
    found = block_problems(f"""
        | qc_exchange_held | qc_exchange_place |
        | ---------------- | ----------------- |
        | {answer}         | {place}           |
        """)

    assert found == []


@pytest.mark.parametrize("entry", ["约12", "#REF!", "="])
def test_an_entry_that_cannot_be_read_is_not_also_called_missing(entry: str) -> None:
    found = block_problems(f"""
        | qc_exchange_held | qc_exchange_entered | qc_exchange_presented | qc_exchange_time | qc_exchange_place | qc_exchange_attendees |
        | ---------------- | ------------------- | --------------------- | ---------------- | ----------------- | --------------------- |
        | 是               | {entry}             | 10                    | 2020-05-20       | 会议室            | 60                    |
        """)  # noqa: E501

    assert found == []
