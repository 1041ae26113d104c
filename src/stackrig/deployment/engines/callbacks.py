"""Functions of the program that the engine calls back: the SDK serves them on the loopback.

The protocol is that of https://github.com/pulumi/pulumi/blob/master/proto/pulumi/callback.proto.
"""

from typing import TypeVar

import grpc  # type: ignore[import-untyped]
from google.protobuf.message import Message  # type: ignore[import-untyped]
from pulumi.runtime.proto import callback_pb2, callback_pb2_grpc

from stackrig.deployment.engines.channels import open_channel
from stackrig.errors import DeployError

M = TypeVar("M", bound=Message)
Callback = callback_pb2.Callback


def call_back(callback: Callback, message: Message, kind: type[M], what: str) -> M:
    """Call the program. Each call has its own connection: gRPC complains about an open one when the program ends.

    Args:
        kind: the type of the answer.
        what: the called function, as the error names it.

    Raises:
        DeployError: the function failed.
    """
    request = callback_pb2.CallbackInvokeRequest(token=callback.token, request=message.SerializeToString())
    try:
        with open_channel(callback.target) as channel:
            answer = callback_pb2_grpc.CallbacksStub(channel).Invoke(request)
    except grpc.RpcError as error:
        raise DeployError(f"{what} failed: {error.details()}") from error
    parsed: M = kind.FromString(answer.response)
    return parsed
