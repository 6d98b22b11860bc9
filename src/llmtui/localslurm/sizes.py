"""Memory sizes as Slurm's commands print them."""

from __future__ import annotations

MIB = 1024**2


def memory(size: int) -> str:
    """Bytes as 2G or 1000M: the largest unit that leaves no rest."""
    value, units = size // MIB, "MGTP"
    for unit in units:
        if value % 1024 or value == 0 or unit == units[-1]:
            return f"{value}{unit}" if value else "0"
        value //= 1024
    return f"{value}P"
