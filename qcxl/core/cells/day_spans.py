"""Days as people write them for a meeting: several days, with days of the week, times of day and notes."""

from __future__ import annotations

import datetime as dt
import re

_NOTES = re.compile(
    r"""[（(\[【〔][^（(\[【〔）)\]】〕]{0,30}[）)\]】〕]  # （星期三）（共3天）
    | (?:星期|周|礼拜)\s*[1-7日天末]
    | (?:上、?下午|上午|下午|中午|早上|早晨|晚上|晚间|傍晚|全天|半天|当天)
    | [0-9]{1,2}\s*:\s*[0-9]{2}(?::[0-9]{2})?\s*(?:[-~至到]+\s*[0-9]{1,2}\s*:\s*[0-9]{2}(?::[0-9]{2})?)?
    | [0-9]{1,2}\s*[时点]\s*(?:半|整|[0-9]{1,2}\s*分)?
        (?:\s*[-~至到]+\s*[0-9]{1,2}\s*[时点]\s*(?:半|整|[0-9]{1,2}\s*分)?)?
    | [,、;]?\s*(?:共计?|为期|会期|历时|一共)\s*[0-9]{1,2}\s*(?:个半?|半)?\s*天半?
    | 报到|召开|举行|举办|开会|会议|开幕|闭幕|离会|返程|开始|结束""",
    re.VERBOSE,
)
_NOTES_ON_PARTS = re.compile(r"\s*(?:[上中下]旬|初|底|末)")
_DAY = r"(?P<day>[0-9]{1,2})\s*[日号]?"
_SIGN = r"\s*[-/.年月]\s*"
_FIRST = re.compile(
    rf"(?P<year>[0-9]{{4}}){_SIGN}(?P<month>[0-9]{{1,2}}){_SIGN}{_DAY}"
    r"|(?P<year8>[0-9]{4})(?P<month8>[0-9]{2})(?P<day8>[0-9]{2})"
)
_LATER = re.compile(
    rf"""(?P<year8>[0-9]{{4}})(?P<month8>[0-9]{{2}})(?P<day8>[0-9]{{2}})
    | (?P<month4>[0-9]{{2}})(?P<day4>[0-9]{{2}})(?!\s*[-0-9/.年月])
    | (?:(?:(?P<year>[0-9]{{4}}){_SIGN})?(?P<month>[0-9]{{1,2}}){_SIGN})?{_DAY}""",
    re.VERBOSE,
)
_BETWEEN = re.compile(r"\s*(?:[-~〜∼至到、,;/和及与]+|\s+|(?<=[日号]))\s*")
_ONLY_SIGNS = re.compile(r"[\s、,;。.起]*")
_TURN_OF_THE_YEAR = (11, 2)
"""The month from which, and the month up to which a span without a second year goes on into the next year."""


class ReversedSpanError(ValueError):
    """The later day of a span lies before the day in front of it."""


def first_of_days(text: str) -> dt.date | None:
    """The first of the days that `text` names (`2020年5月20日-22日`); None for a text that is not only days.

    Widths are folded and numerals are digits already. Raises ValueError for a day that no calendar has, and
    ReversedSpanError where a later day does not follow the day in front of it.
    """
    bare = without_notes(text)
    match = _FIRST.match(bare)
    if match is None:
        return None
    first = latest = _day(match, dt.date.min)
    at = match.end()
    while not _ONLY_SIGNS.fullmatch(bare, at):
        between = _BETWEEN.match(bare, at)
        later = _LATER.match(bare, between.end()) if between else None
        if later is None:
            return None
        day = _day(later, latest)
        if day < latest:
            raise ReversedSpanError(text)
        latest, at = day, later.end()
    return first


def without_notes(text: str) -> str:
    """A date without the notes that people write beside it: day of the week, time of day, brackets."""
    return _NOTES_ON_PARTS.sub("", _NOTES.sub("", text)).strip()


def _day(match: re.Match[str], before: dt.date) -> dt.date:
    """The day of a match; year and month that it leaves out are those of the day `before`."""
    parts = match.groupdict()
    year, month, day = (
        parts.get(f"{name}8") or parts.get(f"{name}4") or parts[name] for name in ("year", "month", "day")
    )
    in_month = int(month) if month else before.month
    start, end = _TURN_OF_THE_YEAR
    turns = not year and bool(month) and before.month >= start and in_month <= end
    return dt.date(int(year) if year else before.year + turns, in_month, int(day))
