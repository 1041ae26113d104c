"""How awsx divides a VPC among its subnets: which blocks each gets, by the strategy that the program names.

Source: https://github.com/pulumi/pulumi-awsx, version 3: awsx/ec2/subnetDistributorLegacy.ts and its sister New.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Interface
from typing import Any

from stackrig.deployment.provider.contract import Properties
from stackrig.errors import DeployError

BITS = 32
LARGEST_MASK = {"private": 19, "public": 20, "isolated": 24}  # for subnets of the legacy layout without a mask
DEFAULT = ({"type": "Private"}, {"type": "Public"})
SMALLEST_ZONE = 26  # the mask of the smallest share of a zone that is divided by default
WIDEST_ZONE = 16
ORDER = ("public", "private", "isolated")
ZONE_REGION = re.compile(r"^[a-z]{2}(?:-[a-z]+)+-")


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """Describe a block of addresses by its first address and its mask."""

    start: int
    mask: int

    @classmethod
    def read(cls, text: str) -> "Block":
        """Read a block such as 10.0.0.0/16."""
        try:
            network = IPv4Interface(text).network
        except ValueError as error:
            raise DeployError(f"{text!r} is no block of IPv4 addresses: {error}") from error
        return cls(int(network.network_address), network.prefixlen)

    def __str__(self) -> str:
        """Return it as 10.0.0.0/16."""
        return f"{IPv4Address(self.start)}/{self.mask}"

    @property
    def size(self) -> int:
        """Return the number of addresses."""
        return 1 << BITS - self.mask

    @property
    def first(self) -> int:
        """Return the first address of the network that contains `start`, which may be another address."""
        return self.start // self.size * self.size

    @property
    def end(self) -> int:
        """Return the last address."""
        return self.first + self.size - 1

    def cut(self, bits: int, number: int) -> "Block":
        """Return one of the blocks that are smaller by `bits` bits; it may lie after this one."""
        if self.mask + bits > BITS:
            raise DeployError(f"{self} can't be divided by {bits} more bits: only {BITS - self.mask} are left")
        part = Block(self.start, self.mask + bits)
        return Block(part.start + number * part.size, part.mask)

    def following(self, mask: int) -> "Block":
        """Return the first block with a mask that lies after this one."""
        return Block((self.end // (1 << BITS - mask) + 1) << BITS - mask, mask)

    def meets(self, other: "Block") -> bool:
        """Tell whether the two blocks have addresses in common."""
        return self.first <= other.end and other.first <= self.end


@dataclass(frozen=True, slots=True)
class Subnet:
    """Describe a subnet to make; `tag` is its name on AWS, `name` the resource's."""

    zone: str
    block: Block
    type: str
    name: str
    tag: str
    tags: Properties = field(default_factory=dict)
    ipv6: bool | None = None

    @property
    def kind(self) -> str:
        """Return the type in small letters."""
        return self.type.lower()


