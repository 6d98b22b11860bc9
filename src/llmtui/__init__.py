"""llmtui: fine-tune and run language models on Slurm supercomputers, from a terminal."""

from __future__ import annotations

__version__ = "0.1.0"
