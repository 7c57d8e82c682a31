"""One native chart over its figures on sheet 图表数据."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from itertools import chain
from typing import Any

from qcxl.excel.analysis.chart_data import Block
from qcxl.excel.analysis.exact import decimals
from qcxl.excel.analysis.fitting_texts import cell_text
from qcxl.excel.analysis.formats import FONT
from qcxl.excel.text_sizes import letters
from qcxl.model.analysis import Chart, ChartKind, Tone

COLOURS = ("#2F6EBA", "#E08A1E", "#3E9E5B", "#B5483A", "#7A62A8", "#4AA5B5", "#8C6D46", "#7F7F7F")
"""The colours of series (in a chart of shares: of categories); after the last the first comes again."""

TONES: Mapping[Tone, str] = {
    Tone.GOOD: "#2F6EBA",
    Tone.BY_ABOVE: "#4AA5B5",
    Tone.BY_BELOW: "#9DBDE0",
    Tone.FAULTY: "#E08A1E",
    Tone.ABSENT: "#7F7F7F",
}
"""The colours of shares by tone: blue for what counts, orange for what is faulty, grey for what is absent."""

MOST_LABELLED = 15
"""The greatest number of categories with which the bars of a chart carry their figures."""

WIDTH = 550
"""The width of every chart in pixels."""

_AROUND_COLUMNS, _LETTER, _LABEL_LINES = 110, 6.5, 2
_TITLE_SIZE, _TEXT_SIZE = 11, 9
_MOST_PLACES = 2
_LEAST_GAP, _GAPS = 60, 400
_ROOM = Decimal("1.2")
_WHOLE_TICKS = 8  # from this figure on the axis has no need of decimals


def across(chart: Chart) -> bool:
    """True where bars must lie: names under standing bars, or figures over them, would not fit."""
    if chart.kind is ChartKind.SHARES:
        return False
    room = (WIDTH - _AROUND_COLUMNS) / len(chart.categories)
    if max(map(letters, chart.categories)) * _LETTER > room * _LABEL_LINES:
        return True
    return labelled(chart) and _longest_label(chart) * _LETTER > room / len(chart.series)


def _longest_label(chart: Chart) -> int:
    places = _label_places(chart)
    return max(len(f"{value:,.{places}f}") for value in _values(chart))


def labelled(chart: Chart) -> bool:
    """True where every bar carries its figure."""
    return len(chart.categories) <= MOST_LABELLED


def draw(book: Any, data_sheet: str, block: Block, height: int) -> Any:
    """The chart of a block of figures, `height` pixels high."""
    chart = block.chart
    drawn = book.add_chart(_type(chart))
    for index in range(1, len(chart.series) + 1):
        drawn.add_series(_series(data_sheet, block, index))
    drawn.set_title({"name": _plain(chart.title), "name_font": _font(_TITLE_SIZE, bold=True)})
    drawn.set_size({"width": WIDTH, "height": height})
    drawn.set_chartarea({"border": {"color": "#A6B4C2"}})
    drawn.show_blanks_as("gap")
    if len(chart.series) > 1:
        drawn.set_legend({"position": "bottom", "font": _font()})
    else:
        drawn.set_legend({"none": True})
    if chart.kind is not ChartKind.SHARES:
        _set_axes(drawn, chart)
    return drawn


def _type(chart: Chart) -> dict[str, str]:
    if chart.kind is ChartKind.SHARES:
        return {"type": "pie"}
    return {"type": "bar" if across(chart) else "column"}


def _series(data_sheet: str, block: Block, index: int) -> dict[str, Any]:
    chart = block.chart
    described: dict[str, Any] = {
        "name": _plain(chart.series[index - 1].label),
        "categories": [data_sheet, block.first_row, 0, block.last_row, 0],
        "values": [data_sheet, block.first_row, index, block.last_row, index],
        "data_labels": _data_labels(chart),
    }
    if chart.kind is ChartKind.SHARES:
        return described | {"points": [{"fill": {"color": colour}} for colour in _share_colours(chart)]}
    colour = COLOURS[(index - 1) % len(COLOURS)]
    return described | {"fill": {"color": colour}, "gap": _gap(chart), "overlap": 0}


def _share_colours(chart: Chart) -> tuple[str, ...]:
    if chart.tones:
        return tuple(TONES[tone] for tone in chart.tones)
    return tuple(COLOURS[number % len(COLOURS)] for number in range(len(chart.categories)))


def _gap(chart: Chart) -> int:
    """The gap between two bars in percent of a bar, wide between few bars so that none looks like a wall."""
    return max(_LEAST_GAP, _GAPS // len(chart.categories))


def _data_labels(chart: Chart) -> dict[str, Any]:
    font = {"font": _font(), "value": True}
    if chart.kind is ChartKind.SHARES:
        return font | {
            "category": True,
            "percentage": True,
            "position": "outside_end",
            "leader_lines": True,
            "separator": "\n",
        }
    if not labelled(chart):
        return {}
    places = _label_places(chart)
    figure = "#,##0" + "." * bool(places) + "0" * places
    return font | {"num_format": figure, "position": "outside_end"}


def _label_places(chart: Chart) -> int:
    return min(_MOST_PLACES, max(map(decimals, _values(chart))))


def _set_axes(drawn: Any, chart: Chart) -> None:
    categories: dict[str, Any] = {"num_font": _font(rotation=0), "line": {"color": "#A6B4C2"}}
    counts = all(map(_is_whole, _values(chart)))
    figures = {
        "name": f"计量单位：{chart.measure}" if chart.measure else "",
        "name_font": _font(),
        "num_font": _font(),
        "num_format": "#,##0" if _greatest(chart) >= _WHOLE_TICKS or counts else "General",
        # Small counts get whole ticks: there is no half team.
        **({"major_unit": 1} if counts and _greatest(chart) < _WHOLE_TICKS else {}),
        "major_gridlines": {"visible": True, "line": {"color": "#E3E8ED"}},
        "line": {"none": True},
    }
    if across(chart):
        # Categories are read from the top as in the tables; the axis of the figures stays at the bottom.
        drawn.set_y_axis({**categories, "reverse": True, "crossing": "max", "interval_unit": 1})
        drawn.set_x_axis(figures | _room_for_labels(chart))
    else:
        drawn.set_x_axis({**categories, "interval_unit": 1})
        drawn.set_y_axis(figures)


def _room_for_labels(chart: Chart) -> dict[str, Any]:
    # The figure behind the longest bar must not run over the edge of the chart.
    greatest = _greatest(chart)
    if not labelled(chart) or greatest <= 0:
        return {}
    step = Decimal(5).scaleb(greatest.adjusted() - 1)
    edges = {"max": float((greatest * _ROOM / step).to_integral_value(ROUND_CEILING) * step)}
    # Programs count the ticks from the least figure, which is rarely round: the axis begins at 0.
    return edges if _least(chart) < 0 else {"min": 0, **edges}


def _greatest(chart: Chart) -> Decimal:
    return max(abs(Decimal(value)) for value in _values(chart))


def _least(chart: Chart) -> Decimal | int:
    return min(_values(chart))


def _is_whole(value: Decimal | int) -> bool:
    return value == int(value)


def _values(chart: Chart) -> list[Decimal | int]:
    values = chain.from_iterable(series.values for series in chart.series)
    return [value for value in values if value is not None]


def _plain(text: str) -> str:
    # A name that begins with the narrow sign would be taken for a reference to cells.
    fitting = cell_text(text)
    return "＝" + fitting[1:] if fitting.startswith("=") else fitting


def _font(size: int = _TEXT_SIZE, **more: Any) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": False, **more}
