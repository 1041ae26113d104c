# /// script
# dependencies = ["nox[uv]"]
# ///
"""The checks of this project, each in an environment of its own."""

import nox

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "uv"
nox.options.error_on_external_run = True
nox.options.sessions = ["lint", "typing", "tests"]

PYTHONS = nox.project.python_versions(nox.project.load_toml("pyproject.toml"))
CONSTRAINTS = ("--constraint", ".ci/constraints.txt")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting."""
    install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session(python=PYTHONS[0])
def typing(session: nox.Session) -> None:
    """Check types strictly."""
    install(session, "dev", "-e", ".[embedded]")
    session.run("mypy")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests on every supported Python."""
    install(session, "test", "-e", ".[embedded]")
    session.run("pytest", *session.posargs)


def install(session: nox.Session, group: str, *packages: str) -> None:
    """Install a dependency group and packages at the pinned versions."""
    session.install(*packages, "--group", group, *CONSTRAINTS)
