"""The endpoints of a pool's domain: sign-in for browsers, tokens, and the user's claims.

See https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html. The page for signing in is a
bare form: a test sends it as a browser would. Grants are those of https://www.rfc-editor.org/rfc/rfc6749, with the
proof keys of https://www.rfc-editor.org/rfc/rfc7636.
"""

import base64
import hashlib
import html
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]
from localstack.http import Response  # type: ignore[import-not-found]

from ..clock.present import now
from .attempts import MINUTE
from .clients import validity
from .own_account import revoke
from .records import Grant, Pool, Record, User, domains, pools
from .sign_in import sign_in_by_password
from .token_changes import ask_for_client
from .tokens import begin_grant, find_refresh_token, issue, read_access_token, renew, shown, sign

CODE_SECONDS = 5 * MINUTE
SESSION_SECONDS = 60 * MINUTE
COOKIE = "cognito"
OAUTH_NAMES = {
    "IdToken": "id_token",
    "AccessToken": "access_token",
    "RefreshToken": "refresh_token",
    "ExpiresIn": "expires_in",
    "TokenType": "token_type",
}


@dataclass(frozen=True, slots=True)
class AuthorizationCode:
    """Hold an authorization code's data; `proof` is the digest of the client's proof key, if it gave one."""

    grant: Grant
    redirect_uri: str
    proof: str
    end: float


_codes: dict[str, AuthorizationCode] = {}
_sessions: dict[str, tuple[str, str, float]] = {}  # signed-in browsers by cookie: pool, user and time of the end


class OauthError(Exception):
    """Tell a client, by an error code of OAuth, what is wrong."""


def pool_of_domain(name: str) -> Pool | None:
    """Return the pool of a domain."""
    return pools.get(domains.get(name, {}).get("UserPoolId", ""))


def answer_json(value: Mapping[str, Any], status: int = 200) -> Any:
    """Return an answer that may not be cached."""
    headers = {"Cache-Control": "no-store"}
    return Response(json.dumps(value), status=status, mimetype="application/json", headers=headers)


def no_pool(pool_id: str) -> Any:
    """Answer that there is no such pool."""
    return answer_json({"message": f"User pool {pool_id} does not exist."}, 404)


# --- authorize-endpoint, login, logout --------------------------------------------------------------------------------


def authorize(pool: Pool, request: Any) -> Any:
    """Send a browser to the sign-in form, or back with a code or tokens if it has signed in before."""
    asked = request.args
    try:
        client = _checked(pool, asked)
    except OauthError as error:
        return Response(f"error={error}", status=400, mimetype="text/plain")
    try:
        _check_request(client, asked)
    except OauthError as error:
        return _redirect(asked["redirect_uri"], {"error": str(error), **_state(asked)})
    name, user, end = _sessions.get(request.cookies.get(COOKIE, ""), ("", "", 0.0))
    if name == pool.id and end > now() and pool.user_key(user) in pool.users:
        return _send_back(pool, client, pool.users[pool.user_key(user)], asked)
    return _redirect(request.path.replace("/oauth2/authorize", "/login"), asked.to_dict())


def log_in(pool: Pool, request: Any) -> Any:
    """Show the sign-in form, or take it and send the browser back with a code or tokens."""
    asked = request.args
    try:
        client = _checked(pool, asked)
        _check_request(client, asked)
    except OauthError as error:
        return Response(f"error={error}", status=400, mimetype="text/plain")
    if request.method == "GET":
        return Response(_form(""), mimetype="text/html")
    try:
        user = sign_in_by_password(pool, client, request.form.get("username", ""), request.form.get("password", ""))
    except CommonServiceException as error:
        return Response(_form(error.message), status=400, mimetype="text/html")
    answer = _send_back(pool, client, user, asked)
    cookie = secrets.token_urlsafe(32)
    _drop_ended()
    _sessions[cookie] = (pool.id, user.username, now() + SESSION_SECONDS)
    answer.set_cookie(COOKIE, cookie, httponly=True)
    return answer


def _form(fault: str) -> str:
    said = f"<p role=alert>{html.escape(fault)}</p>" if fault else ""
    fields = "<input name=username><input name=password type=password><button>Sign in</button>"
    return f"<!doctype html><title>Sign in</title>{said}<form method=post>{fields}</form>"