@dataclass(frozen=True, slots=True)
class Layout:
    """Divide one VPC: `specs` are the program's subnets; None means the package's own."""

    vpc: str
    block: Block
    zones: Sequence[str]
    specs: Sequence[Properties] | None
    zone_mask: int | None
    by_zone: bool

    def legacy(self) -> Iterator[Subnet]:
        """Yield the subnets of the strategy Legacy."""
        bits = (len(self.zones) - 1).bit_length()
        shares = [self.block.cut(bits, number) for number in range(len(self.zones))]
        if self.specs is None:
            yield from self._halves(shares)
            return
        for number, share in enumerate(shares):
            yield from self._legacy_zone(self.specs, number, share)

    def _halves(self, shares: Sequence[Block]) -> Iterator[Subnet]:
        private = [share.cut(1, 0) for share in shares]
        for number, block in enumerate(private):
            yield self._subnet(DEFAULT[0], number, block)
        for number, block in enumerate(private):
            yield self._subnet(DEFAULT[1], number, block.cut(0, 1).cut(1, 0))

    def _legacy_zone(self, specs: Sequence[Properties], number: int, share: Block) -> Iterator[Subnet]:
        bits = 0 if len(specs) == 1 else 1
        made = [Block(share.start - 1, BITS)]  # the block before the zone
        for kind, largest in LARGEST_MASK.items():
            base = made[-1].cut(0, 1) if len(made) > 1 else share
            for place, spec in enumerate(item for item in specs if item["type"].lower() == kind):
                mask = int(spec.get("cidrMask") or max(share.mask + bits, largest))
                block = Block(base.start + place * (1 << BITS - mask), mask)
                made.append(made[-1].following(mask) if made[-1].meets(block) else block)
                yield self._subnet(spec, number, made[-1])

    def explicit(self) -> Iterator[Subnet]:
        """Yield subnets with the blocks that the program gives, one for each zone."""
        for number in range(len(self.zones)):
            for spec in self.specs or ():
                yield self._subnet(spec, number, Block.read(spec["cidrBlocks"][number]))

    def even(self, *, merged: bool = False) -> Iterator[Subnet]:
        """Yield the subnets of the strategies Auto and Exact; those of AutoMerge are `merged` with the default."""
        zone = self.zone_mask or self.block.mask + (len(self.zones) - 1).bit_length()
        specs = self.specs
        if specs is None or merged:
            specs = _merge(specs or (), _default_specs(zone))
        if not specs:
            raise DeployError("no subnets are specified")
        mask = zone + (len(specs) - 1).bit_length()
        masks = [int(spec.get("cidrMask") or mask) for spec in specs]
        needed, share = sum(1 << BITS - one for one in masks), Block(self.block.start, zone)
        if needed > share.size:
            raise DeployError(
                f"the subnets of a zone need {needed} addresses, and the VPC has {share.size} for each zone"
            )
        for number in range(len(self.zones)):
            last: Block | None = None
            for spec, own in zip(specs, masks, strict=True):
                last = last.following(own) if last else Block(share.start, own)
                yield self._subnet(spec, number, last)
            share = share.cut(0, 1)

    def _subnet(self, spec: Properties, number: int, block: Block) -> Subnet:
        stem, zone = f"{self.vpc}-{spec.get('name') or spec['type'].lower()}", self.zones[number]
        name = f"{stem}-{number + 1}"
        tag = f"{stem}-{ZONE_REGION.sub('', zone)}" if self.by_zone else name
        ipv6 = spec.get("assignIpv6AddressOnCreation")
        return Subnet(zone, block, spec["type"], name, tag, spec.get("tags") or {}, ipv6)


def _default_specs(zone: int) -> list[Properties]:
    if zone > SMALLEST_ZONE:
        raise DeployError(
            f"a VPC is divided by default only if each zone has at least /{SMALLEST_ZONE}, not /{zone}",
            remedies=["specify the subnets: subnetSpecs"],
        )
    return [{**spec, "cidrMask": max(zone, WIDEST_ZONE) + place} for place, spec in enumerate(DEFAULT, 1)]


def _merge(specs: Sequence[Properties], defaults: Sequence[Properties]) -> list[Properties]:
    own = {spec["type"].lower(): spec for spec in reversed(specs) if not spec.get("name")}
    known = {spec["type"].lower() for spec in defaults}
    extra = [spec for spec in specs if spec.get("name") or spec["type"].lower() not in known]
    return [*({**spec, **own.get(spec["type"].lower(), {})} for spec in defaults), *extra]


def normalize(specs: Sequence[Properties] | None, zones: int) -> list[Properties] | None:
    """Return the program's subnets with mask and size filled in.

    Raises:
        DeployError: they contradict themselves or each other.
    """
    if specs is None:
        return None
    names = [(spec["type"].lower(), spec.get("name")) for spec in specs]
    if twice := sorted({kind for kind, name in names if names.count((kind, name)) > 1}):
        raise DeployError(f"several subnets have the type {twice[0]}: give each a `name` of its own")
    explicit = any(spec.get("cidrBlocks") is not None for spec in specs)
    return [_normalize_explicit(spec, zones) if explicit else _normalize_sized(spec) for spec in specs]


