"""Drive the app without a terminal and read its screen as text."""

from __future__ import annotations

import asyncio
import io
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console
from textual.events import Paste
from textual.pilot import Pilot

from llmtui.tui.app import LlmtuiApp
from llmtui.tui.glyphs import UNICODE, Glyphs
from llmtui.tui.screens.build import PAUSE_S, BuildScreen

from .fakes import FakeSession

#: Set to 1 to write the recorded screens anew instead of comparing with them.
UPDATE_VARIABLE = "UPDATE"
GRIDS = Path(__file__).parent / "grids"
LIMIT_S = 15.0


@asynccontextmanager
async def opened(
    session: FakeSession,
    size: tuple[int, int] = (120, 40),
    *,
    glyphs: Glyphs = UNICODE,
    demo: bool = False,
    job_file: str | None = None,
) -> AsyncIterator[Pilot[int]]:
    """The app with its form filled and everything settled."""
    app = LlmtuiApp(session, demo=demo, job_file=job_file, glyphs=glyphs, now=lambda: session.now)
    async with app.run_test(size=size, notifications=True) as pilot:
        # A dialog may lie over the first or the last line of the script.
        seen = ("Name",) if size[0] < 100 else ("#!/bin/bash", "srun ")
        await until(pilot, lambda: any(word in grid(app) for word in seen))
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[int]) -> None:
    """Wait until no edit is pending and no worker runs."""
    await pilot.pause()
    for screen in pilot.app.screen_stack:
        if isinstance(screen, BuildScreen) and screen.pending:
            await pilot.pause(PAUSE_S + 0.02)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def until(pilot: Pilot[int], condition: Callable[[], bool], limit_s: float = LIMIT_S) -> None:
    """Wait for a condition; fails after `limit_s` seconds with the screen as it is."""
    deadline = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < deadline, f"it did not come to this:\n{grid(pilot.app)}"
        await asyncio.sleep(0.02)
        await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys and wait for what follows from them."""
    await pilot.press(*keys)
    await settle(pilot)


async def paste(pilot: Pilot[int], text: str) -> None:
    """Replace what the focused text field holds and wait for what follows."""
    await pilot.press("end", "ctrl+u")
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(text))
    await settle(pilot)


def grid(app: object) -> str:
    """The screen as text, dialogs included, without blanks at the line ends."""
    assert isinstance(app, LlmtuiApp)
    width, height = app.size
    console = Console(width=width, height=height, file=io.StringIO(), record=True, force_terminal=True)
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    console.print(update)
    return "\n".join(line.rstrip() for line in console.export_text(styles=False).splitlines()).rstrip("\n")


def check_grid(app: object, name: str) -> None:
    """Compare the screen with the recorded one, or record it."""
    found = grid(app) + "\n"
    path = GRIDS / f"{name}.txt"
    if os.environ.get(UPDATE_VARIABLE) == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert path.exists(), f"{path.name} is not recorded: run with {UPDATE_VARIABLE}=1"
    assert found == path.read_text(encoding="utf-8")
