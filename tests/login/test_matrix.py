"""The login matrix: every case ends as it has to, with its message and its questions, and the terminal stays clean."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.realssh import needs
from tests.realssh.server import sshd

from .watched import Watched, watch

#: What a program that uses paramiko's client as it is does when a second factor is asked for.
_DIRECT = """
import sys, paramiko
client = paramiko.SSHClient()
client.load_host_keys(sys.argv[1])
try:
    client.connect("127.0.0.1", int(sys.argv[2]), key_filename=sys.argv[3], allow_agent=False, look_for_keys=False)
except paramiko.SSHException:
    pass
"""


@dataclass(frozen=True)
class Matrix:
    """What the terminal saw of it, and how each case ended."""

    terminal: Watched
    ended: list[dict[str, Any]]


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    needs.need()
    folder = Path(tmp_path_factory.mktemp("matrix"))
    result = folder / "result.json"
    factors = "factors" if needs.has_pam() else "keys"
    seen = watch([sys.executable, "-m", "tests.login.quiet", str(folder / "lab"), str(result), factors])
    assert seen.code == 0, seen.err.decode(errors="replace")
    return Matrix(seen, json.loads(result.read_text()))


def test_every_case_ends_as_it_has_to(matrix: Matrix, subtests: pytest.Subtests) -> None:
    for case in matrix.ended:
        with subtests.test(case["name"]):
            wanted = case["wanted"]
            assert case["error"] == wanted["error"], case["text"]
            assert [words for words in wanted["says"] if words not in case["text"]] == [], case["text"]
            assert case["prompts"] == wanted["prompts"]
    assert len(matrix.ended) >= 37


def test_second_factors_were_among_them(matrix: Matrix) -> None:
    needs.need_pam()
    assert "key, password and one-time code" in {case["name"] for case in matrix.ended}


def test_the_terminal_saw_nothing_of_it(matrix: Matrix) -> None:
    seen = matrix.terminal
    assert (seen.out, seen.err, seen.read) == (b"", b"", 0)


def test_the_watch_sees_paramiko_itself_write_and_read(tmp_path: Path) -> None:
    needs.need_pam()
    options = ["UsePAM yes", "KbdInteractiveAuthentication yes", "AuthenticationMethods publickey,keyboard-interactive"]
    stack = "auth required pam_exec.so expose_authtok quiet /bin/false\nauth required pam_permit.so"
    with sshd(tmp_path / "server", options=options, pam=stack) as server:
        known = tmp_path / "known"
        known.write_text(f"{server.known_hosts_line}\n")
        seen = watch([sys.executable, "-c", _DIRECT, str(known), str(server.port), str(server.key)])
    assert b"Password:" in seen.out
    assert seen.read > 0
