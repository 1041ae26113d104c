"""Sign-in: the flows of InitiateAuth, and the answers to challenges.

See https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html.
"""

from collections.abc import Callable, Mapping
from typing import Any

from . import factors
from .attempts import Attempt, find_attempt, keep
from .attributes import check_attributes, check_writable, required
from .challenges import CHOICES, CODES, complete, proceed, second_factor, send_factor
from .clients import allows, check_secret, check_secret_hash, hides_users, rotation
from .custom_challenges import answer_custom, define_next
from .delivery import take_code
from .faults import fault, invalid, no_user, not_authorized, wrong_code, wrong_password
from .migration import migrate
from .password_proofs import answer_proof, ask_for_proof
from .pools import Handler, first_factors
from .records import Pool, Record, User, find_client, find_client_of, find_pool
from .tokens import find_refresh_token, renew
from .triggers import call_trigger, has_trigger
from .users import event_attributes, look_up, set_password

REFRESH = ("REFRESH_TOKEN_AUTH", "REFRESH_TOKEN")
ADMIN_FLOWS = {"ADMIN_NO_SRP_AUTH": "ADMIN_USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH": "ADMIN_USER_PASSWORD_AUTH"}


def operations() -> dict[str, Handler]:
    """Return the operations by their names."""
    return {
        "AdminInitiateAuth": _initiate_as_admin,
        "AdminRespondToAuthChallenge": _respond_as_admin,
        "GetTokensFromRefreshToken": _refresh_rotating,
        "InitiateAuth": _initiate_as_client,
        "RespondToAuthChallenge": _respond_as_client,
    }


