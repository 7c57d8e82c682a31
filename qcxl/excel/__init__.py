"""Excel at the border: edition reader, preflight, grids, form writer."""
