"""Step Functions with JSONata in Python: LocalStack evaluates it in Java, which it downloads with its library.

jsonata-python is a port of that library.
"""

from typing import Any

from localstack.services.plugins import Service, aws_provider  # type: ignore[import-not-found]

from ..emulator import LOCALEMU, NAME


@aws_provider(api="stepfunctions", name="stackrig")  # type: ignore[untyped-decorator]
def serve_machines() -> Any:
    """Return LocalStack's Step Functions, chosen by PROVIDER_OVERRIDE_STEPFUNCTIONS=stackrig."""
    from localstack.services.stepfunctions.asl.jsonata import jsonata  # type: ignore[import-not-found]

    def evaluate(expression: str) -> Any:
        from jsonata import Jsonata  # type: ignore[import-not-found]

        try:
            return _plain(Jsonata.jsonata(expression).evaluate(None))
        except Exception as error:  # a state's Catch can handle it
            raise jsonata.JSONataException("UNKNOWN", str(error)) from error

    jsonata._eval_jsonata = evaluate  # noqa: SLF001  # LocalStack sets it at the first expression
    if NAME == LOCALEMU:  # refuses JSONata by this function; the provider's modules import it by name
        jsonata.eval_jsonata_expression = evaluate
    from localstack.services.stepfunctions.provider import StepFunctionsProvider  # type: ignore[import-not-found]

    return Service.for_provider(StepFunctionsProvider())


def _plain(value: Any) -> Any:
    """Return a value without the port's own list types, since LocalStack compares types."""
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return {name: _plain(part) for name, part in value.items()} if isinstance(value, dict) else value
