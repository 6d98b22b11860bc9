"""What a process takes on a GPU beside torch's own tensors: python -m gpumemory.context --report FILE"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .child import process_bytes, versions


def main() -> int:
    """Writes the card's name and size, and what is used after each of a few beginnings, in bytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", type=Path, required=True)
    options = parser.parse_args()
    import torch

    if not torch.cuda.is_available():
        raise SystemExit("torch sees no GPU here")
    kept: list[Any] = []
    card = torch.cuda.get_device_properties(0)
    report: dict[str, Any] = {
        "name": card.name,
        "torch_total_bytes": card.total_memory,
        "vendor": "amd" if torch.version.hip else "nvidia",
        "versions": versions(),
        "steps": [],
    }
    for what, begin in _BEGINNINGS.items():
        kept.append(begin())
        report["steps"].append({"after": what, **_sizes()})
        # Each time anew: what was found before a step failed is worth keeping.
        options.report.write_text(json.dumps(report), encoding="utf-8")
    return 0


def _sizes() -> dict[str, Any]:
    import torch

    torch.cuda.synchronize()
    free, total = torch.cuda.mem_get_info()
    return {
        "device_used_bytes": total - free,
        "reserved_bytes": torch.cuda.memory_reserved(),
        "allocated_bytes": torch.cuda.memory_allocated(),
        "process_bytes": process_bytes(),
    }


def _square(dtype: str) -> Any:
    import torch

    return torch.ones(1024, 1024, device="cuda", dtype=getattr(torch, dtype))


def _attention() -> Any:
    import torch

    heads = torch.ones(1, 8, 1024, 64, device="cuda", dtype=torch.bfloat16, requires_grad=True)
    torch.nn.functional.scaled_dot_product_attention(heads, heads, heads, is_causal=True).sum().backward()
    return heads


def _step() -> Any:
    import torch

    weight = torch.nn.Parameter(_square("float32"))
    optimizer = torch.optim.AdamW([weight], fused=True)
    with torch.autocast("cuda", dtype=torch.bfloat16):
        targets = torch.zeros(1024, dtype=torch.long, device="cuda")
        loss = torch.nn.functional.cross_entropy(_square("float32") @ weight, targets)
    loss.backward()
    optimizer.step()
    return optimizer


_BEGINNINGS: Mapping[str, Callable[[], Any]] = {
    "one tensor": lambda: _square("float32"),
    "a bf16 matrix product": lambda: _square("bfloat16") @ _square("bfloat16"),
    "an fp32 matrix product": lambda: _square("float32") @ _square("float32"),
    "sdpa forward and backward": _attention,
    "a step with autocast and fused AdamW": _step,
}


if __name__ == "__main__":
    raise SystemExit(main())
