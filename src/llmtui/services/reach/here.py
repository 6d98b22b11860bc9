"""Whether this machine is a login node of a cluster: its Slurm's own name, or its host name, says so."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path

from ...domain.cluster import Cluster
from ...remote.local import clean_environment

#: Where Slurm's commands look for the site's settings (slurm.conf manual; the last with `configless` Slurm).
CONF_FILES = ("/etc/slurm/slurm.conf", "/run/slurm/conf/slurm.conf")
#: How long the controller may take to tell its name, in seconds.
_ASK_S = 5.0
_NAME = re.compile(r"^\s*ClusterName\s*=\s*([A-Za-z0-9_.-]+)\s*(?:#.*)?$", re.IGNORECASE | re.MULTILINE)
#: A slurm.conf is small; of a larger file no more is read, in characters.
_MOST = 4 * 1024**2


def belongs_here(cluster: Cluster) -> bool:
    """Whether Slurm's commands of this machine are those of the cluster.

    May read a file and, the first time, ask the controller: not for the event loop.
    """
    commands = shutil.which("sbatch")
    if commands is None:
        return False
    own = slurm_name(os.environ.get("SLURM_CONF", ""), os.path.dirname(commands))
    if own is not None and cluster.slurm_cluster_name is not None:
        return own == cluster.slurm_cluster_name.lower()
    if own == cluster.name.lower() or _is_login_host(cluster, socket.gethostname()):
        return True
    # A cluster of the user's own that names neither is taken for the one that is here.
    return not cluster.login_hosts and cluster.login_host is None and cluster.slurm_cluster_name is None


@cache
def slurm_name(conf: str, folder: str) -> str | None:
    """ClusterName in small letters, as Slurm compares it; None where nothing says it.

    `conf` is the file that SLURM_CONF names, `folder` that of Slurm's commands.
    """
    for path in (conf,) if conf else CONF_FILES:
        with suppress(OSError), open(path, encoding="utf-8", errors="replace") as file:
            found = _NAME.search(file.read(_MOST))
            if found:
                return found[1].lower()
    return _asked(Path(folder) / "scontrol")


def _asked(scontrol: Path) -> str | None:
    """The name as the controller says it; None where it says nothing in time."""
    try:
        done = subprocess.run(
            [str(scontrol), "show", "config"],
            env=clean_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_ASK_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _NAME.search(done.stdout)
    return found[1].lower() if found else None


def _is_login_host(cluster: Cluster, host: str) -> bool:
    """By a whole name or one below it; a short name counts only where the cluster's is part of it, for `login1` is
    found everywhere."""
    names = {name.lower() for name in (*cluster.login_hosts, cluster.login_host) if name and "<" not in name}
    host = host.lower()
    if "." in host:
        return any(host == name or host.endswith(f".{name}") for name in names)
    return cluster.name.lower() in host and any(host == name.partition(".")[0] for name in names)
