"""The names of output files, the rows of tables, and files made by a crew."""
