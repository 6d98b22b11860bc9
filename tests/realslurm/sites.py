"""Puhti, Mahti, LUMI and Roihu in small: their partitions, with nodes of the right size and GPUs that are not there.

Typed from the sites' own pages, not from the cluster files: those are what is tested.
"""

from __future__ import annotations

from .site import Node, Partition, Site

#: Four nodes of each, so that jobs of two run side by side.
_COUNT = 4


def _site(name: str, node: tuple[int, int, str], partitions: list[tuple[str, str, str]]) -> Site:
    """`node` is CPUs, GiB and gres; each partition has a name, its longest time and further words."""
    cpus, memory_gib, gres = node
    nodes = [Node(f"{name[0]}{number}", cpus, memory_gib * 1024, gres) for number in range(1, _COUNT + 1)]
    names = [each.name for each in nodes]
    return Site(
        name,
        nodes,
        [Partition(partition, names, time, options) for partition, time, options in partitions],
        ["SelectTypeParameters=CR_Core_Memory"],
    )


SITES = {
    "puhti": _site(
        "puhti", (40, 373, "gpu:v100:4"), [("gputest", "15:00", "MaxNodes=2"), ("gpu", "3-00:00:00", "MaxNodes=20")]
    ),
    "mahti": _site(
        "mahti",
        (128, 490, "gpu:a100:4"),
        [
            ("gputest", "15:00", "MaxNodes=1"),
            ("gpusmall", "1-12:00:00", "MaxNodes=1"),
            ("gpumedium", "1-12:00:00", "MaxNodes=6"),
        ],
    ),
    "lumi": _site(
        "lumi",
        (56, 480, "gpu:mi250:8"),
        [
            ("dev-g", "3:00:00", "MaxNodes=32"),
            ("small-g", "3-00:00:00", "MaxNodes=4"),
            ("standard-g", "2-00:00:00", "MaxNodes=1024 OverSubscribe=EXCLUSIVE"),
        ],
    ),
    # Slurm counts 217 GiB a GPU there, and nobody asks for memory.
    "roihu": _site(
        "roihu",
        (288, 868, "gpu:gh200:4"),
        [
            ("gputest", "15:00", "MaxNodes=2 DefMemPerGPU=222208"),
            ("gpumedium", "1-12:00:00", "MaxNodes=4 DefMemPerGPU=222208"),
            ("gpularge", "1-12:00:00", "MaxNodes=10 DefMemPerGPU=222208"),
        ],
    ),
}
