"""A YAML program as a function of the Pulumi SDK; the engines run it as they run any other function.

A resource is registered when it is first named, so that what it needs comes first. The SDK registers those that don't
wait for each other side by side.
"""

import difflib
import functools
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import yaml
from pulumi.runtime import invoke_async

from stackrig.deployment.engines.program import ORGANIZATION
from stackrig.deployment.engines.stack import StackDescription
from stackrig.deployment.engines.values import Secret, plain
from stackrig.deployment.engines.yaml_runs.functions import FUNCTIONS, as_text, select_part
from stackrig.deployment.engines.yaml_runs.resources import (
    PROVIDER,
    is_component,
    make_options,
    resource_maker,
    secret_outputs,
)
from stackrig.deployment.program_folders import ProgramFolder
from stackrig.deployment.provider.schema import load_schema
from stackrig.deployment.yaml_programs.documents import (
    OPTIONS,
    OWN,
    Declaration,
    Document,
    all_accesses,
    read_document,
    unknown_name,
)
from stackrig.deployment.yaml_programs.expressions import (
    Access,
    Call,
    Constant,
    Expression,
    Invoke,
    Items,
    Table,
    Text,
    wrong,
)
from stackrig.deployment.yaml_programs.tokens import full_token
from stackrig.deployment.yaml_values import PulumiLoader
from stackrig.errors import StackrigError


def yaml_program(folder: ProgramFolder, stack: StackDescription) -> Callable[[], None]:
    """Return a YAML program as a function.

    Raises:
        SettingsError: its file can't be used.
    """
    document = read_document(folder.work)
    return Evaluation(document, _configuration(document, stack), _own(folder, stack)).run


def _own(folder: ProgramFolder, stack: StackDescription) -> dict[str, str]:
    """Return the values of the variable `pulumi`."""
    return {
        "cwd": str(folder.work),
        "organization": ORGANIZATION,
        "project": stack.name.project,
        "rootDirectory": str(folder.folder),
        "stack": stack.name.stack,
    }


def _configuration(document: Document, stack: StackDescription) -> dict[str, Any]:
    """Return the stack's configuration by the names that the program uses; secrets are wrapped."""
    project = f"{stack.name.project}:"
    found: dict[str, Any] = {}
    for key, value in stack.config.items():
        name, text = key.removeprefix(project), str(plain(value))
        is_padded = text.startswith("0") and text[1:].isdecimal()  # as in an account; the CLI reads a text, too
        is_text = is_padded or document.parameters.get(name) == "string"
        known = text if is_text else yaml.load(text, PulumiLoader)  # noqa: S506  # it is a SafeLoader
        found[name] = Secret(known) if isinstance(value, Secret) else known
    return found


