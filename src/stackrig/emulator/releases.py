"""The emulators that stackrig embeds: LocalStack and LocalEmu, a fork of it, in pinned versions.

A version is named as the option names it: `4.14.0` is LocalStack's, `localemu:1.3.2` is LocalEmu's.
"""

from dataclasses import dataclass

from stackrig.option_values import LOCALEMU as LOCALEMU_KEYWORD

# Minor versions of Python that run each version, the best first. From 4.10 on some services of LocalStack need 3.13,
# whatever the metadata says: below it LocalStack starts, says healthy, and fails later. Later Pythons were never
# released with it. LocalEmu's own classifiers name 3.13 only.
PYTHONS = {"4.14.0": (13,), "4.12.0": (13,), "4.9.2": (11, 12), f"{LOCALEMU_KEYWORD}:1.3.2": (13,)}
DEFAULTS = ["4.14.0", "4.9.2"]  # the first version that a Python of this machine runs


@dataclass(frozen=True, slots=True)
class Emulator:
    """Name an emulator; `name` is that of its packages, folders and routes, and in capitals that of its variables."""

    title: str
    name: str

    @property
    def repository(self) -> str:
        """Return the repository of its images."""
        return f"{self.name}/{self.name}"

    @property
    def info_path(self) -> str:
        """Return the route with information about a running emulator."""
        return f"/_{self.name}/info"

    @property
    def hooks_path(self) -> str:
        """Return the route that tells whether the hooks of an image are through."""
        return f"/_{self.name}/init/ready"

    @property
    def hooks_folder(self) -> str:
        """Return the folder of an image whose scripts run in the emulator's process once it serves."""
        return f"/etc/{self.name}/init/ready.d"

    @property
    def version_variable(self) -> str:
        """Return the variable in which official images have their version."""
        return f"{self.name.upper()}_BUILD_VERSION"

    def version(self, number: str) -> str:
        """Return the name of one of its versions."""
        return number if self == LOCALSTACK else f"{self.name}:{number}"


LOCALSTACK = Emulator("LocalStack", "localstack")
LOCALEMU = Emulator("LocalEmu", LOCALEMU_KEYWORD)
EMULATORS = (LOCALSTACK, LOCALEMU)


def emulator_of(version: str) -> Emulator:
    """Return the emulator of a version."""
    return LOCALEMU if version.partition(":")[0] == LOCALEMU.name else LOCALSTACK


def number_of(version: str) -> str:
    """Return the number of a version."""
    return version.rpartition(":")[2]


def title_of(version: str) -> str:
    """Return a version as messages name it: LocalStack 4.14.0."""
    return f"{emulator_of(version).title} {number_of(version)}"


def image_of(version: str) -> str:
    """Return the name of the official image of a version."""
    return f"{emulator_of(version).repository}:{number_of(version)}"


def option_of(version: str) -> str:
    """Return the value of the option localstack_image for an embedded version."""
    return version if emulator_of(version) == LOCALEMU else f"embedded:{version}"


def find_pinned(asked: str) -> str | None:
    """Return the embedded version that an option names; None if there is none. `localemu` is its newest."""
    if asked == LOCALEMU.name:
        return next(version for version in PYTHONS if emulator_of(version) == LOCALEMU)
    return asked if asked in PYTHONS else None
