"""Its folder is in PYTHONPATH of a debugger's own process."""
