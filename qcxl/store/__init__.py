"""Files at the border: resources, inbox, workers, atomic writes."""
