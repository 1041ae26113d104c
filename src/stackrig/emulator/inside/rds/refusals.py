"""Checks of requests that create an instance, with RDS's error messages."""

import re
from typing import Any

from ..services.faults import service_fault
from .served_engines import ENGINES

# https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
DATABASE_NAME = re.compile(r"[A-Za-z_]\w{0,62}", re.ASCII)
USERNAME = re.compile(r"[A-Za-z]\w{0,62}", re.ASCII)
PASSWORD = re.compile(r"[!#-.0-?A-~]*")  # printable ASCII without /, @, " and spaces
SHORTEST, LONGEST = 8, 128  # characters of a password
MAJOR_VERSIONS = range(10, 30)  # new ones come each year; RDS also drops minor ones, which are not checked
RESERVED = ("admin", "rdsadmin", "user")


def invalid(text: str) -> Exception:
    """Return the error for an unusable value."""
    return service_fault("InvalidParameterValue", text)


def combination(text: str) -> Exception:
    """Return the error for values that do not go together."""
    return service_fault("InvalidParameterCombination", text)


def check_class(request: Any) -> None:
    """Refuse an instance class that is none of RDS's."""
    name = request.get("DBInstanceClass") or ""
    if name and not name.startswith("db."):
        raise invalid(f"Invalid DB Instance class: {name}")


def check_storage(request: Any) -> None:
    """Refuse an instance of PostgreSQL without a size: only a cluster's storage grows by itself."""
    if request["Engine"] in ENGINES and not request.get("AllocatedStorage"):
        raise invalid("The parameter AllocatedStorage must be provided and must not be blank.")


def check_version(engine: str, version: str) -> None:
    """Refuse a version of PostgreSQL that was never there."""
    major = version.partition(".")[0]
    if engine in ENGINES and version and not (major.isdecimal() and int(major) in MAJOR_VERSIONS):
        raise combination(f"Cannot find version {version} for {engine}")


def check_last_snapshot(request: Any) -> None:
    """Refuse a deletion that says nothing about a final snapshot."""
    if not request.get("SkipFinalSnapshot") and not request.get("FinalDBSnapshotIdentifier"):
        raise combination("FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.")


def check_master(request: Any, database_member: str) -> None:
    """Refuse a master user, password or database name that RDS refuses for PostgreSQL."""
    if request["Engine"] not in ENGINES:
        return
    username, database = request.get("MasterUsername") or "", request.get(database_member)
    if not username:
        raise invalid("The parameter MasterUsername must be provided and must not be blank.")
    if username.lower() in RESERVED:
        raise invalid(f"MasterUsername {username} cannot be used as it is a reserved word used by the engine")
    if not USERNAME.fullmatch(username):
        raise invalid("The parameter MasterUsername is not a valid identifier.")
    if database is not None and not DATABASE_NAME.fullmatch(database):
        raise invalid(f"{database_member} must begin with a letter and contain only alphanumeric characters.")
    if not request.get("ManageMasterUserPassword"):
        check_password(request.get("MasterUserPassword") or "")


def check_password(password: str) -> None:
    """Refuse a password that RDS refuses."""
    if not password:
        raise invalid("The parameter MasterUserPassword must be provided and must not be blank.")
    text = "The parameter MasterUserPassword is not a valid password"
    if not SHORTEST <= len(password) <= LONGEST:
        length = f"shorter than {SHORTEST}" if len(password) < SHORTEST else f"longer than {LONGEST}"
        raise invalid(f"{text} because it is {length} characters.")
    if not PASSWORD.fullmatch(password):
        raise invalid(f"{text}. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.")
