"""Values as people read them, on screen and in Word."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qcxl.model.form import Field
from qcxl.model.grid import RawValue
from qcxl.model.quantity import MEASURES, in_measure, plain
from qcxl.model.submission import Value

_LONGEST_WHOLE = 10**40


def render_value(value: Value, field: Field) -> str:
    """The text of a typed value: plain decimals in `field.measure`, dates as 2020年7月10日, None as "".

    Shares carry their sign (`85%`), so that a share is not taken for a fraction when the text is read again.
    """
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return _render_day(value)
    if isinstance(value, str) or not field.is_number:
        return str(value)
    measure = MEASURES[field.measure]
    amount = plain(in_measure(value, measure))
    return f"{amount}%" if measure.kind == "share" else amount


def with_measure(value: Value, field: Field) -> str:
    """The text of a value with its measure: `12.5 万元`; shares (`85%`) and counted rows (`35`) have none."""
    text = render_value(value, field)
    measure = MEASURES.get(field.measure)
    return text if measure is None or measure.kind == "share" else f"{text} {measure.name}"


def render_raw(raw: RawValue) -> str:
    """The text of a raw value as its cell shows it to people, for messages; no value raises.

    Floats carry the 15 digits that Excel keeps and no exponent; a date carries a time of day other than 0:00.
    """
    if raw is None or isinstance(raw, str):
        return raw or ""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, float | int):
        return _render_number(raw)
    return _render_moment(raw)


def _render_number(number: float) -> str:
    if isinstance(number, int):
        # Python refuses to write out integers of thousands of digits.
        return str(number) if abs(number) < _LONGEST_WHOLE else "…"
    decimal = Decimal(f"{number:.15g}")
    return plain(decimal) if decimal.is_finite() else str(number)


def _render_moment(moment: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(moment, dt.datetime):
        clock = "" if moment.time() == dt.time() else f" {_render_clock(moment.time())}"
        return _render_day(moment) + clock
    if isinstance(moment, dt.date):
        return _render_day(moment)
    return _render_clock(moment) if isinstance(moment, dt.time) else _render_span(moment)


def render_fact(value: str) -> str:
    """The text of a notice's fact as forms print it: a date as 2020年7月10日, any other fact as it stands."""
    try:
        return _render_day(dt.date.fromisoformat(value))
    except ValueError:
        return value


def _render_day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _render_clock(clock: dt.time) -> str:
    return clock.isoformat("minutes" if clock.second == 0 else "seconds")


def _render_span(span: dt.timedelta) -> str:
    minutes, seconds = divmod(abs(span) // dt.timedelta(seconds=1), 60)
    sign = "-" if span < dt.timedelta() else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
