"""The command line: a thin twin of the app. Results on stdout, narration on stderr."""

from __future__ import annotations

from .main import main

__all__ = ["main"]
