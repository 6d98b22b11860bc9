"""Logging in through dialogs: settings, questions, host keys, giving up, and nothing kept of what was typed."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from llmtui.errors import UnreachableError
from llmtui.remote.errors import LoginRefusedError, NeedsUserError
from llmtui.remote.prompter import Prompter
from llmtui.services.form import FormState
from llmtui.services.reach.login import LoginSettings
from llmtui.tui.prompter import AppPrompter, QuestionAsked
from llmtui.tui.screens.build import BuildScreen
from llmtui.tui.screens.confirm import TellScreen
from llmtui.tui.screens.connect import ConnectScreen, TerminalReady
from llmtui.tui.screens.doctor import DoctorScreen
from llmtui.tui.screens.hostkey import HostKeyScreen
from llmtui.tui.screens.jobs import JobsScreen
from llmtui.tui.screens.question import QuestionScreen

from .fakes import FakeSession, running
from .fakesites import FIRST, ROIHU
from .links import Asks, FakeTransport, code, unknown
from .screens import check_grid, grid, opened, press, settle, until

SECRET = "canary-4711-secret"


@pytest.fixture(autouse=True)
def no_slurm_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that the tests run on may have Slurm's commands."""
    monkeypatch.setattr("llmtui.services.reach.link.is_here", lambda cluster: cluster.embedded)


