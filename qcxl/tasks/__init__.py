"""The use cases: issue, validate, aggregate, nightly, write_word, check_edition."""
