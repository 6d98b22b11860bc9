"""estimate(plan) -> MemoryEstimate: bytes by component and by phase, one file a component."""

from __future__ import annotations

from .estimate import estimate

__all__ = ["estimate"]
