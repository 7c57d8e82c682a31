"""A unit's own workbook made from the workbooks of its children (contract 3.5)."""