def _normalize_explicit(spec: Properties, zones: int) -> Properties:
    blocks = spec.get("cidrBlocks")
    if blocks is None:
        raise DeployError("if a subnet has cidrBlocks, all subnets need them")
    if len(blocks) != zones:
        raise DeployError(f"the subnet {spec['type']} has {len(blocks)} cidrBlocks, but there are {zones} zones")
    read = [Block.read(text) for text in blocks]
    if any(
        spec.get("cidrMask") not in (None, block.mask) or spec.get("size") not in (None, block.size) for block in read
    ):
        raise DeployError(f"the cidrBlocks of the subnet {spec['type']} do not have its cidrMask or size")
    return spec


def _normalize_sized(spec: Properties) -> Properties:
    size, mask = spec.get("size"), spec.get("cidrMask")
    if size is not None:
        size = int(size)
        if size & size - 1 or not 4 <= size <= 1 << BITS:  # noqa: PLR2004  # the sizes AWS and awsx know
            raise DeployError(f"the subnet {spec['type']} has the size {size}, but a power of two from 4 on is needed")
        if mask not in (None, BITS + 1 - size.bit_length()):
            raise DeployError(f"the size and the cidrMask of the subnet {spec['type']} do not agree")
        mask = BITS + 1 - size.bit_length()
    return {**spec, "cidrMask": mask, "size": 1 << BITS - int(mask)} if mask is not None else spec


def check_overlaps(subnets: Sequence[Subnet]) -> None:
    """Raise DeployError if subnets have addresses in common."""
    for place, one in enumerate(subnets):
        for other in subnets[place + 1 :]:
            if one.block.meets(other.block):
                raise DeployError(
                    f"the subnets {one.name} ({one.block}) and {other.name} ({other.block}) overlap",
                    remedies=["give the VPC a larger cidrBlock, the subnets larger masks, or take fewer zones"],
                )


def check_gaps(vpc: Block, subnets: Sequence[Subnet]) -> None:
    """Raise DeployError if the subnets do not fill the VPC from its first to its last address."""
    expected = vpc.start
    for subnet in (item for item in subnets):
        if subnet.block.start != expected:
            raise DeployError(f"there is a gap before the subnet {subnet.name} ({subnet.block}) in {vpc}")
        expected = subnet.block.end + 1
    if expected != vpc.end + 1:
        raise DeployError(f"the subnets end at {IPv4Address(expected - 1)}, before the VPC {vpc} does")


def describe(subnets: Sequence[Subnet], zones: int) -> list[dict[str, Any]]:
    """Return the specification of the first zone's subnets, with the gaps between them."""
    found: list[dict[str, Any]] = []
    previous: Block | None = None
    for subnet in subnets[: len(subnets) // zones]:
        if previous is not None:
            found += [{"type": "Unused", "cidrMask": gap.mask} for gap in _gaps(previous, subnet.block)]
        found.append({"type": subnet.type, "cidrMask": subnet.block.mask})
        previous = subnet.block
    return found


def _gaps(one: Block, other: Block) -> Iterator[Block]:
    """Yield the largest blocks that fill the space between two addresses."""
    start, end = sorted((one, other))
    before, block = one, start.cut(0, 1)
    while block.start < end.start:
        while block.mask > 0:
            wider = Block(block.start >> BITS + 1 - block.mask << BITS + 1 - block.mask, block.mask - 1)
            if wider.start <= before.end <= wider.end or wider.start <= end.start <= wider.end:
                break
            block = wider
        yield block
        before, block = block, block.cut(0, 1)
