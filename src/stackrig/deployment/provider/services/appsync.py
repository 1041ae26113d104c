"""AppSync: GraphQL APIs with their keys, data sources, functions and resolvers."""

from collections.abc import Mapping
from typing import Any

from stackrig.deployment.provider.calls import Call, Scope
from stackrig.deployment.provider.contract import Properties
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import BY_ARN, plain
from stackrig.deployment.provider.wire import Names, members, to_api

SERVICE = "appsync"
CONFIGS = words(
    "dynamodbConfig elasticsearchConfig eventBridgeConfig httpConfig lambdaConfig opensearchserviceConfig"
    " relationalDatabaseConfig"
)
INSIDE = {  # members of a data source's settings that have another name in the API
    "region": "awsRegion",
    "httpEndpointConfig": "rdsHttpEndpointConfig",
    "sourceType": "relationalDatabaseSourceType",
}
IN_REGION = words("dynamodbConfig elasticsearchConfig opensearchserviceConfig")
TEMPLATES: Names = {"dataSource": "dataSourceName"}
RESOLVER: Names = {
    **TEMPLATES,
    "arn": "resolverArn",
    "field": "fieldName",
    "type": "typeName",
    "requestTemplate": "requestMappingTemplate",
    "responseTemplate": "responseMappingTemplate",
}


def _settings(scope: Scope, properties: Properties) -> dict[str, Any]:
    """Return a data source's settings, with the region where the API requires one."""
    shapes = {
        name.casefold(): (name, shape)
        for name, shape in members(scope.model(SERVICE, "create_data_source").input_shape).items()
    }
    given = {}
    for config in CONFIGS:
        if properties.get(config):
            name, shape = shapes[config.casefold()]
            value = _renamed(properties[config])
            given[name] = to_api(shape, {"awsRegion": scope.region, **value} if config in IN_REGION else value)
    return given


def _renamed(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {INSIDE.get(name, name): _renamed(part) for name, part in value.items() if part is not None}


def _read_function(scope: Scope, properties: Properties) -> Properties | None:
    name = properties["id"].rpartition("-")[2]
    answer = scope.find(SERVICE, "get_function", apiId=properties["apiId"], functionId=name)
    if answer is None:
        return None
    found = answer["functionConfiguration"]
    told = {"arn": found["functionArn"], "dataSource": found["dataSourceName"]}
    return {**found, **told, "apiId": properties["apiId"]}


RESOURCES = (
    plain(
        "aws:appsync/graphQLApi:GraphQLApi",
        SERVICE,
        "graphql_api",
        create=Call("create_graphql_api", result="graphqlApi", learn={"id": "apiId"}),
        read=(Call("get_graphql_api", {"id": "apiId"}, result="graphqlApi"),),
        updates=(Call("update_graphql_api", {"id": "apiId"}, result="graphqlApi"),),
        delete=Call("delete_graphql_api", {"id": "apiId"}),
        tagging=BY_ARN,
        unique=False,
        names={"arn": ("arn", "resourceArn"), "id": "apiId"},
        accepted=words("schema"),
    ),
    plain(
        "aws:appsync/apiKey:ApiKey",
        SERVICE,
        "api_key",
        create=Call("create_api_key", result="apiKey", learn={"id": "id", "key": "id", "apiKeyId": "id"}),
        read=(Call("list_api_keys", result="apiKeys[0]", learn={"id": "id", "key": "id", "apiKeyId": "id"}),),
        id="{apiId}:{key}",
        delete=Call("delete_api_key", {"key": "id", "id": ()}),
        unique=False,
        auto_name=NO_NAME,
        replace_on=words("apiId"),
        accepted=words("expires description"),
    ),
    plain(
        "aws:appsync/dataSource:DataSource",
        SERVICE,
        "data_source",
        create=Call("create_data_source", added=_settings, takes=CONFIGS),
        updates=(Call("update_data_source", added=_settings, takes=CONFIGS),),
        id="{apiId}-{name}",
        names={"arn": "dataSourceArn"},
        replace_on=words("apiId name"),
    ),
    plain(
        "aws:appsync/function:Function",
        SERVICE,
        "function",
        read=(_read_function,),
        id=lambda it: f"{it['apiId']}-{it['functionId']}",
        names={**TEMPLATES, "arn": "functionArn", "functionId": "functionId", "id": ()},
        defaults={"functionVersion": "2018-05-29"},
        replace_on=words("apiId"),
        unique=False,
    ),
    plain(
        "aws:appsync/resolver:Resolver",
        SERVICE,
        "resolver",
        id="{apiId}-{type}-{field}",
        auto_name=NO_NAME,
        names=RESOLVER,
        defaults={"kind": "UNIT"},
        replace_on=words("apiId type field"),
    ),
)
