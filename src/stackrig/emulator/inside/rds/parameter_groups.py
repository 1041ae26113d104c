"""Parameter groups: RDS's checks of them, and their effect on instances and clusters.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html
"""

import re
from collections.abc import Callable
from typing import Any

from ..services.faults import service_fault
from ..services.modelled import answer_by_moto
from .models import all_served, backend_of, parameters_of
from .refusals import combination, invalid
from .rig_server import RigServer, server_of
from .roles import version_of
from .served import is_formula
from .served_engines import ENGINES

FAMILY = re.compile(
    r"(postgres|aurora-postgresql)[12]\d"  # as refusals.MAJOR_VERSIONS
    r"|(?!aurora-postgres)(aurora|custom|db2|docdb|mariadb|mysql|neptune|oracle|sqlserver).*\d.*"
)
DEFAULT = "default."  # the beginning of the names of RDS's own groups, followed by the family
INSTANCE, CLUSTER = "DBParameterGroupName", "DBClusterParameterGroupName"
CHANGED_AT_START, CHANGED_BY_USERS = "postmaster", "user"  # pg_settings.context; RDS calls the first ones static
# Kinds of values that are checked: texts may name locales and other things that only some machines have, and so does
# the parameter below.
KINDS, OF_THE_BUILD = ("bool", "enum", "integer", "real"), "default_toast_compression"
# Parameters of PostgreSQL 11 to 17 that later versions lack: the rig's server may be newer than the group's family.
FORMER = {
    *("lc_collate", "lc_ctype", "ssl_ecdh_curve"),
    *("db_user_namespace", "default_with_oids", "force_parallel_mode", "old_snapshot_threshold"),
    *("operator_precedence_warning", "promote_trigger_file", "stats_temp_directory", "trace_recovery_messages"),
    *("vacuum_cleanup_index_scale_factor", "vacuum_defer_cleanup_age", "wal_keep_segments"),
}
OWN = re.compile(r"(apg|aurora|babelfishpg|rds)[._].*|\w+\..*")  # parameters of RDS and of extensions
SETTINGS = "SELECT lower(name), context, vartype FROM pg_settings WHERE lower(name) = ANY(:names)"


def operations() -> dict[str, Callable[[Any, Any], Any]]:
    """Return the operations by their names."""
    own = {"Create": _create, "Delete": _delete, "Modify": _change, "Reset": _reset}
    nouns = [member.removesuffix("Name") for member in (INSTANCE, CLUSTER)]
    return {f"{verb}{noun}": operation for verb, operation in own.items() for noun in nouns}


def _create(context: Any, request: Any) -> Any:
    """Create a group, if RDS has its family."""
    family = request["DBParameterGroupFamily"]
    if not FAMILY.fullmatch(family):
        raise invalid(f"ParameterGroupFamily {family} is not a valid parameter group family")
    return answer_by_moto(context, request)


def _change(context: Any, request: Any) -> Any:
    """Change the parameters of a group and of its instances and clusters."""
    family, server = _family(_group(context, request)), server_of(context.account_id)
    if server and "postgres" in family:
        _check_parameters(server, family, request.get("Parameters") or ())
    answer = answer_by_moto(context, request)
    _apply(backend_of(context))
    return answer


def _reset(context: Any, request: Any) -> Any:
    """Reset parameters of a group and of its instances and clusters; moto lacks this."""
    group = _group(context, request)
    if group is None:
        raise service_fault("DBParameterGroupNotFound", f"DBParameterGroup not found: {_name(request)}", 404)
    named = [parameter["ParameterName"] for parameter in request.get("Parameters") or []]
    for name in [*group.parameters] if request.get("ResetAllParameters") else named:
        group.parameters.pop(name, None)
    _apply(backend_of(context))
    return {member: request[member] for member in (INSTANCE, CLUSTER) if member in request}


def _delete(context: Any, request: Any) -> Any:
    """Delete a group that nothing uses."""
    backend, name = backend_of(context), _name(request).lower()
    if CLUSTER in request:
        used, users = [one.parameter_group for one in list(backend.clusters.values())], "DB clusters"
    else:
        used, users = [one.db_parameter_group_name for one in list(backend.databases.values())], "database instances"
    if name in [(one or "").lower() for one in used]:
        text = f"One or more {users} are still members of this parameter group {name}, so the group cannot be deleted"
        raise service_fault("InvalidDBParameterGroupState", text)
    return answer_by_moto(context, request)


def check_group(context: Any, request: Any, member: str, engine: str, version: str) -> None:
    """Refuse a group of a request that is not there, or whose family is another version's.

    Args:
        member: the request's member that names the group.
        version: empty where the request leaves it to RDS, whose default versions are newer than ours or older.

    Raises:
        CommonServiceException: RDS refuses the group.
    """
    name = request.get(member)
    if not name or engine not in ENGINES:
        return
    family, wanted = name.removeprefix(DEFAULT), f"{engine}{version.partition('.')[0]}"
    if not name.startswith(DEFAULT):
        group = _groups(context, member).get(name)
        if group is None:
            kind = member.removesuffix("Name")
            raise service_fault(f"{kind}NotFound", f"{kind} not found: {name}", 404)
        family = _family(group)
    if version and family != wanted:
        raise combination(
            f"The parameter group {name} with DBParameterGroupFamily {family} can't be used for this instance. "
            f"Use a parameter group with DBParameterGroupFamily {wanted}."
        )


def _check_parameters(server: RigServer, family: str, parameters: Any) -> None:
    """Refuse parameters and values that PostgreSQL lacks, and static ones that are to change at once.

    A server that is older than the group's family knows neither its parameters nor which of them are static.
    """
    asked = {one["ParameterName"].lower(): one for one in parameters}
    with server.connect() as admin:
        if version_of(admin) < int(family[-2:]):
            return
        known = {name: (context, kind) for name, context, kind in admin.run(SETTINGS, names=list(asked))}
        for name, one in asked.items():
            context, kind = known.get(name, ("", ""))
            if not (context or name in FORMER or OWN.fullmatch(name)):
                raise invalid(f"Could not find parameter with name: {name}")
            if context == CHANGED_AT_START and one.get("ApplyMethod") == "immediate":
                raise combination("cannot use immediate apply method for static parameter")
            if context == CHANGED_BY_USERS and kind in KINDS and name != OF_THE_BUILD:
                _check_value(admin, name, one.get("ParameterValue") or "")


def _check_value(admin: Any, name: str, value: str) -> None:
    from pg8000.exceptions import DatabaseError

    if is_formula(value):
        return
    try:
        admin.run("SELECT set_config(:name, :value, true)", name=name, value=value)
    except DatabaseError as error:
        raise invalid(f"Invalid parameter value: {value} for: {name}") from error


def _apply(backend: Any) -> None:
    for resource, served in all_served(backend):
        served.apply(parameters_of(backend, resource))


def _group(context: Any, request: Any) -> Any:
    return _groups(context, CLUSTER if CLUSTER in request else INSTANCE).get(_name(request))


def _groups(context: Any, member: str) -> Any:
    backend = backend_of(context)
    return backend.db_cluster_parameter_groups if member == CLUSTER else backend.db_parameter_groups


def _family(group: Any) -> str:
    """Return a group's family, empty for a group that is not there."""
    return str(getattr(group, "family", None) or getattr(group, "db_parameter_group_family", None) or "")


def _name(request: Any) -> str:
    return str(request.get(CLUSTER) or request[INSTANCE])
