"""The sheets of the distributed workbook: their layout, and the contents that fill them."""
