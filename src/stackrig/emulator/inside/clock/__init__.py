"""The clock of LocalStack, which tests move, and what is due at some time of it."""
