"""Verdicts of authorizers' functions, and those that are kept."""

from dataclasses import dataclass
from typing import Any

from ..apigateway.kept_answers import KeptAnswers


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what a function said: yes or no, or the statements of a policy, and values for `$context.authorizer`."""

    context: dict[str, Any]
    is_authorized: bool = False
    statements: list[dict[str, Any]] | None = None


verdicts: KeptAnswers[Verdict] = KeptAnswers()
