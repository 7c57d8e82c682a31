"""Returned files before they are trusted: their package, parts and sheets."""
