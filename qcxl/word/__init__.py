"""Word at the border: compiled templates and the forms made from them."""
