"""Message brokers: Amazon MQ and Managed Streaming for Apache Kafka. No broker runs."""

from stackrig.deployment.provider.calls import Call, Lookup
from stackrig.deployment.provider.naming import AutoName
from stackrig.deployment.provider.registry import Tagging, words
from stackrig.deployment.provider.services.modelled import BY_ARN, named, plain

RESOURCES = (
    plain(
        "aws:mq/broker:Broker",
        "mq",
        "broker",
        create=Call("create_broker", result="@", learn={"id": "BrokerId", "arn": "BrokerArn"}),
        read=(Call("describe_broker", {"users": ()}, result="@", gone="BrokerState == 'DELETION_IN_PROGRESS'"),),
        updates=(Call("update_broker", result="@"),),
        tagging=Tagging(Call("create_tags"), Call("delete_tags"), Call("list_tags")),
        find=Lookup("list_brokers", "BrokerSummaries", "BrokerId", {"BrokerName": "brokerName"}),
        auto_name=AutoName("brokerName", longest=50, prefix_property=""),
        names={"arn": ("BrokerArn", "ResourceArn"), "configuration": "Configuration", "instances": "BrokerInstances"},
        defaults={"autoMinorVersionUpgrade": False, "publiclyAccessible": False, "deploymentMode": "SINGLE_INSTANCE"},
        replace_on=words(
            "brokerName deploymentMode engineType publiclyAccessible storageType subnetIds users encryptionOptions"
        ),
        accepted=words("applyImmediately"),
    ),
    named(
        "aws:msk/cluster:Cluster",
        "kafka",
        "cluster",
        create=Call("create_cluster", result="@", learn={"arn": "ClusterArn"}),
        read=(Call("describe_cluster", result="ClusterInfo"),),
        updates=(),
        delete=Call("delete_cluster"),
        tagging=BY_ARN,
        id="{arn}",
        find=Lookup("list_clusters", "ClusterInfoList", "ClusterArn", {"ClusterName": "clusterName"}),
        auto_name=AutoName("clusterName", longest=64, prefix_property=""),
        names={"arn": ("ClusterArn", "ResourceArn"), "name": ()},
        replace_on=words("clusterName brokerNodeGroupInfo kafkaVersion numberOfBrokerNodes encryptionInfo"),
    ),
)
