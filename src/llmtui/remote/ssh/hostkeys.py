"""Known host keys: our own reader of known_hosts files, by the rules of OpenSSH.

A line that cannot be read is skipped and told of; it never hides the lines after it. Format: sshd(8), SSH_KNOWN_HOSTS
FILE FORMAT; what counts as changed: hostfile.c of OpenSSH.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from . import hostnames
from .publickey import PublicKey, from_line
from .wire import WireError

Marker = Literal["", "cert-authority", "revoked"]
_MARKERS: dict[str, Marker] = {"@cert-authority": "cert-authority", "@revoked": "revoked"}


@dataclass(frozen=True)
class Entry:
    """One line: whom it is for, which key, and where it stands."""

    names: str
    key: PublicKey
    marker: Marker
    file: str
    line: int

    @property
    def where(self) -> str:
        """FILE:LINE."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Verdict:
    """What the files say of a key: `entry` is the line that decides, None for an unknown one."""

    word: Literal["known", "unknown", "changed", "revoked"]
    entry: Entry | None = None


@dataclass(frozen=True)
class KnownHosts:
    """The lines of all files; `problems` tells of those that could not be read, as FILE:LINE: reason."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()

    def of(self, host: str, port: int) -> tuple[Entry, ...]:
        """The lines that are for a host."""
        name = hostnames.listed(host, port)
        return tuple(entry for entry in self.entries if hostnames.matches(entry.names, name))

    def verdict(self, host: str, port: int, key: PublicKey) -> Verdict:
        """Whether `key` is the host's.

        As for ssh, a host with any key on file may show no other one, of whatever type: it is asked for the types on
        file first, so that showing another means that it does not have them.
        """
        found = _judge(self.of(host, port), key)
        if found.word == "unknown" and port != hostnames.DEFAULT_PORT:
            # As ssh does: a key that is on file for the host without its port is good, another one says nothing.
            plain = _judge(self.of(host, hostnames.DEFAULT_PORT), key)
            return plain if plain.word in {"known", "revoked"} else found
        return found

    def authorities(self, host: str, port: int) -> tuple[PublicKey, ...]:
        """The keys that may sign certificates of a host; a revoked one is not among them."""
        entries = self.of(host, port)
        revoked = {entry.key for entry in entries if entry.marker == "revoked"}
        return tuple(entry.key for entry in entries if entry.marker == "cert-authority" and entry.key not in revoked)

    def authority(self, host: str, port: int, key: PublicKey) -> Entry | None:
        """The line that has `key` as an authority of a host, None where there is none."""
        lines = (entry for entry in self.of(host, port) if entry.marker == "cert-authority" and entry.key == key)
        return next(lines, None)

    def kinds(self, host: str, port: int) -> tuple[str, ...]:
        """The types of the keys on file for a host, so that the server is asked for these first."""
        ours = self.of(host, port) or self.of(host, hostnames.DEFAULT_PORT)
        return tuple(dict.fromkeys(entry.key.kind for entry in ours if not entry.marker))


def _judge(entries: tuple[Entry, ...], key: PublicKey) -> Verdict:
    for entry in entries:
        if entry.marker == "revoked" and entry.key == key:
            return Verdict("revoked", entry)
    plain = [entry for entry in entries if not entry.marker]
    for entry in plain:
        if entry.key == key:
            return Verdict("known", entry)
    plain.sort(key=lambda entry: entry.key.kind != key.kind)
    return Verdict("changed", plain[0]) if plain else Verdict("unknown")


def read(files: Iterable[str]) -> KnownHosts:
    """All lines of all files; a file that does not exist has none. Raises OSError for one that cannot be read."""
    entries: list[Entry] = []
    problems: list[str] = []
    for file in files:
        try:
            text = Path(file).read_bytes().decode("utf-8", errors="replace")
        except FileNotFoundError:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            try:
                entry = _entry(line, file, number)
            except WireError as error:
                problems.append(f"{file}:{number}: {error}")
                continue
            if entry is not None:
                entries.append(entry)
    return KnownHosts(tuple(entries), tuple(problems))


def _entry(line: str, file: str, number: int) -> Entry | None:
    words = line.split(None, 1)
    if not words or words[0].startswith("#"):
        return None
    marker: Marker = ""
    if words[0].startswith("@"):
        if words[0] not in _MARKERS:
            raise WireError(f"the marker {words[0][:40]} is not known")
        marker = _MARKERS[words[0]]
        words = words[1].split(None, 1) if len(words) > 1 else []
    if len(words) < 2:
        raise WireError("it is not HOST TYPE BASE64")
    return Entry(words[0], from_line(words[1]), marker, file, number)


def append(file: str, host: str, port: int, key: PublicKey, *, hash_names: bool) -> None:
    """Add one line at the end of a known_hosts file; nothing in it is changed. Raises OSError.

    The name is hashed where the file's other names are, and with `hash_names`.
    """
    path = Path(file)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = read([file]).entries
    name = hostnames.listed(host, port)
    if hash_names or any(hostnames.is_hashed(entry.names) for entry in before):
        name = hostnames.hashed(name)
    line = f"{name} {key.kind} {key.base64}\n".encode()
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        # A last line without its end would swallow ours.
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            line = b"\n" + line
        # One write, so that two programs that append do not mix their lines.
        written = os.write(descriptor, line)
    finally:
        os.close(descriptor)
    if written != len(line):
        raise OSError(f"{file}: only a part of the line was written")
