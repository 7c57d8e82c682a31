"""Analysis workbooks and merged lists, written by XlsxWriter."""
