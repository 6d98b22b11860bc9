"""The files of a cluster by scripts, for servers that offer no SFTP; contents travel as base64."""

from __future__ import annotations

import base64
import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator

from ..sftp.packets import Attributes
from .reach import Run
from .results import output

#: What one script brings, in bytes: 4/3 of it must fit into a transport's OUTPUT_CAP.
_READ = 4 * 1024**2
#: What one script carries, in bytes.
_WRITE = 512 * 1024
_LIMIT_S = 60.0
#: The mode M without the bits of the umask, as mkdir(2) has it; `mkdir -m` would not take them away.
_MASKED = '"$(printf %o "$((0$M & ~0$(umask) & 07777))")"'


class ByShell:
    """Every step is one script, or one for each of its pieces."""

    def __init__(self, run: Run, alive: Callable[[], bool]) -> None:
        self._run = run
        self._alive = alive

    def attributes(self, path: str, *, follow: bool = True) -> Attributes | None:
        """What is at `path`; None when nothing is."""
        flag = "-L" if follow else ""
        try:
            size, mode, mtime = self._script(f"stat {flag} -c '%s %f %Y' -- \"$P\"", path).split()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return Attributes(int(size), int(mode, 16), float(mtime))

    def read_at(self, path: str, offset: int, size: int) -> tuple[bytes, int]:
        """Up to `size` bytes from `offset` on, and the whole size."""
        data, whole = self._piece(path, offset, min(size, _READ))
        while len(data) < min(size, max(0, whole - offset)):
            more, _ = self._piece(path, offset + len(data), min(size - len(data), _READ))
            if not more:
                break
            data += more
        return data, whole

    def pieces(self, path: str, size: int) -> Iterator[bytes]:
        """The first `size` bytes of a file, piece by piece."""
        offset = 0
        while offset < size:
            data, _ = self._piece(path, offset, min(_READ, size - offset))
            if not data:
                return
            yield data
            offset += len(data)

    def list_folder(self, path: str) -> list[tuple[str, Attributes]]:
        """Names and what they are themselves, links not followed."""
        # The slash: a link to a folder is listed as the folder.
        text = (
            'stat -- "$P/" >/dev/null || exit 1\n'
            'if ! [ -r "$P" ]; then echo "Permission denied" >&2; exit 1; fi\n'
            "find \"$P/\" -mindepth 1 -maxdepth 1 -printf '%s %m %y %T@ %f\\0' | base64 | tr -d '\\n'"
        )
        rows = base64.b64decode(self._script(text, path)).split(b"\0")[:-1]
        found = []
        for row in rows:
            size, mode, kind, mtime, name = row.split(b" ", 4)
            kinds = {b"d": stat.S_IFDIR, b"l": stat.S_IFLNK, b"f": stat.S_IFREG}
            there = Attributes(int(size), int(mode, 8) | kinds.get(kind, 0), float(int(float(mtime))))
            found.append((os.fsdecode(name), there))
        return found

    def mkdir(self, path: str, mode: int) -> None:
        """Make one folder."""
        self._script(f'mkdir -m {_MASKED} -- "$P"', path, M=f"{mode:o}")

    def mkdirs(self, paths: Iterable[str], mode: int) -> None:
        """Make folders in that order; those that are there, or cannot be made, show when they are used."""
        for path in paths:
            self._script(f'[ -d "$P" ] || mkdir -m {_MASKED} -- "$P" || :', path, M=f"{mode:o}")

    def set_mode(self, path: str, mode: int) -> None:
        """chmod."""
        self._script('chmod "$M" -- "$P"', path, M=f"{mode:o}")

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files; missing ones are no error."""
        for path in paths:
            self._script('rm -f -- "$P" || :', path)

    def write_new(self, files: Iterable[tuple[str, Iterable[bytes]]], wrote: Callable[[int], None]) -> None:
        """Write files that must not exist, mode 0600; `wrote` is told of bytes that arrived."""
        for path, pieces in files:
            self._script('umask 077; set -C; : > "$P"', path)
            for piece in _cut(pieces):
                # The write fails with what the disk says, not with what the pipe before it says.
                self._script('printf %s "$B" | base64 -d >> "$P"', path, B=base64.b64encode(piece).decode())
                wrote(len(piece))

    def _piece(self, path: str, offset: int, size: int) -> tuple[bytes, int]:
        text = (
            'exec 3< "$P" || exit 1\nif [ -d "$P" ]; then echo "Is a directory" >&2; exit 1; fi\n'
            'stat -L -c %s -- "$P" || exit 1\n'
            'tail -c "+$O" <&3 | head -c "$N" | base64 | tr -d \'\\n\''
        )
        told, _, data = self._script(text, path, O=str(offset + 1), N=str(size)).partition("\n")
        return base64.b64decode(data), int(told)

    def _script(self, text: str, path: str, **values: str) -> str:
        if "\0" in path:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
        result = self._run(text, values={"P": plain(path), **values}, timeout_s=_LIMIT_S)
        return output(result, path, alive=self._alive())


def plain(path: str) -> str:
    """A path that no program takes for an option."""
    return path if path.startswith("/") else f"./{path}"


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = b""
    for piece in pieces:
        held += piece
        while len(held) >= _WRITE:
            yield held[:_WRITE]
            held = held[_WRITE:]
    if held:
        yield held
