"""What every use case works with: an edition, a roster, and the crew that does the work."""
