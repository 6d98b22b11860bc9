"""The cluster `local`: what its file says, completed by what this machine has."""

from __future__ import annotations

import platform
import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..domain.cluster import Cluster, Gpu, Partition
from ..domain.machine import Machine, MachineGpu
from ..domain.site import Software
from ..units import GIB

#: NVIDIA GPUs before compute capability 8.0, which compute bfloat16 by emulation at best.
_BEFORE_AMPERE = re.compile(r"\b(?:[KMP]\d+|[VT]\d+|GTX|RTX 20\d\d|Quadro|TITAN|Tesla)\b", re.IGNORECASE)
_TOOLS = {"nvidia": "nvidia-smi", "amd": "rocm-smi"}


def on_machine(cluster: Cluster, machine: Machine, state_dir: Path) -> Cluster:
    """`cluster` with this machine's cores, memory, GPUs and Python in it; run folders are under `state_dir`."""
    return replace(
        cluster,
        arch=platform.machine(),
        partitions=tuple(_partition(partition, machine) for partition in cluster.partitions),
        software=(_this_python(), *cluster.software),
        run_root=str(state_dir / "runs"),
        # Jobs start without the variables of who submits them, and have to find what was fetched.
        hf_home=cluster.hf_home or machine.hf_home,
    )


def _partition(partition: Partition, machine: Machine) -> Partition:
    filled = replace(
        partition,
        cpus_per_node=max(2, machine.cpus),
        memory_per_node_bytes=machine.memory_bytes,
        source=f"this machine, {machine.hostname}",
    )
    # Virtual nodes would each claim the same GPUs.
    if not machine.gpus or partition.max_nodes != 1:
        return filled
    return replace(filled, gpu=_smallest(machine.gpus), gpus_per_node=len(machine.gpus))


def _smallest(gpus: Sequence[MachineGpu]) -> Gpu:
    """The GPU that every rank can count on where the machine mixes several kinds."""
    found = min(gpus, key=lambda gpu: gpu.memory_bytes)
    return Gpu(
        name=re.sub(r"[^a-z0-9.]+", "-", found.name.lower()).strip("-") or found.vendor,
        title=found.name,
        vendor=found.vendor,
        label_gb=max(1, round(found.memory_bytes / GIB)),
        torch_total_bytes=found.memory_bytes,
        bf16=found.vendor == "amd" or _BEFORE_AMPERE.search(found.name) is None,
        source=_TOOLS[found.vendor],
    )


def _this_python() -> Software:
    folder = Path(sys.executable).parent
    return Software(
        name="this-python",
        setup=(f'export PATH={shlex.quote(str(folder))}:"$PATH"',),
        source="the Python that llmtui runs in",
    )
