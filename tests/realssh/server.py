"""A real sshd on this machine, in a folder of its own: keys, options and login shell environment as a test wants."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.realslurm.needs import find

_UP_S = 10.0
_NAP_S = 0.02


@dataclass(frozen=True)
class Sshd:
    """A running server: `key` is a private key that it takes for `user`; `host_key` the public key that it shows."""

    folder: Path
    port: int
    user: str
    key: Path
    host_key: str
    process: subprocess.Popen[bytes]

    @property
    def known_hosts_line(self) -> str:
        """The line of a known_hosts file that knows this server."""
        return f"[127.0.0.1]:{self.port} {self.host_key}"

    @property
    def fingerprint(self) -> str:
        """SHA256:... as ssh prints it."""
        return keygen("-lf", str(self.folder / "host_key.pub")).split()[1]

    def sessions(self) -> list[int]:
        """Processes of logins that are open now (children of the listening server)."""
        return [pid for pid in _descendants(self.process.pid) if pid != self.process.pid]

    def freeze(self) -> None:
        """Stop the server and every login of it: packets are taken by the kernel, nothing is answered."""
        for pid in (*self.sessions(), self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Undo freeze."""
        for pid in (self.process.pid, *self.sessions()):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def kill_sessions(self) -> None:
        """Cut every login that is open now; new ones are taken."""
        for pid in self.sessions():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def keygen(*words: str) -> str:
    """Run ssh-keygen; what it printed."""
    return subprocess.run(["ssh-keygen", *words], check=True, capture_output=True, text=True).stdout


def new_key(path: Path, kind: str = "ed25519", passphrase: str = "") -> Path:
    """Make a key pair; the private key's path."""
    keygen("-q", "-t", kind, "-N", passphrase, "-C", "test", "-f", str(path))
    return path


@contextmanager
def sshd(
    folder: Path,
    *,
    options: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    key: Path | None = None,
    pam: str = "",
    variables: Mapping[str, str] | None = None,
) -> Iterator[Sshd]:
    """Start a server that lets whoever runs the tests in by a key; afterwards it and its logins are gone.

    `options` are lines of sshd_config, which win over ours (the first value of a word counts); `environment` is set in
    every login, where HOME is an empty folder unless it says otherwise. `pam` is the authentication part of a PAM
    stack, which only this server sees; it needs root. `variables` are the server's own, besides ours.
    """
    folder.mkdir(parents=True, exist_ok=True)
    key = key or new_key(folder / "user_key")
    host_key = new_key(folder / "host_key")
    (folder / "authorized_keys").write_text(key.with_name(f"{key.name}.pub").read_text())
    port = free_port()
    # A home of its own: what the account's shell files do takes its time, and may hold locks when a login is cut.
    home = folder / "home"
    home.mkdir(exist_ok=True)
    logins = " ".join(f'"{name}={value}"' for name, value in {"HOME": str(home), **(environment or {})}.items())
    lines = [
        *options,
        f"Port {port}",
        "ListenAddress 127.0.0.1",
        f"HostKey {host_key}",
        f"PidFile {folder}/pid",
        f"AuthorizedKeysFile {folder}/authorized_keys",
        "StrictModes no",
        "UsePAM no",
        "PermitRootLogin yes",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        # sshd takes no second line for a subsystem; a comment that names the word leaves the server without SFTP.
        *([] if any("Subsystem" in line for line in options) else ["Subsystem sftp internal-sftp"]),
        "PrintMotd no",
        f"SetEnv {logins}",
    ]
    (folder / "sshd_config").write_text("\n".join(lines) + "\n")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    log = open(folder / "log", "ab")  # noqa: SIM115 - the server's, closed below
    process = subprocess.Popen(
        ["setpriv", "--pdeathsig", "TERM", *_command(folder, pam)],
        env={**os.environ, **(variables or {})},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )
    server = Sshd(
        folder, port, getpass.getuser(), key, " ".join((folder / "host_key.pub").read_text().split()[:2]), process
    )
    try:
        _wait_until_up(server)
        yield server
    finally:
        server.thaw()
        for pid in server.sessions():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.terminate()
        process.wait()
        log.close()
        for name in ("user_key", "host_key"):
            shutil.rmtree(folder / name, ignore_errors=True)


def _command(folder: Path, pam: str) -> list[str]:
    # sshd wants to be called by its full path.
    server = [find("sshd") or "sshd", "-D", "-e", "-f", str(folder / "sshd_config")]
    if not pam:
        return server
    stacks = folder / "pam.d"
    stacks.mkdir()
    (stacks / "sshd").write_text(f"{pam}\naccount required pam_permit.so\nsession required pam_permit.so\n")
    # In a mount namespace of its own, so that the machine's PAM stays as it is.
    bind = 'mount --bind "$1" /etc/pam.d && shift && exec "$@"'
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", bind, "sh", str(stacks), *server]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(server: Sshd) -> None:
    deadline = time.monotonic() + _UP_S
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 1):
            return
        said = (server.folder / "log").read_text(errors="replace")
        assert server.process.poll() is None, f"sshd ended: {said}"
        assert time.monotonic() < deadline, f"sshd does not listen: {said}"
        time.sleep(_NAP_S)


def _descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = path.read_text().rpartition(")")[2].split()
            children.setdefault(int(words[1]), []).append(int(path.parent.name))
    found, todo = [], [pid]
    while todo:
        found.append(todo.pop())
        todo += children.get(found[-1], [])
    return found
