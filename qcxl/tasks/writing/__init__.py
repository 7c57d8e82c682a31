"""How outputs are called, and the rows of those that are tables."""
