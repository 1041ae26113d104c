"""Short type tokens: `aws:s3:Bucket` is `aws:s3/bucket:Bucket`.

Pulumi YAML looks a token up in the package's schema (pkg/pulumiyaml/README.md of github.com/pulumi/pulumi-yaml). Here
its form decides: packages that bridge a provider of Terraform, as most do, repeat the name in the module.
"""

# Packages that are no such bridge, or build components.
NATIVE = frozenset(
    "aws-apigateway aws-native awsx command docker-build eks kubernetes pulumi pulumiservice std synced-folder".split()  # noqa: SIM905
)
PARTS = 3  # of a token
DEFAULT_MODULE = "index"


def full_token(token: str) -> str:
    """Return the whole token of a resource type or a function, as the engine has it."""
    package, *rest = token.split(":")
    if package == "pulumi" or "/" in token or not rest:
        return token
    module, name = rest if len(rest) == PARTS - 1 else (DEFAULT_MODULE, rest[-1])
    repeated = "" if package in NATIVE else f"/{name[:1].lower()}{name[1:]}"
    return f"{package}:{module}{repeated}:{name}"
