"""What this machine has: cores, memory and GPUs, asked of the system and of the vendors' tools."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence

from ..domain.machine import Machine, MachineGpu
from .sizes import MIB

_TIMEOUT_S = 5.0
_NVIDIA = ("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader,nounits")
_AMD = ("rocm-smi", "--showproductname", "--showmeminfo", "vram", "--json")
#: Memory limits of control groups, version 2 then 1 (Linux kernel manual, cgroup-v2 and cgroup-v1 memory).
_CGROUP_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def detect() -> Machine:
    """Look at this machine. A tool that is missing, fails or takes over five seconds means none of its GPUs."""
    gpus = parse_nvidia_smi(_ask(_NVIDIA)) or parse_rocm_smi(_ask(_AMD))
    # As the library itself reads it (huggingface_hub, constants).
    home = os.environ.get("HF_HOME")
    hf_home = os.path.abspath(os.path.expanduser(home)) if home else None
    return Machine(os.uname().nodename, len(os.sched_getaffinity(0)), _memory(), gpus, hf_home)


def parse_meminfo(text: str) -> int:
    """Bytes of MemTotal in /proc/meminfo. Raises ValueError when there is none."""
    match = re.search(r"^MemTotal:\s+(\d+) kB$", text, re.MULTILINE)
    if match is None:
        raise ValueError("/proc/meminfo has no MemTotal")
    return int(match[1]) * 1024


def parse_nvidia_smi(text: str) -> tuple[MachineGpu, ...]:
    """GPUs from `name, MiB` lines; lines of another shape (a driver's complaint) are left out."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines())]
    return tuple(
        MachineGpu(row[0], int(row[1]) * MIB, "nvidia") for row in rows if len(row) == 2 and row[1].isdecimal()
    )


def parse_rocm_smi(text: str) -> tuple[MachineGpu, ...]:
    """GPUs from rocm-smi's JSON: one object a card, keys of the version at hand."""
    try:
        cards = json.loads(text)
    except ValueError:
        return ()
    if not isinstance(cards, dict):
        return ()
    found = [(name, card) for name, card in cards.items() if name.startswith("card") and isinstance(card, dict)]
    found.sort(key=lambda item: int(re.sub(r"\D", "", item[0]) or 0))
    return tuple(gpu for _, card in found if (gpu := _amd_gpu(card)))


def _amd_gpu(card: dict[str, object]) -> MachineGpu | None:
    lower = {key.lower(): str(value) for key, value in card.items()}
    size = lower.get("vram total memory (b)", "")
    names = [lower.get(key, "") for key in ("card series", "card model", "device name")]
    name = next((name for name in names if name and name != "N/A"), "AMD GPU")
    return MachineGpu(name, int(size), "amd") if size.isdecimal() else None


def _memory() -> int:
    with open("/proc/meminfo", encoding="ascii") as file:
        total = parse_meminfo(file.read())
    limits = [_number(path) for path in _CGROUP_LIMITS]
    return min([total, *[limit for limit in limits if limit]])


def _number(path: str) -> int:
    """The number in a file; 0 when there is none ("max" is no limit)."""
    try:
        with open(path, encoding="ascii") as file:
            text = file.read().strip()
    except OSError:
        return 0
    return int(text) if text.isdecimal() else 0


def _ask(words: Sequence[str]) -> str:
    program = shutil.which(words[0])
    if program is None:
        return ""
    try:
        done = subprocess.run(
            [program, *words[1:]],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""
