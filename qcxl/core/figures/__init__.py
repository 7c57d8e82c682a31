"""The figures of one workbook: what is added up, what is left out, what a form shows."""
