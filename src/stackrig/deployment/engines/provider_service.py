"""Providers served to the Pulumi CLI: pulumirpc.ResourceProvider over gRPC on loopback.

The CLI attaches by PULUMI_DEBUG_PROVIDERS=aws:PORT,random:PORT. Every provider of a program, the default one and those
it makes itself, has a connection of its own on which Configure comes first: the peer's address tells them apart.
The protocol is https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto; what is not served here
answers UNIMPLEMENTED, which the CLI takes for "has none".
"""

from __future__ import annotations  # older SDKs lack some of the messages

from collections.abc import Iterator, Mapping  # noqa: TC003  # one place for imports
from contextlib import contextmanager
from functools import partial
from typing import Any, NoReturn, Protocol

import grpc  # type: ignore[import-untyped]
from google.protobuf import empty_pb2  # type: ignore[import-untyped]
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from stackrig.deployment.engines.channels import serving_on_loopback
from stackrig.deployment.engines.journal import Journal  # noqa: TC001  # one place for imports
from stackrig.deployment.engines.paths import keep_old
from stackrig.deployment.engines.progress import Progress, StepError
from stackrig.deployment.engines.providers import Factory, ProviderResources, Providers
from stackrig.deployment.engines.run import ASSETS
from stackrig.deployment.engines.values import Properties, from_plain, from_struct, plain, to_struct
from stackrig.deployment.provider.contract import Diff, Provider, State
from stackrig.deployment.urns import PROVIDER_PREFIX, StackName, make_urn, package_of, urn_type
from stackrig.errors import StackrigError

REQUESTS_TIMEOUT = 30.0  # seconds for requests under way to end
VERSION = "999.0.0"  # the CLI warns of a plugin older than the program's SDK; these providers fit any installed SDK
DIFF = provider_pb2.DiffResponse


class Context(Protocol):
    """Stand for grpc.ServicerContext, which has no type."""

    def abort(self, code: object, details: str) -> NoReturn:
        """End the request with a status."""

    def peer(self) -> str:
        """Return the address of the connection's other end."""


