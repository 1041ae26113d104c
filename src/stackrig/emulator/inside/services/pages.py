"""Pages of lists, whose tokens are the positions of their first members."""

from collections.abc import Mapping
from typing import Any

PAGE = 100  # members, by default


def page(member: str, found: list[Any], request: Mapping[str, Any], size_name: str = "MaxResults") -> dict[str, Any]:
    """Return the requested page of a list under a member, and the token of the next page, if any."""
    start, size = int(request.get("NextToken") or 0), request.get(size_name) or PAGE
    more = {"NextToken": str(start + size)} if len(found) > start + size else {}
    return {member: found[start : start + size], **more}
