"""The state of a stack: its file, the order of removal, the lock, and what a killed deployment leaves."""

import fcntl
import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from stackrig.deployment.engines.assets import Asset
from stackrig.deployment.engines.locks import stack_lock
from stackrig.deployment.engines.paths import changed_paths, contains, keep_old, parse_path
from stackrig.deployment.engines.state import Checkpoint, Pending, Resource, layers
from stackrig.deployment.engines.values import Reference, Secret, redact, secret_texts
from stackrig.deployment.urns import urn_name
from stackrig.errors import DeployError
from stackrig.folders import project_folder
from tests.waiting import PATIENCE

BOOT = {"boot": "1", "account": "000000000000", "region": "us-east-1"}


def resource(name: str, *needs: str, parent: str = "", pending_delete: bool = False) -> Resource:
    return Resource(
        urn=f"urn:pulumi:dev::shop::aws:s3/bucket:Bucket::{name}",
        custom=True,
        id=name,
        parent=parent,
        dependencies=tuple(f"urn:pulumi:dev::shop::aws:s3/bucket:Bucket::{need}" for need in needs),
        pending_delete=pending_delete,
    )


def names(checkpoint: Checkpoint) -> list[str]:
    return [item.id for item in checkpoint.resources]


def test_what_is_recorded_is_read_back(tmp_path: Path) -> None:
    """Secrets, references, assets and options come back as they were."""
    path = tmp_path / "dev.json"
    inputs = {
        "secret": Secret({"password": "hunter22"}),
        "reference": Reference("urn:pulumi:dev::shop::a:b:C::c", "id"),
        "code": Asset("assets", {"a.txt": Asset("text", "a")}, archive=True),
        "numbers": [1, 2.5, {"none": 0}],
    }
    recorded = Resource(
        urn="urn:pulumi:dev::shop::a:b:C::thing",
        custom=True,
        id="x",
        inputs=inputs,
        property_dependencies={"code": ("urn:pulumi:dev::shop::a:b:C::c",)},
        replace_on_changes=("a", "b"),
        protect=True,
    )
    Checkpoint(path, BOOT).put(recorded)
    Checkpoint(path, BOOT).begin(Pending("urn:pulumi:dev::shop::a:b:C::new", "p::1", {"name": Secret("n")}))

    read = Checkpoint(path, BOOT)

    assert read.resources[0].inputs == inputs
    for name in Resource.__dataclass_fields__:
        assert getattr(read.resources[0], name) == getattr(recorded, name)
    assert [(item.provider, item.inputs) for item in read.pending] == [("p::1", {"name": Secret("n")})]


def test_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    """The file has mode 0600 whatever the umask, from its first moment on."""
    before = os.umask(0)
    try:
        Checkpoint(tmp_path / "dev.json", BOOT).put(resource("a"))
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "dev.json").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["dev.json"]


def test_the_state_of_another_boot_counts_as_empty(tmp_path: Path) -> None:
    """An emulator knows nothing of what another one holds."""
    path = tmp_path / "dev.json"
    Checkpoint(path, BOOT).put(resource("a"))

    assert names(Checkpoint(path, {**BOOT, "boot": "2"})) == []
    assert names(Checkpoint(path, BOOT)) == ["a"]


def test_a_state_without_resources_has_no_file(tmp_path: Path) -> None:
    """The file goes with the last resource."""
    checkpoint = Checkpoint(tmp_path / "dev.json", BOOT)
    checkpoint.put(resource("a"))
    checkpoint.remove(checkpoint.resources[0])

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 99}', '{"version": 1}'])
def test_an_unreadable_state_is_refused_by_name(tmp_path: Path, text: str) -> None:
    """A damaged file, or one of another version, is never taken for an empty stack."""
    path = tmp_path / "dev.json"
    path.write_text(text)

    with pytest.raises(DeployError, match=r"the state of the stack in .*dev\.json can't be read") as caught:
        Checkpoint(path, BOOT)

    assert f"rm '{path}'" in caught.value.report()


