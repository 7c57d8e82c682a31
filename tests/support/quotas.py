"""A made-up notice with quotas of teams, in all and of two tiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qcxl.model.edition import QUOTA_GROUP, Choice, Edition, Fact, Organisation, Rule
from qcxl.model.form import FieldKind
from tests.support.made_up import edition, field

QUOTAS = (
    Choice(QUOTA_GROUP, "teams", "班组总数", "", ""),
    Choice(QUOTA_GROUP, "teams.tier1", "一等", "teams", ""),
    Choice(QUOTA_GROUP, "teams.tier2", "二等", "teams", ""),
)


def notice(printed: Mapping[str, Mapping[str, str]], rules: tuple[Rule, ...] = (), **facts: str) -> Edition:
    """The made-up edition with tiers and quotas of teams; `printed` are the rows of 单位 by name."""
    plain = edition(rules=rules)
    forms = tuple(
        replace(
            each,
            fields=(*each.fields[:-1], field("teams.tier", FieldKind.TEXT, ""), each.fields[-1]),
            recommended="recommended",
            tier="tier",
            quota="teams",
        )
        if each.id == "teams"
        else each
        for each in plain.forms
    )
    return replace(
        plain,
        forms=forms,
        choices={**plain.choices, QUOTA_GROUP: QUOTAS},
        organisations=tuple(Organisation(name, "", (), quotas, "") for name, quotas in printed.items()),
        facts={key: Fact(key, value, "", "") for key, value in facts.items()},
    )


def teams(*tiers: str, source: str = "") -> str:
    """A list of teams of these tiers; `否` is one that is not put forward."""
    lines = [
        f"| 班组{number} | {'否' if tier == '否' else ''} | {'' if tier == '否' else tier} | {source} |"
        for number, tier in enumerate(tiers)
    ]
    return "\n".join(("| team_name | recommended | tier | source_unit |", *lines))
