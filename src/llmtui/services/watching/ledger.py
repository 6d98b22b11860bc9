"""What all windows together remember of asking a cluster: one small file each, changed by one window at a time."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from ..journal.codec import from_plain, to_plain
from ..journal.locks import held
from ..paths import private_folder

T = TypeVar("T")

#: How long one window waits for the others, in seconds; each is done in milliseconds.
_WAIT_S = 2.0


@dataclass(frozen=True)
class Other:
    """A job of ours that no record tells of, and that somebody waits for.

    `wanted` is when somebody last asked about it and `at` when the queue last told of it, in seconds since the epoch, 0
    for never. `over` says that the queue then listed it as ended, or not at all.
    """

    job_id: int
    wanted: float
    at: float = 0.0
    over: bool = False


@dataclass(frozen=True)
class Entry:
    """Times are seconds since the epoch, 0 for never.

    `last` is the start of the last look and `made` the Slurm commands that it took, `answered` the last look that got
    an answer. `hold` and `accounting_hold` are when the queue and sacct may be asked again at the earliest, `strain`
    and `accounting_strain` count their failures in a row. `forced` is when the user last asked, `owed` how many
    commands beside its squeue the next look needs. `calls` are the times of all Slurm commands of late, `looked` of
    those that looks ran; `acted` is when the user last submitted or cancelled something. `min_job_age_s` is the
    controller's MinJobAge as it said last, None while nobody asked. `others` are jobs without a
    record that the next squeue tells of as well.
    """

    last: float = 0.0
    made: int = 0
    answered: float = 0.0
    hold: float = 0.0
    strain: int = 0
    accounting_hold: float = 0.0
    accounting_strain: int = 0
    forced: float = 0.0
    owed: int = 0
    calls: tuple[float, ...] = ()
    min_job_age_s: int | None = None
    looked: tuple[float, ...] = ()
    acted: float = 0.0
    others: tuple[Other, ...] = ()


class Ledger:
    """Entries by cluster, in `folder`; None keeps them in this process.

    Safe for several threads and processes. Where the folder cannot be written, each process counts for itself: looking
    at jobs does not stop for a full disk.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._memory: dict[str, Entry] = {}

    def read(self, cluster: str) -> Entry:
        """As it stands; a new one where there is none or the file is damaged."""
        if self._folder is None:
            return self._memory.get(cluster, Entry())
        try:
            return from_plain(Entry, json.loads(self._path(self._folder, cluster).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return self._memory.get(cluster, Entry())
        except (OSError, ValueError, RecursionError):
            return Entry()

    def change(self, cluster: str, change: Callable[[Entry], tuple[Entry, T]]) -> T:
        """Read, change and write one entry while nobody else does; what `change` returns beside it.

        Raises TimeoutError when others did all the time.
        """
        with self._lock:
            if self._folder is not None:
                try:
                    return self._change_file(private_folder(self._folder), cluster, change)
                except TimeoutError:
                    raise
                except OSError:
                    pass
            new, told = change(self._memory.get(cluster, Entry()))
            self._memory[cluster] = new
            return told

    def _change_file(self, folder: Path, cluster: str, change: Callable[[Entry], tuple[Entry, T]]) -> T:
        path = self._path(folder, cluster)
        with held(path.with_suffix(".lock"), keep=True, wait_s=_WAIT_S):
            old = self.read(cluster)
            new, told = change(old)
            if new != old:
                _write(path, json.dumps(to_plain(new)))
            return told

    @staticmethod
    def _path(folder: Path, cluster: str) -> Path:
        return folder / f"{quote(cluster, safe='')}.json"


def called(entry: Entry, at: float, *, in_look: bool, acts: bool) -> Entry:
    """The entry with one more command, of a look or of the user's own; `acts`: it changes what there is to see."""
    looked = _with(entry.looked, at) if in_look else entry.looked
    return replace(
        entry, calls=_with(entry.calls, at), looked=looked, acted=at if acts and not in_look else entry.acted
    )


def _with(times: tuple[float, ...], at: float, keep_s: float = 120.0) -> tuple[float, ...]:
    """One more time; those of long ago, and of a clock that was far ahead, are let go."""
    return (*(time for time in times if abs(at - time) < keep_s), at)


def _write(path: Path, text: str) -> None:
    """Whole or not at all. Nothing is lost with it should the machine fail, so it is not flushed to the disk."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
