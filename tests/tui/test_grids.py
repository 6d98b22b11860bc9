"""Every screen as recorded text, at three sizes, and in ASCII."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from llmtui.domain.bundle import Finding
from llmtui.domain.job import JobSpec
from llmtui.services.form import FormState
from llmtui.tui.glyphs import ASCII

from .fakes import FakeSession, curve, running
from .fakesites import FIRST
from .screens import check_grid, grid, opened, press

SIZES = [(80, 24), (100, 30), (120, 40)]
BIG: JobSpec = replace(
    FIRST,
    name="llama-8b-reviews",
    model="meta-llama/Llama-3.1-8B",
    placement=replace(FIRST.placement, cluster="lumi", account="project_465000001", time="12:00:00"),
    training=replace(FIRST.training, sharding="fsdp", mixed_precision="bf16", max_length=4096),
)
LOG = "".join(f"step {step}/100  loss {1.8 + 3.0 / step:.4f}  tokens/s 1 234\n" for step in range(1, 41))


def busy(session: FakeSession) -> None:
    """Jobs of every kind, and a run with figures."""
    session.listed = (
        running(6, name="llama-8b-reviews"),
        running(5, name="gpt-neo-imdb", state="PENDING"),
        running(4, name="lora-r64", state="TIMEOUT", elapsed_s=900),
        running(3, name="typo-in-path", state="FAILED", exit_code="1:0", elapsed_s=33),
        running(2, name="stopped", state="CANCELLED", elapsed_s=21),
        running(1, name="first-run", state="COMPLETED", elapsed_s=412),
    )
    session.metrics.metrics = curve(40, 100)
    session.log.pending.append(LOG)


async def open_first(pilot: Pilot[int]) -> None:
    await press(pilot, "f6", "enter")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screens(session: FakeSession, size: tuple[int, int]) -> None:
    session.kept = FormState(BIG, FakeSession(session.paths.state).paths.state)
    session.kept = replace(session.kept, base=session.paths.config.parent / "reviews")
    session.findings = (Finding("warning", "W1", "job.sh", "compute nodes have no internet", "stage the model first"),)
    name = f"{size[0]}x{size[1]}"
    busy(session)
    async with opened(session, size) as pilot:
        check_grid(pilot.app, f"build-{name}")
        await press(pilot, "f2")
        check_grid(pilot.app, f"bars-{name}")
        await press(pilot, "escape", "f3")
        check_grid(pilot.app, f"files-{name}")
        await press(pilot, "escape", "ctrl+s")
        check_grid(pilot.app, f"submit-{name}")
        await press(pilot, "escape", "f6")
        check_grid(pilot.app, f"jobs-{name}")
        await press(pilot, "enter")
        check_grid(pilot.app, f"job-{name}")
        await press(pilot, "f1")
        check_grid(pilot.app, f"help-{name}")


@pytest.mark.parametrize("size", SIZES[::2], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_nothing_but_ascii_where_the_locale_has_no_more(session: FakeSession, size: tuple[int, int]) -> None:
    busy(session)
    session.findings = (Finding("warning", "W1", "job.sh", "a × b – c", "d … e"),)
    async with opened(session, size, glyphs=ASCII) as pilot:
        check_grid(pilot.app, f"ascii-build-{size[0]}x{size[1]}")
        seen = [grid(pilot.app)]
        for keys in (("f2",), ("escape", "f3"), ("f3", "f3", "f3"), ("escape", "ctrl+s"), ("escape", "ctrl+p")):
            await press(pilot, *keys)
            seen.append(grid(pilot.app))
        for keys in (("escape", "f1"), ("escape", "f6"), ("c",), ("escape", "enter")):
            await press(pilot, *keys)
            seen.append(grid(pilot.app))
        check_grid(pilot.app, f"ascii-job-{size[0]}x{size[1]}")
    for screen in seen:
        assert screen.isascii(), sorted({letter for letter in screen if not letter.isascii()})


async def test_nothing_moves_when_a_figure_changes(session: FakeSession) -> None:
    busy(session)
    async with opened(session) as pilot:
        await open_first(pilot)
        before = grid(pilot.app).splitlines()[4]
        session.metrics.metrics = curve(60, 100)
        await pilot.pause(1.2)
        after = grid(pilot.app).splitlines()[4]
    assert before != after
    for word in ("loss", "eval", "lr", "tokens/s", "memory", "step"):
        assert before.index(word) == after.index(word)