class ProviderService(provider_pb2_grpc.ResourceProviderServicer):
    """Answer the CLI with providers from their package's factory. See `contract.Provider` for the requests.

    The service asks for neither secrets nor references to resources: the CLI sends their values, and knows which of
    the outputs are secret. A preview calls Check and Diff only.
    """

    def __init__(
        self, factories: Mapping[str, Factory], defaults: Mapping[str, Properties], journal: Journal | None = None
    ) -> None:
        """Serve packages.

        Args:
            factories: a function per package, which takes the inputs of a provider.
            defaults: per package, the inputs a provider has unless it is given others.
            journal: where creations are recorded; None to record nothing.
        """
        self.progress = Progress()
        self._configured: dict[str, Properties] = {}  # by peer
        self._providers = Providers(factories, defaults, lambda reference: self._configured.get(_peer_of(reference)))
        self._journal = journal
        self._found: set[str] = set()  # URNs of resources that were looked up by their id alone, perhaps to be imported

    def close(self) -> None:
        """End the processes that serve dynamic providers."""
        self._providers.close()

    # --- the connection ---------------------------------------------------------------------------------------------

    def Handshake(  # noqa: N802
        self, _request: provider_pb2.ProviderHandshakeRequest, _context: Context
    ) -> provider_pb2.ProviderHandshakeResponse:
        """Request plain values."""
        return provider_pb2.ProviderHandshakeResponse()

    def Attach(self, _request: plugin_pb2.PluginAttach, _context: Context) -> empty_pb2.Empty:  # noqa: N802
        """Accept the engine's address, which nothing here needs."""
        return empty_pb2.Empty()

    def GetPluginInfo(self, _request: empty_pb2.Empty, _context: Context) -> plugin_pb2.PluginInfo:  # noqa: N802
        """Return a version."""
        return plugin_pb2.PluginInfo(version=VERSION)

    def Cancel(self, _request: empty_pb2.Empty, _context: Context) -> empty_pb2.Empty:  # noqa: N802
        """Let calls under way end, which takes seconds."""
        return empty_pb2.Empty()

    def CheckConfig(  # noqa: N802
        self, request: provider_pb2.CheckRequest, context: Context
    ) -> provider_pb2.CheckResponse:
        """Accept every input of a provider."""
        with self._answering(context, request.urn, "deployed"):
            news = ProviderResources(self._providers).check(request.urn, None, from_struct(request.news))
            return provider_pb2.CheckResponse(inputs=to_struct(news))

    def DiffConfig(  # noqa: N802
        self, request: provider_pb2.DiffRequest, context: Context
    ) -> provider_pb2.DiffResponse:
        """Require another provider when the new inputs look for resources in another place."""
        with self._answering(context, request.urn, "deployed"):
            old = State(request.id, {}, plain(from_struct(request.old_inputs)))
            news = plain(from_struct(request.news))
            return _answer_diff(ProviderResources(self._providers).diff(request.urn, old, news))

    def Configure(  # noqa: N802
        self, request: provider_pb2.ConfigureRequest, context: Context
    ) -> provider_pb2.ConfigureResponse:
        """Keep the inputs of this connection's provider."""
        self._configured[context.peer()] = from_struct(request.args)
        return provider_pb2.ConfigureResponse()

    # --- resources --------------------------------------------------------------------------------------------------

    def Check(self, request: provider_pb2.CheckRequest, context: Context) -> provider_pb2.CheckResponse:  # noqa: N802
        """Return the inputs with defaults and automatic names filled in."""
        with self._answering(context, request.urn, "deployed"):
            olds, news = from_struct(request.olds), plain(from_struct(request.news))
            inputs = self._provider(context, request.urn).check(request.urn, plain(olds) or None, news)
            return provider_pb2.CheckResponse(inputs=to_struct(from_plain(inputs)))

    def Diff(self, request: provider_pb2.DiffRequest, context: Context) -> provider_pb2.DiffResponse:  # noqa: N802
        """Compare the checked inputs with the resource's."""
        with self._answering(context, request.urn, "deployed"):
            old, news, provider = _old_state(request), _new_inputs(request), self._provider(context, request.urn)
            if request.urn in self._found:  # imported: its program need not set everything that AWS has
                old = provider.read(request.urn, request.id, news) or old
            return _answer_diff(provider.diff(request.urn, old, news))

    def Create(self, request: provider_pb2.CreateRequest, context: Context) -> provider_pb2.CreateResponse:  # noqa: N802
        """Create the resource. A preview leaves the outputs out, so that they are unknown."""
        if request.preview:
            return provider_pb2.CreateResponse(properties=request.properties)
        with self._answering(context, request.urn, "created"):
            inputs = plain(from_struct(request.properties))
            provider = self._provider(context, request.urn)
            if self._journal:
                with self._journal.creation(request.urn, self._configured[context.peer()], inputs) as note:
                    state = note(provider.create(request.urn, inputs))
            else:
                state = provider.create(request.urn, inputs)
            return provider_pb2.CreateResponse(id=state.id, properties=to_struct(from_plain(state.outputs)))

    def Read(self, request: provider_pb2.ReadRequest, context: Context) -> provider_pb2.ReadResponse:  # noqa: N802
        """Return the resource as it is now; without an id when it is gone."""
        with self._answering(context, request.urn, "read"):
            inputs = plain(from_struct(request.inputs)) or plain(from_struct(request.properties))
            state = self._provider(context, request.urn).read(request.urn, request.id, inputs)
            if state is None:
                return provider_pb2.ReadResponse()
            if not inputs:
                self._found.add(request.urn)
            return provider_pb2.ReadResponse(
                id=state.id,
                properties=to_struct(from_plain(state.outputs)),
                inputs=to_struct(from_plain(state.inputs)),
            )

    def Update(self, request: provider_pb2.UpdateRequest, context: Context) -> provider_pb2.UpdateResponse:  # noqa: N802
        """Change the resource in place. In a preview the outputs are assumed to stay."""
        if request.preview:
            outputs = {**from_struct(request.olds), **from_struct(request.news)}
            return provider_pb2.UpdateResponse(properties=to_struct(outputs))
        with self._answering(context, request.urn, "updated"):
            old, news = _old_state(request), _new_inputs(request)
            state = self._provider(context, request.urn).update(request.urn, old, news)
            return provider_pb2.UpdateResponse(properties=to_struct(from_plain(state.outputs)))

    def Delete(self, request: provider_pb2.DeleteRequest, context: Context) -> empty_pb2.Empty:  # noqa: N802
        """Delete the resource."""
        with self._answering(context, request.urn, "deleted"):
            inputs, outputs = plain(from_struct(request.old_inputs)), plain(from_struct(request.properties))
            self._provider(context, request.urn).delete(request.urn, State(request.id, outputs, inputs))
            return empty_pb2.Empty()

    def Invoke(self, request: provider_pb2.InvokeRequest, context: Context) -> provider_pb2.InvokeResponse:  # noqa: N802
        """Call a function of the provider; the program handles its failure."""
        try:
            provider = self._providers.get(_reference(package_of(request.tok), context.peer()))
            result = provider.invoke(request.tok, plain(from_struct(request.args)))
            return provider_pb2.InvokeResponse(**{"return": to_struct(from_plain(result))})
        except Exception as error:  # noqa: BLE001  # whatever a provider raises is for the program to see
            context.abort(grpc.StatusCode.UNKNOWN, _text(error))

    # --- helpers ----------------------------------------------------------------------------------------------------

    def _provider(self, context: Context, urn: str) -> Provider:
        return self._providers.get(_reference(package_of(urn_type(urn)), context.peer()))

    @contextmanager
    def _answering(self, context: Context, urn: str, verb: str) -> Iterator[None]:
        """Record a failure of the block, and end the request with it."""
        try:
            with self.progress.step(urn, verb):
                yield
        except StepError as failure:
            context.abort(grpc.StatusCode.UNKNOWN, _text(failure.__cause__ or failure))


