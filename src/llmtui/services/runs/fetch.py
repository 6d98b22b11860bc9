"""fetch: the results of a run to this machine; nothing of anybody else's is written over, and a second run goes on."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...domain.record import JobRecord
from ...domain.remotetext import safe_line
from ...errors import CannotTellError, LlmtuiError, RequestError
from ...remote.transport import LinkLostError
from ...units import format_bytes
from ..journal import locks
from ..reach.link import Link
from .fetchnote import LOCK, Note
from .runfiles import RemoteFile, RunFiles, What, list_run

#: Told how many bytes of how many have come, and the file that comes now.
Progress = Callable[[int, int, str], None]

#: A file that is being written may grow by so much beyond its listed size while it is read, in bytes.
_GROWTH = 64 * 1024**2
#: The note in the folder is written this often while files come, in seconds.
_NOTE_S = 5.0


@dataclass(frozen=True)
class Fetched:
    """What a fetch brought to `folder`: files and bytes that came now, files that were there already.

    `left_out` are lines, safe to show, on what was not fetched and why.
    """

    folder: Path
    files: int
    bytes: int
    kept: int = 0
    left_out: tuple[str, ...] = ()


class StoppedError(LlmtuiError):
    """The user stopped it; what is here stays."""


def default_folder(record: JobRecord) -> str:
    """The name of a new folder for a run's results."""
    name = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in record.name).strip(".")
    return f"{name[:60] or 'job'}-{record.id[:8]}"


def plan_fetch(link: Link, record: JobRecord) -> RunFiles:
    """What there is to fetch, with sizes. Raises GoneError, CannotTellError, RequestError."""
    return list_run(link, record)


def fetch(
    link: Link,
    record: JobRecord,
    target: Path,
    progress: Progress,
    what: What = "results",
    *,
    stop: Callable[[], bool] = lambda: False,
) -> Fetched:
    """Copy the run's results, or all of its folder, into `target`; each file appears there once it is whole.

    What an earlier fetch brought and has not changed on the cluster stays. Raises RequestError when `target` holds
    other things, StoppedError, CannotTellError when the link is lost, LlmtuiError when this machine's disk refuses.
    """
    found = list_run(link, record)
    wanted = found.of(what)
    if not wanted:
        raise RequestError("the run folder holds no results", hint="--all fetches everything that is in it")
    try:
        note = Note.claim(target, record)
        with locks.held(target / LOCK, wait_s=0.0):
            missing = [file for file in wanted if not note.has(file)]
            _check(note, missing)
            came = _Coming(link, record, note, missing, progress, stop).bring()
    except TimeoutError as error:
        raise RequestError(
            f"another llmtui fetches into {target}", hint="wait for it, or name another folder"
        ) from error
    except OSError as error:
        raise LlmtuiError(
            f"{target} cannot be written: {error.strerror or error}", hint="name another folder"
        ) from error
    return Fetched(target, came.files, came.bytes, len(wanted) - len(missing), (*found.left_out, *came.vanished))


def _check(note: Note, missing: Sequence[RemoteFile]) -> None:
    """Raise before anything is moved: what is in the way, and whether there is room. Raises RequestError, OSError."""
    in_the_way = [file.path for file in missing if not note.may_write(file.path)]
    if in_the_way:
        more = f" and {len(in_the_way) - 1} more" if len(in_the_way) > 1 else ""
        raise RequestError(
            f"{note.folder / in_the_way[0]}{more} is not as it was fetched", hint="move it away, or name another folder"
        )
    root = note.folder.resolve()
    for parent in {(note.folder / file.path).parent for file in missing}:
        # A link in the folder would lead the files to another place.
        if root not in (parent.resolve(), *parent.resolve().parents):
            raise RequestError(f"{parent} leads out of the folder", hint="name a new folder")
    needed, free = sum(file.size for file in missing), shutil.disk_usage(note.folder).free
    if needed > free:
        raise LlmtuiError(
            f"{format_bytes(needed)} are to come and {note.folder} has room for {format_bytes(free)}",
            hint="name a folder on another disk",
        )


class _Coming:
    """Files on their way, one after another."""

    def __init__(
        self,
        link: Link,
        record: JobRecord,
        note: Note,
        missing: Sequence[RemoteFile],
        progress: Progress,
        stop: Callable[[], bool],
    ) -> None:
        self._link = link
        self._record = record
        self._note = note
        self._missing = missing
        self._progress = progress
        self._stop = stop
        self._total = sum(file.size for file in missing)
        self.files = 0
        self.bytes = 0
        self.vanished: list[str] = []

    def bring(self) -> _Coming:
        """Bring all of them. Raises StoppedError, CannotTellError, LlmtuiError, OSError."""
        self._note.clean({(self._note.folder / file.path).parent for file in self._missing})
        noted = time.monotonic()
        try:
            for file in self._missing:
                self._bring(file)
                if time.monotonic() - noted > _NOTE_S:
                    self._note.save()
                    noted = time.monotonic()
        finally:
            self._note.save()
        return self

    def _bring(self, file: RemoteFile) -> None:
        part = self._note.part(file.path)
        part.parent.mkdir(parents=True, exist_ok=True)

        def moved(done: int, size: int) -> None:
            if self._stop():
                raise StoppedError(f"stopped: {self._so_far()}", hint="fetch it again to go on")
            if done > file.size + _GROWTH:
                raise RequestError(f"{file.path} grows faster than it is read", hint="fetch it when the job has ended")
            self._progress(self.bytes + min(done, file.size), self._total, file.path)

        moved(0, file.size)
        try:
            self._link.transport.copy_out(f"{self._record.run_dir}/{file.path}", part, moved)
        except LinkLostError as error:
            raise CannotTellError(
                f"the connection to {self._link.cluster.name} was lost: {self._so_far()}",
                hint="fetch it again to go on",
            ) from error
        except FileNotFoundError:
            if not part.parent.is_dir():
                raise
            self.vanished.append(f"{file.path}: is no longer there")
            return
        except OSError as error:
            why = safe_line(error.strerror or str(error))
            raise LlmtuiError(f"{file.path} cannot be fetched: {why}; {self._so_far()}") from error
        self.bytes += self._note.put(file)
        self.files += 1

    def _so_far(self) -> str:
        return f"{self.files} of {len(self._missing)} files are in {self._note.folder}"
