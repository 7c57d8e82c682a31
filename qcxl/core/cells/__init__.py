"""Typing of raw cells: one raw value and its field in, one typed value with its faults out."""
