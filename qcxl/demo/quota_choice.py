"""The number of the rows that a unit puts forward, and their tiers."""

from __future__ import annotations

from random import Random

from qcxl.model.edition import QUOTA_GROUP, Edition
from qcxl.model.form import Form
from qcxl.model.organisation import Unit

_FEW = (1, 2)


def tiers_of(form: Form, unit: Unit, edition: Edition, random: Random) -> list[str]:
    """The tier of each row that a unit puts forward, an empty text where rows have no tier.

    With a quota the rows use up most of it; without a quota there are a few rows.
    """
    organisation = edition.organisation(unit.name)
    printed = organisation.quotas if organisation and form.quota else {}
    numbers = {code: int(cell) for code, cell in printed.items() if cell.isdecimal()}
    tiers = [
        (quota.label, numbers[quota.code])
        for quota in edition.choices.get(QUOTA_GROUP, ())
        if form.tier and quota.parent == form.quota and quota.code in numbers
    ]
    if tiers:
        return [tier for tier, count in tiers for _ in range(_most(count, random))]
    if form.quota in numbers:
        return [""] * _most(numbers[form.quota], random)
    labels = (
        [choice.label for choice in edition.choices[form.field(form.tier).choices]] if form.tier else [""]
    )
    return [random.choice(labels) for _ in range(random.randint(*_FEW))]


def _most(count: int, random: Random) -> int:
    return count - random.randint(0, count // 5)
