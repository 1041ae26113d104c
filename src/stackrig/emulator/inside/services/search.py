"""OpenSearch and Elasticsearch, refused at once where they would start a program that is missing.

LocalStack downloads OpenSearch, a Java program, when the first domain is created; offline that takes two minutes.
LocalEmu runs it in a container.
"""

from typing import Any

from localstack.aws.api import CommonServiceException  # type: ignore[import-not-found]
from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]

from ..emulator import LOCALEMU, NAME

REASON = (
    "the embedded LocalStack has no OpenSearch, a Java program that it would have to download; "
    "--localstack-image=localstack/localstack:4.14.0 has it"
)


@aws_provider(api="opensearch", name="stackrig")  # type: ignore[untyped-decorator]
def serve_opensearch() -> Any:
    """Return OpenSearch without domains, chosen by PROVIDER_OVERRIDE_OPENSEARCH=stackrig."""
    if NAME == LOCALEMU:
        from localemu.services.opensearch.docker import provider  # type: ignore[import-not-found]

        return _without("CreateDomain", provider.create_opensearch_service())
    from localstack.services.opensearch.provider import OpensearchProvider  # type: ignore[import-not-found]

    return _without("CreateDomain", Service.for_provider(OpensearchProvider()))


@aws_provider(api="es", name="stackrig")  # type: ignore[untyped-decorator]
def serve_es() -> Any:
    """Return Elasticsearch without domains, chosen by PROVIDER_OVERRIDE_ES=stackrig."""
    from localstack.services.es.provider import EsProvider  # type: ignore[import-not-found]

    return _without("CreateElasticsearchDomain", Service.for_provider(EsProvider()))


def _without(operation: str, service: Any) -> Any:
    """Return a service whose operation answers with the reason for its refusal."""
    service.skeleton.dispatch_table[operation] = _refuse
    return service


def _refuse(_context: Any, _request: Any) -> Any:
    raise CommonServiceException("DisabledOperationException", REASON, status_code=409)
