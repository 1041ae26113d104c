"""Connections to WebSocket APIs, from the first request to the last message, as AWS serves them."""
