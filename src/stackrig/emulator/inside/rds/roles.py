"""Roles and databases of the rig's server that instances of RDS have made, and their end.

The comment of such a role names the instance, so that nothing else is ever changed or dropped.
"""

import hashlib
import hmac
import secrets
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from .rig_server import RigServer

MARK = "stackrig: the master user of the RDS database "
GRANT_OPTIONS = 16  # the first version in which a role may have the rights of another one and not become it
ITERATIONS = 4096  # of SCRAM, PostgreSQL's default
# What a server that others use lets a master user do in the database that holds the seeds.
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
DEPENDING = """
SELECT DISTINCT datname FROM pg_shdepend JOIN pg_roles ON pg_roles.oid = refobjid JOIN pg_database d ON d.oid = dbid
WHERE refclassid = 'pg_authid'::regclass AND rolname = :role AND datallowconn
"""


def make_role(server: RigServer, username: str, password: str, instance: str) -> str:
    """Make the role of a master user and return its name: the user's, with more letters when that is taken."""
    with server.connect() as admin:
        role = _free_name(admin, username, instance)
        name = _identifier(role)
        exists = bool(admin.run("SELECT FROM pg_roles WHERE rolname = :role", role=role))
        verb = "ALTER" if exists else "CREATE"
        admin.run(f"{verb} ROLE {name} LOGIN CREATEDB CREATEROLE PASSWORD {_literal(_verifier(password))}")
        admin.run(f"COMMENT ON ROLE {name} IS {_literal(MARK + instance)}")
        if server.disposable:
            _give_rights_of_owner(admin, server, name)
    return role


def set_password(server: RigServer, role: str, password: str) -> None:
    """Change the password of a master user's role."""
    with server.connect() as admin:
        admin.run(f"ALTER ROLE {_identifier(role)} PASSWORD {_literal(_verifier(password))}")


def make_database(server: RigServer, name: str, role: str) -> str:
    """Make an empty database of a role and return its name: the one given, with more letters when that is taken."""
    with server.connect() as admin:
        taken = admin.run("SELECT FROM pg_database WHERE datname = :name", name=name)
        own = _lengthened(name) if taken else name
        admin.run(f"CREATE DATABASE {_identifier(own)} OWNER {_identifier(role)}")
    return own


def let_use(server: RigServer, database: str, role: str) -> None:
    """Let a role use everything in a database of a server that others use; elsewhere it has the owner's rights."""
    if not server.disposable:
        with server.connect(database) as admin:
            admin.run(f"GRANT ALL ON DATABASE {_identifier(database)} TO {_identifier(role)}")
            admin.run(GRANTS.format(role=_identifier(role)))


def drop_role(server: RigServer, role: str) -> None:
    """Drop a master user's role and its databases; what it has made in other databases becomes the administrator's."""
    name = _identifier(role)
    with server.connect() as admin:
        admin.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :role", role=role)
        query = "SELECT datname FROM pg_database JOIN pg_roles r ON r.oid = datdba WHERE rolname = :role"
        for (database,) in admin.run(query, role=role):
            drop_database(admin, database)
        for (database,) in admin.run(DEPENDING, role=role):
            with server.connect(database) as there:
                there.run(f"REASSIGN OWNED BY {name} TO CURRENT_USER")
                there.run(f"DROP OWNED BY {name}")
        admin.run(f"DROP ROLE IF EXISTS {name}")


def drop_database(admin: Any, name: str) -> None:
    """Drop a database, closing the connections to it."""
    admin.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name", name=name)
    admin.run(f"DROP DATABASE IF EXISTS {_identifier(name)}")


def session_settings(server: RigServer, names: Sequence[str]) -> set[str]:
    """Return which of these settings of PostgreSQL a client may choose for its own session."""
    query = "SELECT name FROM pg_settings WHERE lower(name) = ANY(:names) AND context IN ('user', 'backend')"
    with server.connect() as admin:
        return {name.lower() for (name,) in admin.run(query, names=list(names))}


def _free_name(admin: Any, username: str, instance: str) -> str:
    """Return the user's name if no role has it, or one that a former LocalStack made for the same instance."""
    found = admin.run(
        "SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = :username", username=username
    )
    return username if not found or found[0][0] == MARK + instance else _lengthened(username)


def _lengthened(name: str) -> str:
    return f"{name[:50]}_{secrets.token_hex(4)}"


def _give_rights_of_owner(admin: Any, server: RigServer, name: str) -> None:
    """Let a role use and change what is in the rig's own databases, also after they were made anew."""
    (version,) = admin.run("SELECT current_setting('server_version_num')::int / 10000")[0]
    options = " WITH INHERIT TRUE, SET FALSE" if version >= GRANT_OPTIONS else ""
    admin.run(f"GRANT {_identifier(server.username)} TO {name}{options}")


def _verifier(password: str) -> str:
    """Return what PostgreSQL keeps of a password, so that the password itself is in no statement and no log of it.

    https://www.postgresql.org/docs/current/catalog-pg-authid.html, RFC 5803
    """
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ITERATIONS)
    client, server = (hmac.digest(salted, words, "sha256") for words in (b"Client Key", b"Server Key"))
    salt64, stored64, server64 = (b64encode(part).decode() for part in (salt, hashlib.sha256(client).digest(), server))
    return f"SCRAM-SHA-256${ITERATIONS}:{salt64}${stored64}:{server64}"


def _identifier(name: str) -> str:
    from pg8000.native import identifier

    return str(identifier(name))


def _literal(text: str) -> str:
    from pg8000.native import literal

    return str(literal(text))
