"""Blank workbooks out, returned workbooks in, totals and Word forms for quality associations."""
