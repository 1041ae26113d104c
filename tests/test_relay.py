"""The relay between a program's process and the Pulumi CLI."""

from typing import Any

import grpc  # type: ignore[import-untyped]
import pytest
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, resource_pb2, resource_pb2_grpc

from stackrig.deployment.engines.channels import open_channel, serving_on_loopback
from stackrig.deployment.engines.relay import relaying


class Servers(engine_pb2_grpc.EngineServicer, resource_pb2_grpc.ResourceMonitorServicer):
    """Answer as the CLI's engine and monitor do."""

    def GetRootResource(self, _request: Any, _context: Any) -> engine_pb2.GetRootResourceResponse:  # noqa: N802
        return engine_pb2.GetRootResourceResponse(urn="urn:root")

    def SupportsFeature(self, request: Any, context: Any) -> resource_pb2.SupportsFeatureResponse:  # noqa: N802
        if request.id == "broken":
            context.abort(grpc.StatusCode.UNAVAILABLE, "the deployment has failed")
        return resource_pb2.SupportsFeatureResponse(hasSupport=request.id == "seen")


def seen(_request: bytes) -> bytes:
    changed: bytes = resource_pb2.SupportsFeatureRequest(id="seen").SerializeToString()
    return changed


def test_requests_answers_and_failures_pass() -> None:
    """Each service is reached at the one port, a note may change a request, and a failure keeps its status."""

    def add(server: grpc.Server) -> None:
        engine_pb2_grpc.add_EngineServicer_to_server(Servers(), server)
        resource_pb2_grpc.add_ResourceMonitorServicer_to_server(Servers(), server)

    with serving_on_loopback(add) as port:
        address = f"127.0.0.1:{port}"
        with relaying(address, address, {}) as plain, open_channel(f"127.0.0.1:{plain}") as channel:
            engine, monitor = engine_pb2_grpc.EngineStub(channel), resource_pb2_grpc.ResourceMonitorStub(channel)
            assert engine.GetRootResource(engine_pb2.GetRootResourceRequest()).urn == "urn:root"
            assert not monitor.SupportsFeature(resource_pb2.SupportsFeatureRequest(id="x")).hasSupport
            with pytest.raises(grpc.RpcError, match="the deployment has failed") as caught:
                monitor.SupportsFeature(resource_pb2.SupportsFeatureRequest(id="broken"))
            assert caught.value.code() == grpc.StatusCode.UNAVAILABLE
        notes = {"SupportsFeature": seen}
        with relaying(address, address, notes) as noted, open_channel(f"127.0.0.1:{noted}") as channel:
            monitor = resource_pb2_grpc.ResourceMonitorStub(channel)
            assert monitor.SupportsFeature(resource_pb2.SupportsFeatureRequest(id="x")).hasSupport
