"""Proofs that take too long for every run: `pytest tests/proofs`; CI runs them as a step of their own."""
