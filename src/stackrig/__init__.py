"""Integration tests against real Postgres, real AWS APIs and real Pulumi programs."""
