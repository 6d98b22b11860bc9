"""The whole line on the embedded Slurm: build, submit, watch, end. Real session, real jobs, a quick program in them."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Log

from llmtui.catalog.data import data_root
from llmtui.catalog.jobfile import load_job
from llmtui.domain.job import JobSpec
from llmtui.services.paths import Paths
from llmtui.services.session import Session
from llmtui.tui.app import LlmtuiApp
from llmtui.tui.glyphs import UNICODE

from . import quick_run
from .screens import LIMIT_S, grid, press, settle, until

DEMO = data_root() / "assets" / "demo"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose cluster `local` has a second Python: the quick program."""
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    for name in ("python", "python3", "accelerate"):
        stub = stubs / name
        stub.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{quick_run.__file__}" "$@"\n')
        stub.chmod(0o755)
    clusters = tmp_path / "config" / "clusters"
    clusters.mkdir(parents=True)
    shipped = (data_root() / "clusters" / "local.yaml").read_text()
    quick = f"software:\n  - name: quick\n    setup:\n      - 'export PATH={stubs}:$PATH'\n    source: tests\n"
    (clusters / "local.yaml").write_text(shipped + quick)
    return tmp_path


def spec(**training: object) -> JobSpec:
    """The demo job with the quick program in it."""
    demo = load_job(DEMO / "job.yaml")
    changed = {"max_steps": 20, "learning_rate": 0.5, **training}
    return replace(
        demo,
        name="quick-run",
        placement=replace(demo.placement, software="quick", time="00:05:00"),
        training=replace(demo.training, **changed),  # type: ignore[arg-type]
    )


def session_at(home: Path) -> Session:
    return Session(Paths(home / "config", home / "state", home / "cache"))


@asynccontextmanager
async def app_at(home: Path, job: JobSpec | None = None) -> AsyncIterator[Pilot[int]]:
    """The app on a real session, with that job in its form."""
    session = session_at(home)
    if job is not None:
        session.save_form(job, DEMO)
    app = LlmtuiApp(session, glyphs=UNICODE)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until(pilot, lambda: "#!/bin/bash" in grid(app))
        await settle(pilot)
        yield pilot


async def submit(pilot: Pilot[int]) -> None:
    await press(pilot, "ctrl+s")
    assert "Submit quick-run?" in grid(pilot.app), grid(pilot.app)
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.current_mode == "job")


def head(pilot: Pilot[int]) -> str:
    return grid(pilot.app).splitlines()[1]


async def test_a_job_is_built_submitted_followed_and_ends_completed(home: Path) -> None:
    async with app_at(home, spec()) as pilot:
        await submit(pilot)
        await until(pilot, lambda: "RUNNING" in head(pilot) or "COMPLETED" in head(pilot))
        await until(pilot, lambda: "COMPLETED" in head(pilot))
        await until(pilot, lambda: "20 / 20" in grid(pilot.app) and "the last line of the run" in grid(pilot.app))
        shown = grid(pilot.app)
        assert "step 20/20  loss 1.1500" in shown
        assert "eval 1.5" in shown
        assert any("⠀" < letter <= "⣿" for letter in shown)
        await press(pilot, "escape")
        assert "✓ COMPLETED" in grid(pilot.app)
    (record,) = session_at(home).jobs()
    assert record.state == "COMPLETED"


async def test_a_job_that_fails_says_why_on_every_screen(home: Path) -> None:
    async with app_at(home, spec(learning_rate=quick_run.FAILS)) as pilot:
        await submit(pilot)
        await until(pilot, lambda: "FAILED" in head(pilot) and "[b]row 3[/b] has no text" in grid(pilot.app))
        await press(pilot, "escape")
        assert "✗ FAILED" in grid(pilot.app)


async def test_a_running_job_is_cancelled_and_built_again(home: Path) -> None:
    async with app_at(home, spec(learning_rate=quick_run.NEVER_ENDS)) as pilot:
        await submit(pilot)
        await until(pilot, lambda: "RUNNING" in head(pilot))
        await press(pilot, "c")
        await pilot.press("enter")
        await until(pilot, lambda: "CANCELLED" in head(pilot))
        assert "cancelled" in grid(pilot.app).splitlines()[2]
        await press(pilot, "s")
        await until(pilot, lambda: pilot.app.current_mode == "build" and "quick-run" in grid(pilot.app))


async def test_a_job_past_its_limit_ends_in_timeout(home: Path) -> None:
    job = spec(learning_rate=quick_run.NEVER_ENDS)
    job = replace(job, placement=replace(job.placement, time="00:00:02"))
    async with app_at(home, job) as pilot:
        await submit(pilot)
        await until(pilot, lambda: "TIMEOUT" in head(pilot))
        assert "time limit" in grid(pilot.app).splitlines()[2]


async def test_an_app_that_starts_again_finds_the_job_with_its_whole_log(home: Path) -> None:
    async with app_at(home, spec(max_steps=60)) as pilot:
        await submit(pilot)
        await until(pilot, lambda: "step 5/60" in grid(pilot.app))
    async with app_at(home) as pilot:
        await press(pilot, "f6", "enter")
        await until(pilot, lambda: "COMPLETED" in head(pilot) and "60 / 60" in grid(pilot.app))
        await settle(pilot)
        lines = list(pilot.app.screen.query_one(Log).lines)
        assert [line for line in lines if line.startswith("step ")] == [
            f"step {step}/60  loss {1.0 + 3.0 / step:.4f}" for step in range(1, 61)
        ]
    assert LIMIT_S >= 60 * quick_run.PAUSE_S + 3


@pytest.mark.runtime
async def test_the_demo_job_trains_for_real(tmp_path: Path) -> None:
    """A few steps of the demo job with the real runtime."""
    pytest.importorskip("torch", reason="the runtime needs torch")
    demo = load_job(DEMO / "job.yaml", ["training.max_steps=12", "training.logging_steps=2", "training.eval_steps=6"])
    async with app_at(tmp_path, replace(demo, name="quick-run")) as pilot:
        await submit(pilot)
        await until(pilot, lambda: "COMPLETED" in head(pilot), limit_s=240)
        await until(pilot, lambda: "12 / 12" in grid(pilot.app))
    (record,) = session_at(tmp_path).jobs()
    assert (Path(record.output_path) / "config.json").is_file()
