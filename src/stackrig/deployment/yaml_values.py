"""YAML as Pulumi reads it: scalars are what they are to gopkg.in/yaml.v3 (its resolve.go), and not to PyYAML.

PyYAML reads YAML 1.1: `on` is true there, 22:30 is 1350, 2012-10-17 is a date, and 1e3 is a text.
"""

import re

import yaml

TEXT, FLOAT = "tag:yaml.org,2002:str", "tag:yaml.org,2002:float"
# A whole number that begins with 0 is octal if it can be. The first pattern that matches counts.
SCALARS = {
    "tag:yaml.org,2002:null": re.compile(r"^(?:~|null|Null|NULL|)$"),
    "tag:yaml.org,2002:bool": re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"),
    "tag:yaml.org,2002:int": re.compile(r"^[-+]?(?:0[0-7_]*|0o[0-7_]+|[1-9][\d_]*|0x[\da-fA-F_]+|0b[01_]+)$"),
    FLOAT: re.compile(r"^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d+)?$"),
}
MERGE = "tag:yaml.org,2002:merge"  # `<<`, a key whose mapping is merged


class PulumiLoader(yaml.SafeLoader):
    """Read a document's scalars as Pulumi does."""

    yaml_implicit_resolvers: dict[str, object] = {}  # noqa: RUF012  # PyYAML's own attribute


def _number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int | float:
    number = float(loader.construct_yaml_float(node))
    return int(number) if number.is_integer() else number


for _tag, _pattern in {**SCALARS, MERGE: re.compile("^<<$")}.items():
    PulumiLoader.add_implicit_resolver(_tag, _pattern, None)
PulumiLoader.add_constructor(FLOAT, _number)
