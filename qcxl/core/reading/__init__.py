"""Reading of a grid into a submission: its identity, its typed entries, and the changes to its sheets."""
