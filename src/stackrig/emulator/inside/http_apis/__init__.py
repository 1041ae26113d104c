"""Requests to HTTP APIs, from the first byte to the last, as AWS serves them."""
