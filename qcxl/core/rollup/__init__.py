"""Adding up: who counts, what is deducted, the totals of every unit."""
