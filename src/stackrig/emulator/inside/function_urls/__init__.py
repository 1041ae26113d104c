"""URLs of functions: check who may call them."""
