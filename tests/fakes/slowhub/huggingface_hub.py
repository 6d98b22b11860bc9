"""Stands in for huggingface_hub on a cluster: a repository of a few files that come slowly and go on where they were.

FAKE_HUB names a folder: `files` in it holds "name size" lines, `log` gets a line for each call. FAKE_RATE is bytes a
second. An id with `missing` in it does not exist.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

_HUB = Path(os.environ["FAKE_HUB"])
_PIECE = 4096


@dataclass
class Sibling:
    rfilename: str
    size: int


@dataclass
class Info:
    siblings: list[Sibling]


def _log(text: str) -> None:
    with open(_HUB / "log", "a") as file:
        file.write(f"{text}\n")


def _files() -> list[Sibling]:
    lines = (line.split() for line in (_HUB / "files").read_text().splitlines())
    return [Sibling(name, int(size)) for name, size in lines]


class HfApi:
    def __init__(self, token: bool | None) -> None:
        path = os.environ.get("HF_TOKEN_PATH", "")
        seen = Path(path).read_text().strip() if token is None and path else ""
        _log(f"token {len(seen)} characters, {'HF_TOKEN' in os.environ}")

    def repo_info(self, repository: str, *, repo_type: str, files_metadata: bool) -> Info:
        if "missing" in repository:
            raise ValueError(f"404: no {repo_type} {repository}\nmore of it")
        return Info(_files())


def snapshot_download(repository: str, *, repo_type: str, allow_patterns: list[str], token: bool | None) -> str:
    folder = Path(os.environ["HF_HOME"], "hub", f"{repo_type}s--{repository.replace('/', '--')}")
    (folder / "blobs").mkdir(parents=True, exist_ok=True)
    for found in _files():
        if any(fnmatch(found.rfilename, pattern) for pattern in allow_patterns):
            _fetch(folder / "blobs" / found.rfilename.replace("/", "-"), found.size)
    return str(folder)


def _fetch(path: Path, size: int) -> None:
    have = path.stat().st_size if path.exists() else 0
    _log(f"{path.name} from {have}")
    with open(path, "ab") as file:
        while have < size:
            piece = min(_PIECE, size - have)
            file.write(b"w" * piece)
            file.flush()
            have += piece
            time.sleep(piece / float(os.environ.get("FAKE_RATE", "1e9")))
