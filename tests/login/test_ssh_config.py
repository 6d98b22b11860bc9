"""Hosts by the names of ssh_config: read by `ssh -G`, and by paramiko where there is no ssh program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.realssh import needs

from llmtui.errors import UnreachableError
from llmtui.remote.errors import LoginRefusedError
from llmtui.remote.ssh.config import has_alias, resolve
from llmtui.remote.ssh.dial import dial

from .lab import Lab

Config = Callable[[str], Path]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    needs.need()

    def write(text: str) -> Path:
        path = tmp_path / "config"
        path.write_text(text)
        return path

    return write


@pytest.fixture(params=["ssh", "paramiko"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With the ssh program and without it."""
    if request.param == "paramiko":
        monkeypatch.setattr(shutil, "which", lambda name: None)
    return str(request.param)


def test_what_a_host_entry_says(config: Config, either: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_AUTH_SOCK", "/run/agent")
    file = config(
        "Host lumi\n HostName lumi.example.org\n User me\n Port 2222\n IdentityFile ~/.ssh/%n_%r\n"
        " IdentityFile /k/two\n CertificateFile /k/two-cert.pub\n IdentitiesOnly yes\n HostKeyAlias lumi-all\n"
        " HashKnownHosts yes\n UserKnownHostsFile /k/known\n GlobalKnownHostsFile /k/global\n ConnectTimeout 7\n"
    )
    target = resolve("lumi", config_file=file, published=("SHA256:x",))
    assert (target.alias, target.host, target.user, target.port) == ("lumi", "lumi.example.org", "me", 2222)
    assert target.certificate_files == ("/k/two-cert.pub",)
    assert target.identities_only
    assert (target.host_key_alias, target.hash_known_hosts) == ("lumi-all", True)
    assert target.known_hosts == ("/k/known", "/k/global")
    assert (target.connect_timeout_s, target.agent, target.published) == (7.0, "/run/agent", ("SHA256:x",))
    assert target.identity_files == (str(Path.home() / ".ssh/lumi_me"), "/k/two")
    given = resolve("lumi", user="other", port=22, config_file=file)
    assert (given.user, given.port) == ("other", 22)


def test_without_any_entry_the_defaults_hold(config: Config, either: str) -> None:
    target = resolve("login.example.org", user="me", config_file=config(""))
    assert (target.host, target.port, target.jumps) == ("login.example.org", 22, ())
    assert str(Path.home() / ".ssh/id_ed25519") in target.identity_files
    assert target.known_hosts[0] == str(Path.home() / ".ssh/known_hosts")
    assert "/etc/ssh/ssh_known_hosts" in target.known_hosts


def test_an_alias_is_a_name_with_an_address_of_its_own(config: Config, either: str) -> None:
    file = config("Host lumi\n HostName lumi.example.org\nHost *.example.org\n User me\n")
    assert has_alias("lumi", file)
    assert not has_alias("lumi.example.org", file)
    assert not has_alias("other", file)


def test_hosts_on_the_way(config: Config, either: str) -> None:
    file = config(
        "Host inner\n ProxyJump gate,me@middle:2222\n"
        "Host gate\n HostName gate.example.org\n User you\n ProxyCommand ssh -q -W %h:%p outer\n"
        "Host middle\n ProxyJump nowhere\n"
    )
    hops = [(hop.alias, hop.host, hop.port, hop.jumps) for hop in resolve("inner", config_file=file).jumps]
    assert hops == [
        ("outer", "outer", 22, ()),
        ("gate", "gate.example.org", 22, ()),
        ("middle", "middle", 2222, ()),
    ]
    assert [hop.user for hop in resolve("inner", config_file=file).jumps][1:] == ["you", "me"]
    assert resolve("lone", config_file=config("Host lone\n ProxyJump none\n")).jumps == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ProxyJump b\nHost b\n ProxyJump a", "in a circle: a → b → a"),
        ("ProxyCommand nc %h %p", "ProxyCommand"),
        ("ProxyCommand ssh -i key -W %h:%p gate", "ProxyCommand"),
        ("IdentityFile ~/%Z/key", "%Z"),
    ],
)
def test_what_cannot_be_done_is_told(text: str, says: str, config: Config, either: str) -> None:
    with pytest.raises(UnreachableError) as error:
        resolve("a", config_file=config(f"Host a\n {text}\n"))
    assert says in error.value.message
    assert "circle" in says or "openssh client" in error.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "PKCS11Provider /lib/p.so",
        "SecurityKeyProvider /lib/sk.so",
        "RevokedHostKeys /k/revoked",
        "PreferredAuthentications gssapi-with-mic",
        "PubkeyAuthentication no\n KbdInteractiveAuthentication no\n PasswordAuthentication no",
    ],
)
def test_what_only_the_openssh_client_can_do(text: str, config: Config, either: str) -> None:
    with pytest.raises(UnreachableError) as error:
        resolve("a", config_file=config(f"Host a\n {text}\n"))
    assert "openssh client" in error.value.hint


def test_a_long_way_ends(config: Config) -> None:
    chain = "".join(f"Host h{number}\n ProxyJump h{number + 1}\n" for number in range(12))
    with pytest.raises(UnreachableError, match="more than 8 hosts"):
        resolve("h0", config_file=config(chain))
    assert len(resolve("h5", config_file=config(chain)).jumps) == 7


def test_a_broken_configuration_is_told_with_its_line(config: Config) -> None:
    with pytest.raises(UnreachableError, match="line 2"):
        resolve("a", config_file=config("Host a\n NoSuchWord yes\n"))
    with pytest.raises(UnreachableError, match="no host name"):
        resolve("-oProxyCommand=touch x", config_file=config(""))


def test_include_and_match_are_read_by_ssh_and_warned_of_without_it(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "more").write_text("Host a\n HostName included.example.org\n")
    file = config(f"Include {tmp_path}/more\nMatch host a\n User matched\n")
    warned: list[str] = []
    assert resolve("a", config_file=file, warn=warned.append).host == "included.example.org"
    assert warned == []
    monkeypatch.setattr(shutil, "which", lambda name: None)
    resolve("a", config_file=file, warn=warned.append)
    assert "Include or Match" in warned[0]


def test_a_login_by_the_names_of_ssh_config(machines: Lab, config: Config) -> None:
    keys, common = machines.keys, f" HostName 127.0.0.1\n User root\n UserKnownHostsFile {machines.known}\n"
    file = config(
        f"Host cluster\n{common} Port {machines.plain.port}\n IdentityFile {keys['ed25519']}\n ProxyJump gate,inner\n"
        f"Host gate\n{common} Port {machines.gate.port}\n IdentityFile {keys['rsa']}\n"
        f"Host inner\n{common} Port {machines.inner.port}\n IdentityFile {keys['ecdsa']}\n"
    )
    heard = {
        name: (server, machines.log(server)) for name, server in (("gate", machines.gate), ("inner", machines.inner))
    }
    dial(resolve("cluster", config_file=file), None, once=set()).close()
    for server, before in heard.values():
        assert "direct-tcpip" in machines.log(server)[len(before) :]


def test_what_only_ssh_can_do_is_left_to_ssh(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text("Host lab\n HostName login.lab.org\n User alice\n ProxyCommand corkscrew proxy 8080 %h %p\n")
    with pytest.raises(LoginRefusedError, match=r"(?i)proxycommand"):
        resolve("lab", config_file=config)
    target = resolve("lab", config_file=config, client="openssh")
    assert (target.alias, target.host, target.user, target.jumps) == ("lab", "login.lab.org", "alice", ())
    assert target.client == "openssh"
