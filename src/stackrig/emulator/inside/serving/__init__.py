"""How LocalStack is served: its HTTP server, readiness, and the services that are loaded ahead."""