def _initiate_as_client(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, client = find_client(request["ClientId"])
    if request["AuthFlow"] in ADMIN_FLOWS:
        raise invalid("Initiate Auth method not supported.")
    return _initiate(pool, client, request)


def _initiate_as_admin(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    return _initiate(pool, find_client_of(pool, request["ClientId"]), request)


def _initiate(pool: Pool, client: Record, request: Mapping[str, Any]) -> Record:
    given, metadata = request.get("AuthParameters") or {}, request.get("ClientMetadata") or {}
    flow = ADMIN_FLOWS.get(request["AuthFlow"], request["AuthFlow"])
    if flow in REFRESH:
        return {"ChallengeParameters": {}, "AuthenticationResult": _refresh(pool, client, given, metadata)}
    if not allows(client, flow):
        refused = (
            "Auth flow not enabled for this client"
            if flow in ADMIN_FLOWS
            else f"{flow} flow not enabled for this client"
        )
        raise invalid(refused)
    name = _need(given, "USERNAME")
    check_secret_hash(client, name, given.get("SECRET_HASH"))
    attempt = _begin(Attempt(pool, client, name, look_up(pool, name), flow, metadata), given)
    return STARTS[flow](attempt, given)


def _need(given: Mapping[str, str], name: str) -> str:
    if not given.get(name):
        raise invalid(f"Missing required parameter {name}")
    return given[name]


def _begin(attempt: Attempt, given: Mapping[str, str]) -> Attempt:
    """Return a new attempt to sign in, if the user may try at all.

    Raises:
        UserNotFoundException, NotAuthorizedException or PasswordResetRequiredException: the user may not.
    """
    pool, client = attempt.pool, attempt.client
    if attempt.user is None and given.get("PASSWORD"):
        attempt.user = migrate(pool, client, attempt.asked, "Authentication", attempt.metadata, given["PASSWORD"])
    user = attempt.user
    if user is None and not hides_users(client):
        raise no_user()
    if has_trigger(pool, "PreAuthentication"):
        known = {"userAttributes": event_attributes(user) if user else {}, "validationData": dict(attempt.metadata)}
        request = {**known, **({} if user else {"userNotFound": True})}
        call_trigger(pool, "PreAuthentication", "Authentication", attempt.username, client["ClientId"], request)
    if user and not user.enabled:
        raise not_authorized("User is disabled.")
    if user and user.status == "RESET_REQUIRED":
        raise fault("PasswordResetRequired", "Password reset required for the user")
    return attempt


def sign_in_by_password(pool: Pool, client: Record, name: str, password: str) -> User:
    """Return the user who signs in by name and password alone, as on the sign-in page of a domain.

    Raises:
        CommonServiceException: the password is wrong, or the pool wants more than a password.
    """
    given = {"USERNAME": name, "PASSWORD": password}
    attempt = _begin(Attempt(pool, client, name, look_up(pool, name), "USER_PASSWORD_AUTH", {}), given)
    user = _check_password(attempt.user, password)
    answer = proceed(attempt)
    if "ChallengeName" in answer:
        raise invalid(f"The sign-in page does not serve the challenge {answer['ChallengeName']}")
    return user


# --- the flows --------------------------------------------------------------------------------------------------------


def _by_password(attempt: Attempt, given: Mapping[str, str]) -> Record:
    _check_password(attempt.user, _need(given, "PASSWORD"))
    return proceed(attempt)


def _check_password(user: User | None, password: str) -> User:
    """Return the user with this name and password.

    Raises:
        NotAuthorizedException: the password is wrong, or the user does not exist.
    """
    if user is None or user.password is None or not user.password.matches(password):
        raise wrong_password()
    return user


def _by_proof(attempt: Attempt, given: Mapping[str, str]) -> Record:
    return ask_for_proof(attempt, _need(given, "SRP_A"))


def _by_custom(attempt: Attempt, given: Mapping[str, str]) -> Record:
    if given.get("CHALLENGE_NAME") == "SRP_A":
        attempt.history = [{"challengeName": "SRP_A", "challengeResult": True, "challengeMetadata": None}]
        proof = ask_for_proof(attempt, _need(given, "SRP_A"))
        return define_next(attempt, complete, proof)
    return define_next(attempt, complete)


def _by_choice(attempt: Attempt, given: Mapping[str, str]) -> Record:
    preferred = given.get("PREFERRED_CHALLENGE")
    choices = _choices(attempt)
    if preferred in choices:
        return _take_choice(attempt, preferred, given)
    attempt.flow = "USER_AUTH"
    session = keep(attempt, "SELECT_CHALLENGE")
    told = {"ChallengeName": "SELECT_CHALLENGE", "Session": session, "ChallengeParameters": {}}
    return {**told, "AvailableChallenges": choices}


def _choices(attempt: Attempt) -> list[str]:
    """Return the pool's first factors that a user has, or all of the pool's for an unknown user."""
    policy, user = first_factors(attempt.pool), attempt.user
    found = ["PASSWORD", "PASSWORD_SRP"] if "PASSWORD" in policy and (user is None or user.password) else []
    return found + [
        name for name, address in CHOICES.items() if name in policy and (user is None or user.attributes.get(address))
    ]


def _take_choice(attempt: Attempt, choice: str, given: Mapping[str, str]) -> Record:
    if choice == "PASSWORD":
        return _by_password(attempt, given)
    if choice == "PASSWORD_SRP":
        return _by_proof(attempt, given)
    if attempt.user is None:
        raise wrong_password()
    return send_factor(attempt, choice)


STARTS: dict[str, Callable[[Attempt, Mapping[str, str]], Record]] = {
    "ADMIN_USER_PASSWORD_AUTH": _by_password,
    "CUSTOM_AUTH": _by_custom,
    "USER_AUTH": _by_choice,
    "USER_PASSWORD_AUTH": _by_password,
    "USER_SRP_AUTH": _by_proof,
}


def _refresh(pool: Pool, client: Record, given: Mapping[str, str], metadata: Mapping[str, str]) -> Record:
    if not allows(client, "REFRESH_TOKEN_AUTH") or rotation(client) is not None:
        raise invalid("REFRESH_TOKEN_AUTH flow not enabled for this client")
    token = find_refresh_token(pool, client, _need(given, "REFRESH_TOKEN"))
    user = look_up(pool, token.grant.username)
    names = {token.grant.username, user.sub if user else ""}
    _check_hash_of_any(client, names, given.get("SECRET_HASH"))
    return renew(pool, client, token, metadata)


def _check_hash_of_any(client: Record, names: set[str], given: str | None) -> None:
    """Refuse a secret hash that matches none of the user's names, and is not the client's secret either."""
    refusals = []
    for name in names:
        try:
            return check_secret_hash(client, name, given)
        except Exception as error:  # noqa: BLE001  # the last one is raised
            refusals.append(error)
    raise refusals[-1]


def _refresh_rotating(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, client = find_client(request["ClientId"])
    check_secret(client, request.get("ClientSecret"))
    token = find_refresh_token(pool, client, request["RefreshToken"])
    return {"AuthenticationResult": renew(pool, client, token, request.get("ClientMetadata"))}


# --- answers to challenges --------------------------------------------------------------------------------------------


def _respond_as_client(_context: Any, request: Mapping[str, Any]) -> Record:
    pool, client = find_client(request["ClientId"])
    return _respond(pool, client, request)


def _respond_as_admin(context: Any, request: Mapping[str, Any]) -> Record:
    pool = find_pool(context, request["UserPoolId"])
    return _respond(pool, find_client_of(pool, request["ClientId"]), request)


def _respond(pool: Pool, client: Record, request: Mapping[str, Any]) -> Record:
    given, name = request.get("ChallengeResponses") or {}, request["ChallengeName"]
    check_secret_hash(client, _need(given, "USERNAME"), given.get("SECRET_HASH"))
    if name not in ANSWERS:
        raise invalid(f"stackrig does not serve the challenge {name}")
    token = given.get("PASSWORD_CLAIM_SECRET_BLOCK") if name == "PASSWORD_VERIFIER" else request.get("Session")
    attempt = find_attempt(pool, token or "", name)
    if attempt.client["ClientId"] != client["ClientId"]:
        raise not_authorized("Invalid session for the user.")
    attempt.metadata = request.get("ClientMetadata") or attempt.metadata
    answer = ANSWERS[name](attempt, given)
    if answer.get("Session") != token:
        pool.attempts[token or ""] = Attempt(pool, client, "", None, "", {}, name, end=attempt.end, is_used=True)
    return answer


def _prove(attempt: Attempt, given: Mapping[str, str]) -> Record:
    answer_proof(attempt, given)
    if attempt.flow == "CUSTOM_AUTH":
        attempt.history.append(
            {"challengeName": "PASSWORD_VERIFIER", "challengeResult": True, "challengeMetadata": None}
        )
        return define_next(attempt, complete)
    return proceed(attempt)


def _take_new_password(attempt: Attempt, given: Mapping[str, str]) -> Record:
    user, pool = attempt.user, attempt.pool
    assert user
    prefix = "userAttributes."
    attributes = {name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix)}
    if attributes:
        check_writable(attempt.client, list(attributes))
        check_attributes(pool, attributes, is_new=True)
    lacking = [name for name in required(pool) if not {**user.attributes, **attributes}.get(name)]
    if lacking:
        raise invalid(f"Invalid attributes given, {lacking[0]} is missing")
    set_password(pool, user, _need(given, "NEW_PASSWORD"))
    user.attributes |= attributes
    user.status, attempt.occasion = "CONFIRMED", "NewPasswordChallenge"
    return second_factor(attempt)


def _select_factor(attempt: Attempt, given: Mapping[str, str]) -> Record:
    assert attempt.user
    answer = _need(given, "ANSWER")
    if answer not in factors.factors_of(attempt.pool, attempt.user):
        raise invalid(f"Invalid MFA type: {answer}")
    return send_factor(attempt, answer)


def _take_totp(attempt: Attempt, given: Mapping[str, str]) -> Record:
    assert attempt.user
    code = _need(given, "SOFTWARE_TOKEN_MFA_CODE")
    factors.check_totp(attempt.user, code, fault("CodeMismatch", "Invalid code received for user"))
    return complete(attempt)


def _take_code(factor: str) -> Callable[[Attempt, Mapping[str, str]], Record]:
    def take(attempt: Attempt, given: Mapping[str, str]) -> Record:
        assert attempt.user
        take_code(attempt.user, "Authentication", CODES[factor], _need(given, f"{factor}_CODE"))
        if attempt.flow == "USER_AUTH" and attempt.user.status == "UNCONFIRMED":
            raise fault("UserNotConfirmed", "User is not confirmed.")
        return complete(attempt)

    return take


def _finish_setup(attempt: Attempt, _given: Mapping[str, str]) -> Record:
    if not attempt.factor_ready or attempt.user is None:
        raise wrong_code()
    user = attempt.user
    user.factors = [*(one for one in user.factors if one != factors.TOTP), factors.TOTP]
    return complete(attempt)


def _choose(attempt: Attempt, given: Mapping[str, str]) -> Record:
    answer = _need(given, "ANSWER")
    if answer not in _choices(attempt):
        raise invalid("Selected challenge is not available for the user")
    return _take_choice(attempt, answer, given)


def _answer_custom(attempt: Attempt, given: Mapping[str, str]) -> Record:
    answer_custom(attempt, _need(given, "ANSWER"))
    return define_next(attempt, complete)


ANSWERS: dict[str, Callable[[Attempt, Mapping[str, str]], Record]] = {
    "CUSTOM_CHALLENGE": _answer_custom,
    "EMAIL_OTP": _take_code("EMAIL_OTP"),
    "MFA_SETUP": _finish_setup,
    "NEW_PASSWORD_REQUIRED": _take_new_password,
    "PASSWORD_VERIFIER": _prove,
    "SELECT_CHALLENGE": _choose,
    "SELECT_MFA_TYPE": _select_factor,
    "SMS_MFA": _take_code("SMS_MFA"),
    "SMS_OTP": _take_code("SMS_OTP"),
    "SOFTWARE_TOKEN_MFA": _take_totp,
}
