"""Untrusted files of Office programs: their kinds by their bytes, and their zip packages within bounds."""
