"""URLs of functions: who may call them."""
