"""This process among the ranks of the job: its number, its memory, what it runs on."""

from __future__ import annotations

import atexit
import os
import resource
import socket
import sys
from typing import Any, Dict, NoReturn, Optional

from .errors import RunError

_LIBRARIES = ("torch", "transformers", "accelerate", "peft")


def rank() -> int:
    """The number of this process in the whole job, as torchrun and accelerate set it."""
    return int(os.environ.get("RANK", "0"))


def world_size() -> int:
    """The number of processes in the whole job."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def check_world_size(expected: Optional[int], found: int) -> None:
    """Raises RunError when the launcher started another number of ranks than the job was planned for.

    accelerate does so without a word, for instance with distributed_type MULTI_CPU.
    """
    if expected is not None and found != expected:
        raise RunError(
            f"the launcher started {found} process{'' if found == 1 else 'es'}, the job was planned for {expected}; "
            "see num_processes and distributed_type in accelerate.yaml"
        )


def end(code: int) -> NoReturn:
    """Exit; among other ranks without the interpreter's own end, after what is registered for it (atexit) has run.

    A thread of torch that wants the interpreter when it is ending aborts the process, now and then also after the
    process group was destroyed (pytorch pull request 179291), and so fails a job that has trained and saved everything.
    """
    if world_size() == 1:
        raise SystemExit(code)
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def about(device: str) -> Dict[str, Any]:
    """What every start event says of the process and its surroundings."""
    return {
        "world_size": world_size(),
        "device": device,
        "hostname": socket.gethostname(),
        "job_id": os.environ.get("SLURM_JOB_ID"),
        "versions": _versions(),
    }


def _versions() -> Dict[str, str]:
    loaded = {name: sys.modules.get(name) for name in _LIBRARIES}
    return {name: str(getattr(module, "__version__", "")) for name, module in loaded.items() if module is not None}


def memory() -> Dict[str, int]:
    """Bytes under the names of events.MEMORY_KEYS, on the fullest of this process's GPUs or in host memory."""
    import torch

    gpus = range(torch.cuda.device_count()) if torch.cuda.is_initialized() else ()
    if gpus:
        return {
            "allocated_bytes": max(torch.cuda.memory_allocated(gpu) for gpu in gpus),
            "reserved_bytes": max(torch.cuda.memory_reserved(gpu) for gpu in gpus),
            "peak_bytes": max(torch.cuda.max_memory_allocated(gpu) for gpu in gpus),
        }
    # ru_maxrss is in KiB on Linux, in bytes on macOS (getrusage(2)).
    unit = 1 if sys.platform == "darwin" else 1024
    peak = {"peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit}
    return {**_resident(), **peak}


def _resident() -> Dict[str, int]:
    """The resident set now: the second figure of /proc/self/statm, in pages (proc(5)); nothing where there is none."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[1])
    except OSError:
        return {}
    return {"rss_bytes": pages * os.sysconf("SC_PAGE_SIZE")}
