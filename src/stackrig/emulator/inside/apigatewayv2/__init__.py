"""API Gateway, version 2: the operations by which HTTP and WebSocket APIs are made; other packages serve requests."""
