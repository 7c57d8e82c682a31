"""The parts of a unit's figures: its total, its children, and the unit itself (本级)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcxl.core.analysis.addends import OWN, own_contribution
from qcxl.core.analysis.material import Material
from qcxl.core.figures.additive import base_paths
from qcxl.core.rollup.contributions import Contribution
from qcxl.core.rollup.roll_up import Figure
from qcxl.core.rollup.totals import Totals, contribution_totals
from qcxl.model.edition import Edition
from qcxl.model.form import Field, Form, Method
from qcxl.model.organisation import Unit
from qcxl.model.quantity import Ratio

OWN_LABEL = "本级"
LISTED_ABOVE_LABEL = "上级列报"
TOTAL_LABEL = "合计"
LISTED_ABOVE_NOTE = (
    "上级单位的工作簿列有本单位的数：合计按上级列出的计算，各下级单位的数只供对照，不在合计里。"
)


@dataclass(frozen=True, slots=True)
class Portion:
    """The figures of a total, of one child or of the unit itself by (form id, field id).

    `code` is the unit's own code for the total, the code of a child, or `OWN` for the rows of the unit
    itself. A figure on which no accepted workbook reports is left out.
    """

    code: str
    label: str
    figures: Mapping[tuple[str, str], Figure]


def breakdown(material: Material, unit: Unit) -> tuple[Portion, ...]:
    """The total of `unit`, its children in roster order, and its own rows where these add anything.

    Where the parent's workbook lists the unit (`is_listed_above`), the parent's rows alone make the total and
    stand as 上级列报.
    """
    portions = [_reported(material, unit.code, TOTAL_LABEL)]
    portions += [_reported(material, child.code, child.name) for child in material.roster.children(unit.code)]
    for label, figures in own_figures(material, unit).items():
        if any(map(_says_something, figures.values())):
            portions.append(Portion(OWN, label, figures))
    return tuple(portions)


def is_listed_above(material: Material, unit: Unit) -> bool:
    """True where the figures of `unit` are rows of its parent's workbook, so that no child adds to them."""
    parts = (
        own_contribution(material, table, unit) for table, added in material.lists.items() if added.bases
    )
    return any(part is not None and part.holder_code != unit.code for part in parts)


def own_label(part: Contribution, unit: Unit) -> str:
    """The label of rows that stand for `unit` itself: 本级 in its own workbook, 上级列报 in its parent's."""
    return OWN_LABEL if part.holder_code == unit.code else LISTED_ABOVE_LABEL


def has_deductions(edition: Edition) -> bool:
    """True where any statistics form leaves out the enterprises of direct units; else gross is net."""
    return any(form.deducts for form in edition.statistics)


def own_figures(material: Material, unit: Unit) -> dict[str, dict[tuple[str, str], Figure]]:
    """The figures of the rows that stand for `unit` itself, by `own_label` and (form id, field id)."""
    totals: dict[str, dict[str, Totals]] = {}
    for table, added in material.lists.items():
        part = own_contribution(material, table, unit)
        if part is not None and added.bases:
            by_table = totals.setdefault(own_label(part, unit), {})
            by_table[table] = contribution_totals(material.directs, added, part)
    own: dict[str, dict[tuple[str, str], Figure]] = {}
    for label, by_table in totals.items():
        for form, field in computed_fields(material.edition):
            figure = _figure(form, field, by_table)
            if figure is not None:
                own.setdefault(label, {})[form.id, field.id] = figure
    return own


def computed_fields(edition: Edition) -> tuple[tuple[Form, Field], ...]:
    """Every computed field of every statistics form, as the notice prints them."""
    return tuple((form, field) for form in edition.statistics for field in form.computed)


def _reported(material: Material, code: str, label: str) -> Portion:
    figures = material.rollup.figures
    reported = {}
    for form, field in computed_fields(material.edition):
        figure = figures.get((code, form.id, field.id))
        if figure is not None:
            reported[form.id, field.id] = figure
    return Portion(code, label, reported)


def _figure(form: Form, field: Field, totals: Mapping[str, Totals]) -> Figure | None:
    columns = []
    for path in base_paths(field):
        table, _, id_ = path.partition(".")
        if table not in totals:
            return None
        columns.append((totals[table].gross[id_], totals[table].deducted(form.id, id_)))
    (gross, direct), *divisors = columns
    if field.method is Method.RATIO:
        return Figure(ratio=Ratio(gross - direct, divisors[0][0] - divisors[0][1]))
    return Figure(gross, direct, gross - direct)


def _says_something(figure: Figure) -> bool:
    if figure.ratio is not None:
        return bool(figure.ratio.numerator or figure.ratio.denominator)
    return bool(figure.gross or figure.direct)
