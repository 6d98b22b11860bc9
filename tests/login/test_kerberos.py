"""Logins by a Kerberos ticket, on a real KDC and a real sshd: with the openssh client, and what is said without one."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.hygiene.conftest import ROOT
from tests.realssh import needs
from tests.realssh.kerberos import REALM, Realm, realm
from tests.realssh.proxy import Proxy, proxy
from tests.realssh.server import Sshd, sshd
from tests.transports.opensshway import processes, until
from tests.transports.threads import none_left

from llmtui.domain.cluster import Cluster
from llmtui.errors import UnreachableError
from llmtui.remote.errors import LoginRefusedError
from llmtui.remote.openssh import tickets
from llmtui.remote.openssh.login import open_transport
from llmtui.remote.ssh import refusals
from llmtui.remote.ssh.config import resolve
from llmtui.remote.ssh.dial import dial
from llmtui.services.doctor.run import examine, exit_code
from llmtui.services.journal.records import Records
from llmtui.services.reach.clustertransport import ClusterTransport
from llmtui.services.reach.connections import Connections
from llmtui.services.reach.link import Link
from llmtui.services.reach.login import Logins, LoginSettings
from llmtui.services.reach.opener import CONFIG_VARIABLE, SshOpener
from llmtui.services.watching.budget import QueryLog

from .answers import Answers

CLUSTER = Cluster("site", "A site with Kerberos")
_ON = "GSSAPIAuthentication yes"


class Site:
    """The realm, and a server behind a relay that takes its tickets and nothing else."""

    def __init__(self, folder: Path, kdc: Realm, server: Sshd, relay: Proxy) -> None:
        self.folder, self.kdc, self.server, self.relay = folder, kdc, server, relay

    def config(self, *more: str) -> Path:
        """An ssh_config with nothing of the tester's; `more` lines stand for the host."""
        known = self.folder / "known"
        known.write_text(self.server.known_hosts_line.replace(f":{self.server.port} ", f":{self.relay.port} ") + "\n")
        lines = ("HostName 127.0.0.1", f"Port {self.relay.port}", f"UserKnownHostsFile {known}", "IdentityAgent none")
        path = self.folder / "config"
        path.write_text("\n ".join(("Host site", *lines, f"IdentityFile {self.folder}/no-key", *more)) + "\n")
        return path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    needs.need_kerberos()
    folder = tmp_path_factory.mktemp("site")
    options = [_ON, "GSSAPIStrictAcceptorCheck no", "PubkeyAuthentication no", "LogLevel VERBOSE", "MaxStartups 100"]
    with (
        realm(folder / "kdc") as kdc,
        sshd(folder / "sshd", options=options, variables=kdc.server) as server,
        proxy(server.port) as relay,
    ):
        yield Site(folder, kdc, server, relay)


