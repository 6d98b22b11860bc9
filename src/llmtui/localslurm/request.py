"""From sbatch's option words to what the job asks for."""

from __future__ import annotations

import re

from ..errors import RequestError
from ..units import parse_size, parse_time_limit
from .errors import CommandError, RefusedError
from .hostlist import expand
from .job import UNLIMITED, Request
from .nodes import Description
from .options import Words
from .placement import impossible

_NO_LIMIT = frozenset({"0", "UNLIMITED", "INFINITE", "-1"})
_NODES = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?", re.ASCII)
_GPUS = re.compile(r"(?:([A-Za-z][\w.-]*)[:=])?(\d{1,4})", re.ASCII)
_NOT_AVAILABLE = "Requested node configuration is not available"


def read_request(words: Words, description: Description) -> Request:
    """Check the options one by one, as sbatch does before it asks. Raises CommandError and RefusedError."""
    request = Request(partition=words.last("partition") or "")
    _read_counts(request, words)
    _read_memory(request, words)
    _read_gpus(request, words)
    request.exclusive = words.has("exclusive")
    request.time_limit = _time(words.last("time"))
    request.nodelist = _nodes(words.last("nodelist"), description)
    request.exclude = _nodes(words.last("exclude"), description)
    return request


def admit(request: Request, description: Description) -> None:
    """Fill in the partition's part and refuse what it can never run. Raises RefusedError."""
    partition = description.partition(request.partition)
    if partition is None:
        detail = f"invalid partition specified: {request.partition}" if request.partition else ""
        raise RefusedError("Invalid partition name specified", detail)
    request.partition = partition.name
    if request.time_limit is None:
        request.time_limit = partition.max_time
    if partition.max_nodes and request.min_nodes > partition.max_nodes:
        return
    why = impossible(request, description.members(partition))
    if why is not None:
        raise RefusedError(_NOT_AVAILABLE, why)


def _read_counts(request: Request, words: Words) -> None:
    nodes = words.last("nodes")
    if nodes is not None:
        match = _NODES.fullmatch(nodes)
        low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 0 < low <= high:
            raise CommandError(f"sbatch: error: invalid number of nodes (-N {nodes})", code=255)
        request.min_nodes, request.max_nodes = low, high
    request.ntasks = _count(words, "ntasks", "invalid number of tasks (-n {})")
    request.ntasks_per_node = _count(words, "ntasks-per-node", "Invalid --ntasks-per-node specification: {}")
    request.cpus_per_task = _count(words, "cpus-per-task", "invalid number of cpus per task (-c {})")
    if nodes is not None and request.ntasks and request.ntasks < request.min_nodes:
        request.min_nodes = request.max_nodes = request.ntasks
    if not request.max_nodes and not request.ntasks:
        request.max_nodes = request.min_nodes


def _count(words: Words, name: str, complaint: str) -> int:
    text = words.last(name)
    if text is None:
        return 0
    if not re.fullmatch(r"\d{1,7}", text, re.ASCII) or int(text) == 0:
        raise CommandError(f"sbatch: error: {complaint.format(text)}", code=255)
    return int(text)


def _read_memory(request: Request, words: Words) -> None:
    sizes = {}
    for name in ("mem", "mem-per-cpu", "mem-per-gpu"):
        text = words.last(name)
        try:
            sizes[name] = parse_size(text) if text else 0
        except RequestError:
            raise CommandError(f"sbatch: error: Invalid --{name} specification", code=255) from None
    if sum(1 for size in sizes.values() if size) > 1:
        raise CommandError("sbatch: fatal: --mem, --mem-per-cpu, and --mem-per-gpu are mutually exclusive.", code=255)
    request.mem_per_node, request.mem_per_cpu, request.mem_per_gpu = sizes.values()


def _read_gpus(request: Request, words: Words) -> None:
    gres = words.last("gres")
    per_node = words.last("gpus-per-node")
    if gres is not None and gres.lower() != "none":
        name, colon, rest = gres.partition(":")
        if name.removeprefix("gres/") != "gpu":
            raise RefusedError("Invalid generic resource (gres) specification")
        request.gpu_option = "gres"
        request.gpus_per_node = _gpu_count(request, rest if colon else "1", typed=True)
    if per_node is not None:
        request.gpu_option = "gpus-per-node"
        request.gpus_per_node = _gpu_count(request, per_node)
    request.gpus = _gpu_count(request, words.last("gpus") or "0")
    request.gpus_per_task = _gpu_count(request, words.last("gpus-per-task") or "0")


def _gpu_count(request: Request, text: str, *, typed: bool = False) -> int:
    """The number in [TYPE:]N; with `typed`, a type alone means one of it."""
    match = _GPUS.fullmatch(f"{text}:1" if typed and re.fullmatch(r"[A-Za-z][\w.-]*", text) else text)
    if match is None:
        raise RefusedError(_NOT_AVAILABLE)
    request.gpu_type = match[1] or request.gpu_type
    return int(match[2])


def _time(text: str | None) -> int | None:
    if text is None:
        return None
    if text.upper() in _NO_LIMIT:
        return UNLIMITED
    try:
        return parse_time_limit(text)
    except RequestError:
        raise CommandError("sbatch: error: Invalid --time specification", code=255) from None


def _nodes(expression: str | None, description: Description) -> list[str]:
    try:
        names = expand(expression or "")
    except ValueError:
        raise CommandError("sbatch: error: Invalid node list specified", code=255) from None
    if any(description.node(name) is None for name in names):
        raise RefusedError("Invalid node name specified")
    return names
