"""Scripts that run in other interpreters, which need not have stackrig."""
