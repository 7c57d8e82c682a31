"""Problem codes of roster."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry

ROSTER: Mapping[str, Entry] = {}
