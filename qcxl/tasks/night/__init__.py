"""The night: everything that arrived, judged, added up and written out."""
