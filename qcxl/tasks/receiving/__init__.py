"""Receiving: the way from files that were sent to judged returns."""
