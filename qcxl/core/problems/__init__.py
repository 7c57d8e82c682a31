"""Problems as an edition grades them, and the order in which people read them."""
