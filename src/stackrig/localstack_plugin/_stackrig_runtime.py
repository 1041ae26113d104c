"""Run one Lambda function's handler: what awslambdaric does in AWS's image, over two pipes instead of HTTP.

A script for whichever Python the function asks for: standard library only, Python 3.8 or later. Error shapes and log
formats follow awslambdaric (bootstrap.py, lambda_runtime_log_utils.py, lambda_context.py).
"""

import json
import os
import select
import signal
import sys
import threading
import time

STANDARD_FORMAT = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
FIRST_JSON_UTF8 = (3, 12)  # from this Python on the runtime leaves letters beyond ASCII as they are
RECORD_FIELDS = frozenset(
    "name msg args levelname levelno pathname filename module exc_info exc_text stack_info lineno funcName created msecs"
    " relativeCreated thread threadName processName process taskName aws_request_id".split()
)
LINE_BREAK = "\r"  # between the lines of an error: CloudWatch then keeps them as one event
HARD_SPACE = "\u00a0"

request_id = ""


class Fault(Exception):
    """Carry an error of the runtime's own kinds."""

    def __init__(self, kind, message, trace=()):
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.trace = list(trace)


class Fields:
    """Hold the attributes of a part of the context object; what was not given is None."""

    def __init__(self, names, values):
        for name in names:
            setattr(self, name, values.get(name))

    def __repr__(self):
        return "{}({})".format(type(self).__name__, ", ".join("{}={!r}".format(*item) for item in vars(self).items()))


class Context:
    """The object a handler gets as its second argument."""

    def __init__(self, request):
        self.aws_request_id = request["id"]
        self.invoked_function_arn = request["arn"]
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.tenant_id = None
        self.identity = Fields(("cognito_identity_id", "cognito_identity_pool_id"), {})
        self.client_context = _client_context(request.get("client_context"))
        self._deadline = request["deadline"]

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


def _client_context(text):
    if not text:
        return None
    try:
        values = json.loads(text)
    except ValueError as error:
        raise Fault("Runtime.LambdaContextUnmarshalError", f"Unable to parse Client Context JSON: {error}") from None
    context = Fields(("custom", "env", "client"), values)
    if context.client is not None:
        names = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")
        context.client = Fields(names, context.client)
    return context


def main():
    requests, responses = (int(word) for word in sys.argv[1:3])
    for descriptor in (requests, responses):
        os.set_inheritable(descriptor, False)
    source = os.fdopen(requests, "rb")
    options = json.loads(source.readline())
    warnings = _place_code(options)
    threading.Thread(target=_die_with_parent, args=(requests,), daemon=True).start()
    try:
        _setup_logging()
        handler = _load_handler(options["handler"])
    except Exception as error:  # every error of the function's init code is reported
        failure = _describe(error)
        _log_error(failure)
        _send(responses, {"warnings": warnings, "error": failure})
        sys.exit(1)
    _send(responses, {"warnings": warnings})
    for line in source:
        _send(responses, _answer(handler, json.loads(line)))


