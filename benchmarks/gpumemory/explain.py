"""Which allocations were alive at the peak, out of the allocator's history (torch.cuda.memory._snapshot)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

#: As many groups are kept.
_KEPT = 60
#: An allocation that the autograd engine made for a kernel has no Python line.
_BACKWARD = "no Python line (backward)"
_TORCH = "/torch/"


def at_peak(trace: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Allocations alive when most was allocated, grouped by size and the lines that asked for them; sizes in bytes.

    `trace` holds the allocator's entries in order; "free_requested" is when the size leaves memory_allocated().
    """
    peak, place = _peak(trace)
    alive: dict[int, Mapping[str, Any]] = {}
    for entry in trace[: place + 1]:
        if entry["action"] == "alloc":
            alive[entry["addr"]] = entry
        elif entry["action"] == "free_requested":
            alive.pop(entry["addr"], None)
    groups: Counter[tuple[str, int]] = Counter()
    for entry in alive.values():
        groups[(_lines(entry.get("frames", ())), entry["size"])] += 1
    largest = sorted(groups.items(), key=lambda group: -group[0][1] * group[1])[:_KEPT]
    return {
        "peak_bytes": peak,
        "entries": len(trace),
        "entry_of_peak": place,
        "allocation_at_peak": _lines(trace[place].get("frames", ())) if trace else "",
        "alive": [{"count": count, "bytes": size, "lines": lines} for (lines, size), count in largest],
    }


def _peak(trace: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    sizes: dict[int, int] = {}
    now = peak = place = 0
    for number, entry in enumerate(trace):
        if entry["action"] == "alloc":
            sizes[entry["addr"]] = entry["size"]
            now += entry["size"]
        elif entry["action"] == "free_requested":
            now -= sizes.pop(entry["addr"], 0)
        if now > peak:
            peak, place = now, number
    return peak, place


def _lines(frames: Sequence[Mapping[str, Any]]) -> str:
    """The innermost line and the innermost ones outside torch, from the inside out."""
    if not frames:
        return _BACKWARD
    outside = [frame for frame in frames if _TORCH not in frame["filename"]][:3]
    return " < ".join(dict.fromkeys(_line(frame) for frame in (frames[0], *outside)))


def _line(frame: Mapping[str, Any]) -> str:
    return f"{'/'.join(frame['filename'].split('/')[-2:])}:{frame['line']} {frame['name']}"