def test_a_replaced_resource_stays_until_it_is_removed(tmp_path: Path) -> None:
    """A new resource and the one it replaces are recorded in one step, the old one first."""
    checkpoint = Checkpoint(tmp_path / "dev.json", BOOT)
    old = resource("old")
    checkpoint.put(old)
    checkpoint.put(resource("new"), old, resource("old", pending_delete=True))

    again = Checkpoint(tmp_path / "dev.json", BOOT)

    assert [(item.id, item.pending_delete) for item in again.resources] == [("old", True), ("new", False)]


def test_dependents_are_removed_before_what_they_need() -> None:
    """Each layer holds what nothing left needs; a circle between old and new resources is broken at the old one."""
    parent = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::a"
    chain = [
        resource("a"),
        resource("b", "a"),
        resource("c", "a"),
        resource("d", "b", "c"),
        resource("e", parent=parent),
    ]
    circle = [resource("x", "y", pending_delete=True), resource("y", "x")]

    assert [sorted(urn_name(item.urn) for item in layer) for layer in layers(chain)] == [["d", "e"], ["b", "c"], ["a"]]
    assert [[item.id for item in layer] for layer in layers(circle)] == [["x"], ["y"]]


# --- property paths and values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("root", ("root",)),
        ('root.nested["a.b"]', ("root", "nested", "a.b")),
        ("root.array[0][1].x", ("root", "array", 0, 1, "x")),
        ('["root \\"key\\""].x', ('root "key"', "x")),
        ("root[*].x", ("root", "*", "x")),
        ("foo-bar", ("foo-bar",)),
    ],
)
def test_property_paths_are_read_as_pulumi_writes_them(text: str, path: tuple[str | int, ...]) -> None:
    """Names, quoted names, indexes and wildcards."""
    assert parse_path(text) == path


def test_a_broken_property_path_is_refused() -> None:
    """A path that can't be read is an error, not an option without effect."""
    with pytest.raises(DeployError, match="is no property path"):
        parse_path("a[")


def test_a_wildcard_contains_any_step() -> None:
    """A path contains itself and what is below it."""
    assert contains(("a", "*"), ("a", 3, "b"))
    assert not contains(("a", "b"), ("a",))
    assert not contains(("a", 1), ("a", 2))


def test_what_differs_is_found_as_deep_as_it_can_be() -> None:
    """Objects and lists of one length are compared inside, secrets by what they hold."""
    old = {"a": {"x": 1, "y": Secret(2)}, "b": [1, 2], "c": [1]}
    new = {"a": {"x": 1, "y": 3}, "b": [1, 9], "c": [1, 2]}

    assert sorted(changed_paths(old, new)) == [("a", "y"), ("b", 1), ("c",)]


def test_ignored_paths_take_the_old_value() -> None:
    """Inside lists, secrets and below wildcards; a key the old value lacks is left out."""
    old = {"list": [{"a": 1, "b": 1}, {"a": 2, "b": 2}], "secret": Secret({"k": "old"})}
    new = {"list": [{"a": 8, "b": 8}, {"a": 9, "b": 9}], "secret": Secret({"k": "new"}), "added": 1}

    assert keep_old(old, new, ["list[*].a", "list[1].b", "secret.k", "added", "absent.x"]) == {
        "list": [{"a": 1, "b": 8}, {"a": 2, "b": 2}],
        "secret": Secret({"k": "old"}),
    }


def test_passwords_inside_a_secret_document_are_masked_too() -> None:
    """A secret JSON document is masked whole, and its passwords wherever they appear by themselves."""
    secret = Secret('{"password": "hunter22", "host": "localhost"}')

    assert redact('hunter22 at localhost in {"password": "hunter22", "host": "localhost"}', secret_texts(secret)) == (
        "[secret] at localhost in [secret]"
    )


