"""The user's files into a run folder on the cluster: what is there already is looked for, the rest is copied."""

from __future__ import annotations

import hashlib
import os
import posixpath
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ...domain.bundle import InputFile
from ...domain.remotetext import safe_line
from ...errors import RequestError, UnreachableError
from ...remote.transport import Moved, Transport
from ...units import format_bytes

Progress = Callable[[str], None]

#: Folder beside the run folders for models of the user's, each by what is in it.
MODELS = "models"
#: How often a copy says how far it is, in seconds.
_EVERY_S = 0.5
_PIECE = 1024**2
_TIMEOUT_S = 60.0
#: Whoever is first puts the folder in its place; the other's copy is thrown away.
_PLACE = 'mv -T -- "$PART" "$THERE" 2>/dev/null || { [ -d "$THERE" ] && rm -rf -- "$PART"; }'
_LINK = 'umask 077; mkdir -p -- "$(dirname -- "$TARGET")" && ln -s -- "$THERE" "$TARGET"'


def check_there(transport: Transport, cluster: str, inputs: Sequence[InputFile]) -> None:
    """Look for what is said to be on the cluster. Raises RequestError with its field, UnreachableError."""
    for found in inputs:
        if not found.on_cluster:
            continue
        try:
            there = transport.stat(found.path)
        except PermissionError:
            raise RequestError(
                f"you may not look at {found.path} on {cluster}", hint="ask whose it is", field=found.field
            ) from None
        except OSError as error:
            why = safe_line(error.strerror or str(error))
            raise UnreachableError(f"cannot look for {found.path} on {cluster}: {why}") from error
        if there is None:
            raise RequestError(
                f"there is no {found.path} on {cluster}",
                hint="a path after cluster: is one on the cluster; leave cluster: out for a file of this machine",
                field=found.field,
            )


def put_inputs(transport: Transport, folder: str, inputs: Sequence[InputFile], progress: Progress) -> list[str]:
    """Copy what is not used in place; returns the paths in the run folder. Raises OSError.

    A model folder goes to a cluster once: the next run with the same files gets a link to them.
    """
    names = []
    for found in inputs:
        if found.in_place:
            continue
        source, target = Path(found.source), f"{folder}/{found.path}"
        shared = found.field == "model" and source.is_dir() and not transport.on_this_machine
        if not (shared and _share(transport, posixpath.dirname(folder), source, target, progress)):
            transport.copy_in(source, target, telling(progress, f"copying {found.source}"))
        names.append(found.path)
    return names


def telling(progress: Progress, what: str, clock: Callable[[], float] = time.monotonic) -> Moved:
    """Says how many bytes of how many, now and then."""
    progress(what)
    told = clock()

    def moved(done: int, whole: int) -> None:
        nonlocal told
        if clock() - told >= _EVERY_S and done < whole:
            told = clock()
            progress(f"{what}: {format_bytes(done)} of {format_bytes(whole)}")

    return moved


def _share(transport: Transport, root: str, source: Path, target: str, progress: Progress) -> bool:
    """Link the run to the cluster's own copy, made now if there is none; False where that copy has lost files."""
    files = dict(files_below(source))
    there = f"{root}/{MODELS}/{digest(source, telling(progress, f'reading {source}'))[:32]}"
    if transport.stat(there) is None:
        part = f"{there}.{secrets.token_hex(4)}.part"
        transport.copy_in(source, part, telling(progress, f"copying {source}"))
        _do(transport, _PLACE, PART=part, THERE=there)
    elif dict(_listed(transport, there)) != {name: path.stat().st_size for name, path in files.items()}:
        # A scratch that is cleaned takes files one by one; jobs may still read the others.
        progress(f"the copy in {there} is not whole any more")
        return False
    else:
        progress(f"{source} is on the cluster already")
    _do(transport, _LINK, TARGET=target, THERE=there)
    return True


def _do(transport: Transport, script: str, **values: str) -> None:
    result = transport.script(script, values=values, timeout_s=_TIMEOUT_S)
    if result.outcome != "ok":
        raise OSError(None, result.complaint, values["THERE"])


def digest(folder: Path, moved: Moved) -> str:
    """sha256 over the names and contents of all files, in hex: the same files give the same. Raises OSError."""
    files = list(files_below(folder))
    whole, done = sum(path.stat().st_size for _, path in files), 0
    found = hashlib.sha256()
    for name, path in files:
        own = hashlib.sha256()
        with open(path, "rb") as file:
            while piece := file.read(_PIECE):
                own.update(piece)
                done += len(piece)
                moved(done, whole)
        found.update(f"{own.hexdigest()} {name}\0".encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below, by its path there, in a fixed order; links are followed, a folder is entered once."""
    seen: set[str] = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(place)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path


def _listed(transport: Transport, folder: str, below: str = "") -> Iterator[tuple[str, int]]:
    for entry in transport.list_folder(f"{folder}/{below}" if below else folder):
        name = f"{below}/{entry.name.raw}" if below else entry.name.raw
        if entry.stat.is_folder and not entry.is_link:
            yield from _listed(transport, folder, name)
        else:
            yield name, entry.stat.size
