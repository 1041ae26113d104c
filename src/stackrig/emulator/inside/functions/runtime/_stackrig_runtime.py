"""Run one Lambda function's handler as awslambdaric does in AWS's image, over two pipes instead of HTTP.

A script for the Python of the function: standard library only, Python 3.7 or later. Error shapes and log
formats follow awslambdaric (bootstrap.py, lambda_runtime_log_utils.py, lambda_context.py).
"""

# Paths are strings here: the import of pathlib would cost every cold start 10 ms.
# ruff: noqa: PTH100, PTH120, PTH123
from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
import threading
import time

TYPE_CHECKING = False  # as `typing` has it, whose import would cost every cold start 5 ms
if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, BinaryIO

TEXT_FORMAT = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
FIRST_UTF8 = (3, 12)  # since this Python, AWS's runtime leaves non-ASCII letters in its JSON unescaped
RECORD_FIELDS = frozenset((
    "name", "msg", "args", "levelname", "levelno", "pathname", "filename", "module", "exc_info", "exc_text",
    "stack_info", "lineno", "funcName", "created", "msecs", "relativeCreated", "thread", "threadName", "processName",
    "process", "taskName", "aws_request_id",
))  # fmt: skip
LEVELS = {"TRACE": "DEBUG", "FATAL": "CRITICAL"}  # AWS's names for levels that have other names in `logging`
WITHOUT_REQUEST_ID = ("AWS_Lambda_python3.7", "AWS_Lambda_python3.8")  # these runtimes' errors have none
LINE_BREAK = "\r"  # separates the lines of an error: CloudWatch then keeps them as one event
HARD_SPACE = "\u00a0"

CHANNEL = "_STACKRIG_CHANNEL"  # _stackrig_enter.py sets it

request_id = ""  # of the current invocation; log records carry it


