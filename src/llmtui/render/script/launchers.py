"""Which options of srun, torchrun, accelerate, vllm and the containers stand alone; all others take a value.

torchrun: torch 2.13, torch/distributed/run.py. accelerate: 1.15, commands/launch.py. srun: its manual.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

_SHORT_SRUN = {
    "n": "ntasks",
    "N": "nodes",
    "c": "cpus-per-task",
    "G": "gpus",
    "w": "nodelist",
    "o": "output",
    "e": "error",
    "i": "input",
    "D": "chdir",
    "J": "job-name",
    "A": "account",
    "p": "partition",
    "t": "time",
    "m": "distribution",
    "W": "wait",
    "K": "kill-on-bad-exit",
    "u": "unbuffered",
    "l": "label",
    "v": "verbose",
    "s": "oversubscribe",
    "r": "relative",
    "x": "exclude",
}
_SHORT = {
    "torchrun": {"t": "tee", "r": "redirects", "m": "module", "h": "help"},
    "accelerate": {"m": "module", "q": "quiet", "h": "help"},
    "python": {"m": "module", "c": "command", "W": "warnings", "X": "x-option"},
    "container": {"B": "bind", "H": "home", "e": "cleanenv", "c": "contain", "C": "containall", "i": "ipc", "p": "pid"},
    "vllm": {"tp": "tensor-parallel-size", "pp": "pipeline-parallel-size", "dp": "data-parallel-size"},
}
_ALONE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "srun": frozenset(
            "label unbuffered verbose quiet overlap exact exclusive overcommit oversubscribe kill-on-bad-exit "
            "no-kill pty whole interactive contiguous preserve-env help version no-allocate".split()
        ),
        "torchrun": frozenset("standalone module no-python run-path virtual-local-rank help".split()),
        "accelerate": frozenset(
            "cpu multi-gpu tpu use-mps-device use-deepspeed use-fsdp use-megatron-lm use-parallelism-config use-xpu "
            "ipex quiet module no-python same-network debug enable-cpu-affinity downcast-bf16 tpu-cluster "
            "no-tpu-cluster tpu-use-sudo dynamo-use-dynamic dynamo-use-fullgraph dynamo-use-regional-compilation "
            "fp8-use-autocast-during-eval help".split()
        ),
        "container": frozenset(
            "nv rocm nvccli cleanenv contain containall no-home no-init no-privs fakeroot writable writable-tmpfs "
            "compat ipc pid net no-eval no-umask userns uts vm keep-privs sharens disable-cache unsquash".split()
        ),
        "python": frozenset(),
    }
)
#: Python's short options that stand alone.
_PYTHON_ALONE = frozenset("bBdEhiIOPqsSuvVx")


def read_options(tool: str, words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The tool's own options, by their long names with - for _, and the words after them.

    The value of an option that stands alone is "".
    """
    options: dict[str, str] = {}
    rest = list(words)
    while rest and rest[0].startswith("-") and len(rest[0]) > 1:
        word = rest.pop(0)
        if word == "--":
            break
        name, value, alone = _split(tool, word)
        if value is None and not alone:
            value = rest.pop(0) if rest else ""
        options[name] = value or ""
        if tool in ("torchrun", "accelerate", "python") and name in ("module", "command"):
            break  # what follows is the program
    return options, rest


def _split(tool: str, word: str) -> tuple[str, str | None, bool]:
    """The long name, the value if the word holds it, and whether the option takes none."""
    if word.startswith("--"):
        name, equals, value = word[2:].partition("=")
        name = name.replace("_", "-")
        return name, value if equals else None, name in _ALONE.get(tool, frozenset())
    if tool == "python" and word[1] in _PYTHON_ALONE:
        return word[1:], None, True
    if tool == "srun":
        name = _SHORT_SRUN.get(word[1], word[1])
        return name, word[2:].removeprefix("=") or None, name in _ALONE["srun"]
    short, equals, value = word[1:].partition("=")
    name = _SHORT.get(tool, {}).get(short, short)
    return name, value if equals else None, name == "module" or name in _ALONE.get(tool, frozenset())