# --- one deployment at a time -----------------------------------------------------------------------------------------


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    """A second deployment of a stack begins when the first one has ended; nothing is left of the lock."""
    order: list[str] = []
    state_file = tmp_path / "shop" / "dev.json"

    def second() -> None:
        with stack_lock(state_file, timeout=PATIENCE):
            order.append("second")

    with stack_lock(state_file, timeout=PATIENCE):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]
    assert not state_file.parent.exists()


HOLDER = """
import sys, time
from pathlib import Path
from stackrig.deployment.engines.locks import stack_lock

with stack_lock(Path(sys.argv[1]), timeout=120):
    print("held", flush=True)
    time.sleep(300)
"""


def test_a_lock_held_too_long_names_its_process(tmp_path: Path) -> None:
    """The error names the process; the lock of a killed one is free at once."""
    state_file = tmp_path / "s" / "dev.json"
    with subprocess.Popen([sys.executable, "-c", HOLDER, state_file], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with (
            pytest.raises(DeployError, match=f"process {holder.pid} still uses the stack dev after 0.2 s"),
            stack_lock(state_file, timeout=0.2),
        ):
            pytest.fail("the lock is held")
        holder.kill()

    with stack_lock(state_file, timeout=0.2):
        pass


def test_a_lock_of_a_removed_file_does_not_count(tmp_path: Path) -> None:
    """Someone who waits locks the new file when the holder has removed the old one."""
    lock_file = tmp_path / "dev.lock"
    old = lock_file.open("w")
    fcntl.flock(old, fcntl.LOCK_EX)
    entered = threading.Event()
    leave = threading.Event()

    def wait_for_it() -> None:
        with stack_lock(tmp_path / "dev.json", timeout=PATIENCE):
            entered.set()
            leave.wait(PATIENCE)

    thread = threading.Thread(target=wait_for_it)
    thread.start()
    assert not entered.wait(0.3)
    lock_file.unlink()
    old.close()
    assert entered.wait(10)
    with (
        pytest.raises(DeployError, match="still uses the stack dev"),
        stack_lock(tmp_path / "dev.json", timeout=0.2),
    ):
        pytest.fail("the other thread has it")
    leave.set()
    thread.join()


def test_a_lock_works_without_standard_input(tmp_path: Path) -> None:
    """The lock's file gets descriptor 0 where standard input is closed."""
    code = HOLDER.replace("time.sleep(300)", "")
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-c", code, tmp_path / "s" / "dev.json"],
        capture_output=True,
        timeout=30,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, b"held\n"), done.stderr


def test_the_state_is_hidden_from_git_after_a_full_disk(tmp_path: Path) -> None:
    """Where there was no room for .gitignore's line it is written later: the record of a rig has a password."""
    ignore = project_folder(tmp_path) / ".gitignore"
    ignore.write_text("", encoding="utf-8")

    project_folder(tmp_path)

    assert ignore.read_text(encoding="utf-8") == "*\n"


def test_a_place_that_can_not_be_written_to_is_named(tmp_path: Path) -> None:
    """Where the folder can't be made the error says so, whether it is the project's own or a stack's."""
    (tmp_path / ".stackrig").touch()

    with pytest.raises(DeployError, match=r"can't keep the project's state in .*/\.stackrig: File exists"):
        project_folder(tmp_path)
    with (
        pytest.raises(DeployError, match=r"can't keep the project's state in .*/\.stackrig/stacks: Not a directory"),
        stack_lock(tmp_path / ".stackrig" / "stacks" / "dev.json", timeout=1),
    ):
        pytest.fail("there is no lock")


def test_a_stack_inside_its_own_deployment_is_refused_at_once(tmp_path: Path) -> None:
    """A deployment within the block of another one of the same stack would wait for itself."""
    with (
        stack_lock(tmp_path / "s" / "dev.json", timeout=60),
        pytest.raises(DeployError, match="this program itself is deploying the stack dev"),
        stack_lock(tmp_path / "s" / "dev.json", timeout=60),
    ):
        pass
