"""The figures of one workbook: added up from its rows, net of direct units, as its forms show them."""
