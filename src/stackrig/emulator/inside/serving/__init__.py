"""How LocalStack is served: its HTTP server, readiness, and the preloading of services."""
