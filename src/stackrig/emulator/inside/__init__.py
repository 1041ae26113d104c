"""The plugin: it runs inside LocalStack as the package `stackrig_localstack`, where stackrig is not installed.

A LocalStack in a container loads it too. The embedded one is started by `python -m stackrig_localstack`. The files of
A LocalStack in a container loads it too. `python -m stackrig_localstack` starts the embedded one. The files of
"""

import os


def is_embedded() -> bool:
    """Tell whether this LocalStack is the embedded one, whose functions are processes: for plux's should_load."""
    return "STACKRIG_OPTIONS" in os.environ
