"""`python -m llmtui.localslurm COMMAND ...` runs one command of the embedded Slurm."""

from __future__ import annotations

import sys

from .dispatch import main

if __name__ == "__main__":
    sys.exit(main())
