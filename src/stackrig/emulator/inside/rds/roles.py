"""Roles and databases on the rig's server for RDS instances: create and drop them.

A comment marks such a role, so that no other one is ever changed or dropped.
"""

import hashlib
import hmac
import secrets
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from .rig_server import BOOT, PROGRAM, RigServer, keep_presence

MARK = "stackrig: made for RDS by "  # followed by the boot of a LocalStack: the beginning of roles' comments
LOCK = 0x72647372  # "rdsr": the key of the advisory lock for creating and sweeping roles
GRANT_OPTIONS = 16  # the first version in which a role may have another one's rights without being able to become it
IAM_ROLE = "rds_iam"
ITERATIONS = 4096  # SCRAM's iterations, PostgreSQL's default
# A master user's rights in the database with the seeds, on a server that others use too.
GRANTS = """
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)' LOOP
        EXECUTE format('GRANT ALL ON SCHEMA %s TO {role}', name);
        EXECUTE format('GRANT ALL ON ALL TABLES IN SCHEMA %s TO {role}', name);
        EXECUTE format('GRANT ALL ON ALL SEQUENCES IN SCHEMA %s TO {role}', name);
        EXECUTE format('GRANT ALL ON ALL ROUTINES IN SCHEMA %s TO {role}', name);
    END LOOP;
END $$
"""
OWNED_DATABASES = "SELECT datname FROM pg_database JOIN pg_roles r ON r.oid = datdba WHERE rolname = :role"
DEPENDING = """
SELECT DISTINCT datname FROM pg_shdepend JOIN pg_roles ON pg_roles.oid = refobjid JOIN pg_database d ON d.oid = dbid
WHERE refclassid = 'pg_authid'::regclass AND rolname = :role AND datallowconn
"""
# Roles of ended LocalStacks: each LocalStack stays connected to the server as long as it runs.
LEFT = """
SELECT rolname FROM (SELECT rolname, shobj_description(oid, 'pg_authid') AS comment FROM pg_roles) AS described
WHERE starts_with(comment, :mark) AND NOT EXISTS (
    SELECT FROM pg_stat_activity
    WHERE application_name = :program || split_part(substr(comment, length(:mark) + 1), ' ', 1)
)
"""
# Owners of anything in a database beside its administrator, such as roles of a dump.
OWNERS = """
SELECT DISTINCT rolname FROM pg_roles JOIN (
    SELECT relowner AS owner FROM pg_class UNION SELECT nspowner FROM pg_namespace UNION SELECT proowner FROM pg_proc
    UNION SELECT typowner FROM pg_type
) AS owners ON owner = oid
WHERE NOT rolsuper AND rolname <> :role AND rolname !~ '^pg_'
"""


def make_role(server: RigServer, username: str, password: str, instance: str) -> str:
    """Create a master user's role and return its name: the user's, with more letters if it is taken."""
    keep_presence(server)
    with server.connect() as admin:
        admin.run(f"SELECT pg_advisory_lock({LOCK})")  # until the connection is closed
        for (left,) in admin.run(LEFT, mark=MARK, program=PROGRAM):
            drop_role(server, left)
        taken = admin.run("SELECT FROM pg_roles WHERE rolname = :username", username=username)
        role = _lengthened(username) if taken else username
        name = identifier(role)
        admin.run("START TRANSACTION")
        admin.run(f"CREATE ROLE {name} LOGIN CREATEDB CREATEROLE PASSWORD {literal(verifier(password))}")
        admin.run(f"COMMENT ON ROLE {name} IS {literal(f'{MARK}{BOOT} for {instance}')}")
        if server.disposable:
            _give_rights(admin, server.username, role)
            _let_grant_tokens(admin, role)
        admin.run("COMMIT")
    return role


def set_password(server: RigServer, role: str, password: str) -> None:
    """Change the password of a master user's role."""
    with server.connect() as admin:
        admin.run(f"ALTER ROLE {identifier(role)} PASSWORD {literal(verifier(password))}")


def make_owner(server: RigServer, role: str, purpose: str) -> str:
    """Create a role that owns things and can't log in, and return its name."""
    keep_presence(server)
    with server.connect() as admin:
        admin.run("START TRANSACTION")
        admin.run(f"CREATE ROLE {identifier(role)} NOLOGIN")
        admin.run(f"COMMENT ON ROLE {identifier(role)} IS {literal(f'{MARK}{BOOT} for {purpose}')}")
        admin.run("COMMIT")
    return role


def hand_over(server: RigServer, database: str, before: str, after: str) -> None:
    """Make another role the owner of a role's things in one database; the role keeps its databases."""
    with server.connect(database) as admin:
        admin.run("START TRANSACTION")
        kept = admin.run(OWNED_DATABASES, role=before)
        admin.run(f"REASSIGN OWNED BY {identifier(before)} TO {identifier(after)}")
        for (name,) in kept:
            admin.run(f"ALTER DATABASE {identifier(name)} OWNER TO {identifier(before)}")
        admin.run("COMMIT")


