"""Edition workbooks: read, checked, shown as text."""
