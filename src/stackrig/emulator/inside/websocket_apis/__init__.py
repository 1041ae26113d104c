"""Connections to WebSocket APIs, served as AWS serves them."""
