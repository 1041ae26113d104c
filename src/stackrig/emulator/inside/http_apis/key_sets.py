"""The keys that issuers sign tokens with: from user pools here, from a file, or from the issuer's own address.

`[tool.stackrig] jwks` names files for issuers that can't be reached, as `{issuer = "keys.json"}`. They arrive in the
variable STACKRIG_JWKS. Discovery is OpenID Connect's: https://openid.net/specs/openid-connect-discovery-1_0.html.
"""

import json
import logging
import os
import re
from functools import cache
from typing import Any

import requests

from ..clock.present import now

log = logging.getLogger(__name__)
POOL = re.compile(r"https://cognito-idp\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/(\S+)")
KEPT = 2 * 3600  # seconds; API Gateway caches keys for two hours
SECONDS = 1.5  # seconds within which an issuer must answer: API Gateway's own limit

KeySet = dict[str, Any]
_fetched: dict[str, tuple[float, KeySet]] = {}  # by issuer, with the time of expiry


class KeySetError(Exception):
    """Report why an issuer's keys can't be found."""


def find_keys(issuer: str) -> KeySet:
    """Return an issuer's key set.

    Raises:
        KeySetError: it can't be found.
    """
    if found := _named(os.environ.get("STACKRIG_JWKS") or "{}").get(issuer.rstrip("/")):
        return found
    if pool := POOL.fullmatch(issuer):
        return _pool_keys(*pool.groups())
    end, keys = _fetched.get(issuer, (0.0, {}))
    if end <= now():
        keys = _fetch(issuer)
        _fetched[issuer] = (now() + KEPT, keys)
    return keys


@cache
def _named(text: str) -> dict[str, KeySet]:
    """Return the key sets from the settings, by issuer."""
    return {issuer.rstrip("/"): keys for issuer, keys in json.loads(text).items()}


def _pool_keys(region: str, name: str) -> KeySet:
    from ..cognito.tokens import keys_of

    keys = keys_of(name)
    if keys is None or not name.startswith(f"{region}_"):
        log.warning("stackrig: there is no user pool %s in %s: its tokens are refused", name, region)
        raise KeySetError(f"there is no user pool {name} in {region}")
    return keys


def _fetch(issuer: str) -> KeySet:
    try:
        found = _get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        return _get(found["jwks_uri"])
    except (requests.RequestException, ValueError, KeyError, TypeError) as error:
        log.warning(
            "stackrig: the keys of %s can't be fetched: %s. Name their file in the table [tool.stackrig] jwks",
            issuer,
            error,
        )
        raise KeySetError(f"the keys of {issuer} can't be fetched: {error}") from error


def _get(url: str) -> KeySet:
    answer = requests.get(url, timeout=SECONDS)
    answer.raise_for_status()
    found: KeySet = answer.json()
    return found
