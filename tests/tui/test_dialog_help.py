"""F1 and ? explain a dialog, whose keys are not those of the screen below; what it waits for comes all the same."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from textual.screen import ModalScreen

import llmtui.tui.screens as screens
from llmtui.remote.prompter import Prompter
from llmtui.tui.screens.clean import CleanScreen
from llmtui.tui.screens.connect import ConnectScreen
from llmtui.tui.screens.dialog import Dialog
from llmtui.tui.screens.doctor import DoctorScreen
from llmtui.tui.screens.fetch import FetchScreen
from llmtui.tui.screens.help import HelpScreen
from llmtui.tui.screens.hostkey import HostKeyScreen
from llmtui.tui.screens.jobs import JobsScreen
from llmtui.tui.screens.question import QuestionScreen

from .fakes import FakeSession, running
from .links import Asks, code, unknown
from .screens import check_grid, grid, opened, press, until


@pytest.fixture(autouse=True)
def no_slurm_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that the tests run on may have Slurm's commands."""
    monkeypatch.setattr("llmtui.services.reach.link.is_here", lambda cluster: cluster.embedded)


@pytest.fixture
def session(session: FakeSession) -> FakeSession:
    session.listed = (replace(running(1, name="llama", state="COMPLETED"), cluster="roihu"),)
    session.doctor = lambda *words: ()  # type: ignore[method-assign]
    return session


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("keys", "kind", "help_key", "words"),
    [
        (("l",), ConnectScreen, "f1", "logs in; where the connection is open"),
        (("ctrl+n",), DoctorScreen, "f1", "looks again"),
        (("ctrl+n",), DoctorScreen, "question_mark", "looks again"),
        (("g",), FetchScreen, "f1", "with checkpoints or without"),
        (("x",), CleanScreen, "question_mark", "marks the one under the cursor"),
    ],
)
async def test_each_dialog_explains_its_keys(
    session: FakeSession, keys: tuple[str, ...], kind: type, help_key: str, words: str, size: tuple[int, int]
) -> None:
    async with opened(session, size) as pilot:
        await press(pilot, "f6", *keys, help_key)
        assert isinstance(pilot.app.screen, HelpScreen)
        shown = grid(pilot.app)
        assert words in shown
        assert "Cancel the job under the cursor" not in shown, "the list's keys do not work here"
        if kind is ConnectScreen:
            check_grid(pilot.app, f"help-login-{size[0]}x{size[1]}")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, kind)


async def test_what_a_login_asks_is_explained_too_and_a_login_that_comes_about_closes_its_help(
    session: FakeSession,
) -> None:
    may_end = threading.Event()
    asks = Asks(unknown(True), code())

    def login(prompter: Prompter | None) -> None:
        asks(prompter)
        assert may_end.wait(10)

    session.login_opener.login = login
    async with opened(session) as pilot:
        await press(pilot, "f6", "l")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, HostKeyScreen))
        await pilot.press("f1")
        await until(pilot, lambda: "takes the answer under the cursor" in grid(pilot.app))
        await pilot.press("escape", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.press("f1")
        await until(pilot, lambda: "gives the login up" in grid(pilot.app))
        await pilot.press("escape", "1", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConnectScreen))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        may_end.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, JobsScreen))
        assert session.connections.state("roihu").phase == "open"


def test_every_modal_screen_but_the_help_is_a_dialog() -> None:
    import importlib
    import pkgutil

    for module in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(module.name)
    ours = {kind for kind in _below(ModalScreen) if kind.__module__.startswith(screens.__name__)}
    assert HelpScreen in ours
    assert {kind for kind in ours if not issubclass(kind, Dialog)} == {HelpScreen}
    for kind in ours:
        if issubclass(kind, Dialog) and kind is not Dialog:
            assert kind.KEYS or any(getattr(binding, "description", "") for binding in kind.BINDINGS), kind


def _below(kind: type) -> set[type]:
    found: set[type] = set(kind.__subclasses__())
    return found.union(*(_below(each) for each in found))
