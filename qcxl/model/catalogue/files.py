"""Problem codes of files."""

from __future__ import annotations

from collections.abc import Mapping

from qcxl.model.catalogue.entry import Entry

FILES: Mapping[str, Entry] = {}
