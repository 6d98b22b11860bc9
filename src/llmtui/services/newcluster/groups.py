"""The nodes of a partition by the GPU that they offer: one entry of the file each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ...slurm.site.gres import Gres, gpus
from ...slurm.site.nodes import SiteNode
from ...slurm.site.partitions import SitePartition
from ...slurm.site.rows import Row
from .site import Site
from .whichgpu import Which

#: Gres type ("" for none), how many a node, the node's features.
Choose = Callable[[str, int, Sequence[str]], Which]


@dataclass(frozen=True)
class Group:
    """Nodes of one partition alike in what they offer; `kind` None: no GPU.

    `per_node` is how many GPUs most of the nodes have, `share` all GPUs of such a node (slices of another type
    included), `rows` those nodes, `others` a sentence on the nodes that are not counted here. `cores` and
    `memory_bytes` are of the smallest node, zero where they are not known.
    """

    kind: str | None
    which: Which = field(default_factory=Which)
    per_node: int = 0
    share: int = 0
    rows: tuple[Row, ...] = ()
    others: str = ""
    cores: int = 0
    threads: int = 1
    memory_bytes: int = 0
    arch: str = ""

    @property
    def nodes(self) -> int:
        """How many nodes there are of it."""
        return sum(row.nodes for row in self.rows)


def rows_of(site: Site, name: str) -> tuple[Row, ...]:
    """sinfo's rows of one partition; without sinfo, one made from the partition's first node or its totals."""
    if site.rows is not None:
        return tuple(row for row in site.rows if row.partition == name and row.nodes)
    partition = next(part for part in site.partitions or () if part.name == name)
    if not partition.total_nodes:
        return ()
    node = next((node for node in site.nodes or () if node.name == partition.first_host), None)
    return (_row(partition, node),)


def _row(partition: SitePartition, node: SiteNode | None) -> Row:
    return Row(
        partition=partition.name,
        up=partition.up,
        max_time_s=None,
        default_time_s=None,
        nodes=partition.total_nodes,
        min_nodes=1,
        max_nodes=None,
        cpus=node.cores * node.threads_per_core if node else 0,
        cores=node.cores if node else 0,
        memory_bytes=node.memory_bytes if node else 0,
        gpus=node.gpus if node else _gpus_of_all(partition),
        features=node.features if node else (),
        exclusive=False,
        host=node.name if node else "",
    )


def _gpus_of_all(partition: SitePartition) -> tuple[Gres, ...]:
    """The GPUs of a node where all nodes together have so many that each has the same number."""
    found = []
    for name, count in partition.tres.items():
        each, rest = divmod(count, partition.total_nodes)
        if (name == "gres/gpu" or name.startswith("gres/gpu:")) and each and not rest:
            found.append(Gres("gpu", name.partition(":")[2], each))
    return gpus(tuple(found))


def groups(site: Site, rows: Sequence[Row], choose: Choose) -> list[Group]:
    """The groups of one partition's rows, whole GPUs and the most of them first.

    CPU nodes are a group only where there are no others.
    """
    offers: dict[tuple[str, str | None], list[tuple[Row, int, Which]]] = {}
    for row in rows:
        for gres in row.gpus:
            which = choose(gres.type, gres.count, row.features)
            key = (gres.type, which.gpu.name if which.gpu else None)
            offers.setdefault(key, []).append((row, gres.count, which))
    plain = [row for row in rows if not row.gpus]
    if not offers:
        return [_sized(site, Group(None, rows=tuple(plain)))] if plain else []
    without = sum(row.nodes for row in plain)
    rest = f"{_nodes(without)} without GPUs" if without else ""
    found = [_group(site, kind, found, rest) for (kind, _), found in offers.items()]
    return sorted(found, key=lambda group: (group.which.is_slice, -group.nodes * group.per_node))


def _group(site: Site, kind: str, offers: list[tuple[Row, int, Which]], rest: str) -> Group:
    sizes: dict[int, int] = {}
    for row, count, _ in offers:
        sizes[count] = sizes.get(count, 0) + row.nodes
    most = max(sizes, key=lambda count: (sizes[count], count))
    rows = tuple(row for row, count, _ in offers if count == most)
    others = [f"{_nodes(nodes)} with {count} of them" for count, nodes in sorted(sizes.items()) if count != most]
    share = max(sum(gres.count for gres in row.gpus) for row in rows)
    others += [rest] if rest else []
    also = f"also {' and '.join(others)}" if others else ""
    which = next(which for _, count, which in offers if count == most)
    return _sized(site, Group(kind, which, most, share, rows, also))


def _nodes(number: int) -> str:
    return f"{number} node{'' if number == 1 else 's'}"


def _sized(site: Site, group: Group) -> Group:
    """With the size of its smallest node, by scontrol where that looked at one and else by sinfo."""
    looked = [(row, site.node_like(row) if site.rows is not None else _named(site, row)) for row in group.rows]
    cores = [node.cores if node and node.cores else row.cores or row.cpus for row, node in looked]
    memory = [node.memory_bytes if node and node.memory_bytes else row.memory_bytes for row, node in looked]
    archs = [node.arch for _, node in looked if node and node.arch]
    threads = max((row.cpus // row.cores for row, _ in looked if row.cores), default=1)
    return Group(
        kind=group.kind,
        which=group.which,
        per_node=group.per_node,
        share=group.share,
        rows=group.rows,
        others=group.others,
        cores=min(cores, default=0),
        threads=max(1, threads),
        memory_bytes=min(memory, default=0),
        arch=archs[0] if archs else "",
    )


def _named(site: Site, row: Row) -> SiteNode | None:
    return next((node for node in site.nodes or () if node.name == row.host), None)