@contextmanager
def serving(service: ProviderService) -> Iterator[int]:
    """Serve providers on loopback and yield the port."""
    add = partial(provider_pb2_grpc.add_ResourceProviderServicer_to_server, service)
    with serving_on_loopback(add, patience=REQUESTS_TIMEOUT) as port:
        yield port


def _reference(package: str, peer: str) -> str:
    """Return the key of the provider of a package at the other end of a connection; see `split_reference`."""
    return f"{make_urn(StackName('cli', 'cli'), PROVIDER_PREFIX + package, 'peer')}::{peer}"


def _peer_of(reference: str) -> str:
    return reference.rpartition("::")[2]


def _old_state(request: Any) -> State:
    """Return the earlier state of a request's resource, with assets that have no content."""
    return State(request.id, plain(from_struct(request.olds)), plain(from_struct(request.old_inputs)))


def _new_inputs(request: Any) -> Properties:
    """Return the new inputs of a request, with the old digests of assets whose changes the program ignores."""
    olds, news = from_struct(request.old_inputs), from_struct(request.news)
    inputs: Properties = plain(keep_old(olds, news, [f"{ASSETS}.{path}" for path in request.ignoreChanges]))
    return inputs


def _answer_diff(diff: Diff) -> provider_pb2.DiffResponse:
    changes = diff.changes | diff.replaces
    return DIFF(
        changes=DIFF.DIFF_SOME if changes else DIFF.DIFF_NONE,
        diffs=sorted(changes),
        replaces=sorted(diff.replaces),
        deleteBeforeReplace=diff.delete_before_replace,
    )


def _text(error: BaseException) -> str:
    return error.report() if isinstance(error, StackrigError) else f"{type(error).__name__}: {error}"
