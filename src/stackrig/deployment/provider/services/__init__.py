"""The types and functions of the light AWS provider, a module per AWS service."""
