"""Describe the machine and write the stubs that stand for Slurm's commands."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from .dispatch import COMMANDS
from .launch import STATE_VARIABLE, bin_folder, command_line
from .nodes import FILE, Description, Node, Partition, description_text
from .store import Store, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from ..domain.machine import Machine

#: Names that are addresses: nothing but root could make other names resolve.
NODES = ("127.0.0.1", "127.0.0.2")
_MAX_TIME_S = 86400


def install(state_dir: Path, machine: Machine) -> Path:
    """Make the state folder ready for `machine` and return the folder of its commands, which belongs first on PATH.

    Safe to call at any time: what is already right is not written again. Raises OSError.
    """
    from pathlib import Path  # Every command imports this file, and only this function needs it.

    state = os.path.abspath(state_dir)
    Store(state).make()
    folder = bin_folder(state)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    _write(os.path.join(state, FILE), description_text(describe(machine)), 0o600)
    for command in COMMANDS:
        _write(os.path.join(folder, command), stub(command, state), 0o700)
    return Path(folder)


def describe(machine: Machine) -> Description:
    """Two virtual nodes that share the machine's cores and memory; the GPUs are on the first alone."""
    cpus = max(2, machine.cpus)
    gpu = machine.gpus[0] if machine.gpus else None
    first = Node(NODES[0], NODES[0], cpus, machine.memory_bytes, _slug(gpu.name) if gpu else "", len(machine.gpus))
    second = Node(NODES[1], NODES[1], cpus, machine.memory_bytes)
    return Description(
        cluster="llmtui",
        host=machine.hostname,
        vendor=gpu.vendor if gpu else "",
        nodes=[first, second],
        partitions=[
            Partition("main", [NODES[0]], _MAX_TIME_S, default=True),
            Partition("multi", list(NODES), _MAX_TIME_S),
        ],
    )


def stub(command: str, state: str) -> str:
    """The text of one command: a script that starts Python with the state folder named.

    The shell is bash: others (dash) drop variables whose names they do not know, and bash's exported functions are
    such variables. With -p it sources no BASH_ENV.
    """
    words = " ".join(shlex.quote(word) for word in command_line(command))
    return f'#!/bin/bash -p\nexport {STATE_VARIABLE}={shlex.quote(state)}\nexec {words} "$@"\n'


def _slug(name: str) -> str:
    """A gres type from a GPU's name: NVIDIA H100 is nvidia_h100."""
    return "_".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split()) or "gpu"


def _write(path: str, text: str, mode: int) -> None:
    try:
        with open(path, encoding="utf-8") as file:
            if file.read() == text and os.fstat(file.fileno()).st_mode & 0o777 == mode:
                return
    except (FileNotFoundError, UnicodeDecodeError):
        pass
    write_atomic(path, text, mode)
