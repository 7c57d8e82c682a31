"""The closed vocabulary of named rules; an edition's 规则 sheet says which of them hold where.

A predicate is true when all is well; what it yields are the places where it is not.
"""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.core.rules.blocks import empty_unless, filled_when
from qcxl.core.rules.comparisons import not_greater
from qcxl.core.rules.computed import agrees_with_entries, formula_kept
from qcxl.core.rules.names import known_direct_unit, known_source_unit, no_direct_unit_of_its_own, unique
from qcxl.core.rules.nil_return import nil_means_empty, reported_or_nil
from qcxl.core.rules.predicate import Predicate, Subject
from qcxl.model.edition import FormKind

__all__ = ["PREDICATES", "Predicate", "Subject"]

_LIST = (FormKind.LIST,)
_CARD = (FormKind.CARD, FormKind.COVER)

PREDICATES: Mapping[str, Predicate] = {
    "not_greater": Predicate(not_greater, (*_LIST, *_CARD), fields=1, others=1, pairs=True),
    "filled_when": Predicate(filled_when, _CARD, fields=1, others=1),
    "empty_unless": Predicate(empty_unless, _CARD, fields=1, others=1),
    "unique": Predicate(unique, _LIST, fields=1),
    "known_direct_unit": Predicate(known_direct_unit, _LIST, fields=1),
    "no_direct_unit_of_its_own": Predicate(no_direct_unit_of_its_own, _LIST, fields=1),
    "known_source_unit": Predicate(known_source_unit, _LIST, fields=1),
    "agrees_with_entries": Predicate(agrees_with_entries, _CARD),
    "formula_kept": Predicate(formula_kept, _CARD),
    "reported_or_nil": Predicate(reported_or_nil, _LIST, fields=1, others=1),
    "nil_means_empty": Predicate(nil_means_empty, _LIST, fields=1, others=1),
}
"""Every predicate by the word that the 规则 sheet uses."""
