"""Roster workbooks."""
