"""Pages of lists, whose tokens are the numbers of their first members."""

from collections.abc import Mapping
from typing import Any

PAGE = 100  # members, where a request does not say


def page(member: str, found: list[Any], request: Mapping[str, Any], size_name: str = "MaxResults") -> dict[str, Any]:
    """Return the page of a list that a request asks for as a member, and the token of the next one if there is one."""
    start, size = int(request.get("NextToken") or 0), request.get(size_name) or PAGE
    more = {"NextToken": str(start + size)} if len(found) > start + size else {}
    return {member: found[start : start + size], **more}