@asynccontextmanager
async def dialog(session: FakeSession, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """The dialog that logs in to roihu, open over the list of jobs."""
    session.listed = (replace(running(1, name="llama-reviews"), cluster="roihu"),)
    async with opened(session, size) as pilot:
        await press(pilot, "f6", "l")
        assert isinstance(pilot.app.screen, ConnectScreen)
        yield pilot


async def shows(pilot: Pilot[int], kind: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    await pilot.pause()


async def enter(pilot: Pilot[int], text: str) -> None:
    """Paste into the focused field and press enter, without waiting for the login's thread."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(text))
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()


async def test_settings_are_kept_and_the_connection_opens(session: FakeSession) -> None:
    async with dialog(session) as pilot:
        await press(pilot, "down", "down", "tab", *"alice", "tab", "right", "left")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, JobsScreen)
        assert "roihu ● open" in grid(pilot.app).splitlines()[0]
    assert session.login("roihu") == LoginSettings("roihu-cpu.csc.fi", "alice", "paramiko")
    assert session.login_opener.tried == ["roihu"]


async def test_a_host_that_is_no_host_is_said_and_nothing_is_tried(session: FakeSession) -> None:
    async with dialog(session) as pilot:
        await enter(pilot, "-oProxyCommand=evil")
        await settle(pilot)
        assert "is not a host name" in grid(pilot.app)
    assert session.login_opener.tried == []


async def test_user_and_port_in_the_host_field_are_shown_where_they_go(session: FakeSession) -> None:
    def away(prompter: Prompter | None) -> None:
        raise UnreachableError("roihu.csc.fi port 2222: Connection refused")

    session.login_opener.login = away
    async with dialog(session) as pilot:
        await enter(pilot, "bob@roihu.csc.fi:2222")
        await settle(pilot)
        fields = {field.id: field.value for field in pilot.app.screen.query(Input)}
        assert (fields["host"], fields["user"]) == ("roihu.csc.fi:2222", "bob")
        assert session.login("roihu") == LoginSettings("roihu.csc.fi", "bob", "paramiko", 2222)
        await press(pilot, *["backspace"] * 5, "enter")
        assert session.login("roihu") == LoginSettings("roihu.csc.fi", "bob")
        await press(pilot, "escape", "l")
        assert pilot.app.screen.query_one("#host", Input).value == "roihu.csc.fi"


async def test_questions_are_answered_in_order_and_a_wrong_code_is_asked_again(session: FakeSession) -> None:
    both = code(1, "Welcome to Roihu.\nTwo factors please.", ("Password: ", False), ("Token name: ", True))
    login = session.login_opener.login = Asks(both, code(2), code(1, "nothing to answer", *()))
    async with dialog(session) as pilot:
        await pilot.press("enter")
        await shows(pilot, QuestionScreen)
        assert "| Two factors please." in grid(pilot.app)
        await enter(pilot, SECRET)
        assert isinstance(pilot.app.screen, QuestionScreen)
        await enter(pilot, "phone")
        await until(pilot, lambda: "this is try 2" in grid(pilot.app))
        assert SECRET not in grid(pilot.app)
        await enter(pilot, "123456")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen) and "nothing to" in grid(pilot.app))
        await enter(pilot, "1")
        await shows(pilot, JobsScreen)
    assert login.answers == [(SECRET, "phone"), ("123456",), ("1",)]


async def test_echo_is_obeyed_and_nothing_typed_is_left(session: FakeSession, tmp_path: Path) -> None:
    login = session.login_opener.login = Asks(code(1, "", ("Password: ", False), ("Name: ", True)))
    async with dialog(session) as pilot:
        await pilot.press("enter")
        await shows(pilot, QuestionScreen)
        fields = list(pilot.app.screen.query(Input))
        fields[0].post_message(Paste(SECRET))
        fields[1].post_message(Paste("seen-name"))
        await pilot.pause()
        shown = grid(pilot.app)
        assert "seen-name" in shown
        assert SECRET not in shown
        assert "•" * len(SECRET) in shown
        fields[1].value = SECRET
        await pilot.pause()
        assert SECRET in grid(pilot.app), "the search finds what is there"
        assert SECRET in pilot.app.export_screenshot().replace("&#160;", " ")
        await pilot.press("enter", "enter")
        await shows(pilot, JobsScreen)
        assert [field.value for field in fields] == ["", ""]
        assert SECRET not in pilot.app.export_screenshot()
    assert login.answers == [(SECRET, SECRET)]
    assert "***" in repr(login.answers[0]), "a traceback with values does not show it"
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert kept == []
    (tmp_path / "planted").write_text(SECRET)
    assert [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


async def test_a_question_without_prompts_is_answered_without_a_dialog(session: FakeSession) -> None:
    empty = replace(code(1, "you are logged in"), prompts=())
    login = session.login_opener.login = Asks(empty)
    async with dialog(session) as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, JobsScreen)
    assert login.answers == [()]


async def test_giving_up_a_question_gives_up_the_login(session: FakeSession) -> None:
    login = session.login_opener.login = Asks(code())
    async with dialog(session) as pilot:
        await pilot.press("enter")
        await shows(pilot, QuestionScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ConnectScreen)
        assert "the login was given up" in grid(pilot.app)
    assert login.answers == [None]


async def test_a_login_that_is_left_ends_at_once_and_leaves_nothing_open(session: FakeSession) -> None:
    go_on = threading.Event()

    def slow(prompter: Prompter | None) -> None:
        assert prompter is not None
        prompter.telling("waiting for the server's banner")
        go_on.wait(10)

    session.login_opener.login = slow
    async with dialog(session) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "waiting for the server's banner" in grid(pilot.app))
        begin = time.monotonic()
        await pilot.press("escape")
        await shows(pilot, JobsScreen)
        assert time.monotonic() - begin < 1.0
        assert session.connections.state("roihu").problem == "the login was given up"
        go_on.set()
        await until(pilot, lambda: session.login_opener.transport is not None)
        await until(pilot, lambda: not transport(session).alive)
        assert session.connections.state("roihu").phase == "lost"


async def test_leaving_the_dialog_does_not_wait_for_a_login_that_began_by_itself(session: FakeSession) -> None:
    """Both are for one cluster, and one waits for the other."""
    go_on = threading.Event()
    session.login_opener.login = lambda prompter: assert_came(go_on)
    async with dialog(session) as pilot:
        first = threading.Thread(target=session.connections.transport, args=(ROIHU,))
        first.start()
        await until(pilot, lambda: session.login_opener.tried == ["roihu"])
        await pilot.press("enter")
        await pilot.pause(0.2)
        await pilot.press("escape")
        begin = time.monotonic()
        await settle(pilot)
        assert time.monotonic() - begin < 1.0, "no thread waits any more"
        go_on.set()
        first.join(5)
        assert session.connections.state("roihu").phase == "open"
    assert session.login_opener.tried == ["roihu"], "nothing was asked of the site for the one that was left"


def assert_came(event: threading.Event) -> None:
    assert event.wait(10)


async def test_the_dialog_follows_the_connection(session: FakeSession) -> None:
    session.connections.transport(ROIHU)
    async with dialog(session) as pilot:
        assert "connection   ● open as alice@login1.roihu.fi, since 0 s" in grid(pilot.app)
        assert "f8 closes the connection" in grid(pilot.app)
        session.now += 5.0
        await until(pilot, lambda: "since 5 s" in grid(pilot.app))
        thread = threading.Thread(target=transport(session).break_off, args=("broken pipe",))
        thread.start()
        thread.join()
        await until(pilot, lambda: "connection   ✗ lost, again in 1 s: broken pipe" in grid(pilot.app))
        assert "f8 closes the connection" not in grid(pilot.app)


def transport(session: FakeSession) -> FakeTransport:
    """The one that was opened last."""
    assert session.login_opener.transport is not None
    return session.login_opener.transport


async def test_a_question_ends_with_the_app(session: FakeSession) -> None:
    login = session.login_opener.login = Asks(code())
    async with dialog(session) as pilot:
        await pilot.press("enter")
        await shows(pilot, QuestionScreen)
        begin = time.monotonic()
        await pilot.press("ctrl+q")
    assert login.done.wait(5)
    assert time.monotonic() - begin < 5
    assert login.answers == [None]


def test_an_answer_that_does_not_come_is_no_answer() -> None:
    posted: list[object] = []

    def post(message: object) -> bool:
        posted.append(message)
        return True

    prompter = AppPrompter(post, limit_s=0.05)
    assert prompter.ask(code()) is None
    assert prompter.unknown_host(unknown(True)) == "cancel"
    late = posted[0]
    assert isinstance(late, QuestionAsked)
    late.reply.give(("too late",))
    assert late.reply.wait(0) is None, "nothing is kept of what came too late"
    prompter.cancel()
    before = len(posted)
    assert prompter.ask(code()) is None
    assert len(posted) == before, "a login that was given up asks nothing"


@pytest.mark.parametrize(
    ("keys", "answer"), [(("enter",), "cancel"), (("down", "enter"), "once"), (("down", "down", "enter"), "save")]
)
async def test_a_host_key_is_accepted_only_on_purpose(session: FakeSession, keys: tuple[str, ...], answer: str) -> None:
    login = session.login_opener.login = Asks(unknown(True))
    async with dialog(session) as pilot:
        await pilot.press("enter")
        await shows(pilot, HostKeyScreen)
        assert "✓ it matches what the site publishes" in grid(pilot.app)
        await press(pilot, *keys)
    assert login.answers == [answer]


async def test_a_key_that_the_site_does_not_publish_cannot_be_accepted(session: FakeSession) -> None:
    login = session.login_opener.login = Asks(unknown(False))
    async with dialog(session) as pilot:
        await pilot.press("enter")
        await shows(pilot, HostKeyScreen)
        assert "IS NOT among the 2 that the site publishes" in grid(pilot.app)
        assert "accept once" not in grid(pilot.app)
        await press(pilot, "down", "down", "enter")
        assert isinstance(pilot.app.screen, ConnectScreen)
    assert login.answers == ["cancel"]


async def test_a_changed_host_key_stops_with_file_and_line_and_no_way_on(session: FakeSession) -> None:
    def changed(prompter: Prompter | None) -> None:
        raise LoginRefusedError("the host key has changed: known_hosts, line 7", hint="ask the site")

    session.login_opener.login = changed
    async with dialog(session) as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TellScreen)
        assert "known_hosts, line 7" in grid(pilot.app)
        assert "Login refused" in grid(pilot.app)
        assert "not reachable" not in grid(pilot.app)
        assert "accept" not in grid(pilot.app)
        assert told(pilot) == 1
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ConnectScreen)
        await pilot.pause()
        assert told(pilot) == 1, "said once, where the connection stands"
    assert session.login_opener.tried == ["roihu"]


async def test_after_a_refusal_the_renewal_is_in_view_and_the_rest_in_reach(session: FakeSession) -> None:
    said = "alice@roihu-gpu.csc.fi: the certificate /home/alice/.ssh/id_ed25519-cert.pub ended 26 h ago, so it was "

    def refused(prompter: Prompter | None) -> None:
        raise LoginRefusedError(f"{said}not tried, and no other way in is left to this user", hint="renew it")

    session.login_opener.login = refused
    async with dialog(session) as pilot:
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, ConnectScreen)
        await until(pilot, lambda: "PgDn reads on" in grid(pilot.app))
        shown = grid(pilot.app)
        assert "csc_cert.py -u USER KEY.pub" in shown
        assert "assurance" not in shown
        await press(pilot, "pagedown")
        assert "assurance" in grid(pilot.app)
        for key, word in (("pageup", "refused"), ("ctrl+end", "assurance"), ("ctrl+home", "refused")):
            await press(pilot, key)
            assert word in "\n".join(grid(pilot.app).splitlines()[9:-2])
    async with dialog(session, (120, 40)) as pilot:
        await press(pilot, "enter", "enter")
        await until(pilot, lambda: "assurance" in grid(pilot.app))
        await until(pilot, lambda: "PgDn" not in grid(pilot.app))


def told(pilot: Pilot[int]) -> int:
    """How often dialogs say that the host key changed; the page behind them has a line of its own."""
    return " ".join(grid(pilot.app).splitlines()[:-2]).count("key has changed")


async def test_openssh_that_has_to_ask_gets_the_terminal_and_the_login_goes_on(
    session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def asks(prompter: Prompter | None) -> None:
        if not seen:
            raise NeedsUserError("ssh wants to ask")

    def outside(screen: ConnectScreen, command: list[str], words: str) -> None:
        seen.append(command)

    session.login_opener.login = asks
    session.master_command = lambda name: ["ssh", "-fNM", name]  # type: ignore[method-assign]
    monkeypatch.setattr(ConnectScreen, "_outside", outside)
    async with dialog(session) as pilot:
        await press(pilot, "tab", "tab", "right", "enter")
        await shows(pilot, JobsScreen)
    assert seen == [["ssh", "-fNM", "roihu"]]
    assert session.login("roihu").client == "openssh"
    assert len(session.login_opener.tried) == 2


async def test_a_login_that_ssh_has_nothing_to_ask_for_keeps_the_terminal(
    session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacks(prompter: Prompter | None) -> None:
        raise LoginRefusedError("there is no Kerberos ticket", hint="kinit alice@REALM, then connect again")

    session.login_opener.login = lacks
    monkeypatch.setattr(ConnectScreen, "_outside", lambda *words: pytest.fail("the terminal was lent"))
    async with dialog(session) as pilot:
        await press(pilot, "tab", "tab", "right")
        await until(pilot, lambda: "Kerberos, FIDO, all of ssh_config; asks in a terminal" in grid(pilot.app))
        await press(pilot, "enter")
        await until(pilot, lambda: "kinit alice@REALM" in grid(pilot.app))


async def test_a_terminal_that_cannot_be_lent_names_the_command(session: FakeSession) -> None:
    async with dialog(session, (120, 40)) as pilot:
        pilot.app.screen.post_message(TerminalReady(["ssh", "-fNM", "roihu"]))
        await until(pilot, lambda: "ssh -fNM roihu" in grid(pilot.app))


async def test_an_open_connection_can_be_closed(session: FakeSession) -> None:
    async with dialog(session) as pilot:
        await press(pilot, "enter", "l")
        assert "open as alice@login1.roihu.fi" in grid(pilot.app)
        await press(pilot, "f8")
        assert "closed; jobs go on" in grid(pilot.app)
        assert "own ssh" not in grid(pilot.app)
    assert session.connections.state("roihu").phase == "closed"


@pytest.mark.parametrize("screen", ["f6", "f7"])
async def test_without_a_job_the_login_is_that_of_build(session: FakeSession, screen: str) -> None:
    session.kept = FormState(replace(FIRST, placement=replace(FIRST.placement, cluster="roihu")), Path("/data"))
    async with opened(session) as pilot:
        for key, shown in (("ctrl+l", ConnectScreen), ("l", ConnectScreen), ("ctrl+n", DoctorScreen)):
            await press(pilot, screen, key)
            assert isinstance(pilot.app.screen, shown)
            assert "roihu" in grid(pilot.app)
            await press(pilot, "escape")


@pytest.mark.parametrize("screen", ["f5", "f6", "f7"])
async def test_an_empty_field_stands_for_the_default_cluster(session: FakeSession, screen: str) -> None:
    session.kept = FormState(replace(FIRST, placement=replace(FIRST.placement, cluster=None)), Path("/data"))
    async with opened(session, (80, 24)) as pilot:
        assert "(default)" in grid(pilot.app)
        await press(pilot, screen, "ctrl+l")
        assert isinstance(pilot.app.screen, TellScreen)
        assert "local needs no login" in grid(pilot.app)
        await press(pilot, "escape", "ctrl+n")
        assert isinstance(pilot.app.screen, DoctorScreen)
        assert "Doctor of local" in grid(pilot.app)


@pytest.mark.parametrize("key", ["ctrl+l", "ctrl+n"])
async def test_before_the_form_is_read_it_is_said_why_there_is_no_cluster(
    session: FakeSession, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr(BuildScreen, "cluster", "")
    async with opened(session) as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, BuildScreen)
        assert "no cluster is known before the form is read" in grid(pilot.app)


async def test_a_login_of_the_users_own_ssh_that_stays_is_told(session: FakeSession) -> None:
    session.ssh_stands = True
    async with dialog(session) as pilot:
        await press(pilot, "enter", "l", "f8")
        assert "your own ssh, by ControlPath of ssh_config, stays logged in" in " ".join(grid(pilot.app).split())


async def test_where_slurm_is_at_hand_no_login_is_needed(session: FakeSession) -> None:
    session.listed = (running(1),)
    async with opened(session) as pilot:
        await press(pilot, "f6", "l")
        assert "local needs no login" in grid(pilot.app)


async def test_what_is_wrong_is_said_in_the_dialog(session: FakeSession) -> None:
    def away(prompter: Prompter | None) -> None:
        raise UnreachableError("roihu-gpu.csc.fi does not answer", hint="is the VPN up?")

    session.login_opener.login = away
    async with dialog(session) as pilot:
        await press(pilot, "enter")
        assert "roihu-gpu.csc.fi does not answer; is the VPN up?" in grid(pilot.app)
        dialog_text = " ".join(grid(pilot.app).splitlines()[:-2])
        assert dialog_text.count("does not answer") == 1
        await press(pilot, "enter")
    assert len(session.login_opener.tried) == 2, "the user may try again"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_dialogs(session: FakeSession, size: tuple[int, int]) -> None:
    name = f"{size[0]}x{size[1]}"
    text = "Welcome to Roihu.\nUnauthorised use is forbidden."
    session.login_opener.login = Asks(unknown(None), unknown(True), unknown(False))
    async with dialog(session, size) as pilot:
        check_grid(pilot.app, f"login-{name}")
        await pilot.press("enter")
        for matches in ("none", "good", "bad"):
            await shows(pilot, HostKeyScreen)
            check_grid(pilot.app, f"hostkey-{matches}-{name}")
            await pilot.press("down", "enter")
            await pilot.pause(0.1)
        await settle(pilot)
        session.login_opener.login = Asks(code(2, text, ("Password: ", False), ("One-time code: ", False)))
        await pilot.press("enter")
        await shows(pilot, QuestionScreen)
        check_grid(pilot.app, f"question-{name}")
        await press(pilot, "escape")
