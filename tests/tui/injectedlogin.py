"""Hostile text in all that a login asks, tells and fails with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from llmtui.domain.remotetext import RemoteText
from llmtui.errors import UnreachableError
from llmtui.remote.prompter import HostAnswer, Prompt, Prompter, Question, UnknownHost
from llmtui.tui.messages import LoginReady
from llmtui.tui.screens.connect import ConnectScreen
from llmtui.tui.screens.hostkey import HostKeyScreen
from llmtui.tui.screens.question import QuestionScreen

from .fakes import running
from .fakesites import ROIHU
from .injectedstage import Stage
from .payloads import Payload
from .screens import grid

if TYPE_CHECKING:
    pass


class Quiet:
    """Answers nothing."""

    def ask(self, question: Question) -> None:
        return None

    def unknown_host(self, host: UnknownHost) -> HostAnswer:
        return "cancel"

    def telling(self, text: str) -> None:
        return None


class Asked:
    """A login that puts every payload into every place that a login has."""

    def __init__(self, texts: Sequence[Payload]) -> None:
        self.texts = texts

    def __call__(self, prompter: Prompter | None) -> None:
        assert prompter is not None
        for payload in self.texts:
            text = payload.text
            prompter.telling(text)
            prompts = (Prompt(RemoteText(text)), Prompt(RemoteText(text), echo=True))
            prompter.ask(Question(text[:200], "server", text[:200], RemoteText(text), prompts, 2))
        for payload in self.texts:
            text = payload.text[:200]
            prompter.unknown_host(UnknownHost(text, 22, text, text, (text,), False))


async def login(stage: Stage) -> None:
    """Questions, instructions, host keys, and the dialog behind them."""
    stage.session.login_opener.login = Asked(stage.some("login"))
    await stage.pilot.press("f6")
    stage.app.ask_for_login("roihu")
    await stage.until(lambda: isinstance(stage.app.screen, ConnectScreen))
    await stage.pilot.press("enter")
    for payload in stage.some("login"):
        await stage.shows(QuestionScreen, payload)
        asked = stage.app.screen
        while stage.app.screen is asked:
            await stage.pilot.press("enter")
    for payload in stage.some("login"):
        await stage.shows(HostKeyScreen, payload)
        await stage.pilot.press("enter")
    await stage.until(lambda: stage.session.connections.state("roihu").phase == "open")
    await stage.leave()
    stage.session.disconnect("roihu")


async def links(stage: Stage) -> None:
    """Why a connection was lost or refused, in the line of trouble and in the dialog that logs in."""
    stage.session.listed = (replace(running(1, name="there"), cluster="roihu"),)
    await stage.pilot.press("f6", "r")

    stage.session.login_opener.login = lambda prompter: None
    stage.session.login_opener.asks = True
    for payload in stage.some("lost"):
        stage.session.connections.open(ROIHU, Quiet())
        transport = stage.session.login_opener.transport
        assert transport is not None
        transport.break_off(payload.text)
        await stage.until(lambda p=payload: p.mark in grid(stage.app).splitlines()[-2])  # type: ignore[misc]

    async def site(payload: Payload) -> None:
        await stage.leave()
        assert ROIHU.auth is not None
        auth = replace(ROIHU.auth, note=payload.text[:120], renew=payload.text[:120])
        cluster = replace(ROIHU, title=payload.text[:120], auth=auth)
        stage.app.post_message(LoginReady(cluster, stage.session.login("roihu")))
        await stage.until(lambda: isinstance(stage.app.screen, ConnectScreen))

    await stage.each("site", site)

    def refused(text: str) -> Callable[[Prompter | None], None]:
        def fails(prompter: Prompter | None) -> None:
            raise UnreachableError(text, hint=text)

        return fails

    for payload in stage.some("refused"):
        stage.session.login_opener.login = refused(payload.text[:200])
        await stage.pilot.press("enter")
        await stage.until(lambda p=payload: p.mark in grid(stage.app))  # type: ignore[misc]
    await stage.leave()
