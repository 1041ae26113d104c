"""Verdicts of authorizers' functions, and the cache of them."""

from dataclasses import dataclass
from typing import Any

from ..apigateway.kept_answers import KeptAnswers


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold a function's verdict: yes or no, or a policy's statements, and values for `$context.authorizer`."""

    context: dict[str, Any]
    is_authorized: bool = False
    statements: list[dict[str, Any]] | None = None


verdicts: KeptAnswers[Verdict] = KeptAnswers()
