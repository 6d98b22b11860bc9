"""A lock between processes: the kernel's flock, or a lock file where the home's file server refuses that.

The kernel lets go of a flock when its process dies. A lock file names its owner, so that one whose owner is dead is
taken over; nothing is ever left for a person to remove.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import random
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from ...remote.newname import give_name

#: How flock says that this file system has no locks (flock(2); NFS without a lock manager gives ENOLCK).
NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
#: A lock is waited for so long, in seconds.
WAIT_S = 120.0
#: A lock file of another machine counts as left behind when nobody has touched it for so long, in seconds.
STALE_S = 60.0
_TOUCH_S = 10.0
_SUFFIX = ".held"

Flock = Callable[[int, int], None]


@contextmanager
def held(path: Path, *, flock: Flock = fcntl.flock, keep: bool = False, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the lock of that name, of which `path` is the file; `keep` leaves the file there for the next one.

    Raises TimeoutError when another process holds it for longer than `wait_s`, and other OSErrors.
    """
    deadline = time.monotonic() + wait_s
    file = _lock(path, flock, deadline)
    if file is not None:
        with file:
            try:
                yield
            finally:
                if not keep:
                    # Before the lock is let go of: whoever waits for it sees that its file is no longer the one here.
                    _unlink(path)
        return
    if not keep:
        _unlink(path)
    owner = _take(path, deadline)
    ended = threading.Event()
    beat = threading.Thread(target=_touch, args=(_held_name(path), ended), name="lock", daemon=True)
    beat.start()
    try:
        yield
    finally:
        ended.set()
        beat.join()
        if _read(_held_name(path)) == owner:
            _unlink(_held_name(path))


def is_held(path: Path, *, flock: Flock = fcntl.flock) -> bool:
    """Whether some living process holds it. Raises OSError."""
    owner = _read(_held_name(path))
    if owner is not None and not _left_behind(_held_name(path), owner):
        return True
    try:
        # For writing: on NFS the kernel makes a byte-range lock of it, and an exclusive one needs that.
        with open(path, "r+") as file:
            flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            _unlink(path)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    except OSError as error:
        if error.errno not in {*NO_LOCKS, errno.EROFS}:
            raise
    return False


def _lock(path: Path, flock: Flock, deadline: float) -> IO[str] | None:
    """The file with its lock, None where there are no such locks."""
    while True:
        file = open(path, "a")  # noqa: SIM115 - the caller closes it, which lets go of the lock
        try:
            flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _same(file, path):
                return file
            file.close()
        except BlockingIOError:
            file.close()
            _wait(path, deadline)
        except OSError as error:
            file.close()
            if error.errno in NO_LOCKS:
                return None
            raise


def _same(file: IO[str], path: Path) -> bool:
    """Whether the open file still has that name: its last holder may have removed it."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.stat(path))
    except FileNotFoundError:
        return False


def _wait(path: Path, deadline: float) -> None:
    if time.monotonic() >= deadline:
        raise TimeoutError(errno.ETIMEDOUT, "another llmtui holds the lock and does not let go of it", str(path))
    time.sleep(random.uniform(0.001, 0.02))


# Where there is no flock


def _held_name(path: Path) -> Path:
    return path.with_name(path.name + _SUFFIX)


def _take(path: Path, deadline: float) -> bytes:
    """Make the lock file; returns what is in it."""
    name = _held_name(path)
    owner = json.dumps({"machine": _machine(), "pid": os.getpid(), "nonce": secrets.token_hex(8), **_started()})
    while True:
        try:
            descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            other = _read(name)
            if other is not None and _left_behind(name, other):
                _remove(name, other)
            else:
                _wait(path, deadline)
            continue
        with os.fdopen(descriptor, "wb") as file:
            file.write(owner.encode())
        return owner.encode()


def _machine() -> str:
    """The host, and which set of process ids: containers of one host count theirs apart."""
    try:
        return f"{socket.gethostname()} {os.readlink('/proc/self/ns/pid')}"
    except OSError:
        return socket.gethostname()


def _started(pid: str = "self") -> dict[str, str]:
    """When the process began, in the kernel's ticks (proc(5), field 22 of stat): pids are used again."""
    try:
        text = Path("/proc", pid, "stat").read_text(errors="replace")
    except OSError:
        return {}
    return {"started": text.rpartition(")")[2].split()[19]}


def _left_behind(name: Path, content: bytes) -> bool:
    """Whether its owner is dead, or on another machine and silent for STALE_S."""
    try:
        owner = json.loads(content)
        here = owner["machine"] == _machine()
        pid = int(owner["pid"])
    except (ValueError, TypeError, KeyError):
        return _age(name) > STALE_S
    if not here:
        return _age(name) > STALE_S
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    now = _started(str(pid)).get("started")
    return now is not None and "started" in owner and now != owner["started"]


def _age(name: Path) -> float:
    """Seconds since the file was touched, by the file server's own clock."""
    probe = name.with_name(f".{name.name}.{secrets.token_hex(8)}.probe")
    try:
        probe.touch()
        return probe.stat().st_mtime - name.stat().st_mtime
    except OSError:
        return 0.0
    finally:
        _unlink(probe)


def _remove(name: Path, content: bytes) -> None:
    """Take the file away that had this content; one that came in its place is put back."""
    aside = name.with_name(f".{name.name}.{secrets.token_hex(8)}.probe")
    with suppress(OSError):
        os.rename(name, aside)
        if _read(aside) != content:
            give_name(aside, name)
    _unlink(aside)


def _touch(name: Path, ended: threading.Event) -> None:
    while not ended.wait(_TOUCH_S):
        with suppress(OSError):
            os.utime(name)


def _read(name: Path) -> bytes | None:
    try:
        return name.read_bytes()
    except OSError:
        return None


def _unlink(name: Path) -> None:
    with suppress(OSError):
        os.unlink(name)
