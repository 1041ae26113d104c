"""Scripts that run in the interpreters of Lambda functions: they import nothing of this package."""
