"""What a command reads travels inside its script."""

from __future__ import annotations

import pytest

from llmtui.remote.local import LocalTransport
from llmtui.remote.stdin import STDIN_CAP, command


def test_bytes_reach_the_command_and_its_code_counts(tmp_path: object) -> None:
    run = LocalTransport().script
    assert run(command(["wc", "-c"], None, bytes(range(256)) * 1000)).out.raw.strip() == "256000"
    assert run(command(["cat"], str(tmp_path), b"")).out.raw == ""
    assert run(command(["sh", "-c", "exit 5"], None, b"unread")).exit_code == 5
    assert run(command(["cat"], f"{tmp_path}/none", b"x")).exit_code == 127


def test_too_much_is_refused_before_anything_runs() -> None:
    assert command(["cat"], None, b"x" * STDIN_CAP)
    with pytest.raises(ValueError, match="standard input of 1048577 bytes"):
        command(["cat"], None, b"x" * (STDIN_CAP + 1))
