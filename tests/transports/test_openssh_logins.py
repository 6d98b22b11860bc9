"""Logins by the ssh program that do not come about: what each is taken for, and that none of them asks."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.realssh import needs
from tests.realssh.server import Sshd, new_key, sshd

from llmtui.domain.remotetext import RemoteText
from llmtui.errors import UnreachableError
from llmtui.remote.errors import LoginRefusedError, NeedsUserError
from llmtui.remote.openssh import control, tickets
from llmtui.remote.openssh.complaints import login_error
from llmtui.remote.openssh.login import end_master, master_command, master_is_open, open_transport
from llmtui.remote.openssh.tickets import Ticket
from llmtui.remote.target import Target

from .opensshway import NO_CONFIG, opened, processes, target_of, until
from .threads import none_left


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    needs.need()
    with sshd(tmp_path_factory.mktemp("sshd"), options=["MaxStartups 100"]) as running:
        yield running


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lo", dir="/tmp") as folder:
        yield Path(folder)


def refused(target: Target, state: Path, capfd: pytest.CaptureFixture[str]) -> UnreachableError:
    """How the login fails; nothing was printed, and nothing is left of it."""
    with none_left(), pytest.raises(UnreachableError) as caught:
        open_transport(target, state_folder=state, lost=lambda why: pytest.fail(why), extra=NO_CONFIG)
    assert until(lambda: not processes(state), 3)
    assert list((state / "ssh").iterdir()) == []
    assert capfd.readouterr() == ("", "")
    return caught.value


def test_an_unknown_host_is_a_question(server: Sshd, state: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = target_of(server)
    Path(target.known_hosts[0]).write_text("")
    error = refused(target, state, capfd)
    assert type(error) is NeedsUserError
    command = shlex.split(error.hint.partition(": ")[2])
    assert command[0] == "ssh"
    assert {"-fN", "ControlMaster=yes", "StrictHostKeyChecking=ask"} <= set(command)
    assert Path(target.known_hosts[0]).read_text() == "", "nothing was added"


def test_a_changed_key_is_refused_with_its_place(
    server: Sshd, tmp_path: Path, state: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = target_of(server)
    other = new_key(tmp_path / "other").with_suffix(".pub").read_text()
    Path(target.known_hosts[0]).write_text(f"# first\n[127.0.0.1]:{server.port} {other}")
    # What the user's configuration says of it counts for nothing.
    config = tmp_path / "config"
    config.write_text("StrictHostKeyChecking no\n")
    error = refused(target, state, capfd)
    assert type(error) is LoginRefusedError
    assert "has changed" in error.message
    assert f"{target.known_hosts[0]}, line 2" in error.message
    with pytest.raises(LoginRefusedError, match="has changed"):
        open_transport(target, state_folder=state, lost=lambda why: None, extra=("-F", str(config)))


def test_a_revoked_key_is_refused(server: Sshd, state: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = target_of(server)
    Path(target.known_hosts[0]).write_text(f"@revoked {server.known_hosts_line}\n")
    error = refused(target, state, capfd)
    assert (type(error), "revoked" in error.message) == (LoginRefusedError, True)


def test_a_key_that_is_not_taken_is_refused_and_a_locked_one_needs_the_user(
    server: Sshd, tmp_path: Path, state: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = target_of(server)
    wrong = refused(replace(target, identity_files=(str(new_key(tmp_path / "wrong")),)), state, capfd)
    assert type(wrong) is LoginRefusedError
    assert "publickey" in wrong.message
    for kind, name in (("ed25519", "locked"), ("rsa", "pem")):
        key = new_key(tmp_path / name, kind=kind, passphrase="secret words")
        if name == "pem":
            words = ["-p", "-q", "-m", "PEM", "-P", "secret words", "-N", "secret words", "-f", str(key)]
            subprocess.run(["ssh-keygen", *words], check=True, capture_output=True)
        locked = refused(replace(target, identity_files=(str(key),)), state, capfd)
        assert type(locked) is NeedsUserError, name


def test_names_ports_and_silence(state: Path, capfd: pytest.CaptureFixture[str]) -> None:
    needs.need()
    nowhere = Target("nowhere.invalid", "nowhere.invalid", "me", connect_timeout_s=1)
    error = refused(nowhere, state, capfd)
    assert (type(error), "resolve" in error.message) == (UnreachableError, True)
    with socket.socket() as held:
        # Bound and not listening: nobody else can take the port meanwhile.
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        error = refused(replace(nowhere, alias="127.0.0.1", host="127.0.0.1", port=port), state, capfd)
    assert (type(error), "Connection refused" in error.message) == (UnreachableError, True)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()
        port = silent.getsockname()[1]
        error = refused(replace(nowhere, alias="127.0.0.1", host="127.0.0.1", port=port), state, capfd)
        assert (type(error), "timed out" in error.message) == (UnreachableError, True)
        assert time.monotonic() - started < 5


def test_a_login_without_a_shell_says_so(tmp_path: Path, state: Path, capfd: pytest.CaptureFixture[str]) -> None:
    needs.need()
    with sshd(tmp_path / "s", options=["ForceCommand echo the account is closed >&2; exit 1"]) as server:
        error = refused(target_of(server), state, capfd)
    assert type(error) is LoginRefusedError
    assert "the account is closed" in error.message


def test_no_ssh_on_this_machine(
    server: Sshd, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "no ssh program" in refused(target_of(server), state, capfd).message


def test_through_another_host_and_a_script_that_is_late(server: Sshd, tmp_path: Path, state: Path) -> None:
    """The way through the other host belongs to the master: ending the shell that logged in leaves it."""
    with sshd(tmp_path / "inner", key=server.key) as inner:
        target = target_of(inner)
        config = tmp_path / "config"
        known = tmp_path / "known"
        known.write_text(f"{server.known_hosts_line}\n{inner.known_hosts_line}\n")
        config.write_text(f"UserKnownHostsFile {known}\nIdentityFile {server.key}\n")
        hop = Target("127.0.0.1", "127.0.0.1", server.user, server.port)
        target = replace(target, jumps=(hop,), known_hosts=(str(known),))
        with opened(target, state, extra=("-F", str(config))) as transport:
            before = len(server.sessions())
            assert before > 0, "it goes through the other host"
            assert transport.script("sleep 30", timeout_s=0.3).outcome == "unknown"
            assert transport.script("echo x").out.raw == "x\n"
            assert transport.alive
        assert until(lambda: not server.sessions(), 5)


def test_a_path_that_is_too_long_for_a_socket_has_its_folder_elsewhere(
    server: Sshd, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(state))
    folder = control.folder_for(tmp_path / ("x" * 60))
    assert folder == state / f"llmtui-ssh-{os.getuid()}"
    assert folder.stat().st_mode & 0o777 == 0o700
    with opened(target_of(server), tmp_path / ("x" * 60)) as transport:
        assert transport.alive
        assert len(list(folder.iterdir())) == 1
    (folder / f"{control._machine()}-stale").touch()
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(folder / f"{control._machine()}-left"))
    control.folder_for(tmp_path / ("x" * 60))
    assert list(folder.iterdir()) == [], "what nobody listens at is removed"
    folder.rmdir()
    folder.symlink_to(tmp_path)
    with pytest.raises(LoginRefusedError):
        control.folder_for(tmp_path / ("x" * 60))


def test_where_the_temporary_folder_is_too_long_as_well_there_is_a_short_one(
    server: Sshd, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 60)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    monkeypatch.setattr(control, "_SHORT", state / "tmp")
    (state / "tmp").mkdir()
    with opened(target_of(server), long) as transport:
        assert transport.script("echo there").out.raw == "there\n"
        (folder,) = (state / "tmp").iterdir()
        assert (folder.name, folder.stat().st_mode & 0o777) == (f"llmtui-ssh-{os.getuid()}", 0o700)
        assert len(list(folder.iterdir())) == 1
    folder.rmdir()
    folder.symlink_to(tmp_path)
    with pytest.raises(LoginRefusedError, match="not a folder of yours"):
        control.folder_for(long)
    folder.unlink()
    folder.mkdir()
    os.chown(folder, 65534, -1) if os.geteuid() == 0 else folder.rmdir()
    if folder.exists():
        with pytest.raises(LoginRefusedError, match="not a folder of yours"):
            control.folder_for(long)


def test_where_every_folder_is_too_long_it_is_said_once_and_for_all(
    server: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 60)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    monkeypatch.setattr(control, "_SHORT", long)
    target = target_of(server)
    with pytest.raises(LoginRefusedError, match="too long for a socket") as caught:
        open_transport(target, state_folder=long, lost=lambda why: None)
    assert "TMPDIR" in caught.value.hint
    with pytest.raises(LoginRefusedError, match="too long for a socket"):
        master_command(target, long)
    assert not master_is_open(target, long, NO_CONFIG)
    assert not end_master(target, long, NO_CONFIG)


def test_a_folder_that_cannot_be_made_is_told(server: Sshd, state: Path) -> None:
    (state / "file").write_text("")
    with pytest.raises(LoginRefusedError, match="file/ssh cannot be made: Not a directory"):
        open_transport(target_of(server), state_folder=state / "file", lost=lambda why: None)


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ("me@h: Permission denied (publickey,keyboard-interactive).", NeedsUserError, "keyboard-interactive"),
        ("Permission denied (gssapi-with-mic,publickey).", LoginRefusedError, "gssapi-with-mic"),
        ("Permission denied (gssapi-keyex,gssapi-with-mic,password).", NeedsUserError, "gssapi-with-mic"),
        ("me@h: Permission denied (publickey).", LoginRefusedError, "publickey"),
        ("Received disconnect from 1.2.3.4 port 22:2: Too many authentication failures", LoginRefusedError, "Too many"),
        ("/home/me/.ssh/config: line 3: Bad configuration option: usekeychain", LoginRefusedError, "usekeychain"),
        ("Unable to negotiate with h port 22: no matching host key type found.", LoginRefusedError, "negotiate"),
        ("ssh: connect to host h port 22: Connection timed out", UnreachableError, "timed out"),
        ("ssh: connect to host h port 22: No route to host", UnreachableError, "No route"),
        ("kex_exchange_identification: Connection closed by remote host", UnreachableError, "Connection closed"),
        ("Connection closed by 1.2.3.4 port 22", UnreachableError, "Connection closed"),
        ("", UnreachableError, "without a word"),
        (
            "Welcome\x1b]0;x\x07\nssh: Could not resolve hostname h: Name or service not known",
            UnreachableError,
            "resolve",
        ),
    ],
)
def test_the_words_of_ssh(said: str, kind: type[UnreachableError], words: str) -> None:
    error = login_error(Target("h", "h", "me"), RemoteText(said), ["ssh", "-fN", "h"])
    assert type(error) is kind
    assert words in error.message
    assert "\x1b" not in error.message + error.hint
    assert kind is not NeedsUserError or error.hint.endswith("ssh -fN h")


OLD = Ticket("expired", "me@LAB")
KINIT = "kinit me@REALM (the site's realm), then connect again"


@pytest.mark.parametrize(
    ("ticket", "ways", "kind", "says", "hint"),
    [
        (
            OLD,
            "gssapi-with-mic,publickey",
            LoginRefusedError,
            "of me@LAB has expired",
            "kinit me@LAB, then connect again",
        ),
        (
            OLD,
            "gssapi-with-mic,password",
            NeedsUserError,
            "has expired",
            "then connect again; or log in once in a terminal",
        ),
        (
            Ticket("none"),
            "gssapi-with-mic,publickey",
            LoginRefusedError,
            "there is no Kerberos ticket",
            f"{KINIT}; is the key",
        ),
        (
            Ticket("valid", "me@LAB"),
            "gssapi-keyex",
            LoginRefusedError,
            "of me@LAB was not taken",
            "can the site's KDC be",
        ),
        (Ticket("untold"), "gssapi-with-mic", LoginRefusedError, "by gssapi-with-mic", f"with Kerberos: {KINIT}"),
        (OLD, "publickey", LoginRefusedError, "by publickey", "is the key"),
    ],
)
def test_what_a_ticket_explains(
    ticket: Ticket, ways: str, kind: type[UnreachableError], says: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tickets, "held", lambda: ticket)
    said = RemoteText(f"me@h: Permission denied ({ways}).")
    error = login_error(Target("h", "h", "me", kerberos=True), said, ["ssh", "-fN", "h"])
    assert type(error) is kind
    assert says in error.message
    assert hint in error.hint
