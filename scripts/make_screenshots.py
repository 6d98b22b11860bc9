"""Make assets/screenshots/*.svg from the running app: the demo job on the embedded Slurm, built, run and ended.

    python scripts/make_screenshots.py [--steps 600]

Runs the app without a terminal in a home of its own, loads the demo job, submits it and takes pictures of Build, Jobs
and Job while it trains and when it has ended. Needs the packages of llmtui[runtime].
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from llmtui.catalog.data import data_root
from llmtui.catalog.jobfile import load_job
from llmtui.services.paths import HOME_VARIABLE
from llmtui.services.session import Session
from llmtui.tui.app import LlmtuiApp
from llmtui.tui.form.sheet import Sheet
from llmtui.tui.glyphs import UNICODE
from llmtui.tui.screens.job import JobScreen

OUT = Path(__file__).resolve().parents[1] / "assets" / "screenshots"
SIZE = (120, 40)
LIMIT_S = 900.0


async def until(pilot: Pilot[int], what: str, condition: Callable[[], bool]) -> None:
    """Wait for something on the screen. Raises SystemExit when it never comes."""
    deadline = time.monotonic() + LIMIT_S
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"gave up waiting for {what}")
        await pilot.pause(0.2)


def picture(app: LlmtuiApp, name: str) -> None:
    """Write one picture; the same screen gives the same bytes."""
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{name}.svg"
    path.write_text(app.export_screenshot(title="llmtui"), encoding="utf-8")
    print(path)


def job_state(app: LlmtuiApp) -> str:
    """State of the newest job, as the app knows it."""
    screen = app.screen
    return screen.records[0].state if isinstance(screen, JobScreen) and screen.records else ""


async def tour(steps: int) -> None:
    """Build, submit, watch, end; a picture at each."""
    session = Session()
    demo = data_root() / "assets" / "demo" / "job.yaml"
    session.save_form(load_job(demo, [f"training.max_steps={steps}"]), demo.parent)
    app = LlmtuiApp(session, glyphs=UNICODE)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, "the form", lambda: bool(app.screen.query(Sheet)))
        await pilot.pause(3.0)
        picture(app, "build")
        await pilot.press("ctrl+s")
        await pilot.pause(2.0)
        picture(app, "submit")
        await pilot.press("enter")
        await until(pilot, "the Job screen", lambda: app.current_mode == "job")
        half = steps // 2
        await until(pilot, "half of the steps", lambda: steps_done(app) >= half or job_state(app) == "COMPLETED")
        picture(app, "job")
        await until(
            pilot, "the end", lambda: job_state(app) not in {"", "SUBMITTED", "PENDING", "RUNNING", "COMPLETING"}
        )
        await pilot.pause(3.0)
        picture(app, "job-ended")
        await pilot.press("f6")
        await pilot.pause(1.0)
        picture(app, "jobs")


def steps_done(app: LlmtuiApp) -> int:
    """The last step that the Job screen shows."""
    return app.screen.steps_done if isinstance(app.screen, JobScreen) else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--steps", type=int, default=600, help="optimizer steps of the demo job")
    steps = parser.parse_args().steps
    with tempfile.TemporaryDirectory(prefix="llmtui-", dir="/tmp") as home:
        os.environ[HOME_VARIABLE] = home
        asyncio.run(tour(steps))
    sys.exit(0)


if __name__ == "__main__":
    main()
