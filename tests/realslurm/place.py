"""Where a Slurm runs on this machine: its folder with all its files, ports, stand-ins for GPUs, control groups."""

from __future__ import annotations

import getpass
import os
import socket
import stat
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from .site import Place, Site, cgroup_conf, gres_conf, slurm_conf, slurmdbd_conf

_CGROUP = Path("/sys/fs/cgroup")


def new_place(site: Site, *, cgroups: bool) -> Place:
    """A new folder with the configuration of a site in it."""
    folder = tempfile.mkdtemp(prefix="ls", dir="/tmp")
    os.chmod(folder, 0o755)
    host = socket.gethostname().partition(".")[0]
    place = Place(folder, getpass.getuser(), host, _free_ports(len(site.nodes) + 3), cgroups)
    _write(site, place)
    return place


def can_use_cgroups() -> bool:
    """Whether this user may make control groups (version 1 or 2)."""
    return os.geteuid() == 0 and any(os.access(_CGROUP / name, os.W_OK) for name in ("memory", "cgroup.procs"))


def devices(count: int) -> Sequence[str]:
    """Distinct character devices of this machine; what they are does not matter, nobody opens them."""
    found: dict[int, str] = {}
    for entry in sorted(Path("/dev").rglob("*")):
        if not entry.is_symlink() and stat.S_ISCHR((status := entry.stat()).st_mode):
            found.setdefault(status.st_rdev, str(entry))
    # A number at a name's end would be taken for the GPU's own.
    names = [name for name in found.values() if not name[-1].isdecimal()]
    assert len(names) >= count, f"{count} character devices are needed to stand for GPUs, and /dev has {len(names)}"
    return names[:count]


def _write(site: Site, place: Place) -> None:
    folder = Path(place.folder)
    for name in ("munge", "state", "spool", "db"):
        (folder / name).mkdir(mode=0o755)
    key = folder / "munge" / "key"
    key.touch(mode=0o600)
    key.write_bytes(os.urandom(64))
    gpus = max((node.gpus for node in site.nodes), default=0)
    (folder / "slurm.conf").write_text(slurm_conf(site, place))
    (folder / "gres.conf").write_text(gres_conf(site, devices(gpus)))
    if place.cgroups:
        (folder / "cgroup.conf").write_text(cgroup_conf(place))
    if site.accounting:
        (folder / "slurmdbd.conf").touch(mode=0o600)
        (folder / "slurmdbd.conf").write_text(slurmdbd_conf(place))


def _free_ports(count: int) -> Sequence[int]:
    """Ports that nobody listened on a moment ago."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def remove_cgroups(site: Site) -> None:
    """What slurmd leaves of its nodes' control groups."""
    for node in site.nodes:
        for folder in _CGROUP.glob(f"*/slurm_{node.name}"):
            inner = sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True)
            for path in [*inner, folder]:
                _remove(path)


def _remove(path: Path, limit_s: float = 5.0) -> None:
    """A group whose last process has just ended can stay busy for a moment."""
    deadline = time.monotonic() + limit_s
    while path.exists():
        with suppress(OSError):
            path.rmdir()
            return
        assert time.monotonic() < deadline, f"{path} still holds processes"
        time.sleep(0.1)
