"""The context of every use case: editions, rosters, and the crew that does the work."""
