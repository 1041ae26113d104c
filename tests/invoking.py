"""Tasks as a user runs them, in forks of one process that has imported all they need.

`python -m invoke` imports for half a second of CPU, which is longer than most tasks take, and the suite runs a hundred.
"""

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

# Each line it reads is a task; it answers with the exit code.
FORKING = """
import gc, json, os, runpy, sys, tempfile

import boto3, invoke.main, psycopg2, stackrig.tasks

gc.freeze()  # a task's collector would look through all that was imported, and so copy it
for line in sys.stdin:
    task = json.loads(line)
    child = os.fork()
    if not child:
        for number, file in enumerate((os.devnull, *task["files"])):
            os.dup2(os.open(file, os.O_RDWR), number)
        os.chdir(task["folder"])
        os.environ.clear()
        os.environ.update(task["environment"])
        tempfile.tempdir = None
        sys.path[0], sys.argv[1:] = task["folder"], task["words"]
        runpy.run_module("invoke", run_name="__main__", alter_sys=True)
        sys.exit()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def invoke(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run invoke in the project as a user does; return what it printed."""
    process = _forking()
    assert process.stdin
    assert process.stdout
    with tempfile.NamedTemporaryFile("r") as out, tempfile.NamedTemporaryFile("r") as err:
        task = {
            "folder": str(project),
            "words": words,
            "environment": {**os.environ, **environment},
            "files": (out.name, err.name),
        }
        process.stdin.write(json.dumps(task) + "\n")
        process.stdin.flush()
        return subprocess.CompletedProcess(words, int(process.stdout.readline()), out.read(), err.read())


def end_forking() -> None:
    """End the process that is forked, if a test needed it."""
    if _forking.cache_info().currsize:
        with _forking():
            _forking.cache_clear()


@functools.cache
def _forking() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", FORKING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
