"""Make a cluster file from a live cluster and put it where llmtui looks for such files."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...catalog.clusterfile import parse_cluster
from ...catalog.gpus import load_gpus
from ...domain.cluster import Cluster
from ...errors import CatalogError, RequestError, UnknownNameError
from ...remote.local import write_atomic
from ..reach.link import Link
from .build import build
from .site import Site, look
from .write import text_of

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True)
class Request:
    """What to make: the cluster's name, its file, whether an old one may go, which gres type is which GPU.

    `host` is where the user logs in for it, "" where llmtui runs on a login node.
    """

    name: str
    path: Path
    force: bool = False
    probe: bool = False
    gpus: Mapping[str, str] | None = None
    host: str = ""


@dataclass(frozen=True)
class Created:
    """The file that was written, the cluster as it now reads, and what could not be read."""

    path: Path
    cluster: Cluster
    host: str
    problems: tuple[str, ...]


def create(request: Request, link: Link, progress: Callable[[str], None]) -> Created:
    """Ask, build, check, write. Raises RequestError, UnreachableError, CannotTellError."""
    _check(request)
    site = look(link, probe=request.probe, progress=progress)
    text = text_of(build(site, request.name, date.today(), load_gpus(), request.gpus or {}, request.host))
    cluster = _parsed(text, request.path, site)
    _write(request, text)
    return Created(request.path, cluster, site.who.host, tuple(site.problems))


def _check(request: Request) -> None:
    if not _NAME.fullmatch(request.name):
        raise RequestError(
            f"{request.name!r} cannot be a cluster's name", hint="small letters, digits and -, for example my-cluster"
        )
    if request.name == "local":
        raise RequestError("local is this machine's embedded Slurm", hint="choose another name")
    for name in (request.gpus or {}).values():
        if name not in load_gpus():
            raise UnknownNameError.of("GPU", name, load_gpus())
    if request.path.exists() and not request.force:
        raise RequestError(f"{request.path} is there already", hint="add --force to replace it, or name another file")


def _parsed(text: str, path: Path, site: Site) -> Cluster:
    """Nothing that llmtui itself could not read is written."""
    try:
        return parse_cluster(text, str(path))
    except CatalogError as error:
        raise RequestError(
            f"what {site.who.host} said does not make a cluster file: {error.message}",
            hint="nothing was written; start from a shipped cluster file",
        ) from error


def _write(request: Request, text: str) -> None:
    try:
        request.path.parent.mkdir(parents=True, exist_ok=True)
        if request.force:
            write_atomic(request.path, text.encode(), 0o644)
        else:
            # Fails if somebody else has made the file meanwhile.
            descriptor = os.open(request.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            with os.fdopen(descriptor, "wb") as file:
                file.write(text.encode())
    except OSError as error:
        raise RequestError(
            f"cannot write {request.path}: {error.strerror or error}", hint="name a file with -o"
        ) from error
