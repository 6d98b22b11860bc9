"""A real Kerberos realm on this machine, in a folder of its own; tickets live as long as a test wants."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.realslurm.needs import find

from .server import free_port

REALM = "LAB.TEST"
_UP_S = 10.0
_NAP_S = 0.02

_CLIENT = """[libdefaults]
 default_realm = {realm}
 dns_lookup_kdc = false
 dns_lookup_realm = false
 dns_canonicalize_hostname = false
 rdns = false
 forwardable = true
[realms]
 {realm} = {{
  kdc = 127.0.0.1:{port}
 }}
"""
_SERVER = """[kdcdefaults]
 kdc_listen = 127.0.0.1:{port}
 kdc_tcp_listen = 127.0.0.1:{port}
[realms]
 {realm} = {{
  database_name = {folder}/principal
  key_stash_file = {folder}/stash
  supported_enctypes = aes256-cts:normal
 }}
[logging]
 default = FILE:{folder}/log
"""


@dataclass(frozen=True)
class Realm:
    """A running KDC that knows whoever runs the tests, and this machine as a host; `principal` is USER@REALM."""

    folder: Path
    principal: str

    @property
    def client(self) -> dict[str, str]:
        """What a client of this realm has in its environment, with a place for tickets where there are none yet."""
        return {"KRB5_CONFIG": f"{self.folder}/krb5.conf", "KRB5CCNAME": f"FILE:{self.folder}/tickets"}

    @property
    def server(self) -> dict[str, str]:
        """What a server of this realm has in its environment: its keys, and its memory of requests in here."""
        keys = {"KRB5_KTNAME": f"{self.folder}/host.keytab", "KRB5RCACHENAME": f"file2:{self.folder}/replays"}
        return {"KRB5_CONFIG": f"{self.folder}/krb5.conf", **keys}

    def log_in(self, life: str = "1h") -> None:
        """Get the user a ticket (kinit); `life` as kinit takes it."""
        words = ["kinit", "-l", life, "-k", "-t", f"{self.folder}/user.keytab", self.principal]
        _run(words, {**os.environ, **self.client})

    def log_out(self) -> None:
        """Leave the user without a ticket, whether there is one or not."""
        (self.folder / "tickets").unlink(missing_ok=True)

    def let_it_expire(self) -> None:
        """Wait until the ticket that the user has is no longer valid."""
        deadline = time.monotonic() + _UP_S
        while subprocess.run(["klist", "-s"], env={**os.environ, **self.client}, check=False).returncode == 0:
            assert time.monotonic() < deadline, "the ticket lives longer than a test can wait"
            time.sleep(_NAP_S)
        # klist calls it expired in its last second, in which the library still uses it.
        time.sleep(1.0)


@contextmanager
def realm(folder: Path) -> Iterator[Realm]:
    """Make a realm and start its KDC; afterwards it is gone."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Realm(folder, f"{getpass.getuser()}@{REALM}")
    port = free_port()
    (folder / "krb5.conf").write_text(_CLIENT.format(realm=REALM, port=port))
    (folder / "kdc.conf").write_text(_SERVER.format(realm=REALM, port=port, folder=folder))
    variables = {**os.environ, **made.client, "KRB5_KDC_PROFILE": f"{folder}/kdc.conf"}
    _fill(made, variables)
    words = ["setpriv", "--pdeathsig", "TERM", _program("krb5kdc"), "-n", "-r", REALM, "-P", f"{folder}/pid"]
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(words, env=variables, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        _wait_until_up(folder, port, process)
        yield made
    finally:
        process.terminate()
        process.wait()


def _fill(made: Realm, variables: Mapping[str, str]) -> None:
    """The database, the principals of the user and of the host, and their keys."""
    _run([_program("kdb5_util"), "create", "-s", "-r", REALM, "-P", "only a test"], variables)
    host = f"host/127.0.0.1@{REALM}"
    wanted = [f"addprinc -randkey {name}" for name in (made.principal, host)]
    wanted += [f"ktadd -k {made.folder}/user.keytab {made.principal}", f"ktadd -k {made.folder}/host.keytab {host}"]
    _run([_program("kadmin.local"), "-r", REALM], variables, "\n".join(wanted) + "\n")
    # kadmin.local ends with 0 whatever became of a line.
    for name in ("user.keytab", "host.keytab"):
        assert (made.folder / name).exists(), name


def _run(words: list[str], variables: Mapping[str, str], stdin: str = "") -> None:
    done = subprocess.run(words, env=variables, input=stdin, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, f"{words}: {done.stderr}"


def _program(name: str) -> str:
    return find(name) or name


def _wait_until_up(folder: Path, port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _UP_S
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        said = (folder / "out").read_text(errors="replace")
        assert process.poll() is None, f"the KDC ended: {said}"
        assert time.monotonic() < deadline, f"the KDC does not listen: {said}"
        time.sleep(_NAP_S)
