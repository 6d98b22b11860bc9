"""Servers whose SFTP is absent or spoilt by noise: the files are reached all the same."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from tests.realssh.server import sshd

from llmtui.remote.ssh.transport import SshTransport

from .dial import dial
from .ground import Ground
from .threads import none_left
from .ways import NO_SFTP

#: The program of OpenSSH's that speaks SFTP: Debian's place, Red Hat's, SUSE's.
SFTP_SERVER = shutil.which("sftp-server", path="/usr/lib/openssh:/usr/libexec/openssh:/usr/lib/ssh") or "sftp-server"

SPOILT = {
    "ends at once": NO_SFTP,
    "not offered": ("# no Subsystem",),
    "greeted by a profile": (f"Subsystem sftp /bin/sh -c 'echo Welcome to the machine; exec {SFTP_SERVER}'",),
    "short noise": ("Subsystem sftp /bin/sh -c 'echo; sleep 1'",),
    "one channel only": ("MaxSessions 1",),
}


@pytest.mark.parametrize("options", list(SPOILT.values()), ids=list(SPOILT))
def test_uploads_downloads_and_logs_work_without_sftp(
    ground: Ground, there: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    server = ground.server(options)
    with none_left():
        transport = SshTransport(dial(server))
        transport.facts()
        data = os.urandom(1_500_000)
        transport.put_files(f"{there}/run", {"log": (data, 0o600)})
        assert transport.read_at(f"{there}/run/log", 1_000_000, 1000) == (data[1_000_000:1_001_000], 1_500_000)
        transport.copy_out(f"{there}/run/log", tmp_path / "got")
        assert (tmp_path / "got").read_bytes() == data
        assert transport._sftp is None
        assert transport.alive
        transport.close()


def test_with_sftp_the_check_above_would_see_it(ground: Ground) -> None:
    transport = SshTransport(dial(ground.server()))
    transport.stat("/")
    assert transport._sftp is not None
    transport.close()


def test_a_file_channel_that_is_killed_is_opened_anew(tmp_path: Path, there: Path) -> None:
    with sshd(
        tmp_path / "server", options=(f"Subsystem sftp {SFTP_SERVER}",), environment={"HOME": str(tmp_path)}
    ) as server:
        transport = SshTransport(dial(server))
        (there / "a").write_text("x")
        assert transport.read_at(f"{there}/a", 0, 1) == (b"x", 1)
        programs = [pid for pid in server.sessions() if "sftp-server" in Path(f"/proc/{pid}/comm").read_text()]
        assert len(programs) == 1
        os.kill(programs[0], signal.SIGKILL)
        session = transport._sftp
        assert session is not None
        while session.usable:
            time.sleep(0.01)
        assert transport.read_at(f"{there}/a", 0, 1) == (b"x", 1)
        assert transport.alive
        transport.close()