def log_out(pool: Pool, request: Any) -> Any:
    """Sign a browser out, and send it to the client's address."""
    asked = request.args
    client = pool.clients.get(asked.get("client_id", ""))
    target, back = asked.get("logout_uri", ""), asked.get("redirect_uri", "")
    if client is None or not (target in (client.get("LogoutURLs") or ()) or back in (client.get("CallbackURLs") or ())):
        return Response("error=invalid_request", status=400, mimetype="text/plain")
    _sessions.pop(request.cookies.get(COOKIE, ""), None)
    login = {name: value for name, value in asked.items() if name != "logout_uri"}
    answer = _redirect(target, {}) if target else _redirect(request.path.replace("/logout", "/login"), login)
    answer.delete_cookie(COOKIE)
    return answer


def _checked(pool: Pool, asked: Mapping[str, str]) -> Record:
    """Return a request's client, after checking that the redirect address is one of the client's."""
    client = pool.clients.get(asked.get("client_id", ""))
    if client is None:
        raise OauthError("invalid_client")
    if asked.get("redirect_uri") not in (client.get("CallbackURLs") or ()):
        raise OauthError("redirect_mismatch")
    return client


def _check_request(client: Record, asked: Mapping[str, str]) -> None:
    flows = {"code": "code", "token": "implicit"}
    kind = asked.get("response_type", "")
    if kind not in flows:
        raise OauthError("invalid_request")
    if not client["AllowedOAuthFlowsUserPoolClient"] or flows[kind] not in (client.get("AllowedOAuthFlows") or ()):
        raise OauthError("unauthorized_client")
    if set(_scopes(client, asked)) - set(client.get("AllowedOAuthScopes") or ()):
        raise OauthError("invalid_scope")
    if asked.get("code_challenge") and asked.get("code_challenge_method") != "S256":
        raise OauthError("invalid_request")


def _scopes(client: Record, asked: Mapping[str, str]) -> list[str]:
    """Return the requested scopes, or all of the client's if the request names none."""
    return asked.get("scope", "").split() or list(client.get("AllowedOAuthScopes") or ())


def _drop_ended() -> None:
    """Forget the codes and sessions that nobody has used in their time."""
    moment = now()
    for code in [code for code, one in list(_codes.items()) if one.end <= moment]:
        _codes.pop(code, None)
    for cookie in [cookie for cookie, (*_, end) in list(_sessions.items()) if end <= moment]:
        _sessions.pop(cookie, None)


def _state(asked: Mapping[str, str]) -> dict[str, str]:
    return {"state": asked["state"]} if asked.get("state") else {}


def _send_back(pool: Pool, client: Record, user: User, asked: Mapping[str, str]) -> Any:
    """Send a browser back to its client, with a code or tokens."""
    scopes, nonce = _scopes(client, asked), asked.get("nonce", "")
    grant = begin_grant(pool, user, client, scopes, nonce=nonce, is_hosted=True)
    if asked["response_type"] == "code":
        code = secrets.token_urlsafe(32)
        proof = asked.get("code_challenge", "")
        _drop_ended()
        _codes[code] = AuthorizationCode(grant, asked["redirect_uri"], proof, now() + CODE_SECONDS)
        return _redirect(asked["redirect_uri"], {"code": code, **_state(asked)})
    tokens = as_oauth(issue(pool, grant, "HostedAuth", with_refresh=False))
    return _redirect(asked["redirect_uri"], {**tokens, **_state(asked)}, sign="#")


def _redirect(target: str, parameters: Mapping[str, Any], sign: str = "?") -> Any:
    query = (("&" if sign in target else sign) + urlencode(parameters)) if parameters else ""
    return Response(status=302, headers={"Location": target + query})


def as_oauth(result: Mapping[str, Any]) -> Record:
    """Return tokens under OAuth's names."""
    return {OAUTH_NAMES[name]: value for name, value in result.items()}


# --- token-endpoint, revocation-endpoint, userinfo-endpoint -----------------------------------------------------------


