"""Which keys are used, and which are not: permissions, IdentitiesOnly, the agent, formats, too many of them."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.realssh import needs
from tests.realssh.server import keygen, new_key, sshd

from llmtui.remote.errors import LoginRefusedError
from llmtui.remote.ssh import identities, keyfile
from llmtui.remote.ssh.agent import Agent, AgentError
from llmtui.remote.ssh.dial import dial
from llmtui.remote.ssh.publickey import from_line

from .answers import Answers
from .lab import PASSPHRASE, Lab, ssh_add, ssh_agent


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_private_key_that_others_can_read_is_not_used(mode: int, machines: Lab, tmp_path: Path) -> None:
    key = Path(shutil.copy(machines.keys["ed25519"], tmp_path / "key"))
    target = machines.target(identity_files=(str(key),))
    key.chmod(0o600)
    dial(target, None, once=set()).close()
    key.chmod(mode)
    with pytest.raises(LoginRefusedError) as error:
        dial(target, None, once=set())
    assert f"chmod 600 {key}" in error.value.hint


@pytest.mark.parametrize(
    ("kind", "format"),
    [("rsa", "PEM"), ("ecdsa", "PEM"), ("rsa", "RFC4716"), ("ed25519", "RFC4716"), ("ecdsa", "RFC4716")],
)
@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_formats_of_key_files(kind: str, format: str, passphrase: str, tmp_path: Path) -> None:
    needs.need()
    path = tmp_path / "key"
    keygen("-q", "-t", kind, *(["-b", "2048"] if kind == "rsa" else []), "-N", "", "-f", str(path))
    keygen("-q", "-p", "-P", "", "-N", passphrase, "-m", format, "-f", str(path))
    file = keyfile.read(str(path))
    assert file is not None
    assert file.problem == ""
    assert file.encrypted is bool(passphrase)
    assert file.public == from_line((tmp_path / "key.pub").read_text())
    assert [signer.public for signer in identities.from_file(file, (), passphrase or None)] == [file.public]
    assert PASSPHRASE not in repr(file)
    assert file.text not in repr(file)
    if passphrase:
        with pytest.raises(keyfile.PassphraseError):
            identities.from_file(file, (), "another")


@pytest.mark.parametrize("ending", ["", ".pub", "-cert.pub"])
@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_noted_and_the_next_key_is_tried(
    kind: str, ending: str, machines: Lab, tmp_path: Path
) -> None:
    """It neither ends the login nor holds it up, and nothing stays open."""
    place = tmp_path / f"key{ending}"
    if kind == "folder":
        place.mkdir()
    else:
        os.mkfifo(place)
    target = machines.target(None, "ed25519")
    target = replace(target, identity_files=(str(tmp_path / "key"), *target.identity_files))
    before = len(os.listdir("/proc/self/fd"))
    found = identities.gather(target, 0.0)
    assert len(os.listdir("/proc/self/fd")) == before
    # A .pub file beside a key is only a help.
    assert found.notes == ([] if ending == ".pub" else [f"{place}: not a regular file"])
    dial(target, None, once=set()).close()


def test_files_that_are_no_keys_are_told_of(machines: Lab, tmp_path: Path) -> None:
    for name, text in (
        ("empty", ""),
        ("cut", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n"),
        ("pkcs8", "-----BEGIN PRIVATE KEY-----\n"),
    ):
        path = tmp_path / name
        path.write_text(text)
        path.chmod(0o600)
        with pytest.raises(LoginRefusedError) as error:
            dial(machines.target(identity_files=(str(path),)), None, once=set())
        assert str(path) in error.value.hint
    missing = machines.target(identity_files=(str(tmp_path / "missing"),))
    with pytest.raises(LoginRefusedError, match="no key was found"):
        dial(missing, None, once=set())


def test_only_the_keys_that_are_named_with_identities_only(machines: Lab) -> None:
    with_agent = machines.target(None, "stranger", agent=machines.agent)
    dial(with_agent, None, once=set()).close()
    only = machines.target(None, "stranger", agent=machines.agent, identities_only=True)
    before = machines.log().count("method publickey")
    with pytest.raises(LoginRefusedError, match="1 key tried"):
        dial(only, None, once=set())
    assert machines.log().count("method publickey [") - before <= 2
    named = machines.target(
        identity_files=(f"{machines.keys['ed25519']}.pub",), agent=machines.agent, identities_only=True
    )
    dial(named, None, once=set()).close()


def test_a_named_key_of_the_agent_comes_first(machines: Lab, tmp_path: Path) -> None:
    target = machines.target(None, "ed25519", agent=machines.agent)
    for number in range(3):
        ssh_add(machines.agent, new_key(tmp_path / str(number)))
    have = identities.gather(target, 0.0)
    plain = [signer.public for signer in have.signers if signer.certificate is None]
    have.close()
    assert plain[0] == from_line(Path(f"{machines.keys['ed25519']}.pub").read_text())
    assert len(plain) >= 4


def test_an_agent_that_is_gone_or_refuses_is_passed_over(machines: Lab, tmp_path: Path) -> None:
    gone = machines.target(None, "ed25519", agent=str(tmp_path / "gone"))
    dial(gone, None, once=set()).close()
    with pytest.raises(LoginRefusedError) as error:
        dial(machines.target(agent=str(tmp_path / "gone")), None, once=set())
    assert "no agent answers" in error.value.hint


def test_a_key_that_the_agent_will_not_use_costs_one_try(machines: Lab, tmp_path: Path) -> None:
    # `-c` asks for a confirmation by a program that says no.
    key = Path(shutil.copy(machines.keys["rsa"], tmp_path / "key"))
    with ssh_agent(tmp_path / "agent", {"SSH_ASKPASS": "/bin/false", "SSH_ASKPASS_REQUIRE": "force"}) as agent:
        environment = {**os.environ, "SSH_AUTH_SOCK": agent}
        subprocess.run(["ssh-add", "-q", "-c", str(key)], env=environment, check=True, stdin=subprocess.DEVNULL)
        mine = Agent(agent)
        blob = mine.keys()[0].public.blob
        with pytest.raises(AgentError, match="refused"):
            mine.sign(blob, b"data", "rsa-sha2-512")
        mine.close()
        dial(machines.target(None, "ed25519", agent=agent), None, once=set()).close()
        with pytest.raises(LoginRefusedError) as error:
            dial(machines.target(agent=agent), None, once=set())
        assert "the agent refused" in error.value.hint


def test_too_many_keys_for_the_server(tmp_path: Path, machines: Lab) -> None:
    keys = [new_key(tmp_path / str(number)) for number in range(5)]
    with sshd(tmp_path / "server", options=["MaxAuthTries 3"]) as server:
        known = tmp_path / "known"
        known.write_text(f"{server.known_hosts_line}\n")
        files = tuple(str(key) for key in (*keys, server.key))
        target = machines.target(server, identity_files=files, known_hosts=(str(known),))
        with pytest.raises(LoginRefusedError) as error:
            dial(target, None, once=set())
    assert "closed the connection" in error.value.message
    assert "IdentitiesOnly" in error.value.hint


def test_two_keys_where_the_server_wants_two(tmp_path: Path, machines: Lab) -> None:
    second = machines.keys["rsa"]
    with sshd(tmp_path / "server", options=["AuthenticationMethods publickey,publickey"]) as server:
        known = tmp_path / "known"
        known.write_text(f"{server.known_hosts_line}\n")
        with (server.folder / "authorized_keys").open("a") as file:
            file.write(Path(f"{second}.pub").read_text())
        both = machines.target(server, identity_files=(str(server.key), str(second)), known_hosts=(str(known),))
        dial(both, None, once=set()).close()
        one = machines.target(server, identity_files=(str(server.key),), known_hosts=(str(known),))
        with pytest.raises(LoginRefusedError, match="the server takes publickey"):
            dial(one, Answers(), once=set())


def test_what_the_server_says_to_everybody_is_told(tmp_path: Path, machines: Lab) -> None:
    banner = tmp_path / "banner"
    banner.write_text("Maintenance until \x1b[2JFriday\n")
    with sshd(tmp_path / "server", options=[f"Banner {banner}"]) as server:
        known = tmp_path / "known"
        known.write_text(f"{server.known_hosts_line}\n")
        with pytest.raises(LoginRefusedError) as error:
            dial(machines.target(server, "stranger", known_hosts=(str(known),)), None, once=set())
    assert "Maintenance until Friday" in error.value.hint
