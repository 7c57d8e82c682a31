"""Tests of `qcxl.core.identity`."""
