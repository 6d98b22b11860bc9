"""estimate(plan) -> MemoryEstimate: bytes by component and by phase, one file a component."""
