"""The exit codes of contract 3.1."""

from __future__ import annotations

EXIT_FINE = 0
EXIT_DATA = 1
"""An error or an open warning in the data."""
EXIT_CALL = 2
"""The call or the machine failed."""
