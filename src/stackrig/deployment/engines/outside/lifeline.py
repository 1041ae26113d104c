"""Run a command that ends with its owner: python lifeline.py FD COMMAND...

The owner holds the other end of the pipe FD. When the owner ends, however that happens, the pipe ends too, and the
whole process group is killed. SIGTERM is meant for the command; this script runs until the command has ended.
"""

import os
import signal
import sys
import threading


def _kill_with_owner(pipe: int) -> None:
    os.read(pipe, 1)
    os.killpg(0, signal.SIGKILL)


def _main() -> None:
    pipe, command = int(sys.argv[1]), sys.argv[2:]
    os.set_inheritable(pipe, False)  # noqa: FBT003  # the only form it has
    signal.signal(signal.SIGTERM, lambda *_: None)  # the command gets its own handler, the default action
    try:
        child = os.posix_spawnp(command[0], command, os.environ)
    except OSError as error:
        sys.stderr.write(f"{command[0]} can't be run: {error}\n")
        sys.stderr.flush()
        os._exit(127)
    threading.Thread(target=_kill_with_owner, args=(pipe,), daemon=True).start()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        signal.signal(-code, signal.SIG_DFL) if -code != signal.SIGKILL else None
        os.kill(os.getpid(), -code)
    os._exit(code)


if __name__ == "__main__":
    _main()
