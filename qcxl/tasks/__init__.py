"""The use cases: issue, validate, nightly, write_word."""
