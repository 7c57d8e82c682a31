"""Measurements, run by hand; their tests assert ratios within one run and nothing absolute."""
