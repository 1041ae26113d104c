"""Accounts whose stacks stay from one test run to the next: their data is put back, and other changes are told."""
