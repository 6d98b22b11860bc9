"""The command line never asks: it names the command that does, and with that, followed to the letter, it goes on."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.realssh import needs
from tests.realssh.server import Sshd

from llmtui.cli import main
from llmtui.domain.cluster import Cluster
from llmtui.errors import UnreachableError
from llmtui.remote.attempt import Attempt
from llmtui.remote.errors import NeedsUserError
from llmtui.remote.openssh import control
from llmtui.remote.target import Client
from llmtui.services.reach.connections import Opened
from llmtui.services.reach.login import Logins, LoginSettings
from llmtui.services.reach.opener import CONFIG_VARIABLE, SshOpener

from .lab import CODE, PASSPHRASE, Lab
from .terminal import typed

_CLIENTS: tuple[Client, ...] = ("paramiko", "openssh")
_CLUSTER = Cluster("site", "Site")


@dataclass
class Desk:
    """A user's settings and opener; `config` is their ssh_config."""

    folder: Path
    config: Path
    opener: SshOpener

    def log_in(self) -> Opened:
        return self.opener(_CLUSTER, None, lambda problem: None, Attempt())

    def told(self) -> str:
        """The command that the login names, which nobody can answer."""
        with pytest.raises(NeedsUserError) as caught:
            self.log_in()
        return command_in(caught.value.hint)


def command_in(hint: str) -> str:
    return hint[hint.index("ssh -") :]


@pytest.fixture(params=_CLIENTS)
def desk(request: pytest.FixtureRequest, machines: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path / "config"))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    logins = Logins(tmp_path / "home" / "config" / "logins.json")
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))
    for name in ("site", "lumi"):
        logins.save(name, LoginSettings(client=request.param))
    return Desk(tmp_path, tmp_path / "config", SshOpener(logins, tmp_path / "home" / "state"))


def host(server: Sshd, known: Path, key: Path) -> str:
    place = f"HostName 127.0.0.1\nPort {server.port}\nUser {server.user}\n"
    return f"Host site\n{place}UserKnownHostsFile {known}\nIdentityFile {key}\nIdentitiesOnly yes\n"


@contextmanager
def left_open(command: str) -> Iterator[None]:
    """The login that the command leaves open ends afterwards."""
    words = shlex.split(command)
    try:
        yield
    finally:
        control = next(word for word in words if word.startswith("ControlPath="))
        subprocess.run(["ssh", "-o", control, "-O", "exit", "x"], check=False, capture_output=True, timeout=10)


def goes_on(desk: Desk, command: str, answers: dict[str, str]) -> None:
    """Follow the command to the letter; the next login is there, without a question."""
    with left_open(command), typed(command, answers) as (code, shown):
        assert code == 0, shown
        link = desk.log_in()
        assert link.transport.script("echo there").out.raw == "there\n"
        assert link.asked, "it is the user's, and not to be made again by itself"
        link.transport.close()


def test_a_key_with_a_passphrase(desk: Desk, machines: Lab) -> None:
    desk.config.write_text(host(machines.plain, machines.known, machines.keys["locked"]))
    goes_on(desk, desk.told(), {"Enter passphrase": PASSPHRASE})


def test_a_host_that_is_not_known(desk: Desk, machines: Lab) -> None:
    known = desk.folder / "known"
    known.write_text("")
    desk.config.write_text(host(machines.plain, known, machines.keys["ed25519"]))
    goes_on(desk, desk.told(), {"fingerprint])?": "yes"})
    assert known.read_text().count("\n") == 1


def test_a_second_factor(desk: Desk, machines: Lab) -> None:
    needs.need_pam()
    desk.config.write_text(host(machines.factors["one"], machines.known, machines.keys["ed25519"]))
    goes_on(desk, desk.told(), {"assword:": CODE})


def test_over_a_host_on_the_way(desk: Desk, machines: Lab) -> None:
    gate = host(machines.gate, machines.known, machines.keys["ed25519"]).replace("Host site", "Host gate")
    site = host(machines.inner, machines.known, machines.keys["locked"])
    desk.config.write_text(f"{gate}{site}ProxyJump gate\n")
    goes_on(desk, desk.told(), {"Enter passphrase": PASSPHRASE})


