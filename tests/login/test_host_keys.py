"""Host keys: our verdict is that of the ssh program, the question carries what has to be compared, files only grow."""

from __future__ import annotations

import stat
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.realssh.server import Sshd, new_key, sshd

from llmtui.remote.errors import LoginRefusedError, NeedsUserError
from llmtui.remote.hostkey import HostKey
from llmtui.remote.prompter import HostAnswer, UnknownHost
from llmtui.remote.ssh import hostkeys, hostnames
from llmtui.remote.ssh.dial import dial
from llmtui.remote.ssh.hop import Accepted
from llmtui.remote.ssh.publickey import from_line

from .answers import Answers
from .lab import Lab


def ssh_says(server: Sshd, known: Path, key: Path) -> str:
    """What the ssh program makes of the server's key."""
    words = [
        f"-oUserKnownHostsFile={known}",
        "-oGlobalKnownHostsFile=none",
        "-oStrictHostKeyChecking=yes",
        "-F/dev/null",
    ]
    done = subprocess.run(
        ["ssh", *words, "-oBatchMode=yes", "-p", str(server.port), "-i", str(key), "127.0.0.1", "true"],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    texts = {"REVOKED": "revoked", "IDENTIFICATION HAS CHANGED": "changed", "key is known for": "unknown"}
    return next((word for text, word in texts.items() if text in done.stderr), "known" if not done.returncode else "?")


@pytest.fixture(scope="module")
def ecdsa(machines: Lab, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Public keys of several types that no server here has."""
    folder = tmp_path_factory.mktemp("others")
    made = {kind: new_key(folder / kind, kind) for kind in ("ecdsa", "rsa", "ed25519")}
    return {kind: " ".join(Path(f"{key}.pub").read_text().split()[:2]) for kind, key in made.items()}


@pytest.mark.parametrize(
    "lines",
    [
        "[127.0.0.1]:{port} {key}",
        "[127.0.0.1]:{port} {ed25519}",
        "[127.0.0.1]:{port} {rsa}",
        "[127.0.0.1]:{port} {ecdsa}\n[127.0.0.1]:{port} {rsa}",
        "[127.0.0.1]:{port} {ed25519}\n[127.0.0.1]:{port} {key}",
        "127.0.0.1 {key}",
        "127.0.0.1 {ed25519}",
        "[127.0.0.*]:{port} {key}",
        "[127.0.0.*]:*,![127.0.0.1]:{port} {key}",
        "[127.0.0.?]:{port},other {key}",
        "{hashed} {key}",
        "{hashed} {ed25519}",
        "@revoked * {key}\n[127.0.0.1]:{port} {key}",
        "[127.0.0.1]:{port} {key}\n@revoked * {key}",
        "[127.0.0.1]:{port} {key}\n@revoked other {key}",
        "@revoked * {ed25519}\n[127.0.0.1]:{port} {key}",
        "@cert-authority * {key}",
        "rubbish\n@what * {key}\n[127.0.0.1]:{port} {key}",
        "# [127.0.0.1]:{port} {key}",
        "",
    ],
)
def test_our_verdict_is_that_of_ssh(lines: str, machines: Lab, ecdsa: dict[str, str], tmp_path: Path) -> None:
    server = machines.plain
    known = tmp_path / "known"
    name = hostnames.listed("127.0.0.1", server.port)
    known.write_text(lines.format(port=server.port, key=server.host_key, hashed=hostnames.hashed(name), **ecdsa) + "\n")
    ours = hostkeys.read([str(known)]).verdict("127.0.0.1", server.port, from_line(server.host_key))
    assert ours.word == ssh_says(server, known, machines.keys["ed25519"])


def test_another_curve_is_another_key_as_for_ssh(tmp_path: Path, machines: Lab) -> None:
    host_key = new_key(tmp_path / "p384", "ecdsa")
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ecdsa", "-b", "384", "-N", "", "-f", str(tmp_path / "other")], check=True
    )
    with sshd(tmp_path / "server", options=[f"HostKey {host_key}", "HostKeyAlgorithms ecdsa-sha2-nistp256"]) as server:
        known = tmp_path / "known"
        other = " ".join((tmp_path / "other.pub").read_text().split()[:2])
        known.write_text(f"[127.0.0.1]:{server.port} {other}\n")
        shown = from_line(Path(f"{host_key}.pub").read_text())
        ours = hostkeys.read([str(known)]).verdict("127.0.0.1", server.port, shown)
        assert ours.word == ssh_says(server, known, server.key)


def test_the_question_carries_what_has_to_be_compared(machines: Lab, tmp_path: Path) -> None:
    server = machines.plain
    target = machines.target(None, "ed25519", known_hosts=(str(tmp_path / "known"),))
    for published, matches in (
        ((), None),
        ((server.fingerprint, "SHA256:x"), True),
        ((machines.gate.fingerprint,), False),
    ):
        user = Answers(hosts=["cancel"])
        with pytest.raises(NeedsUserError):
            dial(replace(target, published=published), user, once=set())
        (asked,) = user.unknown
        assert (asked.host, asked.port, asked.key_type) == ("127.0.0.1", server.port, "ssh-ed25519")
        assert (asked.fingerprint, asked.published, asked.matches) == (server.fingerprint, published, matches)
    assert not (tmp_path / "known").exists()


def test_no_connection_is_open_while_the_user_compares(machines: Lab, tmp_path: Path) -> None:
    seen: list[list[int]] = []

    class Looking(Answers):
        def unknown_host(self, host: UnknownHost) -> HostAnswer:
            deadline = time.monotonic() + 5
            while machines.gate.sessions() and time.monotonic() < deadline:
                time.sleep(0.02)
            seen.append(machines.gate.sessions())
            return "once"

    target = machines.target(machines.gate, "ed25519", known_hosts=(str(tmp_path / "known"),))
    dial(target, Looking(), once=set()).close()
    assert seen == [[]]


def test_once_holds_for_the_session_and_no_longer(machines: Lab, tmp_path: Path) -> None:
    target = machines.target(None, "ed25519", known_hosts=(str(tmp_path / "known"),))
    once: Accepted = set()
    dial(target, Answers(hosts=["once"]), once=once).close()
    dial(target, None, once=once).close()
    with pytest.raises(NeedsUserError):
        dial(target, None, once=set())
    assert not (tmp_path / "known").exists()


@pytest.mark.parametrize("hashes", [False, True])
def test_a_saved_key_is_one_more_line(hashes: bool, machines: Lab, tmp_path: Path) -> None:
    known = tmp_path / "new" / "known"
    target = machines.target(None, "ed25519", known_hosts=(str(known),), hash_known_hosts=hashes)
    dial(target, Answers(hosts=["save"]), once=set()).close()
    assert stat.S_IMODE(known.stat().st_mode) == 0o600
    assert hostnames.is_hashed(known.read_text()) is hashes
    assert ssh_says(machines.plain, known, machines.keys["ed25519"]) == "known"


def test_what_stands_in_the_file_stays_as_it_is(machines: Lab, tmp_path: Path) -> None:
    known = tmp_path / "known"
    before = f"# mine \t\n{hostnames.hashed('elsewhere')} {machines.gate.host_key}\nrubbish\xff without an end"
    known.write_bytes(before.encode("latin-1"))
    known.chmod(0o640)
    target = machines.target(None, "ed25519", known_hosts=(str(known),))
    user = Answers(hosts=["save"])
    dial(target, user, once=set()).close()
    after = known.read_bytes()
    assert after.startswith(before.encode("latin-1") + b"\n|1|")
    assert after.count(b"\n") == 4
    assert stat.S_IMODE(known.stat().st_mode) == 0o640
    assert any(f"{known}:3" in told for told in user.told)
    dial(target, None, once=set()).close()


def test_a_server_with_several_keys_is_asked_for_the_one_that_is_known(machines: Lab, tmp_path: Path) -> None:
    keys = {kind: new_key(tmp_path / kind, kind) for kind in ("ed25519", "ecdsa", "rsa")}
    with sshd(tmp_path / "server", options=[f"HostKey {key}" for key in keys.values()]) as server:
        for key in keys.values():
            known = tmp_path / "known"
            known.write_text(f"[127.0.0.1]:{server.port} {Path(f'{key}.pub').read_text()}")
            target = machines.target(server, known_hosts=(str(known),), identity_files=(str(server.key),))
            dial(target, None, once=set()).close()


def test_a_file_that_cannot_be_read_is_not_an_empty_one(machines: Lab, tmp_path: Path) -> None:
    folder = tmp_path / "known"
    folder.mkdir()
    with pytest.raises(LoginRefusedError, match="no host key can be checked"):
        dial(machines.target(None, "ed25519", known_hosts=(str(folder),)), None, once=set())


@pytest.mark.parametrize("name", ["known hosts", ".ssh/known_hosts"])
def test_the_command_that_removes_an_old_key_names_its_file(
    name: str, machines: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Followed to the letter, the host is one that is not known; no name of a file is needed for ssh's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    known, ours = tmp_path / name, f"[127.0.0.1]:{machines.plain.port}"
    known.parent.mkdir(exist_ok=True)
    known.write_text(f"{ours} {machines.gate.host_key}\nother {machines.gate.host_key}\n")
    target = machines.target(None, "ed25519", known_hosts=(str(known),))
    with pytest.raises(LoginRefusedError, match="has changed") as caught:
        dial(target, None, once=set())
    command = caught.value.hint[caught.value.hint.index("ssh-keygen") :]
    assert ("-f" in command.split()) is (name == "known hosts")
    if name == "known hosts":
        subprocess.run(["sh", "-c", command], check=True, capture_output=True, timeout=20)
        assert known.read_text() == f"other {machines.gate.host_key}\n"
        with pytest.raises(NeedsUserError, match="not known yet"):
            dial(target, None, once=set())


def test_a_changed_key_on_the_way_stops_it_too(machines: Lab, tmp_path: Path) -> None:
    known = tmp_path / "known"
    known.write_text(f"[127.0.0.1]:{machines.gate.port} {machines.plain.host_key}\n")
    way = machines.target(machines.gate, "ed25519", known_hosts=(str(known),))
    user = Answers()
    with pytest.raises(LoginRefusedError, match="has changed"):
        dial(machines.target(None, "ed25519", jumps=(way,)), user, once=set())
    assert user.unknown == []


def test_what_a_key_is_known_by_is_told(machines: Lab, tmp_path: Path) -> None:
    known, key = tmp_path / "known", from_line(machines.plain.host_key)
    target = machines.target(None, "ed25519", known_hosts=(str(known),))

    def told(*answers: HostAnswer) -> HostKey | None:
        link = dial(target, Answers(hosts=answers), once=once)
        link.close()
        return link.host_key

    once: Accepted = set()
    assert told("once") == HostKey(key.kind, key.fingerprint, "taken by you for this session")
    once.clear()
    known.write_text("# a comment\n")
    assert told("save") == HostKey(key.kind, key.fingerprint, f"in {known}:2")
    known.write_text(f"\n\n[127.0.0.*]:{machines.plain.port} {machines.plain.host_key}\n")
    assert told() == HostKey(key.kind, key.fingerprint, f"in {known}:3")
    way = replace(target, jumps=(machines.target(machines.gate, "ed25519"),))
    link = dial(way, None, once=set())
    link.close()
    assert link.host_key == told(), "that of the cluster, not of a host on the way"
