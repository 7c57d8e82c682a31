"""From a grid to a submission: who returned it, what was typed, what was done to its sheets."""
