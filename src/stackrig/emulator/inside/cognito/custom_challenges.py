"""Challenges that functions of a pool define, create and verify.

See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html.
"""

from collections.abc import Callable, Mapping
from typing import Any

from .attempts import Attempt, keep
from .faults import fault, wrong_password
from .records import Record
from .triggers import call_trigger
from .users import event_attributes


def define_next(attempt: Attempt, complete: Callable[[Attempt], Record], proof: Record | None = None) -> Record:
    """Return the next challenge that the function DefineAuthChallenge names, or the result of `complete`.

    Args:
        proof: the challenge PASSWORD_VERIFIER, if the client began with SRP.

    Raises:
        NotAuthorizedException: the function fails the attempt.
    """
    said = _ask(attempt, "DefineAuthChallenge", session=attempt.history)
    if said.get("failAuthentication"):
        raise wrong_password()
    if said.get("issueTokens"):
        return complete(attempt)
    name = said.get("challengeName")
    if name == "PASSWORD_VERIFIER" and proof:
        return proof
    if name != "CUSTOM_CHALLENGE":
        raise fault("InvalidLambdaResponse", "DefineAuthChallenge failed: Unrecognizable lambda output")
    return _make(attempt)


def _make(attempt: Attempt) -> Record:
    said = _ask(attempt, "CreateAuthChallenge", challengeName="CUSTOM_CHALLENGE", session=attempt.history)
    attempt.private = said.get("privateChallengeParameters") or {}
    attempt.history.append(
        {
            "challengeName": "CUSTOM_CHALLENGE",
            "challengeResult": False,
            "challengeMetadata": said.get("challengeMetadata"),
        }
    )
    public = {"USERNAME": attempt.username, **(said.get("publicChallengeParameters") or {})}
    session = keep(attempt, "CUSTOM_CHALLENGE")
    return {"ChallengeName": "CUSTOM_CHALLENGE", "Session": session, "ChallengeParameters": public}


def answer_custom(attempt: Attempt, answer: str) -> None:
    """Record whether the function VerifyAuthChallengeResponse accepts an answer."""
    asked: Mapping[str, Any] = {"privateChallengeParameters": attempt.private, "challengeAnswer": answer}
    said = _ask(attempt, "VerifyAuthChallengeResponse", **asked)
    attempt.history[-1]["challengeResult"] = bool(said.get("answerCorrect"))


def _ask(attempt: Attempt, trigger: str, **request: Any) -> Record:
    user = attempt.user
    if trigger not in attempt.pool.triggers:
        raise fault("InvalidLambdaResponse", f"{trigger} is not configured for the user pool")
    known = {"userAttributes": event_attributes(user) if user else {}, "clientMetadata": dict(attempt.metadata)}
    asked = {**known, **request, **({} if user else {"userNotFound": True})}
    client = attempt.client["ClientId"]
    return call_trigger(attempt.pool, trigger, "Authentication", attempt.username, client, asked)