def _place_code(options):
    """Put the code where functions expect it and make sys.path that of the runtime."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, here)
    import _stackrig_places

    sys.path.remove(here)
    root, layer_root, warnings = _stackrig_places.place(options["code"], options.get("layers"))
    os.environ["LAMBDA_TASK_ROOT"] = root
    os.environ["AWS_EXECUTION_ENV"] = "AWS_Lambda_" + options["runtime"]
    os.chdir(root)
    version = "python{}.{}".format(*sys.version_info)
    extra = [path for path in os.environ.get("PYTHONPATH", "").split(":") if path]
    below = ("python/lib/{}/site-packages".format(version), "python") if layer_root else ()
    sys.path[:0] = [root, *extra, *(os.path.join(layer_root, folder) for folder in below)]
    sys.path.append(options["sdk"])
    sys.argv = [options["handler"]]
    return warnings


def _die_with_parent(requests):
    """End this process group when LocalStack ends in whatever way: its end of the pipe closes."""
    poll = select.poll()
    poll.register(requests, 0)  # no event asked for: only the hang-up wakes it
    while not any(event & select.POLLHUP for _, event in poll.poll()):
        pass
    os.killpg(0, signal.SIGKILL)


def _load_handler(name):
    import importlib

    module_name, dot, attribute = name.rpartition(".")
    if not dot:
        raise Fault(
            "Runtime.MalformedHandlerName", f"Bad handler '{name}': not enough values to unpack (expected 2, got 1)"
        )
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault("Runtime.BuiltInModuleConflict", f"Cannot use built-in module {module_name} as a handler module")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}") from error
    except SyntaxError as error:
        trace = ['  File "{}" Line {}\n    {}'.format(error.filename, error.lineno, error.text)]
        message = f"Syntax error in module '{module_name}': {error}"
        raise Fault("Runtime.UserCodeSyntaxError", message, trace) from error
    if not hasattr(module, attribute):
        raise Fault("Runtime.HandlerNotFound", f"Handler '{attribute}' missing on module '{module_name}'")
    return getattr(module, attribute)


def _answer(handler, request):
    global request_id  # noqa: PLW0603  # log records carry it
    request_id = request["id"]
    os.environ["_X_AMZN_TRACE_ID"] = request["trace"]
    try:
        answer = {"result": _encode(handler(_decode(request["event"]), Context(request)))}
    except Exception as error:
        answer = {"error": _describe(error)}
        _log_error(answer["error"])
    sys.stdout.flush()
    sys.stderr.flush()
    return {**answer, "memory": _peak_memory()}


def _decode(text):
    try:
        return json.loads(text)
    except ValueError as error:
        raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None


def _encode(value):
    if isinstance(value, bytes):
        return value.decode()
    try:
        return json.dumps(value, default=_encode_other, ensure_ascii=sys.version_info < FIRST_JSON_UTF8)
    except Exception as error:
        raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}") from None


def _encode_other(value):
    decimal = sys.modules.get("decimal")
    if decimal and isinstance(value, decimal.Decimal):
        return float(value) if value % 1 or not value.is_finite() else int(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def _describe(error):
    if isinstance(error, Fault):
        kind, message, trace = error.kind, error.message, error.trace
    else:
        import traceback

        frames = traceback.extract_tb(error.__traceback__)
        first = next((index for index, frame in enumerate(frames) if frame.filename != __file__), 0)
        kind, message, trace = type(error).__name__, str(error), traceback.format_list(frames[first:])
    return {"errorMessage": message, "errorType": kind, "requestId": request_id, "stackTrace": trace}


def _log_error(failure):
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON":
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        sys.stdout.write(json.dumps({"timestamp": moment, "log_level": "ERROR", **failure}) + "\n")
        return
    lines = ["[ERROR] {errorType}: {errorMessage}".format(**failure), "Traceback (most recent call last):"]
    for entry in failure["stackTrace"]:
        for line in entry.splitlines():
            bare = line.lstrip(" ")
            lines.append(HARD_SPACE * (len(line) - len(bare)) + bare)
    sys.stdout.write(LINE_BREAK.join(lines) + "\n")


def _setup_logging():
    import logging

    class Handler(logging.Handler):
        def emit(self, record):
            record.aws_request_id = request_id
            sys.stdout.write(self.format(record))

    class JsonFormatter(logging.Formatter):
        def format(self, record):
            return json.dumps(_json_record(self, record), ensure_ascii=False, default=str) + "\n"

    logging.Formatter.converter = time.gmtime
    handler = Handler()
    as_json = os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON"
    handler.setFormatter(JsonFormatter() if as_json else logging.Formatter(STANDARD_FORMAT, "%Y-%m-%dT%H:%M:%S"))
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper().replace("TRACE", "DEBUG").replace("FATAL", "CRITICAL")
    root = logging.getLogger()
    root.addHandler(handler)
    if level:
        root.setLevel(level)


def _json_record(formatter, record):
    import traceback

    result = {
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
        "level": record.levelname,
        "message": record.getMessage(),
        "logger": record.name,
    }
    if record.exc_info and record.exc_info[0]:
        kind, error, tb = record.exc_info
        result.update(stackTrace=traceback.format_tb(tb), errorType=kind.__name__, errorMessage=str(error))
        result["location"] = f"{record.pathname}:{record.funcName}:{record.lineno}"
    result["requestId"] = record.aws_request_id
    result.update({key: value for key, value in vars(record).items() if key not in RECORD_FIELDS and key not in result})
    return result


def _peak_memory():
    """Return the largest resident size so far in MB. getrusage would count LocalStack's own size before the exec."""
    try:
        with open("/proc/self/status") as status:
            kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    except OSError:
        import resource

        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10  # bytes on macOS
    return -(-kilobytes >> 10)


def _send(responses, message):
    data = json.dumps(message).encode("utf-8", "surrogatepass") + b"\n"
    while data:
        data = data[os.write(responses, data) :]


if __name__ == "__main__":
    main()
