"""What a live Slurm says of its site: command words, and pure parsers that take any text without an exception."""

from __future__ import annotations
