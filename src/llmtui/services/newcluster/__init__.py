"""A cluster file from a live cluster: ask its Slurm once, build what it says, write what is known and what is not."""

from __future__ import annotations
