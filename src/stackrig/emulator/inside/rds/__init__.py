"""RDS whose instances and clusters of PostgreSQL are databases of the rig's own server."""