class FaultError(Exception):
    """Hold an error of the runtime's own kinds."""

    def __init__(self, kind: str, message: str, trace: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.kind = kind
        self.trace = list(trace)


class Fields:
    """Hold the attributes of a part of the context object; missing ones are None."""

    def __init__(self, names: Iterable[str], values: Mapping[str, Any]) -> None:
        for name in names:
            setattr(self, name, values.get(name))

    def __repr__(self) -> str:
        """Show the attributes."""
        return f"{type(self).__name__}({vars(self)})"


class Context:
    """Give a handler the facts of its function and invocation."""

    def __init__(self, request: Mapping[str, Any]) -> None:
        self.aws_request_id = request["id"]
        self.invoked_function_arn = request["arn"]
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.tenant_id = None
        self.identity = Fields(("cognito_identity_id", "cognito_identity_pool_id"), {})
        self.client_context = _client_context(request["client_context"])
        self._deadline = request["deadline"]

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds left until the invocation's time-out."""
        return max(0, int(self._deadline - time.time() * 1000))

    def log(self, message: object) -> None:
        """Write a message to the function's log unchanged."""
        sys.stdout.write(str(message))


def _client_context(text: str | None) -> Any:
    if not text:
        return None
    try:
        values = json.loads(text)
    except ValueError as error:
        message = f"Unable to parse Client Context JSON: {error}"
        raise FaultError("Runtime.LambdaContextUnmarshalError", message) from None
    client = values.get("client")
    if client is not None:
        names = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")
        values["client"] = Fields(names, client)
    return Fields(("custom", "env", "client"), values)


def main() -> None:
    """Load the handler, then answer one request after another."""
    options, source, responses = _open_channel()
    requests = source.fileno()
    for descriptor in (requests, responses, options["stacks"]):
        os.set_inheritable(descriptor, False)  # noqa: FBT003  # takes no names
    warnings = _settle(options)
    debugging = sys.modules["_stackrig_debugging"]
    debugging.set_up(lambda reason: _ask(source, responses, reason), options.get("debugger"))
    faulthandler.register(signal.SIGUSR2, options["stacks"])  # LocalStack asks for the stacks at a time-out
    threading.Thread(target=_die_with_localstack, args=(requests,), daemon=True).start()
    if options.get("coverage"):
        sys.modules["_stackrig_coverage"].begin(options["coverage"])
    try:
        _setup_logging()
        handler = _load_handler(os.environ.get("_HANDLER") or options["handler"])  # a wrapper may set another one
    except Exception as error:  # noqa: BLE001  # whatever the function's own code raises is reported
        failure = _describe(error)
        _log_error(failure)
        _save_coverage()
        _send(responses, {"warnings": warnings, "error": failure})
        sys.exit(1)
    _send(responses, {"warnings": warnings})
    for line in source:
        request = json.loads(line)
        _follow_clock(request.get("clock", 0))
        debugging.wait_for_editor()
        _send(responses, _answer(handler, request))
    sys.modules["_stackrig_places"].end_family(os.getpid())  # LocalStack has ended: leave nothing behind


def _open_channel() -> tuple[dict[str, Any], BinaryIO, int]:
    """Return the options and the pipes of requests and responses; the first request follows the options."""
    entered = os.environ.pop(CHANNEL, None)
    if entered is None:
        requests, responses = (int(word) for word in sys.argv[1:3])
        source = os.fdopen(requests, "rb")
        return json.loads(source.readline()), source, responses
    options = json.loads(entered)
    requests, responses = options["pipes"]
    return options, os.fdopen(requests, "rb"), responses


def _ask(source: BinaryIO, responses: int, reason: str) -> int:
    """Tell LocalStack why this function pauses; return the port of a waiting terminal, or 0."""
    _send(responses, {"pause": reason})
    return int(json.loads(source.readline())["terminal"])


def _settle(options: Mapping[str, Any]) -> list[str]:
    """Set files, sys.path, environment and name resolution as in AWS's image; return a warning if that failed."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, here)
    import _stackrig_debugging  # type: ignore[import-not-found]  # noqa: F401  # `main` uses it
    import _stackrig_endpoints  # type: ignore[import-not-found]
    import _stackrig_imports  # type: ignore[import-not-found]
    import _stackrig_places  # type: ignore[import-not-found]

    if options.get("clock") is not None:  # the configuration lets functions follow
        import _stackrig_clock  # type: ignore[import-not-found]

        _stackrig_clock.move_to(options["clock"])
    if options.get("coverage"):
        import _stackrig_coverage  # type: ignore[import-not-found]  # noqa: F401  # `main` uses it
    sys.path.remove(here)
    places, warnings = options, options.get("warnings")
    if warnings is None:  # otherwise _stackrig_enter.py did it
        needed = [here, sys.base_prefix, *options.get("needed", ())]
        places, warnings = _stackrig_places.settle_environment(options, needed)
    _stackrig_imports.set_up(places["code"], places["layers"], places["sdk"], places["bytecode"])
    _stackrig_endpoints.lead_here()
    _stackrig_imports.customize()
    sys.argv = [options["handler"]]
    found: list[str] = warnings
    return found


def _save_coverage() -> None:
    coverage = sys.modules.get("_stackrig_coverage")
    if coverage:
        coverage.save()


def _follow_clock(ahead: float) -> None:
    clock = sys.modules.get("_stackrig_clock")
    if clock:
        clock.move_to(ahead)


def _die_with_localstack(requests: int) -> None:
    """End this process and its children when LocalStack ends in any way: its end of the pipe closes."""
    places = sys.modules["_stackrig_places"]
    places.wait_for_hangup(requests)
    places.end_family(os.getpid())


def _load_handler(name: str) -> Callable[[Any, Context], object]:
    import importlib

    module_name, dot, attribute = name.rpartition(".")
    if not dot:
        message = f"Bad handler '{name}': not enough values to unpack (expected 2, got 1)"
        raise FaultError("Runtime.MalformedHandlerName", message)
    if module_name.split(".")[0] in sys.builtin_module_names:
        message = f"Cannot use built-in module {module_name} as a handler module"
        raise FaultError("Runtime.BuiltInModuleConflict", message)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise FaultError("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}") from error
    except SyntaxError as error:
        trace = [f'  File "{error.filename}" Line {error.lineno}\n    {error.text}']
        message = f"Syntax error in module '{module_name}': {error}"
        raise FaultError("Runtime.UserCodeSyntaxError", message, trace) from error
    if not hasattr(module, attribute):
        raise FaultError("Runtime.HandlerNotFound", f"Handler '{attribute}' missing on module '{module_name}'")
    handler: Callable[[Any, Context], object] = getattr(module, attribute)
    return handler


def _answer(handler: Callable[[Any, Context], object], request: Mapping[str, Any]) -> dict[str, object]:
    global request_id  # noqa: PLW0603  # log records carry it, in whichever thread they are made
    request_id = request["id"]
    os.environ["_X_AMZN_TRACE_ID"] = request["trace"]
    answer: dict[str, Any]
    try:
        answer = {"result": _encode(handler(_decode(request["event"]), Context(request)))}
    except Exception as error:  # noqa: BLE001  # whatever the function's own code raises is reported
        failure = _describe(error)
        _log_error(failure)
        answer = {"error": failure}
    sys.modules["_stackrig_debugging"].end_session()
    _save_coverage()
    # AWS's runtime sends UTF-8: a lone surrogate in the result ends it, as any exception outside the handler does.
    answer.get("result", "").encode()
    sys.stdout.flush()
    sys.stderr.flush()
    return {**answer, "memory": _peak_memory()}


def _decode(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise FaultError("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None


def _encode(value: object) -> str:
    try:
        if isinstance(value, bytes):
            return value.decode()
        return json.dumps(value, default=_encode_decimal, ensure_ascii=sys.version_info < FIRST_UTF8)
    except Exception as error:  # noqa: BLE001  # also what a user's own __str__ or __iter__ raises
        raise FaultError("Runtime.MarshalError", f"Unable to marshal response: {error}") from None


def _encode_decimal(value: object) -> float:
    decimal = sys.modules.get("decimal")
    if decimal and isinstance(value, decimal.Decimal):
        return float(value) if value % 1 or not value.is_finite() else int(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def _describe(error: Exception) -> dict[str, Any]:
    if isinstance(error, FaultError):
        kind, trace = error.kind, error.trace
    else:
        import traceback

        frames = traceback.extract_tb(error.__traceback__)
        first = next((index for index, frame in enumerate(frames) if not _is_ours(frame.filename)), 0)
        kind, trace = type(error).__name__, traceback.format_list(frames[first:])
    told = {"errorMessage": str(error), "errorType": kind, "requestId": request_id, "stackTrace": trace}
    if os.environ.get("AWS_EXECUTION_ENV") in WITHOUT_REQUEST_ID:
        del told["requestId"]
    return told


def _is_ours(filename: str) -> bool:
    return filename == __file__ or filename.startswith("<frozen importlib") or "/importlib/" in filename


def _log_error(failure: Mapping[str, Any]) -> None:
    if _logs_json():
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        sys.stdout.write(json.dumps({"timestamp": moment, "level": "ERROR", **failure}) + "\n")
        return
    lines = ["[ERROR] {errorType}: {errorMessage}".format(**failure), "Traceback (most recent call last):"]
    for line in "\n".join(failure["stackTrace"]).splitlines():
        bare = line.lstrip(" ")
        lines.append(HARD_SPACE * (len(line) - len(bare)) + bare)
    sys.stdout.write(LINE_BREAK.join(lines) + "\n")


def _logs_json() -> bool:
    return os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"


def _setup_logging() -> None:
    import logging

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            record.aws_request_id = request_id
            sys.stdout.write(self.format(record))

    class JsonFormatter(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return json.dumps(_json_record(record), ensure_ascii=False, default=str) + "\n"

    logging.Formatter.converter = time.gmtime
    handler = Handler()
    handler.setFormatter(JsonFormatter() if _logs_json() else logging.Formatter(TEXT_FORMAT, "%Y-%m-%dT%H:%M:%S"))
    root = logging.getLogger()
    root.addHandler(handler)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    if level:
        root.setLevel(LEVELS.get(level, level))


def _json_record(record: logging.LogRecord) -> dict[str, object]:
    result: dict[str, object] = {
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
        "level": record.levelname,
        "message": record.getMessage(),
        "logger": record.name,
    }
    if record.exc_info and record.exc_info[0]:
        import traceback

        kind, error, trace = record.exc_info
        result.update(stackTrace=traceback.format_tb(trace), errorType=kind.__name__, errorMessage=str(error))
        result["location"] = f"{record.pathname}:{record.funcName}:{record.lineno}"
    result["requestId"] = request_id
    result.update({key: value for key, value in vars(record).items() if key not in RECORD_FIELDS and key not in result})
    return result


def _peak_memory() -> int:
    """Return the peak resident size in MB. getrusage would count LocalStack's own size before the exec."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    except OSError:
        import resource

        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10  # bytes on macOS
    return -(-kilobytes >> 10)


def _send(responses: int, message: Mapping[str, object]) -> None:
    data = json.dumps(message).encode() + b"\n"
    while data:
        data = data[os.write(responses, data) :]


if __name__ == "__main__":
    main()
