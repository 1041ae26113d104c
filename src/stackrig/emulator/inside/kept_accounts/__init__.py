"""Accounts whose stacks stay between test runs: their data is restored, and other changes are reported."""
