"""SageMaker: models and the endpoints that serve them."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.registry import Tagging, words
from stackrig.deployment.provider.services.modelled import named

SERVICE = "sagemaker"
TAGGING = Tagging(Call("add_tags"), Call("delete_tags"), Call("list_tags"))

RESOURCES = (
    named(
        "aws:sagemaker/model:Model",
        SERVICE,
        "model",
        tagging=TAGGING,
        names={"name": "ModelName", "arn": ("ModelArn", "ResourceArn")},
        replace_on=words("name executionRoleArn primaryContainer containers vpcConfig enableNetworkIsolation"),
    ),
    named(
        "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        SERVICE,
        "endpoint_config",
        tagging=TAGGING,
        names={
            "name": "EndpointConfigName",
            "arn": ("EndpointConfigArn", "ResourceArn"),
            "kmsKeyArn": "KmsKeyId",
        },
        replace_on=words("name namePrefix productionVariants dataCaptureConfig asyncInferenceConfig kmsKeyArn"),
    ),
    named(
        "aws:sagemaker/endpoint:Endpoint",
        SERVICE,
        "endpoint",
        tagging=TAGGING,
        names={"name": "EndpointName", "arn": ("EndpointArn", "ResourceArn")},
        replace_on=words("name endpointConfigName"),
    ),
)
