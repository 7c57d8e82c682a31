"""Blank workbooks filled with data by patching their XML."""
