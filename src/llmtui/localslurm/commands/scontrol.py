"""scontrol: show hostnames, job, partition, node and config; hold, release, requeue; ping."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable

from ..columns import emit, encode
from ..controller import Controller
from ..errors import CommandError, unsupported
from ..hostlist import compress, expand
from ..job import Job
from ..jobid import narrowed, read_job_ids
from ..options import Words, parse, table
from .scontrol_change import CHANGES, change
from .scontrol_job import job_text
from .scontrol_parts import config_text, node_text, partition_text

_TABLE = table("all|a details|d future|F help|h hide json=? oneliner|o quiet|Q usage verbose|v version|V yaml=?")
_KNOWN = ("suspend", "resume", "reconfigure", "create", "delete")


def run(words: list[str], state: str) -> int:
    """Run one sub-command. Raises CommandError."""
    options = parse("scontrol", _TABLE, words)
    for name in ("json", "yaml"):
        if options.has(name):
            raise unsupported("scontrol", f"--{name}")
    command, *rest = options.rest or ("",)
    if command == "ping":
        emit(encode(f"Slurmctld(primary) at {os.uname().nodename} is UP"))
        return 0
    if command in CHANGES:
        return change(command, rest, state)
    if command in _KNOWN:
        raise unsupported("scontrol", command)
    if command != "show" or not rest:
        raise CommandError(f"invalid keyword: {command or 'none'}")
    return _show(rest[0].lower(), rest[1:], options, state)


def _show(entity: str, names: list[str], options: Words, state: str) -> int:
    if "hostnames".startswith(entity) and len(entity) > 3:
        return _hostnames(names)
    if "hostlist".startswith(entity) and len(entity) > 5:
        emit(encode(compress([name for text in names for name in text.split(",")])))
        return 0
    shown = {"job": _jobs, "jobs": _jobs, "node": _nodes, "nodes": _nodes, "partition": _partitions}
    shown |= {"partitions": _partitions, "config": _config}
    if entity not in shown:
        raise CommandError(f"invalid entity:{entity} for keyword:show ")
    try:
        controller = Controller(state)
        texts = list(shown[entity](controller, names))
    except (OSError, ValueError) as error:
        raise CommandError(f"slurm_load_{entity} error: {error}") from None
    for text in texts:
        emit(encode(" ".join(text.split("\n   ")) if options.has("oneliner") else f"{text}\n   \n"))
    return 0


def _hostnames(names: list[str]) -> int:
    expression = names[0] if names else os.environ.get("SLURM_JOB_NODELIST", "")
    if not expression:
        raise CommandError("SLURM_JOB_NODELIST environment variable not set, nothing to expand")
    try:
        found = expand(expression)
    except ValueError:
        raise CommandError(f"Invalid hostlist: {expression}") from None
    sys.stdout.write("".join(f"{name}\n" for name in found))
    return 0


def _jobs(controller: Controller, names: list[str]) -> Iterable[str]:
    known = controller.known()
    chosen = _named(known, names[0]) if names else known
    if not chosen:
        return ["No jobs in the system"]
    return [job_text(job, controller.description, time.time()) for job in chosen]


def _named(known: list[Job], text: str) -> list[Job]:
    try:
        ids = read_job_ids(text)
    except ValueError:
        raise CommandError("scontrol_print_job error: Invalid job id specified") from None
    chosen = [part for job in known for part in narrowed(job, ids)]
    if not chosen and any(item.job == job.base_id for item in ids for job in known):
        raise CommandError(f"Job {text} not found")
    if not chosen:
        raise CommandError("slurm_load_jobs error: Invalid job id specified")
    return chosen


def _nodes(controller: Controller, names: list[str]) -> Iterable[str]:
    jobs = controller.refresh()
    wanted = _expand_all(names)
    chosen = [node for node in controller.description.nodes if not wanted or node.name in wanted]
    if not chosen:
        raise CommandError(f"Node {names[0]} not found")
    return [node_text(node, controller.description, jobs) for node in chosen]


def _partitions(controller: Controller, names: list[str]) -> Iterable[str]:
    chosen = [item for item in controller.description.partitions if not names or item.name == names[0]]
    if not chosen:
        raise CommandError(f"Partition {names[0]} not found")
    return [partition_text(item, controller.description) for item in chosen]


def _config(controller: Controller, names: list[str]) -> Iterable[str]:
    return [config_text(controller.description, controller.store.folder, time.time())]


def _expand_all(names: list[str]) -> set[str]:
    return {name for text in names for name in expand(text)}
