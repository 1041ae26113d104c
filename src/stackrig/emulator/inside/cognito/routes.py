"""Routes of user pools beside the service's API: keys and discovery, endpoints of domains, and routes for tests.

A pool's keys are at its issuer's address. A domain's endpoints are at `{prefix}.auth.{region}.amazoncognito.com`, at a
custom name, and at `/_aws/cognito-idp/{domain}` for clients that can't choose the host.
"""

import re
from collections.abc import Callable
from typing import Any

from localstack.http import Response  # type: ignore[import-not-found]

from . import hosted
from .for_tests import MESSAGES_PATH, SIGN_IN_PATH, sign_in, tell_messages
from .records import Pool, domains, pools
from .tokens import keys_of

POOL = "<regex('[a-z]+(?:-[a-z]+)+-[0-9]+_[0-9A-Za-z]+'):pool_id>"
PREFIXED = re.compile(r"([a-z0-9-]+)\.auth(?:-fips)?\.[a-z0-9-]+\..+")
BY_PATH = "/_aws/cognito-idp/<domain>"

Endpoint = Callable[[Pool, Any], Any]
ENDPOINTS: dict[str, tuple[Endpoint, list[str]]] = {
    "/login": (hosted.log_in, ["GET", "POST"]),
    "/logout": (hosted.log_out, ["GET"]),
    "/oauth2/authorize": (hosted.authorize, ["GET"]),
    "/oauth2/revoke": (hosted.revoke_token, ["POST"]),
    "/oauth2/token": (hosted.give_tokens, ["POST"]),
    "/oauth2/userInfo": (hosted.tell_user, ["GET", "POST"]),
}


def serve_routes() -> None:
    """Add the routes to LocalStack's."""
    from localstack.aws.handlers import preprocess_request  # type: ignore[import-not-found]
    from localstack.services.edge import ROUTER  # type: ignore[import-not-found]

    ROUTER.add(f"/{POOL}/.well-known/jwks.json", _tell_keys, methods=["GET"])
    ROUTER.add(f"/{POOL}/.well-known/openid-configuration", _tell_configuration, methods=["GET"])
    ROUTER.add(MESSAGES_PATH, tell_messages, methods=["GET"])
    ROUTER.add(SIGN_IN_PATH, sign_in, methods=["POST"])
    for path, (endpoint, methods) in ENDPOINTS.items():
        ROUTER.add(BY_PATH + path, _by_path(endpoint), methods=methods)
    preprocess_request.append(serve_domain)


def serve_domain(chain: Any, context: Any, response: Any) -> None:
    """Answer a request to a pool's domain; a handler of LocalStack."""
    if not domains:
        return
    host = context.request.host.partition(":")[0].lower()
    match = PREFIXED.fullmatch(host)
    pool = hosted.pool_of_domain(match[1] if match else host)
    if pool is None:
        return
    endpoint, methods = ENDPOINTS.get(context.request.path, (_not_found, ["GET", "POST"]))
    allowed = context.request.method in methods
    response.update_from(endpoint(pool, context.request) if allowed else Response(status=405))
    chain.stop()


def _not_found(_pool: Pool, _request: Any) -> Any:
    return Response("Not Found", status=404, mimetype="text/plain")


def _by_path(endpoint: Endpoint) -> Callable[..., Any]:
    def serve(request: Any, domain: str) -> Any:
        pool = hosted.pool_of_domain(domain)
        return endpoint(pool, request) if pool else _not_found(pool, request)  # type: ignore[arg-type]  # not used

    return serve


def _tell_keys(_request: Any, pool_id: str) -> Any:
    keys = keys_of(pool_id)
    return hosted.answer_json(keys) if keys else hosted.no_pool(pool_id)


def _tell_configuration(_request: Any, pool_id: str) -> Any:
    """Describe a pool to OpenID Connect clients; the endpoints are AWS's, as in every pool's description."""
    pool = pools.get(pool_id)
    if pool is None:
        return hosted.no_pool(pool_id)
    found = next((name for name, one in domains.items() if one["UserPoolId"] == pool_id), "")
    host = found if "." in found else f"{found}.auth.{pool.region}.amazoncognito.com"
    names = {"authorization": "authorize", "token": "token", "userinfo": "userInfo", "revocation": "revoke"}
    endpoints = {f"{name}_endpoint": f"https://{host}/oauth2/{path}" for name, path in names.items()} if found else {}
    return hosted.answer_json(
        {
            **endpoints,
            **({"end_session_endpoint": f"https://{host}/logout"} if found else {}),
            "id_token_signing_alg_values_supported": ["RS256"],
            "issuer": pool.issuer,
            "jwks_uri": f"{pool.issuer}/.well-known/jwks.json",
            "response_types_supported": ["code", "token"],
            "scopes_supported": ["openid", "email", "phone", "profile"],
            "subject_types_supported": ["public"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }
    )
