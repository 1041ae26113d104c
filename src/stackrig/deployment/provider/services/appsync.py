"""AppSync: GraphQL APIs and their keys."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import BY_ARN, plain

RESOURCES = (
    plain(
        "aws:appsync/graphQLApi:GraphQLApi",
        "appsync",
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
        "appsync",
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
)
