"""The commands, one file each; every one has `run(words, state) -> exit code`."""

from __future__ import annotations
