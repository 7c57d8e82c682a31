"""The commands of contract 3.1, all of them on `app`; each imports what it needs when it runs."""

from qcxl.cli.app import app
from qcxl.cli.commands import operator, unit

__all__ = ["app", "operator", "unit"]
