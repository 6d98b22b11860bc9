"""The dialog that fetches model and data: what is there, how far it is, begun and stopped; it blocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from llmtui.domain.plan import Plan
from llmtui.domain.remotetext import RemoteText
from llmtui.errors import RequestError
from llmtui.services.prefetch.state import Fetching
from llmtui.services.prefetch.wanted import Wanted
from llmtui.tui.glyphs import ASCII
from llmtui.tui.screens import stage
from llmtui.tui.screens.build import BuildScreen
from llmtui.units import GIB

from .fakes import FakeSession
from .screens import check_grid, grid, opened, press, until

MODEL = Wanted("model", "HuggingFaceTB/SmolLM2-135M", 16 * GIB)
DATA = Wanted("dataset", "stanfordnlp/imdb")


class Fetch:
    """Each look finds another GiB."""

    def __init__(self) -> None:
        self.found = (Fetching(MODEL), Fetching(DATA, "done", GIB // 8))
        self.looks = 0
        self.refuse: RequestError | None = None

    def status(self) -> tuple[Fetching, ...]:
        self.looks += 1
        first = self.found[0]
        if first.state == "running":
            self.found = (replace(first, have_bytes=(first.have_bytes or 0) + GIB), self.found[1])
        return self.found

    def start(self, progress: Callable[[str], None]) -> tuple[Fetching, ...]:
        if self.refuse is not None:
            raise self.refuse
        progress("space in /scratch/hf-cache: 147.0 GiB left of 250.0 GiB (csc-workspaces)")
        first = Fetching(MODEL, "running", 6 * GIB, 15 * GIB, host=RemoteText("uan0\x1b[2J1"))
        self.found = (first, self.found[1])
        return self.found

    def stop(self) -> tuple[Fetching, ...]:
        self.found = (replace(self.found[0], state="stopped", host=None), self.found[1])
        return self.found


@pytest.fixture
def fetch(session: FakeSession, monkeypatch: pytest.MonkeyPatch) -> Fetch:
    found = Fetch()

    def prefetch(plan: Plan) -> Fetch:
        assert plan.cluster.name == "local"
        return found

    session.prefetch = prefetch  # type: ignore[method-assign, assignment]
    monkeypatch.setattr(stage, "_EVERY_S", 0.1)
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_dialog(
    session: FakeSession, fetch: Fetch, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "_EVERY_S", 60.0)
    async with opened(session, size) as pilot:
        await press(pilot, "ctrl+r")
        await until(pilot, lambda: "not there yet" in grid(pilot.app))
        check_grid(pilot.app, f"stage-before-{size[0]}x{size[1]}")
        await press(pilot, "enter")
        await until(pilot, lambda: "fetching on uan01" in grid(pilot.app))
        check_grid(pilot.app, f"stage-{size[0]}x{size[1]}")


async def test_it_is_looked_at_until_it_ends_or_is_stopped(session: FakeSession, fetch: Fetch) -> None:
    async with opened(session) as pilot:
        await press(pilot, "ctrl+r", "enter")
        await until(pilot, lambda: "8.0 GiB of 15.0 GiB" in grid(pilot.app))
        await press(pilot, "s")
        await until(pilot, lambda: "stopped at" in grid(pilot.app))
        looks = fetch.looks
        await pilot.pause(0.4)
        assert fetch.looks <= looks + 1, "nothing is at work, nothing is asked"
        assert "enter fetches" in grid(pilot.app)


async def test_leaving_ends_the_looks(session: FakeSession, fetch: Fetch) -> None:
    async with opened(session) as pilot:
        await press(pilot, "ctrl+r", "enter")
        await until(pilot, lambda: "GiB of 15.0 GiB" in grid(pilot.app))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BuildScreen)
        looks = fetch.looks
        await pilot.pause(0.4)
        assert fetch.looks <= looks + 1


async def test_a_refusal_stays_in_the_dialog_and_can_be_mended(session: FakeSession, fetch: Fetch) -> None:
    fetch.refuse = RequestError("the token may be read by others", hint="chmod 600 it")
    async with opened(session, glyphs=ASCII) as pilot:
        await press(pilot, "ctrl+r", "enter")
        await until(pilot, lambda: "x the token may be read by others. chmod 600 it" in grid(pilot.app))
        assert grid(pilot.app).isascii()
        fetch.refuse = None
        await press(pilot, "enter")
        await until(pilot, lambda: "fetching on uan01" in grid(pilot.app))
