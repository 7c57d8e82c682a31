"""The analysis of what a unit's children returned: one module for each sheet of 汇总.xlsx."""
