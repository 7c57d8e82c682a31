"""Receiving: from files that somebody sent to judged returns."""
