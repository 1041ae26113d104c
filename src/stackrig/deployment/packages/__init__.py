"""Packages beside AWS's whose resources live in the stack's state or on this machine."""
