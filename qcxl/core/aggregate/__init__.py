"""A unit's own workbook made from those of its children (contract 3.5)."""
