"""Untrusted files of Office programs: what they are by their bytes, and their zip packages within bounds."""
