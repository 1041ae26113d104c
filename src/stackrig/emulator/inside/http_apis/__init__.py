"""Serve requests to HTTP APIs as AWS does, from routing to the answer."""
