"""estimate(plan) -> MemoryEstimate: bytes by component and by phase, one file a component."""

from __future__ import annotations

from .estimate import estimate
from .loop import Loop

__all__ = ["Loop", "estimate"]