def test_logging_out_ends_it_for_every_window(desk: Desk, machines: Lab) -> None:
    desk.config.write_text(host(machines.plain, machines.known, machines.keys["locked"]))
    command = desk.told()
    with left_open(command), typed(command, {"Enter passphrase": PASSPHRASE}) as (code, shown):
        assert code == 0, shown
        link = desk.log_in()
        link.transport.close()
        desk.log_in().transport.close()
        assert desk.opener.log_out(_CLUSTER) is False
        assert desk.told() == command


def test_a_master_of_the_users_own_control_path_is_left_and_told(desk: Desk, machines: Lab) -> None:
    with tempfile.TemporaryDirectory(prefix="lo", dir="/tmp") as folder:
        text = host(machines.plain, machines.known, machines.keys["locked"])
        desk.config.write_text(f"{text}ControlMaster auto\nControlPath {folder}/own\n")
        own = shlex.join(["ssh", "-F", str(desk.config), "-o", f"ControlPath={folder}/own", "-fNM", "site"])
        with left_open(own), typed(own, {"Enter passphrase": PASSPHRASE}) as (code, shown):
            assert code == 0, shown
            desk.log_in().transport.close()
            assert desk.opener.log_out(_CLUSTER) is True
            link = desk.log_in()
            assert link.transport.script("echo there").out.raw == "there\n"
            link.transport.close()


def test_a_wrong_answer_leaves_nothing_open(desk: Desk, machines: Lab) -> None:
    desk.config.write_text(host(machines.plain, machines.known, machines.keys["locked"]))
    command = desk.told()
    with typed(command, {"Enter passphrase": "no"}) as (code, shown):
        assert code == 255, shown
        assert desk.told() == command


def test_without_the_ssh_program_there_is_the_app(
    machines: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text(host(machines.plain, machines.known, machines.keys["locked"]))
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path / "config"))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    opener = SshOpener(Logins(tmp_path / "logins.json"), tmp_path / "state")
    with pytest.raises(UnreachableError) as caught:
        opener(_CLUSTER, None, lambda problem: None, Attempt())
    assert caught.value.hint == "connect to site in the app: llmtui"


def test_where_no_folder_can_hold_a_socket_a_key_still_logs_in(
    machines: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the ssh program needs one."""
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path / "config"))
    long = tmp_path / ("x" * 60)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    monkeypatch.setattr(control, "_SHORT", long)
    opener = SshOpener(Logins(tmp_path / "logins.json"), long)
    (tmp_path / "config").write_text(host(machines.plain, machines.known, machines.keys["ed25519"]))
    link = opener(_CLUSTER, None, lambda problem: None, Attempt())
    assert link.transport.script("echo there").out.raw == "there\n"
    link.transport.close()
    assert opener.log_out(_CLUSTER) is False
    (tmp_path / "config").write_text(host(machines.plain, machines.known, machines.keys["locked"]))
    with pytest.raises(NeedsUserError) as caught:
        opener(_CLUSTER, None, lambda problem: None, Attempt())
    assert caught.value.hint == "connect to site in the app: llmtui"


def test_the_command_line_prints_it(desk: Desk, machines: Lab, capsys: pytest.CaptureFixture[str]) -> None:
    desk.config.write_text(host(machines.plain, machines.known, machines.keys["locked"]).replace("site", "lumi"))
    job = desk.folder / "job.yaml"
    job.write_text("version: 1\nname: x\ntask: finetune\nmodel: EleutherAI/gpt-neo-1.3B\ntraining: {dataset: x.txt}\n")
    assert main(["stage", str(job), "--set", "placement.cluster=lumi"]) == 3
    said = capsys.readouterr().err.splitlines()[-1]
    assert "hint: log in once in a terminal" in said
    assert main(["doctor", "lumi", "--json"]) == 3
    login = next(check for check in json.loads(capsys.readouterr().out)["checks"] if check["name"] == "login")
    assert command_in(login["hint"]) == command_in(said)
    command = command_in(said)
    with left_open(command), typed(command, {"Enter passphrase": PASSPHRASE}) as (code, shown):
        assert code == 0, shown
        assert main(["doctor", "lumi", "--json"]) != 3
        checks = json.loads(capsys.readouterr().out)["checks"]
        assert next(check for check in checks if check["name"] == "login")["ok"] is True
