"""Callers: the role of the temporary credentials that sign a request, a user with access keys, or an AWS service.

Functions, state machines, schedules, pipes and event source mappings have their role's credentials from LocalStack's
STS, as on AWS. Everybody else, such as a test with the keys `test`, is the account itself and is not judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .evaluation import Policies, Statements
from .policies import Caller, read_text
from .stored import find_role

TEMPORARY = ("LSIA", "ASIA")  # prefixes of a session's access keys: LocalStack's and AWS's
LASTING = ("LKIA", "AKIA")
KEPT = 4096  # sessions

session_arns: dict[str, tuple[str, ...]] = {}  # the managed policies that limit a session, by access key
_sessions: dict[str, "Session"] = {}  # by access key


@dataclass(slots=True)
class Session:
    """Hold a caller and the sources of its policies: moto's role or user, and the session's policies."""

    caller: Caller
    owner: Any
    session: tuple[Statements, ...] | None
    tags: dict[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """Return the name of the role or user, for reports."""
        return str(self.owner.name)

    def is_current(self) -> bool:
        """Tell whether the role or user still exists: a new one may have its name."""
        backend = _backend(self.caller.account)
        owners = backend.roles if self.caller.role else backend.users
        return owners.get(self.owner.id if self.caller.role else self.owner.name) is self.owner

    def policies(self) -> Policies:
        """Return the current policies."""
        boundary = getattr(self.owner, "permissions_boundary_arn", None)
        return Policies(
            identity=tuple(read_text(text) for _, text in self.documents()),
            boundary=read_text(_managed(boundary, self.caller.account)) if boundary else None,
            session=self.session,
        )

    def documents(self) -> Iterator[tuple[str, str]]:
        """Yield the identity-based policies by name, including those of a user's groups."""
        for owner in (self.owner, *(() if self.caller.role else _groups_of(self.owner))):
            yield from owner.policies.items()
            yield from ((policy.name, _document(policy)) for policy in owner.managed_policies.values())


def session_of(access_key: str) -> Session | None:
    """Return the session or user of an access key, or None for callers that are not judged."""
    if not access_key.startswith((*TEMPORARY, *LASTING)):
        return None
    known = _sessions.get(access_key)
    if known and known.is_current():
        return known
    found = _find_session(access_key) if access_key.startswith(TEMPORARY) else _find_user(access_key)
    if found:
        if len(_sessions) >= KEPT:
            _sessions.pop(next(iter(_sessions)), None)
        _sessions[access_key] = found
    return found


def service_of(parameters: Any) -> Caller | None:
    """Return the AWS service in the internal parameters of LocalStack's request, or None."""
    name = (parameters or {}).get("service_principal")
    if not name:
        return None
    principal = name if "." in name else f"{name}.amazonaws.com"
    return Caller(arn=principal, service=principal)


def _backend(account: str) -> Any:
    from moto.iam.models import iam_backends  # type: ignore[import-not-found]

    return iam_backends[account]["aws"]


def find_assumed(access_key: str) -> Any:
    """Return moto's record of the session that has an access key, None where no role was assumed with it."""
    from localstack.aws.accounts import get_account_id_from_access_key_id  # type: ignore[import-not-found]
    from moto.sts.models import sts_backends  # type: ignore[import-not-found]

    sessions = sts_backends[get_account_id_from_access_key_id(access_key)]["aws"].assumed_roles
    return next((one for one in reversed(sessions) if one.access_key_id == access_key), None)


def find_lasting(access_key: str) -> tuple[Any, Any] | None:
    """Return moto's user that has an access key, and the key; None where no user has it."""
    from moto.iam.models import iam_backends

    for partitions in list(iam_backends.values()):
        for backend in list(partitions.values()):
            key = backend.access_keys.get(access_key)
            if key and (user := backend.users.get(key.user_name)):
                return user, key
    return None


def _find_session(access_key: str) -> Session | None:
    assumed = find_assumed(access_key)
    role = assumed and find_role(assumed.role_arn)
    if not (assumed and role):
        return None
    caller = Caller(assumed.arn, assumed.account_id, role=role.arn)
    texts = [assumed.policy, *(_managed(arn, caller.account) for arn in session_arns.get(access_key, ()))]
    session = tuple(read_text(text) for text in texts if text) or None
    return Session(caller, role, session, _session_tags(role, access_key, caller.account))


def _session_tags(role: Any, access_key: str, account: str) -> dict[str, tuple[str, ...]]:
    from localstack.services.sts.models import sts_stores  # type: ignore[import-not-found]

    given = sts_stores[account]["us-east-1"].sessions.get(access_key, {}).get("tags", {})
    tags = role.tags.values() if isinstance(role.tags, dict) else role.tags or ()
    return {f"aws:principaltag/{tag['Key'].lower()}": (tag["Value"],) for tag in (*tags, *given.values())}


def _find_user(access_key: str) -> Session | None:
    user, _ = find_lasting(access_key) or (None, None)
    return user and Session(Caller(user.arn, user.account_id), user, None, {"aws:username": (user.name,)})


def _groups_of(user: Any) -> list[Any]:
    return [group for group in _backend(user.account_id).groups.values() if user in group.users]


def _managed(arn: str, account: str) -> str:
    policy = _backend(account).managed_policies.get(arn)
    return _document(policy) if policy else ""


def _document(policy: Any) -> str:
    """Return the document of the default version of a managed policy."""
    version = next((one for one in policy.versions if one.is_default), None)
    return str(version.document if version else policy.document)
