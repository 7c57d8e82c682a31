"""Identity: the unit whose return a workbook is, what contradicts that, and what a later version lost."""