class Evaluation:
    """Hold what a run of a program has evaluated, by name."""

    def __init__(self, document: Document, configuration: Mapping[str, Any], own: Mapping[str, str]) -> None:
        """Take a program, its configuration and the values of the variable `pulumi`."""
        self._document, self._configuration = document, configuration
        self._values: dict[str, Any] = {OWN: own}
        self._outputs = dict.fromkeys(document.properties)
        self._defaults = {  # the names of default providers, by package
            declared.type.removeprefix(PROVIDER): name
            for name, declared in document.resources.items()
            if declared.is_default_provider
        }

    def run(self) -> None:
        """Register every resource and export the outputs.

        Raises:
            StackrigError: a line of the program can't be evaluated.
        """
        document = self._document
        for line, access in all_accesses(document):
            if access.root not in {OWN, *document.names(), *self._configuration}:
                raise unknown_name(document, line, access, self._configuration)
        if any(is_component(declared.type) for declared in document.resources.values()):
            import pulumi_aws  # noqa: F401  # makes resources of the references that components have as outputs
        for name in (*document.variables, *document.resources):
            self._named(name)
        for name, expression in document.outputs.items():
            pulumi.export(name, self._evaluate(expression))

    def _named(self, name: str) -> Any:
        if name not in self._values:
            self._values[name] = self._declared(name)
        return self._values[name]

    def _declared(self, name: str) -> Any:
        document = self._document
        if name in document.variables:
            return self._evaluate(document.variables[name])
        if name in document.resources:
            return self._register(document.resources[name])
        value = self._configuration[name]
        return pulumi.Output.secret(value.value) if isinstance(value, Secret) else value

    # --- resources and functions of packages -------------------------------------------------------------------------

    def _register(self, declared: Declaration) -> pulumi.Resource:
        inputs = self._evaluate(declared.properties)
        if not isinstance(inputs, dict):
            line = declared.properties.line
            raise wrong(self._document.path, line, f"properties of {declared.name} must be a mapping")
        given = {key: self._evaluate(part) for key, part in declared.options.items()}
        if default := self._default_provider(declared.type):
            given.setdefault("provider", default)
        own: dict[str, Any] = {}
        if declared.read is not None:
            own["id"] = self._evaluate(declared.read["id"])
            inputs = {**inputs, **(self._evaluate(declared.read["state"]) if "state" in declared.read else {})}
        secrets = secret_outputs(declared.type)
        inputs |= {name: pulumi.Output.secret(inputs[name]) for name in secrets if inputs.get(name) is not None}
        try:
            options = make_options(given, additional_secret_outputs=secrets, **own)
        except (TypeError, AttributeError) as error:
            message = f"the options of {declared.name} can't be used: {error}"
            raise wrong(self._document.path, declared.line, message) from error
        make = resource_maker(declared.type, declared.name, inputs, options, self._outputs)
        return self._at(declared.line, make)

    def _default_provider(self, token: str) -> Any:
        name = self._defaults.get(token.partition(":")[0])
        return self._named(name) if name else None

    def _invoke(self, call: Invoke) -> Any:
        """Call a function of a package once its arguments are known."""
        given = {key: self._evaluate(part) for key, part in call.options.items()}
        if default := self._default_provider(call.function):
            given.setdefault("provider", default)
        depends_on = given.pop("dependsOn", [])
        options = pulumi.InvokeOptions(**{OPTIONS[key]: value for key, value in given.items()})
        token = full_token(call.function)

        async def invoke(known: list[Any]) -> Any:
            result = await invoke_async(token, known[0], options) or {}
            if call.returned is not None and call.returned not in result:
                there = ", ".join(sorted(result))
                message = f"{token} returns no {call.returned}"
                raise wrong(self._document.path, call.line, message, f"return one of: {there}")
            return result if call.returned is None else result[call.returned]

        return pulumi.Output.all(_with_ids(self._evaluate(call.arguments)), _with_ids(depends_on)).apply(invoke)

    # --- values ------------------------------------------------------------------------------------------------------

    def _evaluate(self, expression: Expression) -> Any:
        if isinstance(expression, Constant):
            return expression.value
        if isinstance(expression, Items):
            return [self._evaluate(part) for part in expression.items]
        if isinstance(expression, Table):
            return {key: self._evaluate(part) for key, part in expression.entries.items()}
        if isinstance(expression, Text):
            return self._text(expression)
        return self._invoke(expression) if isinstance(expression, Invoke) else self._call(expression)

    def _text(self, text: Text) -> Any:
        values = [part if isinstance(part, str) else self._access(text.line, part) for part in text.parts]
        if len(values) == 1:
            return values[0]
        return self._lift(text.line, lambda *known: "".join(as_text(part) for part in known), *values)

    def _access(self, line: int, access: Access) -> Any:
        value, steps = self._named(access.root), access.steps
        if isinstance(value, pulumi.Resource) and steps:
            self._check_output(line, access)
            value, steps = select_part(value, steps[0]), steps[1:]
        if not steps:
            return value
        return self._lift(line, lambda known: functools.reduce(select_part, steps, known), value)

    def _check_output(self, line: int, access: Access) -> None:
        """Refuse an output that AWS's type lacks: the SDK would wait for it and return nothing."""
        declared = self._document.resources.get(access.root)
        token = full_token(declared.type) if declared else ""
        schema = load_schema(token) if token.startswith("aws:") else None
        known = {"id", "urn", *schema.outputs} if schema else {access.steps[0]}
        if access.steps[0] not in known:
            close = difflib.get_close_matches(str(access.steps[0]), map(str, known), 1) or sorted(map(str, known))
            message = f"{access.root} is of the type {token}, which has no output {access.steps[0]}"
            raise wrong(self._document.path, line, message, f"name one of: {', '.join(close)}")

    def _call(self, call: Call) -> Any:
        argument = self._evaluate(call.argument)
        if call.name == "secret":
            return pulumi.Output.secret(argument)
        if call.name == "unsecret":
            return pulumi.Output.unsecret(pulumi.Output.from_input(argument))
        if call.name == "stackreference":
            return pulumi.StackReference(argument[0]).get_output(argument[1])
        if call.name in ("pulumiresourcename", "pulumiresourcetype"):
            part = -1 if call.name.endswith("name") else -2
            return argument.urn.apply(lambda urn: urn.split("::")[part].rpartition("$")[2])
        function = functools.partial(FUNCTIONS[call.name], self._document.path.parent)
        return self._lift(call.line, function, argument)

    def _lift(self, line: int, function: Callable[..., Any], *values: Any) -> Any:
        """Call a function with values, now or when they become known; resources stand for their ids."""

        def call(known: tuple[Any, ...] | list[Any]) -> Any:
            try:
                return function(*known)
            except StackrigError:
                raise
            except (OSError, TypeError, ValueError, LookupError, AttributeError) as error:
                raise wrong(self._document.path, line, str(error)) from error

        ready = [_with_ids(value) for value in values]
        return pulumi.Output.all(*ready).apply(call) if any(map(_is_late, ready)) else call(ready)

    def _at(self, line: int, make: Callable[[], pulumi.Resource]) -> pulumi.Resource:
        """Call a function as if a line of the program called it, so that the SDK reports that line."""
        scope: dict[str, Any] = {"make": make}
        exec(compile("\n" * (line - 1) + "made = make()", str(self._document.path), "exec"), scope)  # noqa: S102
        made: pulumi.Resource = scope["made"]
        return made


def _with_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_ids(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_ids(part) for part in value]
    if isinstance(value, pulumi.CustomResource):
        return value.id
    return value.urn if isinstance(value, pulumi.Resource) else value


def _is_late(value: Any) -> bool:
    if isinstance(value, dict | list):
        return any(_is_late(part) for part in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, pulumi.Output)
