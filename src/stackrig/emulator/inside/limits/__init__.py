"""Requests that AWS refuses and LocalStack serves: values out of their limits, and settings that do not go together."""
