"""AWS clients of one account and endpoint, made when first needed and shared by threads."""

import functools
import os
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.credentials import Credentials
from botocore.loaders import Loader, create_loader
from botocore.model import ServiceModel
from botocore.session import Session

from stackrig.errors import DeployError

if TYPE_CHECKING:
    from botocore.client import BaseClient

CONNECTIONS = 32  # connections of each client: engines create many resources at once
CONNECT_TIMEOUT, READ_TIMEOUT = 10, 120  # seconds; LocalStack answers a service's first call only after loading it
ATTEMPTS = 3

# The partition of a region by its prefix: https://docs.aws.amazon.com/general/latest/gr/rande.html
PARTITIONS = {"cn-": ("aws-cn", "amazonaws.com.cn"), "us-gov-": ("aws-us-gov", "amazonaws.com")}

# Settings that botocore reads from the user's files and environment. They are ignored for an emulator.
_IGNORED_SETTINGS = ("profile", "ca_bundle", "endpoint_url", "use_fips_endpoint", "use_dualstack_endpoint", "data_path")


@dataclass(frozen=True, slots=True)
class Keys:
    """Hold AWS credentials; for LocalStack an access key of 12 digits names an account, with any secret."""

    access_key: str
    secret_key: str = field(default="test", repr=False)
    token: str = field(default="", repr=False)


class Clients:
    """Make one client per service and region. botocore's client creation is slow (10-130 ms) and not thread-safe."""

    def __init__(
        self,
        *,
        endpoint_url: str | None,
        region: str,
        keys: "Keys | None" = None,
        account: str = "",
    ) -> None:
        """Take an emulator's endpoint, or None for AWS itself.

        Args:
            keys: None means the user's credentials on AWS, and LocalStack's default account there.
            account: the account that the keys must belong to; empty for any.
        """
        self.endpoint_url, self.region, self.account = endpoint_url, region, account
        self._keys = keys or (Keys("test") if endpoint_url else Keys(""))
        self._session = isolated_session() if endpoint_url else Session()
        self._clients: dict[tuple[str, str], BaseClient] = {}
        self._lock = threading.Lock()

    def get(self, service: str, region: str) -> "BaseClient":
        """Return the client of a service such as `lambda`.

        Raises:
            DeployError: the keys belong to another account.
        """
        if self.account and service != "sts" and self.account_id != self.account:
            raise DeployError(
                f"its credentials belong to the AWS account {self.account_id}, not to {self.account}",
                remedies=[f"name the profile of {self.account}: AWS_PROFILE=…", "leave keys out of the aws.Provider"],
            )
        with self._lock:
            if (service, region) not in self._clients:
                self._clients[service, region] = self._make(service, region)
            return self._clients[service, region]

    @functools.cached_property
    def account_id(self) -> str:
        """Return the id of the account that these keys belong to; AWS is asked the first time."""
        return str(self.get("sts", self.region).get_caller_identity()["Account"])  # type: ignore[attr-defined]

    @property
    def credentials(self) -> Credentials:
        """Return the credentials that requests are signed with.

        Raises:
            DeployError: the user has none.
        """
        keys = self._keys
        found = Credentials(keys.access_key, keys.secret_key, keys.token or None) if keys.access_key else None
        if found is None and (found := self._session.get_credentials()) is None:
            raise DeployError("there are no AWS credentials", remedies=["name a profile: AWS_PROFILE=…"])
        return found

    def region_description(self, region: str) -> str:
        """Return the name of a region for people, such as `US East (N. Virginia)`."""
        for partition in self._session.get_data("endpoints")["partitions"]:
            if region in partition["regions"]:
                return str(partition["regions"][region]["description"])
        return region

    def close(self) -> None:
        """Close all connections; a later call opens new ones. Repeating it is safe."""
        with self._lock:
            for client in self._clients.values():
                client.close()
            self._clients.clear()

    def _make(self, service: str, region: str) -> "BaseClient":
        client = self._session.create_client(
            service,
            region_name=region,
            endpoint_url=self.endpoint_url,
            aws_access_key_id=self._keys.access_key or None,
            aws_secret_access_key=(self._keys.secret_key if self._keys.access_key else "") or None,
            aws_session_token=self._keys.token or None,
            config=configure(emulator=self.endpoint_url is not None),
        )
        if service == "s3control" and self.endpoint_url:
            _reach_account_by_header(client)
        return client


@functools.cache
def _shared_loader() -> Loader:
    """Return the loader that all of stackrig's sessions share: a process reads each service's model once."""
    return create_loader()


def _reach_account_by_header(client: Any) -> None:
    """Make a client of S3's control API call the endpoint itself, where AWS has a host for each account.

    A header names the account as well. An emulator answers at one name only.
    """

    def aim(params: dict[str, Any], **_: Any) -> None:
        params["url"] = f"{client.meta.endpoint_url}{params['url_path']}"

    client.meta.events.register("before-call.s3-control", aim)


def load_model(service: str) -> ServiceModel:
    """Return botocore's model of a service, the one that its clients are made from."""
    loader = _shared_loader()
    return ServiceModel(loader.load_service_model(service, "service-2", api_version=None), service)


def partition_of(region: str) -> tuple[str, str]:
    """Return a region's partition and DNS suffix."""
    return next((value for prefix, value in PARTITIONS.items() if region.startswith(prefix)), ("aws", "amazonaws.com"))


def configure(*, emulator: bool) -> Config:
    """Return the configuration of a client; calls to an emulator on this machine never go through a proxy."""
    config = Config(
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=READ_TIMEOUT,
        max_pool_connections=CONNECTIONS,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        s3={"addressing_style": "path"} if emulator else None,
        request_checksum_calculation="when_required",
        inject_host_prefix=not emulator,  # LocalStack answers at one name only
        user_agent_extra="stackrig",
    )
    return config.merge(Config(proxies={})) if emulator else config  # a proxy can't reach this machine's loopback


def isolated_session() -> Session:
    """Return a botocore session that ignores the user's profiles, files and endpoint variables."""
    session = Session(session_vars=dict.fromkeys(_IGNORED_SETTINGS, (None, None, None, None)))
    session.set_config_variable("config_file", os.devnull)
    session.set_config_variable("credentials_file", os.devnull)
    session.register_component("data_loader", _shared_loader())
    return session
