"""Edits in the program that $EDITOR names: what it wrote, how it failed, and the terminal that it is lent."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from select import select
from struct import pack
from termios import TIOCSWINSZ

import pytest

from llmtui.errors import RequestError
from llmtui.tui.app import LlmtuiApp
from llmtui.tui.outside import edit_outside, editor_command
from llmtui.tui.screens.edit import EditScreen

from .fakes import FakeSession
from .screens import grid, opened, press


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)


def program(folder: Path, body: str) -> str:
    """A program that gets the file's path as $1."""
    path = folder / "my editor"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return f"'{path}' --wait"


def lend_the_terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A test has no terminal to lend; the list says when the app was away and when it was back."""
    log: list[str] = []

    @contextmanager
    def suspend(app: LlmtuiApp) -> Iterator[None]:
        log.append("away")
        yield
        log.append("back")

    monkeypatch.setattr(LlmtuiApp, "suspend", suspend)
    return log


async def test_the_text_is_edited_in_the_users_own_program(
    session: FakeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "EDITOR",
        program(
            tmp_path, f'ls -ld "${{2%/*}}" > "{tmp_path}/seen"; ls -l "$2" >> "{tmp_path}/seen"; echo "echo é" >> "$2"'
        ),
    )
    log = lend_the_terminal(monkeypatch)
    async with opened(session) as pilot:
        await press(pilot, "f8")
        assert "F8 $EDITOR" in grid(pilot.app)
        await press(pilot, "f8")
        assert "echo é" in grid(pilot.app)
        assert log == ["away", "back"]
        await press(pilot, "ctrl+z")
        assert "echo é" not in grid(pilot.app)
        await press(pilot, "ctrl+y", "ctrl+s")
        assert session.kept is not None
        assert session.kept.edits[0].text.endswith("echo é\n")
    folder, file = (tmp_path / "seen").read_text().splitlines()
    assert file.endswith("/job.sh")
    assert folder.startswith("drwx------")
    assert not Path(file.split()[-1]).exists()
    assert not Path(folder.split()[-1]).exists()


async def test_a_program_that_fails_leaves_the_text_and_the_app(
    session: FakeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = lend_the_terminal(monkeypatch)
    async with opened(session) as pilot:
        await press(pilot, "f8")
        assert "$EDITOR" not in grid(pilot.app)
        for command, words in (
            (program(tmp_path, "exit 3"), "ended with exit code 3"),
            ("no-such-program -x", "cannot be started"),
            ("'unclosed", "cannot be read: No closing quotation"),
        ):
            monkeypatch.setenv("EDITOR", command)
            pilot.app.screen.refresh_bindings()
            await press(pilot, "f8")
            assert words in grid(pilot.app)
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, EditScreen)
        assert log == ["away", "back"] * 3, "the app comes back from every error"
        monkeypatch.setenv("EDITOR", program(tmp_path, "exit 0"))
        await press(pilot, "f8")
        assert "nothing was changed" in grid(pilot.app)
        assert "as generated" in grid(pilot.app)


@pytest.mark.parametrize(
    ("body", "words"), [("printf 'a\\n\\377' > \"$2\"", "line 2"), ('truncate -s 9M "$2"', "too large")]
)
def test_what_cannot_be_taken_is_not_lost(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(RequestError, match=words) as caught:
        edit_outside(editor_command({"EDITOR": program(tmp_path, body)}), "job.sh", "text\n")
    left = Path(caught.value.hint.rpartition(" ")[2])
    assert left.stat().st_size > 0
    left.unlink()
    left.parent.rmdir()


def test_interrupts_are_for_the_program(tmp_path: Path) -> None:
    """^C reaches every process of the terminal; the program ends by it, the app does not."""
    before = signal.getsignal(signal.SIGINT)
    body = 'kill -INT "$PPID"; kill -INT $$; sleep 5'
    with pytest.raises(RequestError, match="exit code"):
        edit_outside(editor_command({"EDITOR": program(tmp_path, body)}), "job.sh", "text\n")
    assert signal.getsignal(signal.SIGINT) is before


def test_the_terminal_is_lent_for_real(tmp_path: Path) -> None:
    """The demo job in a real terminal: F8 opens the editor, F8 again the program, ^s keeps what it wrote."""
    master, slave = pty.openpty()
    ioctl(slave, TIOCSWINSZ, pack("HHHH", 40, 120, 0, 0))
    command = program(tmp_path, '[ -t 0 ] && [ -t 1 ] && sed -i "2i # by-hand" "$2"')
    environment = {**os.environ, "LLMTUI_HOME": str(tmp_path / "home"), "TERM": "xterm-256color", "EDITOR": command}
    environment.update(COLUMNS="120", LINES="40")  # they go before the size of the terminal, and may be set already
    process = subprocess.Popen(
        [sys.executable, "-m", "llmtui", "--demo"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        start_new_session=True,
    )
    os.close(slave)
    try:
        read_until(master, lambda seen: b"#!/bin/bash" in seen)
        for key, word in ((b"\x1b[19~", b"as generated"), (b"\x1b[19~", b"by-hand"), (b"\x13", b"Submit")):
            os.write(master, key)
            read_until(master, lambda seen, word=word: word in seen)  # type: ignore[misc]
        form = tmp_path / "home" / "state" / "form.json"
        read_until(master, lambda seen: "by-hand" in form.read_text())
        os.write(master, b"\x11")
        read_until(master, lambda seen: process.poll() is not None)
        assert process.wait() == 0
    finally:
        process.kill()
        os.close(master)


def read_until(terminal: int, enough: Callable[[bytes], bool]) -> None:
    """Take what the app writes, which would wait for that, until it is enough."""
    seen = b""
    deadline = time.monotonic() + 60
    while not enough(seen):
        assert time.monotonic() < deadline, seen[-2000:]
        if select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:  # nobody has the other end any more
                time.sleep(0.1)
