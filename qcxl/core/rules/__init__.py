"""The closed vocabulary of named rules; an edition's 规则 sheet says which of them hold where.

A predicate states what is true when all is well, and yields a problem for each place where this is untrue.
"""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.core.rules.amounts import AMOUNTS
from qcxl.core.rules.blocks import empty_unless, filled_when
from qcxl.core.rules.certificate_names import CERTIFICATE_NAMES
from qcxl.core.rules.comparisons import not_greater
from qcxl.core.rules.computed_cells import (
    agrees_with_entries,
    formula_kept,
    not_off_by_ten_thousand,
    total_agrees,
)
from qcxl.core.rules.contacts import CONTACTS
from qcxl.core.rules.letters import LETTERS
from qcxl.core.rules.names import (
    known_direct_unit,
    known_source_unit,
    no_direct_unit_of_its_own,
    one_subtotal,
    unique,
)
from qcxl.core.rules.nil_return import nil_means_empty, reported_or_nil
from qcxl.core.rules.no_entries import NO_ENTRIES
from qcxl.core.rules.people import PEOPLE
from qcxl.core.rules.predicate import Others, Predicate, Subject
from qcxl.core.rules.ratios import RATIOS
from qcxl.core.rules.recommendation import RECOMMENDATION
from qcxl.core.rules.sums_in_lists import SUMS_IN_LISTS
from qcxl.model.form import FieldKind, FormKind

__all__ = ["PREDICATES", "Predicate", "Subject"]

_LIST = (FormKind.LIST,)
_CARD = (FormKind.CARD, FormKind.COVER)
_PAIRS = ("other", "limit", "difference", "row")
_COMPUTED = ("expected", "difference")

PREDICATES: Mapping[str, Predicate] = {
    "not_greater": Predicate(not_greater, (*_LIST, *_CARD), _PAIRS, fields=1, others=Others.PAIRED),
    "filled_when": Predicate(filled_when, _CARD, ("other", "answer"), fields=1, others=Others.QUESTION),
    "empty_unless": Predicate(empty_unless, _CARD, ("other", "answer"), fields=1, others=Others.QUESTION),
    "unique": Predicate(unique, _LIST, ("other", "twin", "apart"), fields=1),
    "one_subtotal": Predicate(
        one_subtotal,
        _LIST,
        ("other", "beside"),
        fields=1,
        field_kinds=(FieldKind.SOURCE_UNIT, FieldKind.DIRECT_UNIT),
    ),
    "known_direct_unit": Predicate(known_direct_unit, _LIST, ("unit",), fields=1),
    "no_direct_unit_of_its_own": Predicate(no_direct_unit_of_its_own, _LIST, ("unit",), fields=1),
    "known_source_unit": Predicate(known_source_unit, _LIST, ("unit",), fields=1),
    "agrees_with_entries": Predicate(agrees_with_entries, _CARD, _COMPUTED),
    "total_agrees": Predicate(total_agrees, _LIST, _COMPUTED),
    "formula_kept": Predicate(formula_kept, _CARD, _COMPUTED),
    "not_off_by_ten_thousand": Predicate(not_off_by_ten_thousand, _CARD, (*_COMPUTED, "slip")),
    "reported_or_nil": Predicate(reported_or_nil, _LIST, ("other",), fields=1, others=Others.ELSEWHERE),
    "nil_means_empty": Predicate(
        nil_means_empty, _LIST, ("other", "count"), fields=1, others=Others.ELSEWHERE
    ),
    **AMOUNTS,
    **CERTIFICATE_NAMES,
    **CONTACTS,
    **LETTERS,
    **NO_ENTRIES,
    **PEOPLE,
    **RATIOS,
    **RECOMMENDATION,
    **SUMS_IN_LISTS,
}
"""Every predicate by the word that the 规则 sheet uses."""
