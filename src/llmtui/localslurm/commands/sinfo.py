"""sinfo: partitions, and their nodes by state."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ..columns import Token, emit, encode, parse_format, render
from ..controller import Controller
from ..errors import CommandError, unsupported
from ..hostlist import compress
from ..job import Job
from ..nodes import Node, Partition
from ..options import Words, parse, table
from ..placement import Free, free_nodes
from ..sizes import MIB
from ..times import short_duration
from .scontrol_parts import node_state

_REFUSED = table(
    "clusters|M= Format|O= iterate|i= json=? list-reasons|R nodes|n= reservation|T sort|S= states|t= yaml=?"
)
_TABLE = {
    **table(
        "all|a dead|d exact|e federation format|o= future|F help hide local long|l Node|N noconvert "
        "noheader|h partition|p= responding|r summarize|s usage verbose|v version|V"
    ),
    **_REFUSED,
}
_DEFAULT = "%9P %.5a %.10l %.6D %.6t %N"
_LONG = "%9P %.5a %.10l %.10s %.4r %.8h %.10g %.6D %.11T %.11i %N"
_SUMMARY = "%9P %.5a %.10l   %.14F %N"
_NODES = "%N %.6D %.9P %6t"
_NODES_LONG = "%N %.6D %.9P %.11T %.4c %.8z %.6m %.8d %.6w %.8f %20E"
_SHORT = {"idle": "idle", "allocated": "alloc", "mixed": "mix"}


@dataclass(frozen=True)
class Group:
    """Nodes of one partition in one state (or all of them, for a summary)."""

    partition: Partition
    nodes: tuple[Free, ...]

    @property
    def first(self) -> Node:
        """The node whose size stands for all."""
        return self.nodes[0].node

    def in_state(self, *states: str) -> int:
        """How many nodes are in one of these states."""
        return sum(1 for free in self.nodes if _state(free) in states)


def run(words: list[str], state: str) -> int:
    """Print partitions or nodes. Raises CommandError."""
    options = parse("sinfo", _TABLE, words)
    for name in _REFUSED:
        if options.has(name):
            raise unsupported("sinfo", f"--{name}")
    try:
        controller = Controller(state)
        jobs = controller.refresh()
    except (OSError, ValueError) as error:
        raise CommandError(f"sinfo: error: {error}") from None
    groups = _groups(controller, jobs, options)
    _print(groups, _format(options, groups), options)
    return 0


def _format(options: Words, groups: list[Group]) -> list[Token]:
    text = options.last("format")
    if text is None:
        long = options.has("long")
        if options.has("summarize"):
            text = _SUMMARY
        elif options.has("Node"):
            text = _NODES_LONG if long else _NODES
        else:
            text = _LONG if long else _DEFAULT
        if options.has("Node"):
            longest = max((len(free.node.name) for group in groups for free in group.nodes), default=8)
            text = text.replace("%N", f"%{max(8, longest)}N", 1)
        else:
            longest = max((len(_name(group)) for group in groups), default=9)
            text = text.replace("%9P", f"%{max(9, longest)}P", 1)
    return parse_format(text, FIELDS, "sinfo: error: Invalid node format specification")


def _groups(controller: Controller, jobs: list[Job], options: Words) -> list[Group]:
    free = free_nodes(controller.description, jobs)
    names = (options.last("partition") or "").split(",")
    partitions = [item for item in controller.description.partitions if names == [""] or item.name in names]
    groups: list[Group] = []
    for partition in partitions:
        nodes = [free[node.name] for node in controller.description.members(partition)]
        if options.has("Node"):
            groups += [Group(partition, (node,)) for node in nodes]
        elif options.has("summarize") or not nodes:
            groups.append(Group(partition, tuple(nodes)))
        else:
            groups += _by_state(partition, nodes)
    return sorted(groups, key=lambda group: group.first.name) if options.has("Node") else groups


def _by_state(partition: Partition, nodes: list[Free]) -> list[Group]:
    kinds: dict[tuple[str, str], list[Free]] = {}
    for free in nodes:
        # Nodes with different GPUs are listed apart, as sinfo does when %G is asked for.
        kinds.setdefault((_state(free), free.node.gres), []).append(free)
    return [Group(partition, tuple(members)) for members in kinds.values()]


def _print(groups: list[Group], tokens: list[Token], options: Words) -> None:
    if options.has("long") and not options.has("noheader"):
        emit(encode(time.strftime("%a %b %d %H:%M:%S %Y")))
    if not options.has("noheader"):
        emit(render(tokens, lambda letter: FIELDS[letter][0]))
    for group in groups:
        emit(render(tokens, partial(_value, group)))


def _value(group: Group, letter: str) -> str:
    return FIELDS[letter][1](group)


def _state(free: Free) -> str:
    return node_state(free.node, free.node.cpus - free.cpus)


def _group_state(group: Group) -> str:
    return _state(group.nodes[0]) if group.nodes else "n/a"


def _name(group: Group) -> str:
    return group.partition.name + ("*" if group.partition.default else "")


def _cpu_states(group: Group) -> str:
    total = sum(free.node.cpus for free in group.nodes)
    left = sum(free.cpus for free in group.nodes)
    return f"{total - left}/{left}/0/{total}"


FIELDS: dict[str, tuple[str, Callable[[Group], str]]] = {
    "A": ("NODES(A/I)", lambda group: f"{group.in_state('mixed', 'allocated')}/{group.in_state('idle')}"),
    "B": ("MAX_CPUS_PER_NODE", lambda group: "UNLIMITED"),
    "C": ("CPUS(A/I/O/T)", _cpu_states),
    "D": ("NODES", lambda group: str(len(group.nodes))),
    "E": ("REASON", lambda group: "none"),
    "F": (
        "NODES(A/I/O/T)",
        lambda group: f"{group.in_state('mixed', 'allocated')}/{group.in_state('idle')}/0/{len(group.nodes)}",
    ),
    "G": ("GRES", lambda group: group.first.gres),
    "L": ("DEFAULTTIME", lambda group: "n/a"),
    "N": ("NODELIST", lambda group: compress([free.node.name for free in group.nodes])),
    "P": ("PARTITION", _name),
    "R": ("PARTITION", lambda group: group.partition.name),
    "T": ("STATE", _group_state),
    "a": ("AVAIL", lambda group: "up"),
    "c": ("CPUS", lambda group: str(group.first.cpus)),
    "d": ("TMP_DISK", lambda group: "0"),
    "f": ("AVAIL_FEATURES", lambda group: "(null)"),
    "g": ("GROUPS", lambda group: "all"),
    "h": ("OVERSUBS", lambda group: "NO"),
    "i": ("RESERVATION", lambda group: ""),
    "l": ("TIMELIMIT", lambda group: short_duration(group.partition.max_time)),
    "m": ("MEMORY", lambda group: str(group.first.real_memory // MIB)),
    "r": ("ROOT", lambda group: "no"),
    "s": ("JOB_SIZE", lambda group: f"1-{group.partition.max_nodes or 'infinite'}"),
    "t": ("STATE", lambda group: _SHORT.get(_group_state(group), "n/a")),
    "w": ("WEIGHT", lambda group: "1"),
    "z": ("S:C:T", lambda group: f"1:{group.first.cpus}:1"),
}
