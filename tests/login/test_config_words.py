"""Words of ssh_config that paramiko does not follow, or not wholly: the openssh client honours each on a real sshd."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.realssh.server import Sshd, new_key, sshd
from tests.transports.opensshway import opened

from llmtui.errors import UnreachableError
from llmtui.remote.errors import LoginRefusedError
from llmtui.remote.openssh.transport import OpenSshTransport
from llmtui.remote.ssh.config import resolve

from .lab import Lab

#: Lines for the host `cluster` that make a login succeed, by the lab and a folder.
Lines = Callable[[Lab, Path], list[str]]


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lw", dir="/tmp") as folder:  # short enough for a socket's path
        yield Path(folder)


def base(machines: Lab, server: Sshd | None = None, known: Path | None = None) -> list[str]:
    """The host without a key; the first value of a word counts, so this goes last."""
    return [
        "Host *",
        "HostName 127.0.0.1",
        f"Port {(server or machines.plain).port}",
        f"UserKnownHostsFile {known or machines.known}",
        "GlobalKnownHostsFile /dev/null",
        "IdentityAgent none",
        "IdentityFile none",
    ]


def log_in(lines: list[str], folder: Path, state: Path) -> OpenSshTransport:
    """A login to `cluster` with this ssh_config. Raises UnreachableError."""
    config = folder / "config"
    config.write_text("\n".join(lines) + "\n")
    target = resolve("cluster", config_file=config, client="openssh")
    with opened(target, state, extra=("-F", str(config))) as transport:
        assert transport.script("echo in").out.raw == "in\n"
        return transport


def match_exec(machines: Lab, folder: Path) -> list[str]:
    return [f'Match originalhost cluster exec "test %n = cluster"\nIdentityFile {machines.keys["ed25519"]}']


def include(machines: Lab, folder: Path) -> list[str]:
    parts = folder / "conf.d"
    parts.mkdir()
    (parts / "1.conf").write_text(f"Host cluster\nIdentityFile {machines.keys['ed25519']}\n")
    (parts / "2.other").write_text("Host cluster\nPort 1\n")
    return [f"Include {parts}/*.conf"]


def certificate_file(machines: Lab, folder: Path) -> list[str]:
    key = Path(shutil.copy(machines.keys["valid"], folder / "key"))
    certificate = Path(shutil.copy(f"{machines.keys['valid']}-cert.pub", folder / "elsewhere"))
    return [f"Host cluster\nIdentityFile {key}\nCertificateFile {certificate}"]


def proxy_command(machines: Lab, folder: Path) -> list[str]:
    gate, key = machines.gate, machines.keys["ed25519"]
    known = f"-oUserKnownHostsFile={machines.known}"
    command = f"ssh -F none -i {key} {known} -p {gate.port} -W 127.0.0.1:%p {gate.user}@127.0.0.1"
    place = f"[127.0.0.1]:{machines.plain.port}"
    return [
        f"Host cluster\nIdentityFile {key}\nHostName no-such-host.invalid\nHostKeyAlias {place}",
        f"ProxyCommand {command}",
    ]


def known_hosts_command(machines: Lab, folder: Path) -> list[str]:
    key = machines.keys["ed25519"]
    return [
        f"Host cluster\nIdentityFile {key}\nUserKnownHostsFile /dev/null\nKnownHostsCommand /bin/cat {machines.known}"
    ]


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        (match_exec, "exec"),
        (include, "Include"),
        (certificate_file, "CertificateFile"),
        (proxy_command, "ProxyCommand"),
        (known_hosts_command, "KnownHostsCommand"),
    ],
)
def test_a_word_that_lets_in(lines: Lines, word: str, machines: Lab, tmp_path: Path, state: Path) -> None:
    own = "\n".join(lines(machines, tmp_path)).splitlines()
    log_in([*own, *base(machines)], tmp_path, state)
    # The same without the word, and with what stands below it where it is a section's head.
    without = [line for line in own if word not in line] if word != "exec" else []
    assert without != own
    with pytest.raises(UnreachableError):
        log_in([*without, *base(machines)], tmp_path, state)


def test_only_the_named_identities(machines: Lab, tmp_path: Path, state: Path) -> None:
    own = ["Host cluster", f"IdentityAgent {machines.agent}", f"IdentityFile {new_key(tmp_path / 'other')}"]
    log_in([*own, *base(machines)], tmp_path, state)
    with pytest.raises(LoginRefusedError):
        log_in([*own, "IdentitiesOnly yes", *base(machines)], tmp_path, state)


def test_the_key_exchange_that_is_named(machines: Lab, tmp_path: Path, state: Path) -> None:
    own = ["Host cluster", f"IdentityFile {machines.keys['ed25519']}"]
    for word, used in (("diffie-hellman-group14-sha256", True), ("ecdh-sha2-nistp256", False)):
        before = machines.log()
        log_in([*own, f"KexAlgorithms {word}", *base(machines)], tmp_path, state)
        heard = machines.log()[len(before) :]
        assert ("kex: algorithm: diffie-hellman-group14-sha256" in heard) is used


def test_a_host_key_that_is_revoked_in_a_file(machines: Lab, tmp_path: Path, state: Path) -> None:
    own = ["Host cluster", f"IdentityFile {machines.keys['ed25519']}", f"RevokedHostKeys {tmp_path}/revoked"]
    (tmp_path / "revoked").write_text("")
    log_in([*own, *base(machines)], tmp_path, state)
    (tmp_path / "revoked").write_text(f"{machines.plain.host_key}\n")
    with pytest.raises(LoginRefusedError, match="revoked"):
        log_in([*own, *base(machines)], tmp_path, state)


def test_the_environment_that_is_set(machines: Lab, tmp_path: Path, state: Path) -> None:
    with sshd(tmp_path / "server", options=["AcceptEnv LLMTUI_*"], key=machines.keys["ed25519"]) as server:
        known = tmp_path / "known"
        known.write_text(f"{server.known_hosts_line}\n")
        config = tmp_path / "config"
        lines = ["Host cluster", f"IdentityFile {machines.keys['ed25519']}", 'SetEnv LLMTUI_A="a b" OTHER=x']
        config.write_text("\n".join([*lines, *base(machines, server, known)]) + "\n")
        target = resolve("cluster", config_file=config, client="openssh")
        with opened(target, state, extra=("-F", str(config))) as transport:
            said = [transport.script('printf "%s|%s|" "$LLMTUI_A" "$OTHER"; sleep 0.2').out.raw for _ in range(2)]
            transport.script("sleep 30", timeout_s=0.1)
            said.append(transport.script('printf "%s|%s|" "$LLMTUI_A" "$OTHER"').out.raw)
    assert said == ["a b||"] * 3
