"""ECR: pull-through cache rules, by which its registry caches another one."""

from stackrig.deployment.provider.calls import Call
from stackrig.deployment.provider.naming import NO_NAME
from stackrig.deployment.provider.registry import words
from stackrig.deployment.provider.services.modelled import plain

RESOURCES = (
    plain(
        "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
        "ecr",
        "pull_through_cache_rule",
        create=Call("create_pull_through_cache_rule", result="@"),
        read=(
            Call(
                "describe_pull_through_cache_rules",
                {"ecrRepositoryPrefix": ("ecrRepositoryPrefixes", "ecrRepositoryPrefix")},
                result="pullThroughCacheRules[0]",
            ),
        ),
        updates=(Call("update_pull_through_cache_rule", result="@"),),
        id="{ecrRepositoryPrefix}",
        auto_name=NO_NAME,
        replace_on=words("ecrRepositoryPrefix upstreamRegistryUrl upstreamRepositoryPrefix"),
    ),
)
