"""config.json of models that lie on a cluster: read over its connection, once a minute at most, and kept."""

from __future__ import annotations

import posixpath
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..catalog.jsonio import object_of
from ..catalog.models import ModelFolder
from ..catalog.textfile import MAX_BYTES, decode
from ..domain.remotetext import safe_line
from ..errors import RequestError
from ..remote.transport import LinkLostError
from .reach.link import Link
from .submission.inputs import ON_CLUSTER

#: How long what was found holds without another look, in seconds: every edit of a form asks.
FRESH_S = 60.0

#: What a file holds, None where there is none, or why it cannot be used.
Found = Mapping[str, object] | RequestError | None


@dataclass
class _Kept:
    """What was found last. `stamp` is size and modification time, None for no file; `at` the time of the look."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    at: float | None = None
    stamp: tuple[int, float] | None = None
    found: Found = None


class ClusterModels:
    """JSON files on clusters as they were read last; safe for several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._files: dict[tuple[str, str], _Kept] = {}

    def read(self, link: Link, path: str) -> Mapping[str, object] | None:
        """The JSON object in a file, every text in it safe to show; None where there is no such file.

        Without a connection that stands, what was found last serves, and nothing is waited for. Raises RequestError
        (field "model").
        """
        with self._lock:
            kept = self._files.setdefault((link.cluster.name, path), _Kept())
        with kept.lock:
            if kept.at is None or self._clock() - kept.at >= FRESH_S:
                self._look(link, path, kept)
            found = kept.found
        if isinstance(found, RequestError):
            raise RequestError(found.message, hint=found.hint, field="model")
        return found

    def _look(self, link: Link, path: str, kept: _Kept) -> None:
        """Read the file anew where it is not as it was. Raises RequestError where nothing is known of it."""
        try:
            if not link.transport.alive:
                raise LinkLostError(f"{link.cluster.name} is not connected")
            stat = link.transport.stat(path)
            stamp = None if stat is None else (stat.size, stat.mtime)
            if kept.at is None or stamp != kept.stamp or isinstance(kept.found, RequestError):
                kept.found, kept.stamp = _read(link, path, stamp), stamp
        except LinkLostError as error:
            if kept.at is None:
                raise RequestError(
                    f"known after login: connect to {link.cluster.name} (^l), or name the model by its catalogue id",
                    hint=f"what the model is stands in {_shown(link, path)}",
                    field="model",
                ) from error
            return
        except PermissionError:
            kept.found = RequestError(f"{_shown(link, path)}: you may not read it", hint="ask whose it is")
        except OSError as error:
            kept.found = RequestError(
                f"{_shown(link, path)}: cannot be read: {safe_line(error.strerror or str(error))}"
            )
        kept.at = self._clock()


@dataclass(frozen=True)
class FolderThere:
    """A ModelFolder on a cluster."""

    link: Link
    files: ClusterModels
    path: str

    def shown(self, name: str) -> str:
        """CLUSTER:/PATH of a file."""
        return _shown(self.link, posixpath.join(self.path, name))

    def read(self, name: str) -> Mapping[str, object] | None:
        """The JSON object in one of its files, None where there is no such file. Raises RequestError."""
        return self.files.read(self.link, posixpath.join(self.path, name))

    def beside(self, path: str) -> ModelFolder:
        """Another folder on the cluster; a relative path counts from this one."""
        return FolderThere(self.link, self.files, posixpath.normpath(posixpath.join(self.path, path)))


def path_there(name: str) -> str:
    """The path of a `cluster:/PATH`. Raises RequestError (field "model")."""
    path = name.removeprefix(ON_CLUSTER)
    if not path.startswith("/") or re.search(r"[\x00-\x1f\x7f]", path):
        raise RequestError(
            f"{name!r} names no folder of the cluster",
            hint=f"write {ON_CLUSTER} and the whole path, from / on",
            field="model",
        )
    return posixpath.normpath(path)


def _read(link: Link, path: str, stamp: tuple[int, float] | None) -> Found:
    """What the file holds. Raises OSError."""
    if stamp is None:
        return None
    try:
        data, _ = link.transport.read_at(path, 0, MAX_BYTES + 1)
        where = _shown(link, path)
        read = object_of(decode(data, where, RequestError), where, RequestError)
        return {safe_line(name): _safe(value) for name, value in read.items()}
    except FileNotFoundError:
        return None
    except RecursionError:
        return RequestError(f"{_shown(link, path)}: holds groups in groups without end")
    except RequestError as error:
        return RequestError(safe_line(error.message), hint=error.hint)


def _safe(value: object) -> object:
    if isinstance(value, str):
        return safe_line(value)
    if isinstance(value, list):
        return [_safe(item) for item in value]
    return {safe_line(name): _safe(item) for name, item in value.items()} if isinstance(value, dict) else value


def _shown(link: Link, path: str) -> str:
    return safe_line(f"{link.cluster.name}:{path}")
