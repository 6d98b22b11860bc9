"""The described machine: nodes and partitions, kept as describe.json in the state folder."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from typing import Any

FILE = "describe.json"


@dataclass(frozen=True)
class Node:
    """A virtual node; its name is its address, because names must resolve. Memory in bytes."""

    name: str
    address: str
    cpus: int
    real_memory: int
    gpu_type: str = ""
    gpus: int = 0

    @property
    def gres(self) -> str:
        """sinfo's %G."""
        return f"gpu:{self.gpu_type}:{self.gpus}" if self.gpus else "(null)"


@dataclass(frozen=True)
class Partition:
    """`max_time` in seconds; `max_nodes` 0 is no limit of its own."""

    name: str
    nodes: list[str]
    max_time: int
    default: bool = False
    max_nodes: int = 0


@dataclass(frozen=True)
class Description:
    """`vendor` of the GPUs: nvidia, amd or ""; `cluster` is the ClusterName."""

    cluster: str
    host: str
    vendor: str = ""
    nodes: list[Node] = field(default_factory=list)
    partitions: list[Partition] = field(default_factory=list)

    def node(self, name: str) -> Node | None:
        """The node of that name."""
        return next((node for node in self.nodes if node.name == name), None)

    def partition(self, name: str) -> Partition | None:
        """The partition of that name; "" is the default one."""
        if name:
            return next((item for item in self.partitions if item.name == name), None)
        return next((item for item in self.partitions if item.default), None)

    def members(self, partition: Partition) -> list[Node]:
        """The nodes of a partition, in its order."""
        return [node for name in partition.nodes if (node := self.node(name))]


def description_text(description: Description) -> str:
    """The text of describe.json."""
    return json.dumps(asdict(description), indent=1) + "\n"


def read_description(state: str) -> Description:
    """Raises OSError and ValueError when there is none that can be read."""
    with open(os.path.join(state, FILE), encoding="utf-8") as file:
        data: dict[str, Any] = json.load(file)
    try:
        return Description(
            cluster=data["cluster"],
            host=data["host"],
            vendor=data["vendor"],
            nodes=[Node(**item) for item in data["nodes"]],
            partitions=[Partition(**item) for item in data["partitions"]],
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{FILE} in {state} is not a description of nodes: {error}") from error
