"""Phones, mail boxes, postcodes and credit codes."""