def make_database(server: RigServer, name: str, role: str, *, template: str = "") -> str:
    """Create a role's database and return its name: the given one, with more letters if it is taken.

    It is empty without a template, which is another database.
    """
    with server.connect() as admin:
        taken = admin.run("SELECT FROM pg_database WHERE datname = :name", name=name)
        own = _lengthened(name) if taken else name
        copied = f" TEMPLATE {identifier(template)}" if template else ""
        admin.run(f"CREATE DATABASE {identifier(own)} OWNER {identifier(role)}{copied}")
    return own


def let_use(server: RigServer, database: str, role: str) -> None:
    """Give a role full use of a database: as its owners' member, or by grants on a server that others use."""
    with server.connect(database) as admin:
        if server.disposable:
            for (owner,) in admin.run(OWNERS, role=role):
                _give_rights(admin, owner, role)
        else:
            admin.run(f"GRANT ALL ON DATABASE {identifier(database)} TO {identifier(role)}")
            admin.run(GRANTS.format(role=identifier(role)))


def drop_role(server: RigServer, role: str) -> None:
    """Drop a master user's role and its databases; its things in other databases become the administrator's."""
    name = identifier(role)
    with server.connect() as admin:
        admin.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :role", role=role)
        for (database,) in admin.run(OWNED_DATABASES, role=role):
            drop_database(admin, database)
        for (database,) in admin.run(DEPENDING, role=role):
            with server.connect(database) as there:
                there.run(f"REASSIGN OWNED BY {name} TO CURRENT_USER")
                there.run(f"DROP OWNED BY {name}")
        if admin.run("SELECT FROM pg_roles WHERE rolname = :role", role=role):
            # From version 16 on, roles that it has granted, such as rds_iam, keep a role from being dropped.
            admin.run(f"DROP OWNED BY {name}")
            admin.run(f"DROP ROLE {name}")


def drop_database(admin: Any, name: str) -> None:
    """Drop a database, closing the connections to it."""
    admin.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name", name=name)
    admin.run(f"DROP DATABASE IF EXISTS {identifier(name)}")


def session_settings(server: RigServer, names: Sequence[str]) -> set[str]:
    """Return those of these PostgreSQL settings that a client may set for its own session."""
    query = "SELECT name FROM pg_settings WHERE lower(name) = ANY(:names) AND context IN ('user', 'backend')"
    with server.connect() as admin:
        return {name.lower() for (name,) in admin.run(query, names=list(names))}


def _lengthened(name: str) -> str:
    return f"{name[:50]}_{secrets.token_hex(4)}"


def _let_grant_tokens(admin: Any, role: str) -> None:
    """Let a role grant rds_iam, which is there from the start on AWS, and not have it: who has it logs in by tokens."""
    if not admin.run("SELECT FROM pg_roles WHERE rolname = :name", name=IAM_ROLE):
        admin.run(f"CREATE ROLE {IAM_ROLE} NOLOGIN")
    if version_of(admin) >= GRANT_OPTIONS:  # before, whoever may create roles may grant them
        admin.run(f"GRANT {IAM_ROLE} TO {identifier(role)} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE")


def version_of(admin: Any) -> int:
    """Return the first part of the server's version."""
    return int(admin.run("SELECT current_setting('server_version_num')::int / 10000")[0][0])


def _give_rights(admin: Any, owner: str, role: str) -> None:
    """Let a role use and change another one's things, including later ones."""
    options = " WITH INHERIT TRUE, SET FALSE" if version_of(admin) >= GRANT_OPTIONS else ""
    admin.run(f"GRANT {identifier(owner)} TO {identifier(role)}{options}")


def verifier(password: str, salt: bytes = b"") -> str:
    """Return PostgreSQL's stored form of a password, so that the password itself is in no statement and no log.

    https://www.postgresql.org/docs/current/catalog-pg-authid.html, RFC 5803
    """
    salt = salt or secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ITERATIONS)
    client, server = (hmac.digest(salted, words, "sha256") for words in (b"Client Key", b"Server Key"))
    salt64, stored64, server64 = (b64encode(part).decode() for part in (salt, hashlib.sha256(client).digest(), server))
    return f"SCRAM-SHA-256${ITERATIONS}:{salt64}${stored64}:{server64}"


def identifier(name: str) -> str:
    """Return a name as SQL has it."""
    from pg8000 import native

    return str(native.identifier(name))


def literal(text: str) -> str:
    """Return a text as SQL has it."""
    from pg8000 import native

    return str(native.literal(text))
