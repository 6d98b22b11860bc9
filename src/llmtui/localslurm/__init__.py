"""The embedded Slurm: sbatch, squeue, sacct, scancel, sinfo, srun and scontrol that run jobs on this machine.

There is no daemon. Each job has a supervisor process; whoever runs a command does the controller's work under a lock.
"""

from __future__ import annotations

from .installation import install

__all__ = ["install"]