def give_tokens(pool: Pool, request: Any) -> Any:
    """Answer a request for tokens: by a code, a refresh token or a client's own credentials."""
    given = request.form
    try:
        client = _client_of(pool, request)
        kind = given.get("grant_type", "")
        give = GRANTS.get(kind, _refuse_grant)
        return answer_json(as_oauth(give(pool, client, given)))
    except OauthError as error:
        return answer_json({"error": str(error)}, 400)
    except CommonServiceException as error:
        return answer_json({"error": "invalid_grant", "error_description": error.message}, 400)


def _client_of(pool: Pool, request: Any) -> Record:
    """Return a request's client, after checking its secret if it has one."""
    name, secret = request.form.get("client_id", ""), request.form.get("client_secret", "")
    header = request.headers.get("Authorization", "")
    if header.startswith("Basic "):
        try:
            name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
        except ValueError as error:
            raise OauthError("invalid_client") from error
    client = pool.clients.get(name)
    if client is None or not secrets.compare_digest(client.get("ClientSecret", "").encode(), secret.encode()):
        raise OauthError("invalid_client")
    return client


def _by_code(pool: Pool, client: Record, given: Mapping[str, str]) -> Record:
    code = _codes.pop(given.get("code", ""), None)  # a code works once, and a wrong request uses it up too
    if code is None or code.end <= now() or code.grant.client_id != client["ClientId"]:
        raise OauthError("invalid_grant")
    if given.get("redirect_uri") != code.redirect_uri:
        raise OauthError("invalid_grant")
    if code.proof and not secrets.compare_digest(_digest(given.get("code_verifier", "")), code.proof):
        raise OauthError("invalid_grant")
    return issue(pool, code.grant, "HostedAuth")


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def _by_refresh_token(pool: Pool, client: Record, given: Mapping[str, str]) -> Record:
    return renew(pool, client, find_refresh_token(pool, client, given.get("refresh_token", "")))


def _refuse_grant(_pool: Pool, _client: Record, given: Mapping[str, str]) -> Record:
    raise OauthError("unsupported_grant_type" if given.get("grant_type") else "invalid_request")


def _by_credentials(pool: Pool, client: Record, given: Mapping[str, str]) -> Record:
    flows = client.get("AllowedOAuthFlows") or ()
    if not client["AllowedOAuthFlowsUserPoolClient"] or "client_credentials" not in flows:
        raise OauthError("unauthorized_client")
    scopes = _scopes(client, given)
    if not scopes or set(scopes) - set(client.get("AllowedOAuthScopes") or ()):
        raise OauthError("invalid_scope")
    name, moment = client["ClientId"], int(now())
    claims = {"sub": name, "token_use": "access", "scope": " ".join(scopes), "auth_time": moment}
    claims |= {"iss": pool.issuer, "version": 2, "client_id": name}
    seconds = validity(client, "AccessToken")
    token = sign(pool, "access", ask_for_client(pool, client, scopes, claims), seconds)
    return {"AccessToken": token, "ExpiresIn": seconds, "TokenType": "Bearer"}


GRANTS = {
    "authorization_code": _by_code,
    "client_credentials": _by_credentials,
    "refresh_token": _by_refresh_token,
}


def revoke_token(pool: Pool, request: Any) -> Any:
    """Revoke a refresh token."""
    if not request.form.get("token"):
        return answer_json({"error": "invalid_request"}, 400)
    try:
        client = _client_of(pool, request)
        revoke(pool, client, request.form["token"])
    except OauthError as error:
        return answer_json({"error": str(error)}, 401 if str(error) == "invalid_client" else 400)
    except CommonServiceException as error:
        code = "unsupported_token_type" if "Type" in error.code else "invalid_request"
        return answer_json({"error": code}, 400)
    return Response(status=200)


def tell_user(pool: Pool, request: Any) -> Any:
    """Answer with the claims of an access token's user; the token needs the scope `openid`."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    try:
        found, user, grant, _ = read_access_token(token, "openid")
    except CommonServiceException:
        found = None
    if found is not pool:
        text = "Access token is expired, disabled, or deleted, or the user has globally signed out."
        answer = answer_json({"error": "invalid_token", "error_description": text}, 401)
        answer.headers["WWW-Authenticate"] = f'error="invalid_token", error_description="{text}"'
        return answer
    claims = shown(pool.clients[grant.client_id], user, grant)
    return answer_json({**claims, "username": user.username})
