"""The app with hostile text in it, and what was seen of each."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.pilot import Pilot

from llmtui.tui.app import LlmtuiApp

from ..realssh.scale import scale
from .fakes import FakeSession
from .payloads import Payload
from .screens import grid

if TYPE_CHECKING:
    pass

LIMIT_S = 10.0


@dataclass
class Stage:
    """What a place needs: the app, its session, the texts, and what was seen of them."""

    pilot: Pilot[int]
    session: FakeSession
    texts: Sequence[Payload]
    missed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def app(self) -> LlmtuiApp:
        assert isinstance(self.pilot.app, LlmtuiApp)
        return self.pilot.app

    async def until(self, condition: Callable[[], bool]) -> None:
        for _ in range(int(LIMIT_S / 0.02)):
            if condition():
                return
            await asyncio.sleep(0.02)
        raise TimeoutError(grid(self.app))

    async def shows(self, kind: type, payload: Payload) -> None:
        """Wait until that dialog shows that text."""
        await self.until(lambda: isinstance(self.app.screen, kind) and payload.mark in grid(self.app))

    def note(self, place: str, payload: Payload, shown: str) -> None:
        """Say whether it is on the screen; a carriage return in a log writes over the mark."""
        if payload.mark not in shown and payload.end not in shown:
            self.missed.setdefault(place, []).append(payload.name)

    def some(self, place: str) -> Sequence[Payload]:
        """All of them in a full run, else a part that is another one for each place."""
        return self.part(self.texts, place)

    @staticmethod
    def part(texts: Sequence[Payload], place: str) -> Sequence[Payload]:
        """See `some`; a list of findings has no room for more."""
        step = 11 if place == "findings" else scale(ci=6, full=1)
        return texts[zlib.crc32(place.encode()) % step :: step]

    async def each(self, place: str, show: Callable[[Payload], Awaitable[None]]) -> None:
        """Show one after another and look for each."""
        for payload in self.some(place):
            await show(payload)
            await self.pilot.pause()
            self.note(place, payload, grid(self.app))

    async def leave(self) -> None:
        """Back to the page, whatever is open."""
        while len(self.app.screen_stack) > 1:
            await self.app.pop_screen()
        await self.pilot.pause()
