"""The server and the relay do what tests rely on."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from . import needs
from .proxy import proxy
from .server import Sshd, sshd


@pytest.fixture(autouse=True)
def _programs() -> None:
    needs.need()


def login(server: Sshd, port: int, command: str) -> subprocess.CompletedProcess[str]:
    known = server.folder / "known"
    known.write_text(f"[127.0.0.1]:{port} {server.host_key}\n")
    words = ["-p", str(port), "-i", str(server.key), f"-oUserKnownHostsFile={known}", "-oBatchMode=yes", "-F/dev/null"]
    return subprocess.run(
        ["ssh", *words, f"{server.user}@127.0.0.1", command], capture_output=True, text=True, timeout=20, check=False
    )


def test_a_login_runs_a_command_and_the_environment_is_set(tmp_path: Path) -> None:
    with sshd(tmp_path, environment={"SLURM_CONF": "/x y"}) as server, proxy(server.port) as relay:
        assert login(server, server.port, 'echo "$SLURM_CONF"').stdout == "/x y\n"
        assert login(server, relay.port, "exit 7").returncode == 7
        relay.cut_after = 500
        assert login(server, relay.port, "true").returncode == 255
        assert login(server, relay.port, "true").returncode == 0
