"""A real Slurm on this machine: daemons as plain processes of whoever runs the tests, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .daemons import Daemons, kill_all
from .needs import find
from .place import can_use_cgroups, new_place, remove_cgroups
from .site import Place, Site

_UP_S = 30.0


class RealSlurm:
    """A running Slurm. `environment` is what its commands need; `commands` the folder that they are in."""

    def __init__(self, site: Site, place: Place, daemons: Daemons) -> None:
        self.site = site
        self.place = place
        self.daemons = daemons
        self.environment = {"SLURM_CONF": f"{place.folder}/slurm.conf"}
        self.commands = Path(find("sbatch") or "").parent

    def run(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run one command of Slurm's."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLURM_", "SBATCH_"))}
        return subprocess.run(
            [str(self.commands / words[0]), *words[1:]],
            cwd=cwd,
            env={**kept, **self.environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def out(self, *words: str, cwd: Path | None = None) -> str:
        """What a command that must succeed prints."""
        done = self.run(*words, cwd=cwd)
        assert done.returncode == 0, f"{words}: {done.stderr}\n{self.daemons.logs()}"
        return done.stdout

    def idle(self) -> bool:
        """Whether every node waits for work."""
        done = self.run("sinfo", "-h", "-N", "-o", "%T")
        states = done.stdout.split()
        return done.returncode == 0 and bool(states) and set(states) == {"idle"}

    def drain(self) -> None:
        """End all jobs and let no other start: slurmd would leave them running."""
        for partition in self.site.partitions:
            self.run("scontrol", "update", f"PartitionName={partition.name}", "State=DOWN")
        self.run("scancel", "--me")
        self.daemons.until("all jobs ended", lambda: not self.run("squeue", "-h").stdout.strip(), 60)


@contextmanager
def real_slurm(site: Site, *, ordinary: bool = False) -> Iterator[RealSlurm]:
    """Start a Slurm and wait until its nodes are idle; afterwards nothing of it is left.

    As root, jobs are held to their memory and their processes tracked by cgroups; an ordinary user's (or `ordinary`)
    Slurm has neither.
    """
    place = new_place(site, cgroups=not ordinary and can_use_cgroups())
    folder = Path(place.folder)
    daemons = Daemons(folder, {**os.environ, "SLURM_CONF": f"{folder}/slurm.conf"})
    slurm = RealSlurm(site, place, daemons)
    try:
        _start(slurm)
        try:
            yield slurm
        finally:
            slurm.drain()
    finally:
        stubborn = daemons.stop()
        left = kill_all(place.folder)
        remove_cgroups(site)
        shutil.rmtree(folder)
    assert not stubborn, f"did not stop when told to: {', '.join(stubborn)}"
    assert not left, f"{len(left)} processes outlived the daemons"


def _start(slurm: RealSlurm) -> None:
    daemons, place = slurm.daemons, slurm.place
    names = {"key-file": "key", "socket": "socket", "pid-file": "pid", "log-file": "log", "seed-file": "seed"}
    words = [f"--{option}={place.folder}/munge/{name}" for option, name in names.items()]
    daemons.start("munged", "munged", "--foreground", *words)
    daemons.until("munge's socket", Path(place.socket).exists, _UP_S)
    if slurm.site.accounting:
        _start_database(slurm)
    daemons.start("slurmctld", "slurmctld", "-D", "-f", f"{place.folder}/slurm.conf")
    for node in slurm.site.nodes:
        daemons.start(node.name, "slurmd", "-D", "-N", node.name, "-f", f"{place.folder}/slurm.conf")
    daemons.until("idle nodes", slurm.idle, _UP_S)
    if slurm.site.accounting:
        _add_accounts(slurm)


def _add_accounts(slurm: RealSlurm) -> None:
    """The accounts, with whoever runs the tests as a user of each; the first is the default one."""
    cluster, user = slurm.site.name, slurm.place.user
    known = ("sacctmgr", "-n", "-P", "list", "cluster", "format=cluster")
    slurm.daemons.until("the controller's registration", lambda: cluster in slurm.out(*known).split(), _UP_S)
    for account in slurm.site.accounts:
        slurm.out("sacctmgr", "-i", "add", "account", account, "qos=normal")
        slurm.out("sacctmgr", "-i", "add", "user", user, f"account={account}", "qos=normal")
    slurm.out("sacctmgr", "-i", "modify", "user", user, "set", f"defaultaccount={slurm.site.accounts[0]}")


def _start_database(slurm: RealSlurm) -> None:
    """A MariaDB of our own, reached on this host alone and without users, and slurmdbd on it."""
    daemons, place = slurm.daemons, slurm.place
    # slurmdbd works by stored procedures, which need the system tables.
    common = ("--no-defaults", f"--user={place.user}", f"--datadir={place.folder}/db", "--innodb-log-file-size=16M")
    # --force: whether this host's name can be looked up does not matter.
    make = ("--force", "--skip-test-db", "--auth-root-authentication-method=normal")
    daemons.finish("mariadb-install-db", *common, *make)
    daemons.start(
        "mariadbd",
        "mariadbd",
        *common,
        "--skip-grant-tables",
        "--skip-log-bin",
        "--bind-address=127.0.0.1",
        f"--port={place.ports[2]}",
        f"--socket={place.folder}/db/socket",
        f"--pid-file={place.folder}/db/pid",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-buffer-pool-size=64M",
    )
    daemons.until("the database's port", lambda: _listens(place.ports[2]), _UP_S)
    daemons.start("slurmdbd", "slurmdbd", "-D")
    daemons.until("slurmdbd's port", lambda: _listens(place.ports[1]), _UP_S)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
