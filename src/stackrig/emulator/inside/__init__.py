"""The plugin: it runs inside LocalStack as the package `stackrig_localstack`, where stackrig is not installed.

A LocalStack in a container loads it too. `python -m stackrig_localstack` starts the embedded one. The files of
functions/runtime run in the interpreters of Lambda functions.
"""

import os

if __name__ == "stackrig_localstack":  # stackrig itself imports a few of the modules, too
    from .emulator import answer_to_localstack, leave_out_hooks

    answer_to_localstack()
    leave_out_hooks()


def is_embedded() -> bool:
    """Tell whether this LocalStack is the embedded one, whose functions are processes: for plux's should_load."""
    return "STACKRIG_OPTIONS" in os.environ
