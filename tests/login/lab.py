"""The machines that logins are tried on: real servers with every kind of login that sites have, on this machine."""

from __future__ import annotations

import getpass
import hashlib
import hmac
import os
import socket
import struct
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.realssh.server import Sshd, keygen, new_key, sshd

from llmtui.remote.target import Target

#: Secrets that must not be found anywhere afterwards.
PASSPHRASE = "canary-passphrase-7f3a"
CODE = "canary-code-91c4"
_OATH_SECRET = bytes.fromhex("3132333435363738393031323334353637383930")
_TWO_FACTORS = (
    "UsePAM yes",
    "KbdInteractiveAuthentication yes",
    "AuthenticationMethods publickey,keyboard-interactive",
)


@dataclass
class Lab:
    """`plain` takes keys and certificates; `gate` and `inner` are like it; `one`, `two` and `zero` want a second factor
    with that many prompts. `keys` are private keys by name, `known` a known_hosts file that knows every server.
    """

    folder: Path
    plain: Sshd
    gate: Sshd
    inner: Sshd
    known: Path
    keys: dict[str, Path]
    factors: dict[str, Sshd] = field(default_factory=dict)
    agent: str = ""

    def target(self, server: Sshd | None = None, *keys: str, **changes: object) -> Target:
        """Where a login goes, with the keys of these names."""
        server = server or self.plain
        made = Target(
            "lab",
            "127.0.0.1",
            server.user,
            server.port,
            identity_files=tuple(str(self.keys[key]) for key in keys),
            known_hosts=(str(self.known),),
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def connections(self) -> int:
        """How many the plain server has had; other lines of its log may come late."""
        return self.log().count("Connection from ")

    def log(self, server: Sshd | None = None) -> str:
        """What a server has written so far."""
        return ((server or self.plain).folder / "log").read_text(errors="replace")


def one_time(counter: int) -> str:
    """The one-time password of RFC 4226 that the server with two prompts expects."""
    digest = hmac.new(_OATH_SECRET, struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int(struct.unpack(">I", digest[start : start + 4])[0]) & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


@contextmanager
def lab(folder: Path, *, factors: bool = False) -> Iterator[Lab]:
    """Start the servers; with `factors` those too that need root."""
    keys = _keys(folder / "keys")
    with ExitStack() as stack:
        options = [f"TrustedUserCAKeys {folder}/keys/authority.pub", "LogLevel DEBUG1", "MaxAuthTries 12"]
        plain, gate, inner = servers = [
            stack.enter_context(sshd(folder / name, options=options)) for name in ("plain", "gate", "inner")
        ]
        made = Lab(folder, plain, gate, inner, folder / "known_hosts", keys)
        if factors:
            made.factors = {
                name: stack.enter_context(sshd(folder / name, options=_TWO_FACTORS, pam=stack_of))
                for name, stack_of in _stacks(folder).items()
            }
        for server in (*servers, *made.factors.values()):
            _authorize(server, keys)
        every = (*servers, *made.factors.values())
        made.known.write_text("".join(f"{server.known_hosts_line}\n" for server in every))
        made.agent = stack.enter_context(ssh_agent(folder / "agent"))
        yield made


def sign(folder: Path, key: Path, validity: str, *, host: str = "") -> Path:
    """Make the certificate of a key; where it lies. `host` makes it one for a host of that name."""
    kind = ["-h", "-n", host] if host else ["-n", f"{getpass.getuser()},nobody"]
    keygen("-q", "-s", str(folder / "authority"), "-I", "test", *kind, "-V", validity, f"{key}.pub")
    return key.with_name(f"{key.name}-cert.pub")


def ssh_add(agent: str, key: Path) -> None:
    """Give the agent a key, and the certificate that lies beside it."""
    environment = {**os.environ, "SSH_AUTH_SOCK": agent}
    subprocess.run(["ssh-add", "-q", str(key)], env=environment, check=True, stdin=subprocess.DEVNULL)


def _keys(folder: Path) -> dict[str, Path]:
    folder.mkdir(parents=True)
    new_key(folder / "authority")
    keys = {name: new_key(folder / name, name) for name in ("ed25519", "ecdsa")}
    keys["locked"] = new_key(folder / "locked", passphrase=PASSPHRASE)
    keys["locked-stranger"] = new_key(folder / "locked-stranger", passphrase=PASSPHRASE)
    for name, passphrase in (("rsa", ""), ("locked-rsa", PASSPHRASE), ("valid-rsa", "")):
        keygen("-q", "-t", "rsa", "-b", "2048", "-N", passphrase, "-C", "test", "-f", str(folder / name))
        keys[name] = folder / name
    keys["stranger"] = new_key(folder / "stranger")
    for name, validity in (("valid", "-1h:+5h"), ("expired", "-3h:-1h"), ("early", "+1h:+9h")):
        keys[name] = new_key(folder / name)
        sign(folder, keys[name], validity)
    sign(folder, keys["valid-rsa"], "-1h:+5h")
    keys["valid-locked"] = new_key(folder / "valid-locked", passphrase=PASSPHRASE)
    sign(folder, keys["valid-locked"], "-1h:+5h")
    return keys


def _authorize(server: Sshd, keys: dict[str, Path]) -> None:
    names = ("ed25519", "rsa", "ecdsa", "locked", "locked-rsa")
    lines = [keys[name].with_name(f"{name}.pub").read_text() for name in names]
    (server.folder / "authorized_keys").write_text("".join(lines))


def _stacks(folder: Path) -> dict[str, str]:
    """Real PAM stacks that ask once, twice and never."""
    check = folder / "check-code"
    check.write_text(f'#!/bin/sh\nread -r code\n[ "$code" = {CODE} ]\n')
    check.chmod(0o755)
    users = folder / "oath" / "users"
    users.parent.mkdir()
    users.write_text(f"HOTP root - {_OATH_SECRET.hex()}\n")
    users.chmod(0o600)
    asks = f"auth required pam_exec.so expose_authtok quiet {check}"
    # pam_exec has no say in pam_setcred, which somebody must allow.
    allows = "auth required pam_permit.so"
    return {
        "one": f"{asks}\n{allows}",
        "two": f"{asks}\nauth required pam_oath.so usersfile={users} window=20\n{allows}",
        "zero": allows,
    }


@contextmanager
def ssh_agent(path: Path, environment: Mapping[str, str] | None = None, *words: str) -> Iterator[str]:
    """An agent of its own, that listens at `path`; `words` are further ones for the program."""
    process = subprocess.Popen(
        ["setpriv", "--pdeathsig", "TERM", "ssh-agent", "-D", "-a", str(path), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
    )
    try:
        while not _listens(path):
            assert process.poll() is None, "ssh-agent ended"
            time.sleep(0.01)
        yield str(path)
    finally:
        process.terminate()
        process.wait()


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0
