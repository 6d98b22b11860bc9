"""What becomes of a lost login of the ssh program: one that asked nobody is made again, a user's own is not."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.realssh import needs
from tests.realssh.server import Sshd, sshd

from llmtui.domain.cluster import Cluster
from llmtui.errors import UnreachableError
from llmtui.remote.openssh import link
from llmtui.services.reach.connections import Connections
from llmtui.services.reach.login import Logins, LoginSettings
from llmtui.services.reach.opener import CONFIG_VARIABLE, SshOpener

from .opensshway import master_pid, processes, until, users_master

SITE = Cluster("site", "Site")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    needs.need()
    with sshd(tmp_path_factory.mktemp("sshd"), options=["MaxStartups 100"]) as running:
        yield running


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lo", dir="/tmp") as folder:
        yield Path(folder)


@pytest.fixture
def opener(server: Sshd, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> SshOpener:
    known, config = tmp_path / "known", tmp_path / "config"
    known.write_text(f"{server.known_hosts_line}\n")
    place = f"HostName 127.0.0.1\nPort {server.port}\nUser {server.user}\n"
    config.write_text(f"Host site\n{place}IdentityFile {server.key}\nUserKnownHostsFile {known}\n")
    monkeypatch.setenv(CONFIG_VARIABLE, str(config))
    logins = Logins(tmp_path / "logins.json")
    logins.save("site", LoginSettings(client="openssh"))
    return SshOpener(logins, state)


def test_one_that_asked_nobody_is_made_again_by_itself(opener: SshOpener, state: Path) -> None:
    connections = Connections(opener, lambda cluster: None)
    first = connections.transport(SITE)
    found = connections.state("site")
    assert (found.phase, found.asks) == ("open", False)
    assert found.host_key is not None
    assert "ssh program" in found.host_key.known_by
    os.kill(master_pid(state), signal.SIGKILL)
    assert until(lambda: connections.state("site").phase == "lost", 5)
    retry_at = connections.state("site").retry_at
    assert retry_at is not None
    time.sleep(max(0.0, retry_at - time.time()))
    second = connections.transport(SITE)
    assert second is not first
    assert second.run(["echo", "again"]).out.raw == "again\n"
    connections.close_all()
    assert until(lambda: not processes(state), 5)


def test_one_of_the_users_own_is_theirs_to_make_again(
    opener: SshOpener, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "_PING_S", 0.2)
    connections = Connections(opener, lambda cluster: None)
    with users_master(opener.master_command(SITE)):
        connections.transport(SITE)
        found = connections.state("site")
        assert (found.phase, found.asks, found.host_key) == ("open", True, None)
        theirs = next(pid for pid, line in processes(state).items() if "-fN" in line)
        os.kill(theirs, signal.SIGKILL)
        assert until(lambda: connections.state("site").phase == "lost", 8)
        assert connections.state("site").retry_at is None
        with pytest.raises(UnreachableError):
            connections.transport(SITE)
    connections.close_all()
