"""The choice of the database: which backend the settings ask for, and the programs, image or daemon for it."""

import importlib.util
from hashlib import sha256

from stackrig.containers.daemon import require_daemon
from stackrig.containers.images import offer_image
from stackrig.database.image import DEFAULT_IMAGE
from stackrig.database.installations import WHEELS, find_installed, find_postgres, looked_at
from stackrig.errors import SettingsError, StartError
from stackrig.option_values import BackendKind
from stackrig.server_plan import ServerPlan
from stackrig.settings import Settings

OPTIONS = ("database", "database_port", "database_username", "database_storage")  # they decide what a server is like


def choose_database(settings: Settings, *, pull: bool = False) -> ServerPlan:
    """Return the plan of the server that `settings.database_image` asks for; nothing is started.

    Args:
        pull: for `auto`, pull the image Docker lacks, and choose another backend when that fails.

    Raises:
        SettingsError: an endpoint URL that is no postgresql:// DSN.
        StartError: a Docker image, and no daemon answers; or there is no PostgreSQL of the kind asked for.
    """
    kind, version = settings.database_asked
    reason = settings.source("database_image")
    if kind == "auto":
        kind, version, reason = _choose_automatically(pull=pull)
    if kind == "attach":
        return _attached(settings, version, reason)
    return ServerPlan(
        backend=kind,
        version=version,
        reason=reason,
        inputs={"image": f"{kind}:{version}", **_options(settings)},
        daemon=require_daemon() if kind == "image" else None,
        programs=find_postgres(kind, version) if kind in ("embedded", "installed") else None,
    )


def _attached(settings: Settings, dsn: str, reason: str) -> ServerPlan:
    if not dsn.startswith(("postgresql://", "postgres://")):
        raise SettingsError("database_image is an address, but not one that starts with postgresql://")
    inputs = {"image": f"attach:{_digest(dsn)}", **_options(settings)}
    return ServerPlan(backend="attach", version="", reason=reason, inputs=inputs)


def _options(settings: Settings) -> dict[str, str]:
    password = {"database_password": _digest(settings.database_password)}
    return {name: str(getattr(settings, name)) for name in OPTIONS} | password


def _digest(secret: str) -> str:
    """Return a digest that tells passwords, or DSNs with a password, apart."""
    return sha256(secret.encode()).hexdigest()[:12]


def _choose_automatically(*, pull: bool) -> tuple[BackendKind, str, str]:
    """Return the backend, its version or image, and the reason."""
    try:
        return "image", DEFAULT_IMAGE, f"auto: {offer_image(DEFAULT_IMAGE, pull=pull)}"
    except StartError as error:
        why = error
    for wheel in WHEELS:
        if importlib.util.find_spec(wheel):
            return "embedded", "", f"auto: {why}; {wheel.replace('_', '-')} is installed"
    if installed := find_installed():
        version, folder = installed[0]
        return "installed", version, f"auto: {why}; PostgreSQL {version} is in {folder}"
    raise StartError(
        f"there is no PostgreSQL to start: {why}, no installed package contains a server, and this machine has none",
        evidence=looked_at(),
        remedies=["pip install 'stackrig[embedded]'", "apt install postgresql", "--database-image=postgresql://..."],
    )
