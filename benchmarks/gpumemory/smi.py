"""nvidia-smi beside a run: the most that the whole card had in use."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from types import TracebackType

_MIB = 1024**2
_PAUSE_S = 0.2
_ANSWER_S = 30.0


def _command(*more: str) -> list[str]:
    """Of the first visible card; the format that has one figure a line."""
    first = os.environ.get("CUDA_VISIBLE_DEVICES", "0").split(",")[0] or "0"
    return ["nvidia-smi", f"--id={first}", *more, "--format=csv,noheader,nounits"]


def ask(field: str) -> str | None:
    """One field of --query-gpu as nvidia-smi writes it, None without nvidia-smi or an answer."""
    if shutil.which("nvidia-smi") is None:
        return None
    try:
        done = subprocess.run(
            _command(f"--query-gpu={field}"), capture_output=True, text=True, timeout=_ANSWER_S, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def used_bytes() -> int | None:
    """What the card has in use now."""
    said = ask("memory.used")
    return int(said) * _MIB if said and said.isdigit() else None


class Watch:
    """While it is entered, asks a few times a second; `most` is the largest answer in bytes, None without one.

    Each time anew: the loop of nvidia-smi's own may hold its lines back when it writes to no terminal.
    """

    def __init__(self) -> None:
        self.most: int | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def __enter__(self) -> Watch:
        if shutil.which("nvidia-smi") is not None:
            self._thread.start()
        return self

    def _ask(self) -> None:
        while not self._over.wait(_PAUSE_S):
            used = used_bytes()
            if used is not None:
                self.most = max(self.most or 0, used)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(timeout=_ANSWER_S)
