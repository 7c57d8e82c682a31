"""All commands of contract 3.1 on `app`; each imports what it needs when it runs."""

from qcxl.cli import operator_commands, unit_commands
from qcxl.cli.app import app

__all__ = ["app", "operator_commands", "unit_commands"]
