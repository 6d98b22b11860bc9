"""Make assets/screenshots/*.svg from the running app: a job for LUMI being built, and the demo job while it trains.

    python scripts/make_screenshots.py

Runs the app without a terminal in a home of its own. Needs the packages of llmtui[runtime].
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from llmtui.catalog.jobfile import parse_job
from llmtui.services.paths import HOME_VARIABLE
from llmtui.services.session import Session
from llmtui.tui.app import LlmtuiApp
from llmtui.tui.form.sheet import Sheet
from llmtui.tui.glyphs import UNICODE
from llmtui.tui.screens.job import JobScreen

OUT = Path(__file__).resolve().parents[1] / "assets" / "screenshots"
SIZE = (120, 40)
LIMIT_S = 900.0
JOB = """
version: 1
name: llama-8b-reviews
task: finetune
model: meta-llama/Llama-3.1-8B
placement: {cluster: lumi, partition: standard-g, account: project_465000001, time: 12:00:00}
training:
  dataset: reviews.jsonl
  sharding: fsdp
  max_length: 4096
  gradient_checkpointing: true
"""


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


def ended(app: LlmtuiApp) -> bool:
    """Whether the newest job is over. Raises SystemExit when it failed."""
    state = job_state(app)
    if state in {"FAILED", "TIMEOUT", "CANCELLED", "NODE_FAIL", "OUT_OF_MEMORY"}:
        raise SystemExit(f"the demo job ended {state}")
    return state == "COMPLETED"


async def tour(home: Path) -> None:
    """Build for LUMI, then submit the demo and watch it; a picture of each screen."""
    session = Session()
    (home / "reviews.jsonl").write_text('{"text": "A fine film."}\n')
    session.save_form(parse_job(JOB, "job.yaml"), home)
    app = LlmtuiApp(session, glyphs=UNICODE)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, "the form", lambda: bool(app.screen.query(Sheet)))
        await pilot.pause(3.0)
        picture(app, "build")
        await pilot.press("f4")
        await pilot.pause(3.0)
        await pilot.press("ctrl+s")
        await pilot.pause(2.0)
        await pilot.press("enter")
        await until(pilot, "the Job screen", lambda: app.current_mode == "job")
        await until(pilot, "step 400", lambda: steps_done(app) >= 400 or ended(app))
        picture(app, "job")
        await until(pilot, "the end", lambda: ended(app))
        await pilot.press("2")
        await pilot.pause(1.0)
        picture(app, "jobs")


def steps_done(app: LlmtuiApp) -> int:
    """The last step that the Job screen shows."""
    return app.screen.steps_done if isinstance(app.screen, JobScreen) else 0


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="llmtui-", dir="/tmp") as home:
        os.environ[HOME_VARIABLE] = home
        asyncio.run(tour(Path(home)))


if __name__ == "__main__":
    main()
