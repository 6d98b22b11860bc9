"""Edits by hand: made in the app or in $EDITOR, kept, merged, linted, submitted, brought back."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from fcntl import ioctl
from pathlib import Path
from select import select
from struct import pack
from termios import TIOCSWINSZ

import pytest
from textual.pilot import Pilot

from llmtui.domain.edits import Edit
from llmtui.errors import RequestError
from llmtui.tui.app import LlmtuiApp
from llmtui.tui.form.editors import element_id
from llmtui.tui.glyphs import ASCII
from llmtui.tui.outside import edit_outside, editor_command
from llmtui.tui.screens.build import BuildScreen
from llmtui.tui.screens.edit import EditScreen
from llmtui.tui.widgets.editor import FileEditor

from .fakes import FakeSession, running
from .screens import check_grid, grid, opened, paste, press, until
from .test_hostile import HOSTILE, check


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)


def editor(pilot: Pilot[int]) -> FileEditor:
    return pilot.app.screen.query_one(FileEditor)


def replace_line(pilot: Pilot[int], start: str, line: str) -> None:
    """Put another line in place of the one that begins like that."""
    area = editor(pilot)
    lines = area.text.split("\n")
    row = next(index for index, old in enumerate(lines) if old.startswith(start))
    area.replace(line, (row, 0), (row, len(lines[row])))


async def set_time(pilot: Pilot[int], text: str) -> None:
    pilot.app.screen.query_one(f"#{element_id('placement.time')}").focus()
    await paste(pilot, text)


async def edit_time(pilot: Pilot[int], text: str) -> None:
    await press(pilot, "f8")
    replace_line(pilot, "#SBATCH --time", f"#SBATCH --time={text}")
    await press(pilot, "ctrl+s")


async def test_an_edit_is_shown_kept_and_submitted(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f8")
        assert "as generated" in grid(pilot.app)
        await press(pilot, "ctrl+end", *"echo", "space", *"done")
        assert "edited by hand, not saved" in grid(pilot.app)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, BuildScreen)
        assert "echo done" in grid(pilot.app)
        assert session.kept is not None
        assert session.kept.edits[0].text.endswith("run.json\necho done")
        await press(pilot, "ctrl+s")
        assert "job.sh edited: what you wrote is submitted" in grid(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: bool(session.submitted))
        assert session.submitted[0].bundle.text("job.sh") == session.kept.edits[0].text
    async with opened(session) as pilot:
        assert "echo done" in grid(pilot.app), "it comes back with the form"


async def test_an_edit_outlives_changes_of_the_form(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f8")
        replace_line(pilot, "#SBATCH --nodes", "#SBATCH --nodes=7")
        await press(pilot, "ctrl+s")
        await set_time(pilot, "00:42:00")
        shown = grid(pilot.app)
        assert "#SBATCH --nodes=7" in shown
        assert "#SBATCH --time=00:42:00" in shown
        assert "changed since you edited" not in shown


async def test_generated_lines_that_moved_are_told_and_can_be_taken(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await edit_time(pilot, "03:00:00")
        await set_time(pilot, "00:42:00")
        shown = grid(pilot.app)
        assert "#SBATCH --time=03:00:00" in shown
        assert "generated line 5 of job.sh has changed since you edited" in shown
        assert "F8 opens the file, F4 takes the generated lines" in shown
        await press(pilot, "f8")
        assert "F4 takes generated line 5, changed since you edited: #SBATCH --time=00:42:00" in grid(pilot.app)
        assert editor(pilot).cursor_location == (4, 0)
        await press(pilot, "ctrl+home", "enter", "f4")
        assert "F4" not in grid(pilot.app)
        assert "#SBATCH --time=00:42:00" in editor(pilot).text
        assert "03:00:00" not in editor(pilot).text
        await press(pilot, "ctrl+z")
        assert "03:00:00" in editor(pilot).text
        await press(pilot, "ctrl+y", "ctrl+s")
        assert "--time=00:42:00" in grid(pilot.app)
        assert "changed since you edited" not in grid(pilot.app)


async def test_saving_keeps_ones_own_lines_and_settles_it(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await edit_time(pilot, "03:00:00")
        await set_time(pilot, "00:42:00")
        await press(pilot, "f8", "ctrl+s")
        assert "#SBATCH --time=03:00:00" in grid(pilot.app)
        assert "changed since you edited" not in grid(pilot.app)


async def test_back_to_the_generated_text(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await edit_time(pilot, "03:00:00")
        await press(pilot, "f8", "f3")
        assert "--time=00:15:00" in editor(pilot).text
        await press(pilot, "ctrl+z")
        assert "--time=03:00:00" in editor(pilot).text
        await press(pilot, "f3", "ctrl+s")
        assert session.kept is not None
        assert session.kept.edits == ()
        assert "job.sh*" not in grid(pilot.app)


async def test_leaving_asks_only_when_something_would_be_lost(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f8", "escape")
        assert isinstance(pilot.app.screen, BuildScreen)
        await press(pilot, "f8", "x", "escape")
        assert "Leave without saving?" in grid(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, EditScreen)
        await press(pilot, "escape", "enter")
        assert isinstance(pilot.app.screen, BuildScreen)
        assert session.kept is not None
        assert session.kept.edits == ()


async def test_the_difference_is_shown_and_left(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f8", "f2")
        assert "no difference" in grid(pilot.app)
        await press(pilot, "f2")
        replace_line(pilot, "#SBATCH --time", "#SBATCH --time=03:00:00")
        await press(pilot, "f2")
        assert "-#SBATCH --time=00:15:00" in grid(pilot.app)
        assert "+#SBATCH --time=03:00:00" in grid(pilot.app)
        await press(pilot, "escape")
        assert editor(pilot).display
        await press(pilot, "f1")
        assert "llmtui render JOB -o DIR" in grid(pilot.app)


async def test_only_three_files_are_edited(session: FakeSession) -> None:
    async with opened(session) as pilot:
        for _ in range(3):
            await press(pilot, "f8")
            assert isinstance(pilot.app.screen, EditScreen)
            await press(pilot, "escape", "f3")
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, BuildScreen)
        assert "manifest is made from the others" in grid(pilot.app)


async def test_a_form_that_cannot_be_reckoned_with_leads_to_its_field(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await set_time(pilot, "soon")
        await press(pilot, "f3", "f8")
        assert isinstance(pilot.app.screen, BuildScreen)
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == element_id("placement.time")


async def test_an_edited_file_is_linted_and_its_errors_stop_the_job(session: FakeSession) -> None:
    async with opened(session) as pilot:
        await press(pilot, "f3", "f3", "f8")
        assert "run.json" in grid(pilot.app).splitlines()[0]
        await press(pilot, "ctrl+end", "comma", "ctrl+s")
        shown = grid(pilot.app)
        assert "1 error" in shown
        assert "not JSON" in shown
        await press(pilot, "f3", "f3")
        assert "run.json, line" in grid(pilot.app)
        await press(pilot, "ctrl+s", "enter")
        assert session.submitted == []


async def test_a_job_is_built_again_with_its_edits(session: FakeSession) -> None:
    base = "#!/bin/bash\nset -euo pipefail\n"
    edit = Edit("job.sh", base, base.replace("set -euo", "set -exuo"))
    session.listed = (replace(running(1), edits=(edit,)),)
    async with opened(session) as pilot:
        await press(pilot, "f6", "enter", "i")
        assert "by hand" in grid(pilot.app)
        await press(pilot, "s")
        await until(pilot, lambda: pilot.app.current_mode == "build" and "job.sh*" in grid(pilot.app))
        assert "set -exuo pipefail" in grid(pilot.app)


HOSTILE_LINES = [text for name in HOSTILE for text in name.split("\n")]


async def test_hostile_text_in_an_edited_file_is_shown_as_it_is(session: FakeSession) -> None:
    text = "\n".join(HOSTILE_LINES)
    assert session.kept is not None
    session.kept = replace(session.kept, edits=(Edit("job.sh", "", text),))
    async with opened(session, (120, 60)) as pilot:
        check(pilot)
        shown = grid(pilot.app)
        for seen in (
            "job[/oops]x",
            "[@click=app.quit]click[/]",
            r"\x1b[2Jwiped",
            r"left\u202eright",
            r"\x9b31mred",
        ):
            assert seen in shown
        await press(pilot, "f8")
        check(pilot)
        shown = grid(pilot.app)
        for seen in ("job[/oops]x", "[@click=app.quit]click[/]", "\ufffd[2Jwiped", "left\ufffdright"):
            assert seen in shown
        for keys in (("ctrl+end",), ("f2",), ("escape",), ("escape",), ("f3", "f3", "f3", "f3")):
            await press(pilot, *keys)
            check(pilot)
        assert "a character that cannot be seen, U+001B" in grid(pilot.app)
        await press(pilot, "ctrl+s", "enter")
        assert session.submitted == []


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_editor_as_it_is_drawn(session: FakeSession, size: tuple[int, int]) -> None:
    async with opened(session, size) as pilot:
        await edit_time(pilot, "03:00:00")
        await set_time(pilot, "00:42:00")
        await press(pilot, "f8")
        check_grid(pilot.app, f"edit-{size[0]}x{size[1]}")
        await press(pilot, "f2")
        check_grid(pilot.app, f"difference-{size[0]}x{size[1]}")


# $EDITOR


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


async def test_editor_and_dialog_are_ascii_where_the_locale_has_no_more(session: FakeSession) -> None:
    async with opened(session, (80, 24), glyphs=ASCII) as pilot:
        await edit_time(pilot, "03:00:00")
        await set_time(pilot, "00:42:00")
        seen = []
        for keys in (
            ("f8",),
            ("f2",),
            ("escape",),
            ("f1",),
            ("escape", "x", "escape"),
            ("enter", "f3"),
            ("escape", "f9"),
        ):
            await press(pilot, *keys)
            seen.append(grid(pilot.app))
    assert "Leave without saving?" in seen[4]
    assert "job.sh edited" in seen[5]
    for screen in seen:
        assert screen.isascii(), sorted({letter for letter in screen if not letter.isascii()})
