"""A login node: real sshd and real Slurm, sbatch slowed down as on a busy one, reached through a relay that breaks."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.realslurm.cluster import RealSlurm
from tests.realssh.proxy import Proxy, proxy
from tests.realssh.server import Sshd, sshd

from llmtui.remote.ssh.dial import dial
from llmtui.remote.ssh.transport import SshTransport
from llmtui.remote.target import Target
from llmtui.services.reach.link import Link
from llmtui.services.reach.opener import CONFIG_VARIABLE
from llmtui.services.watching.budget import QueryLog

from .fresh import Fresh, fresh
from .runs import EMBEDDED

_SBATCH = """#!/bin/sh
printf '%s\\n' "$PWD" >>CALLS
sleep SECONDS
exec REAL "$@"
"""


def slow_sbatch(folder: Path, slurm: RealSlurm, seconds: float) -> Path:
    """A folder with an sbatch that writes down where it is called and takes longer than the real one, which it runs."""
    commands, calls = folder / "bin", folder / "calls"
    commands.mkdir()
    calls.touch()
    text = _SBATCH.replace("CALLS", str(calls)).replace("SECONDS", str(seconds))
    (commands / "sbatch").write_text(text.replace("REAL", str(slurm.commands / "sbatch")))
    (commands / "sbatch").chmod(0o755)
    return commands


class LoginNode:
    """Where submissions are made; `relay` is the line to it, `runs` the folder of the run folders."""

    def __init__(self, folder: Path, slurm: RealSlurm, server: Sshd, relay: Proxy) -> None:
        self.runs = folder / "runs"
        self.relay = relay
        self._slurm = slurm
        self._server = server
        self._calls = folder / "calls"
        self._known = folder / "known_hosts"
        self._known.write_text(f"[127.0.0.1]:{relay.port} {server.host_key}\n")

    def link(self) -> Link:
        """Log in over the relay."""
        target = Target(
            "node",
            "127.0.0.1",
            self._server.user,
            self.relay.port,
            identity_files=(str(self._server.key),),
            identities_only=True,
            known_hosts=(str(self._known),),
        )
        return Link(EMBEDDED, SshTransport(dial(target, None, once=set())), QueryLog())

    @contextmanager
    def fresh(self, home: Path) -> Iterator[Fresh]:
        """A llmtui on another machine, started anew for each look: it finds the way here in its ssh_config."""
        config, path = self._known.with_name("ssh_config"), self._known.with_name("no Slurm here")
        path.mkdir()
        (path / "ssh").symlink_to(shutil.which("ssh") or "ssh")
        config.write_text(
            f"Host node-login\n HostName 127.0.0.1\n Port {self.relay.port}\n User {self._server.user}\n"
            f" IdentityFile {self._server.key}\n IdentitiesOnly yes\n UserKnownHostsFile {self._known}\n"
        )
        with fresh(home, {"PATH": str(path), CONFIG_VARIABLE: str(config)}, "node-login") as made:
            yield made

    def calls(self) -> Counter[str]:
        """How often sbatch was called, by run id."""
        return calls(self._calls)

    def jobs(self) -> dict[str, list[int]]:
        """All jobs that Slurm has ever had, by run id."""
        return jobs(self._slurm)


def calls(path: Path) -> Counter[str]:
    """How often slow_sbatch was called, by the last part of the folder that it was called in."""
    return Counter(Path(line).name for line in path.read_text().splitlines())


def jobs(slurm: RealSlurm) -> dict[str, list[int]]:
    """All jobs that Slurm remembers, by the last part of their folder."""
    found: dict[str, list[int]] = {}
    for line in slurm.out("squeue", "--states=all", "-h", "-o", "%i %Z").splitlines():
        job_id, _, work_dir = line.partition(" ")
        found.setdefault(Path(work_dir).name, []).append(int(job_id))
    return found


@contextmanager
def login_node(folder: Path, slurm: RealSlurm, sbatch_s: float = 0.05) -> Iterator[LoginNode]:
    """Start sshd and the relay; sbatch takes `sbatch_s` seconds longer than it does."""
    commands = slow_sbatch(folder, slurm, sbatch_s)
    # A home of its own: whoever runs the tests may have login files that do not take it well to be killed.
    home = folder / "home"
    home.mkdir()
    path = f"{commands}:{slurm.commands}:/usr/local/bin:/usr/bin:/bin"
    environment = {**slurm.environment, "PATH": path, "HOME": str(home)}
    with sshd(folder / "sshd", environment=environment) as server, proxy(server.port) as relay:
        yield LoginNode(folder, slurm, server, relay)
