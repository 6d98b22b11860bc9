"""One run of the bundled runtime in a process of its own; what torch counted is written beside it.

python -m gpumemory.child --report FILE [--explain FILE] [--saves] train|infer --config run.json

The runtime is the package that llmtui sends to a compute node, called just as `python -m llmtui.runtime` calls it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any


def main(argv: Sequence[str] | None = None) -> int:
    """The runtime's exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--explain", type=Path)
    parser.add_argument("--saves", action="store_true")
    parser.add_argument("runtime", nargs=argparse.REMAINDER)
    options = parser.parse_args(argv)
    import torch

    from llmtui.runtime.__main__ import main as runtime

    on_gpu = torch.cuda.is_available()
    explains = bool(options.explain) and on_gpu and start_history()
    loaded = watch(saves=options.saves)
    started = time.monotonic()
    code = runtime(options.runtime)
    report = {"exit_code": code, "seconds": time.monotonic() - started, "loaded": loaded, **figures()}
    options.report.write_text(json.dumps(report), encoding="utf-8")
    if explains:
        from .explain import at_peak

        snapshot = torch.cuda.memory._snapshot()
        options.explain.write_text(json.dumps(at_peak(snapshot["device_traces"][0])), encoding="utf-8")
    return code


def start_history() -> bool:
    """Have the allocator remember each allocation with the Python lines that asked for it; False where it cannot."""
    import torch

    # Without a context there is no allocator yet that could remember.
    torch.cuda.init()
    try:
        torch.cuda.memory._record_memory_history(context="alloc", stacks="python", max_entries=1_000_000)
    except (RuntimeError, TypeError, AttributeError) as error:
        # Not a part of torch's public interface; the sizes themselves do not depend on it.
        print(f"no history of allocations: {error}", flush=True)
        return False
    return True


def watch(*, saves: bool) -> dict[str, int]:
    """What will be in memory when the first step or prompt begins, filled in then; `saves`: nothing is left out.

    Without it the Trainer writes neither checkpoint nor result, which for many gigabytes takes longer than the steps.
    """
    import transformers

    loaded: dict[str, int] = {}
    trainer = transformers.Trainer
    trainer.train = _marked(trainer.train, loaded)
    transformers.GenerationMixin.generate = _marked(transformers.GenerationMixin.generate, loaded)
    if not saves:
        trainer._save_checkpoint = _nothing
        trainer.save_model = _nothing
    return loaded


def _nothing(*positional: Any, **named: Any) -> None:
    """In the place of writing."""


def _marked(method: Callable[..., Any], loaded: dict[str, int]) -> Callable[..., Any]:
    @wraps(method)
    def marked(*positional: Any, **named: Any) -> Any:
        if not loaded:
            loaded.update(_allocated())
        return method(*positional, **named)

    return marked


def _allocated() -> dict[str, int]:
    import torch

    if not torch.cuda.is_initialized():
        return {"resident_bytes": _status("VmRSS")}
    return {
        "allocated_bytes": torch.cuda.memory_allocated(),
        "max_allocated_bytes": torch.cuda.max_memory_allocated(),
    }


def figures() -> dict[str, Any]:
    """Sizes in bytes as torch and the driver count them now and at the peak; resident memory where there is no GPU."""
    import torch

    if not torch.cuda.is_initialized():
        return {"versions": versions(), "max_resident_bytes": _status("VmHWM")}
    counted = torch.cuda.memory_stats()
    free, total = torch.cuda.mem_get_info()
    reserved = torch.cuda.memory_reserved()
    return {
        "versions": versions(),
        "max_allocated_bytes": torch.cuda.max_memory_allocated(),
        "max_reserved_bytes": torch.cuda.max_memory_reserved(),
        "max_requested_bytes": counted.get("requested_bytes.all.peak"),
        "max_active_bytes": counted.get("active_bytes.all.peak"),
        "alloc_retries": counted.get("num_alloc_retries"),
        "reserved_bytes": reserved,
        "device_total_bytes": total,
        "device_used_bytes": total - free,
        "process_bytes": process_bytes(),
    }


def versions() -> dict[str, str]:
    """Of the libraries that take part, and of the GPU's runtime that torch was built for."""
    from importlib.metadata import distributions

    import torch

    found = {"torch": str(torch.__version__), "cuda": str(torch.version.cuda), "hip": str(torch.version.hip)}
    for name in ("transformers", "accelerate", "peft", "bitsandbytes"):
        # The first one on the path is the one that is imported.
        here = next(iter(distributions(name=name)), None)
        found[name] = here.version if here is not None else "not installed"
    return {name: text for name, text in found.items() if text != "None"}


def process_bytes() -> int | None:
    """GPU memory that nvidia-smi counts for this process, None where it does not say."""
    command = ["nvidia-smi", "--query-compute-apps=pid,used_memory", "--format=csv,noheader,nounits"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = dict(re.findall(r"^(\d+), (\d+)$", said, re.MULTILINE))
    mib = found.get(str(os.getpid()))
    return None if mib is None else int(mib) * 1024**2


def _status(name: str) -> int:
    """A size out of proc(5)'s status of this process, in bytes."""
    found = re.search(rf"^{name}:\s+(\d+) kB$", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    assert found is not None
    return int(found[1]) * 1024


if __name__ == "__main__":
    raise SystemExit(main())
