"""Routes for tests: read the messages that AWS would have sent, and sign a user in without a flow."""

from typing import Any

from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]

from .delivery import outbox
from .hosted import answer_json, no_pool
from .records import find_client_of, pools
from .tokens import SELF_SCOPE, begin_grant, issue
from .users import find_user

MESSAGES_PATH = "/_stackrig/cognito/messages"
SIGN_IN_PATH = "/_stackrig/cognito/sign-in"


def tell_messages(request: Any) -> Any:
    """Answer with the newest messages, oldest first; the query may name a pool and a user."""
    wanted = {"UserPoolId": request.args.get("pool"), "Username": request.args.get("username")}
    filters = {name: value for name, value in wanted.items() if value}
    found = [message for message in list(outbox) if all(message[name] == value for name, value in filters.items())]
    return answer_json({"messages": found})


def sign_in(request: Any) -> Any:
    """Answer with a user's tokens for a client, with the requested scopes; the pool's functions are called."""
    given = request.json
    pool = pools.get(given["pool"])
    if pool is None:
        return no_pool(given["pool"])
    try:
        client, user = find_client_of(pool, given["client"]), find_user(pool, given["username"])
        grant = begin_grant(pool, user, client, [SELF_SCOPE, *given.get("scopes", ())])
        return answer_json(issue(pool, grant, "Authentication"))
    except CommonServiceException as error:
        return answer_json({"message": error.message}, 400)
