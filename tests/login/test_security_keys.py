"""Keys on a security key (FIDO), which is OpenSSH's own one in software: by the ssh program, by the agent, and else."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.realssh import needs
from tests.realssh.server import Sshd, keygen, sshd
from tests.transports.opensshway import NO_CONFIG, opened, target_of

from llmtui.remote.errors import LoginRefusedError, NeedsUserError
from llmtui.remote.openssh.login import open_transport
from llmtui.remote.ssh.config import resolve
from llmtui.remote.ssh.dial import dial
from llmtui.remote.target import Target

from .lab import ssh_agent

KINDS = ("ed25519-sk", "ecdsa-sk")
PROVIDER = ("-o", f"SecurityKeyProvider={needs.TOKEN}")


@dataclass(frozen=True)
class Site:
    """A server that takes no key but those on the token; `keys` are their files by kind."""

    server: Sshd
    keys: dict[str, Path]

    def target(self, kind: str, agent: str = "") -> Target:
        return replace(target_of(self.server), identity_files=(str(self.keys[kind]),), agent=agent)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    needs.need_token()
    folder = tmp_path_factory.mktemp("token")
    keys = {kind: folder / kind for kind in KINDS}
    for kind, path in keys.items():
        keygen("-q", "-t", kind, "-w", str(needs.TOKEN), "-N", "", "-f", str(path))
    with sshd(folder / "sshd", options=["LogLevel VERBOSE"]) as server:
        public = "".join(path.with_suffix(".pub").read_text() for path in keys.values())
        (server.folder / "authorized_keys").write_text(public)
        yield Site(server, keys)


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lf", dir="/tmp") as folder:  # short enough for a socket's path
        yield Path(folder)


@pytest.mark.parametrize("kind", KINDS)
def test_the_ssh_program_uses_the_token(kind: str, site: Site, state: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with opened(site.target(kind), state, extra=(*PROVIDER, *NO_CONFIG)) as transport:
        assert transport.script("echo in").out.raw == "in\n"
    log = (site.server.folder / "log").read_text()
    assert f"Accepted publickey for {site.server.user}" in log
    assert kind.upper() in log
    assert capfd.readouterr() == ("", "")


def test_a_token_that_is_not_there_is_for_the_user(site: Site, state: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NeedsUserError) as error:
        open_transport(site.target("ed25519-sk"), state_folder=state, lost=pytest.fail, extra=NO_CONFIG)
    assert shlex.split(error.value.hint.partition(": ")[2])[0] == "ssh"
    assert "signing failed for ED25519-SK" in error.value.message
    assert "device not found" in error.value.message
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", KINDS)
def test_paramiko_uses_it_by_the_agent(kind: str, site: Site, tmp_path: Path) -> None:
    key = site.keys[kind]
    with ssh_agent(tmp_path / "agent", None, "-P", str(needs.TOKEN)) as agent:
        words = ["ssh-add", "-q", "-S", str(needs.TOKEN), str(key)]
        subprocess.run(words, env={**os.environ, "SSH_AUTH_SOCK": agent}, check=True, stdin=subprocess.DEVNULL)
        dial(site.target(kind, agent), None, once=set()).close()


@pytest.mark.parametrize("kind", KINDS)
def test_paramiko_names_the_ways_that_there_are(kind: str, site: Site, tmp_path: Path) -> None:
    with pytest.raises(LoginRefusedError) as error:
        dial(site.target(kind), None, once=set())
    assert f"ssh-add {site.keys[kind]}" in error.value.hint
    assert "or with the openssh client" in error.value.hint
    config = tmp_path / "config"
    config.write_text(f"SecurityKeyProvider {needs.TOKEN}\n")
    with pytest.raises(LoginRefusedError, match=r"(?i)securitykeyprovider") as error:
        resolve("a", config_file=config)
    assert "openssh client" in error.value.hint
    assert resolve("a", config_file=config, client="openssh").host == "a"
