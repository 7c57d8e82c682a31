"""The sheets of the distributed workbook: where everything stands, and what fills them."""
