"""API Gateway, version 2: HTTP and WebSocket APIs as their owners describe them; others serve the requests."""
