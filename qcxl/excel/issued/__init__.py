"""The distributed workbook: drawn forms with inputs, formulas, live checks."""
