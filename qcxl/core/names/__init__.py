"""Names as they go onto certificates, and names that mean the same."""
