"""The pages of a query or scan: a full page names the start of the next one, even if nothing is left."""

from typing import Any

from moto.dynamodb.models.table import Table  # type: ignore[import-not-found]

Page = tuple[list[Any], int, dict[str, Any] | None]  # items, the number of examined items, the key of the last one

_moto_query, _moto_scan = Table.query, Table.scan


def end_pages_by_limit() -> None:
    """Let moto find a page before it filters and projects, which change neither the page's size nor its end."""
    Table.query, Table.scan = _query, _scan


def _query(table: Any, *search: Any, **older: Any) -> Page:
    """Search with moto's arguments: hash key, comparison, values, limit, start, direction, projection and so on."""
    *keys, limit, start, forward, projection, index, consistent, condition = search
    page = _moto_query(table, *keys, limit, start, forward, None, index, consistent, None, **older)
    return _finish(table, page, limit, index, condition, projection)


def _scan(table: Any, *search: Any, **segments: Any) -> Page:
    filters, limit, start, condition, index, consistent, projection = search
    page = _moto_scan(table, filters, limit, start, None, index, consistent, None, **segments)
    return _finish(table, page, limit, index, condition, projection)


def _finish(table: Any, page: Page, limit: int | None, index: str | None, condition: Any, projection: Any) -> Page:
    items, looked_at, last = page
    if last is None and items and len(items) == limit:
        last = table._get_last_evaluated_key(items[-1], index)  # noqa: SLF001 - moto has no public way
    if condition is not None:
        items = [item for item in items if condition.expr(item)]
    if projection:
        items = [item.project(projection) for item in items]
    return items, looked_at, last
