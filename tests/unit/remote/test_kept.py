"""A kept transport over shells of this machine: what is asked before the first command, and an end at any moment."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from llmtui.remote import kept
from llmtui.remote.kept import KeptTransport
from llmtui.remote.sftp.session import Stream
from llmtui.remote.transport import LinkLostError, Result


class Shell:
    """One /bin/sh of this machine."""

    usable = True

    def __init__(self, environment: dict[str, str]) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(["/bin/sh"], stdin=pipe, stdout=pipe, stderr=pipe, env=environment)

    def send(self, data: bytes, deadline: float) -> None:
        # With its input at an end the shell ends after one script: a test's scripts are few.
        assert self._process.stdin is not None
        self._process.stdin.write(data)
        self._process.stdin.close()

    def read(self, deadline: float, out_ended: bool) -> tuple[bytes, bytes]:
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        out, err = self._process.stdout.read(), self._process.stderr.read()
        self.usable = False
        if not (out or err):
            raise LinkLostError("the shell has ended")
        return out, err

    def close(self) -> None:
        self._process.kill()
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()
        self._process.wait()


def _no_stream(deadline: float) -> Stream:
    raise OSError("no files by SFTP")


@pytest.fixture
def there(tmp_path: Path) -> dict[str, str]:
    """The environment of a login whose profile alone knows where Slurm's commands are."""
    commands = tmp_path / "slurm"
    commands.mkdir()
    for name in ("squeue", "sbatch"):
        (commands / name).write_text("#!/bin/sh\necho this is $0\n")
        (commands / name).chmod(0o755)
    plain = tmp_path / "plain"
    plain.mkdir()
    for name in "bash date env id sed sh timeout uname".split():
        (plain / name).symlink_to(f"/usr/bin/{name}")
    (tmp_path / ".bash_profile").write_text(f"export PATH={commands}:$PATH\n")
    return {"HOME": str(tmp_path), "PATH": str(plain)}


def _transport(environment: dict[str, str], opened: Callable[[], None] = lambda: None) -> KeptTransport:
    def open_line(deadline: float) -> Shell:
        opened()
        return Shell(environment)

    return KeptTransport(open_line, _no_stream, standing=lambda: True)


def test_the_first_command_finds_slurm_where_only_a_login_shell_looks(there: dict[str, str], tmp_path: Path) -> None:
    calls: list[Callable[[KeptTransport], Result]] = [lambda way: way.run(["squeue"]), lambda way: way.script("squeue")]
    for call in calls:
        transport = _transport(there)
        result = call(transport)
        assert (result.outcome, result.out.raw) == ("ok", f"this is {tmp_path}/slurm/squeue\n"), result.complaint
        transport.close()


def test_facts_are_asked_once_and_again_only_where_they_did_not_come(there: dict[str, str]) -> None:
    shells: list[str] = []
    broken = [LinkLostError("it broke")]

    def opened() -> None:
        shells.append("")
        if broken:
            raise broken.pop()

    transport = _transport(there, opened)
    # Without them nothing is run: `sbatch: command not found` would be taken for a refusal.
    lost = transport.run(["sbatch"])
    assert (lost.outcome, len(shells)) == ("unknown", 1)
    assert lost.complaint.startswith("nothing was run: ")
    assert lost.complaint.endswith("it broke")
    assert [transport.run(["sbatch"]).outcome for _ in range(3)] == ["ok"] * 3
    assert len(shells) == 1 + 1 + 3
    transport.close()


def test_a_slow_profile_outlives_the_call_that_asked(there: dict[str, str]) -> None:
    profile = Path(there["HOME"], ".bash_profile")
    profile.write_text(f"/bin/sleep 1\n{profile.read_text()}")
    transport = _transport(there)
    began = time.monotonic()
    early = transport.run(["squeue"], timeout_s=0.3)
    assert 0.3 <= time.monotonic() - began < 0.9
    assert (early.outcome, early.complaint.startswith("nothing was run: no answer")) == ("unknown", True)
    assert transport.run(["squeue"], timeout_s=5).outcome == "ok"
    assert time.monotonic() - began < 2.5, "the profile is not run a second time"
    transport.close()


def test_an_end_while_the_file_channel_is_being_opened(there: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    transport = _transport(there)
    raised: list[BaseException] = []
    ends: list[threading.Thread] = []

    def end() -> None:
        try:
            transport.close()
        except RuntimeError as error:
            raised.append(error)

    class Slow(threading.Thread):
        def start(self) -> None:
            ends.append(threading.Thread(target=end))
            ends[0].start()
            # Long enough for the end to meet a thread that does not run yet, unless it waits for that.
            ends[0].join(0.3)
            super().start()

    monkeypatch.setattr(kept, "Thread", Slow)
    transport._open_early()
    ends[0].join(5)
    assert (len(ends), raised) == (1, [])
    assert not ends[0].is_alive()


def test_what_has_ended_opens_nothing_more(there: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    transport = _transport(there)
    begun: list[str] = []
    monkeypatch.setattr(kept, "Thread", lambda **how: begun.append(how["name"]))
    transport._closed = True
    transport._open_early()
    assert begun == []
