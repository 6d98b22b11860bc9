"""Names on the cluster's side."""

from __future__ import annotations

import os
import secrets
from pathlib import PurePosixPath


def temporary(path: str) -> str:
    """A name beside `path` that nobody else has."""
    folder, name = os.path.split(path)
    # The longest name that file systems take is 255 bytes.
    short = name.encode("utf-8", errors="surrogateescape")[:200].decode("utf-8", errors="ignore")
    return os.path.join(folder, f".{short}.{secrets.token_hex(8)}.tmp")


def parents(path: str) -> list[str]:
    """The folders above `path`, the highest first, without the root and the working folder."""
    return [str(folder) for folder in reversed(PurePosixPath(path).parents) if str(folder) not in ("/", ".")]