@pytest.fixture(autouse=True)
def _user(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody in this realm without a ticket."""
    for name, value in site.kdc.client.items():
        monkeypatch.setenv(name, value)
    site.kdc.log_out()


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lk", dir="/tmp") as folder:  # short enough for a socket's path
        yield Path(folder)


@pytest.fixture
def connections(site: Site, state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connections]:
    """All of llmtui's way to the site, with the openssh client; a lost one may be tried again at once."""
    monkeypatch.setenv(CONFIG_VARIABLE, str(site.config(_ON)))
    logins = Logins(state / "logins.json")
    logins.save(CLUSTER.name, LoginSettings(client="openssh"))
    made = Connections(SshOpener(logins, state), lambda cluster: None, jitter=lambda: 0.0)
    yield made
    made.close_all()


def expired(site: Site) -> None:
    site.kdc.log_in("1s")
    site.kdc.let_it_expire()


NO_TICKET = ("there is no Kerberos ticket", "kinit {user}@REALM (the site's realm), then connect again")
EXPIRED = ("the Kerberos ticket of {user}@" + REALM + " has expired", "kinit {user}@" + REALM + ", then connect again")


def test_a_ticket_lets_in_without_a_question(
    site: Site, connections: Connections, state: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    site.kdc.log_in()
    with none_left():
        transport = connections.transport(CLUSTER)
        assert transport.script('printf %s "$V$KRB5CCNAME"', values={"V": "framed"}).out.raw == "framed"
        source = tmp_path / "data"
        source.write_bytes(os.urandom(100_000))
        transport.mkdir(f"{tmp_path}/there")
        transport.copy_in(source, f"{tmp_path}/there/data")
        assert [entry.name.raw for entry in transport.list_folder(f"{tmp_path}/there")] == ["data"]
        assert (tmp_path / "there" / "data").read_bytes() == source.read_bytes()
        found = connections.state(CLUSTER.name)
        assert (found.phase, found.asks) == ("open", False)
        connections.close_all()
    assert "Accepted gssapi-with-mic" in (site.server.folder / "log").read_text()
    assert until(lambda: not processes(state), 3)
    assert capfd.readouterr() == ("", "")


def test_the_ticket_itself_goes_along_only_where_ssh_config_says_so(site: Site, state: Path) -> None:
    site.kdc.log_in()
    for words, goes in (((), False), (("GSSAPIDelegateCredentials yes",), True)):
        config = site.config(_ON, *words)
        target = resolve("site", config_file=config, client="openssh")
        transport = open_transport(target, state_folder=state, lost=lambda why: None, extra=("-F", str(config)))
        assert (transport.script('printf %s "$KRB5CCNAME"').out.raw != "") is goes
        transport.close()


@pytest.mark.parametrize(("ticket", "says"), [(None, NO_TICKET), (expired, EXPIRED)], ids=["none", "expired"])
def test_without_a_valid_ticket_one_try_and_what_to_do(
    ticket: Callable[[Site], None] | None,
    says: tuple[str, str],
    site: Site,
    connections: Connections,
    state: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    if ticket is not None:
        ticket(site)
    before = site.relay.connections
    with none_left(), pytest.raises(LoginRefusedError) as error:
        connections.transport(CLUSTER)
    why, hint = (text.format(user=site.server.user) for text in says)
    assert why in error.value.message
    assert hint in error.value.hint
    assert "-fN" not in error.value.hint, "ssh has nothing to ask"
    for _ in range(3):
        with pytest.raises(UnreachableError):
            connections.transport(CLUSTER)
    found = connections.state(CLUSTER.name)
    assert (found.phase, found.retry_at, site.relay.connections - before) == ("refused", None, 1)
    checks = examine(
        Link(CLUSTER, ClusterTransport(CLUSTER, connections), QueryLog()),
        Records(state / "records"),
        lambda: connections.state(CLUSTER.name),
        None,
        lambda check: None,
    )
    login = next(check for check in checks if check.name == "login")
    assert (login.ok, hint in login.hint, exit_code(checks)) == (False, True, 3)
    assert until(lambda: not processes(state), 3)
    assert capfd.readouterr() == ("", "")


def test_a_ticket_that_ends_while_the_connection_stands(site: Site, connections: Connections) -> None:
    site.kdc.log_in("4s")
    transport = connections.transport(CLUSTER)
    site.kdc.let_it_expire()
    assert transport.script("echo on").out.raw == "on\n"
    assert transport.alive
    before = site.relay.connections
    site.relay.cut()
    assert until(lambda: connections.state(CLUSTER.name).phase == "lost", 2)
    assert connections.state(CLUSTER.name).problem == "the connection was lost"
    # What watches the cluster asks for it again, and again.
    for _ in range(3):
        with pytest.raises(LoginRefusedError if site.relay.connections == before else UnreachableError) as error:
            connections.transport(CLUSTER)
        assert EXPIRED[1].format(user=site.server.user) in error.value.hint
    assert (connections.state(CLUSTER.name).phase, site.relay.connections - before) == ("refused", 1)
    site.kdc.log_in()
    # The user says so, in the dialog.
    assert connections.open(CLUSTER, Answers()).alive
    assert connections.state(CLUSTER.name).phase == "open"


_CHILD = """
import sys
from pathlib import Path
from llmtui.errors import UnreachableError
from llmtui.remote.openssh.login import open_transport
from llmtui.remote.ssh import refusals
from llmtui.remote.ssh.config import resolve
config, state, result = map(Path, sys.argv[1:4])
if sys.argv[4:]:
    Path("/dev/tty").write_text("planted")
target = resolve("site", config_file=config, client="openssh")
try:
    open_transport(target, state_folder=state, lost=print, extra=("-F", str(config)))
except UnreachableError as error:
    result.write_text(error.message)
"""


def test_nothing_is_asked_on_the_bare_terminal(site: Site, state: Path) -> None:
    config, result = site.config(_ON, "NumberOfPasswordPrompts 3"), state / "result"
    words = [sys.executable, "-c", _CHILD, str(config), str(state), str(result)]
    assert on_a_terminal(words) == b""
    assert "no Kerberos ticket" in result.read_text()
    assert on_a_terminal([*words, "plant"]) == b"planted"


def on_a_terminal(words: list[str]) -> bytes:
    """Run it with a terminal that it may ask on; everything that was written there."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        ["setsid", "--ctty", "--wait", *words],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, timeout=60, check=False,
    )  # fmt: skip
    os.set_blocking(ours, False)
    try:
        written = os.read(ours, 65536)
    except BlockingIOError:
        written = b""
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, written
    return written


def test_paramiko_names_the_other_client(site: Site) -> None:
    for words in ((_ON,), (_ON, "PreferredAuthentications gssapi-with-mic,publickey")):
        target = resolve("site", config_file=site.config(*words))
        with pytest.raises(LoginRefusedError) as error:
            dial(target, None, once=set())
        assert "gssapi-with-mic" in error.value.message
        assert error.value.hint.endswith("for Kerberos choose the openssh client")
    for methods, names in (({"gssapi-with-mic", "password"}, True), ({"password"}, False)):
        hint = refusals.wrong_answers(target, 3, methods, "").hint
        assert hint.endswith("for Kerberos choose the openssh client") is names
    with pytest.raises(LoginRefusedError) as error:
        resolve("site", config_file=site.config(_ON, "PreferredAuthentications gssapi-with-mic"))
    assert "choose the openssh client" in error.value.hint


@pytest.mark.parametrize(
    ("words", "kerberos"),
    [
        ((), False),
        ((_ON,), True),
        ((_ON, "PreferredAuthentications publickey"), False),
        ((_ON, "PreferredAuthentications gssapi-with-mic,publickey"), True),
        (("GSSAPIAuthentication no",), False),
    ],
)
def test_whether_a_ticket_may_be_shown(words: tuple[str, ...], kerberos: bool, site: Site, state: Path) -> None:
    config = site.config(*words)
    target = resolve("site", config_file=config, client="openssh")
    assert target.kerberos is kerberos
    if words == ("GSSAPIAuthentication no",):
        site.kdc.log_in()
        with pytest.raises(LoginRefusedError) as error:
            open_transport(target, state_folder=state, lost=print, extra=("-F", str(config)))
        assert error.value.hint == "for Kerberos set GSSAPIAuthentication yes in ssh_config"


def test_what_klist_says(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tickets.held() == tickets.Ticket("none")
    site.kdc.log_in()
    assert tickets.held() == tickets.Ticket("valid", site.kdc.principal)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tickets.held() == tickets.Ticket("untold")
    heimdal = tmp_path / "klist"
    heimdal.write_text('#!/bin/sh\n[ $# = 0 ] || exit 1\necho "Credentials cache: API:1"\necho "  Principal: me@R"\n')
    heimdal.chmod(0o755)
    assert tickets.held() == tickets.Ticket("expired", "me@R")
