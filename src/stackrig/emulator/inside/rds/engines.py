"""The versions of PostgreSQL that RDS offers to programs: one server runs whichever they choose.

https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-versions.html
"""

from collections.abc import Iterator
from typing import Any

from .served_engines import ENGINES

# The minor versions of each major one, first and last.
VERSIONS = {
    "postgres": {13: (15, 22), 14: (12, 19), 15: (7, 14), 16: (3, 10), 17: (1, 6), 18: (1, 1)},
    "aurora-postgresql": {13: (15, 21), 14: (12, 18), 15: (7, 13), 16: (3, 9), 17: (4, 5)},
}
SMALL = ("db.t3.micro", "db.t3.small", "db.t3.medium", "db.t4g.micro", "db.t4g.small", "db.t4g.medium")
LARGE = ("db.m5.large", "db.m6g.large", "db.m7g.large", "db.r5.large", "db.r6g.large")
CLASSES = {
    "postgres": (*SMALL, *LARGE),
    "aurora-postgresql": ("db.serverless", "db.t3.medium", "db.t4g.medium", "db.r5.large", "db.r6g.large"),
}
STORAGE = {"postgres": ("gp2", "gp3", "io1"), "aurora-postgresql": ("aurora", "aurora-iopt1")}


def default_version(engine: str) -> str:
    """Return the version for instances whose program names none."""
    major, (_, last) = list(VERSIONS[engine].items())[-1]
    return f"{major}.{last}"


def describe_versions(_context: Any, request: Any) -> Any:
    """Return an engine's versions; a partial version stands for all that begin with it."""
    family = request.get("DBParameterGroupFamily")
    found = [
        _version(engine, version)
        for engine in _asked(request)
        for version in _versions(engine, request)
        if family in (None, _family(engine, version))
    ]
    return {"DBEngineVersions": found[-1:] if request.get("DefaultOnly") else found}


def describe_options(_context: Any, request: Any) -> Any:
    """Return the instance classes that can be ordered."""
    wanted = request.get("DBInstanceClass")
    found = [
        _option(engine, version, name, storage)
        for engine in _asked(request)
        for version in _versions(engine, request)
        for name in CLASSES[engine]
        if wanted in (None, name)
        for storage in STORAGE[engine]
    ]
    return {"OrderableDBInstanceOptions": found}


def _asked(request: Any) -> tuple[str, ...]:
    """Return the requested engines, if they are ours."""
    asked = request.get("Engine")
    return tuple(engine for engine in ENGINES if asked in (None, engine))


def _versions(engine: str, request: Any) -> Iterator[str]:
    asked = request.get("EngineVersion") or ""
    for major, (first, last) in VERSIONS[engine].items():
        for minor in range(first, last + 1):
            version = f"{major}.{minor}"
            if not asked or f"{version}.".startswith(f"{asked}."):
                yield version


def _family(engine: str, version: str) -> str:
    return f"{engine}{version.partition('.')[0]}"


def _version(engine: str, version: str) -> dict[str, Any]:
    is_aurora = engine != "postgres"
    return {
        "Engine": engine,
        "EngineVersion": version,
        "MajorEngineVersion": version.partition(".")[0],
        "DBParameterGroupFamily": _family(engine, version),
        "DBEngineDescription": "Aurora (PostgreSQL)" if is_aurora else "PostgreSQL",
        "DBEngineVersionDescription": f"{'Aurora PostgreSQL (compatible with' if is_aurora else ''}"
        f"{' ' if is_aurora else ''}PostgreSQL {version}{')' if is_aurora else '-R1'}",
        "ValidUpgradeTarget": [],
        "ExportableLogTypes": ["postgresql", "upgrade"],
        "SupportsLogExportsToCloudwatchLogs": True,
        "SupportsReadReplica": True,
        "SupportedEngineModes": ["provisioned"],
        "SupportedFeatureNames": ["Lambda", "s3Export", "s3Import"],
        "Status": "available",
        "SupportsParallelQuery": False,
        "SupportsGlobalDatabases": is_aurora,
        "SupportsBabelfish": False,
        "SupportsLimitlessDatabase": False,
        "SupportsIntegrations": False,
        "TagList": [],
    }


def _option(engine: str, version: str, name: str, storage: str) -> dict[str, Any]:
    return {
        "Engine": engine,
        "EngineVersion": version,
        "DBInstanceClass": name,
        "LicenseModel": "postgresql-license",
        "AvailabilityZones": [],
        "MultiAZCapable": engine == "postgres",
        "ReadReplicaCapable": engine == "postgres",
        "Vpc": True,
        "SupportsStorageEncryption": True,
        "StorageType": storage,
        "SupportsIops": storage == "io1",
        "SupportsEnhancedMonitoring": True,
        "SupportsIAMDatabaseAuthentication": True,
        "SupportsPerformanceInsights": True,
        "SupportedEngineModes": ["provisioned"],
        "SupportsKerberosAuthentication": False,
        "OutpostCapable": False,
        "SupportsGlobalDatabases": engine != "postgres",
        "SupportsClusters": engine != "postgres",
        "SupportedNetworkTypes": ["IPV4"],
    }
