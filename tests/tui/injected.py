"""The app, under a terminal, with hostile text in everything that comes from a cluster.

Run as a program: `python -m tests.tui.injected PLACES WHICH REPORT HOME`. WHICH is "hostile", "harmless" (the same
screens with harmless texts, for what the app itself writes) or "raw" (widgets that take a str as it is). The report
names, for each place, the payloads whose mark was not seen there, and what happened that must not.
"""

from __future__ import annotations

import asyncio
import json
import sys
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import DataTable, Log, RichLog, Static

import llmtui.services.reach.link
from llmtui.cli import output
from llmtui.domain.bundle import Finding
from llmtui.domain.record import JobRecord
from llmtui.domain.remotetext import RemoteText
from llmtui.errors import RejectedError
from llmtui.remote.transport import Result
from llmtui.services.doctor.check import Check
from llmtui.services.runs.clean import Old, Size
from llmtui.services.runs.logs import LogFollower
from llmtui.services.runs.metrics import MetricsFollower
from llmtui.services.runs.runfiles import RunFiles
from llmtui.services.runs.sharedmodels import Shared
from llmtui.slurm.testonly import Verdict
from llmtui.tui.app import LlmtuiApp
from llmtui.tui.errors import tell
from llmtui.tui.glyphs import UNICODE
from llmtui.tui.screens.clean import CleanScreen
from llmtui.tui.screens.cleanmodels import ModelsScreen
from llmtui.tui.screens.confirm import ConfirmScreen
from llmtui.tui.screens.doctor import DoctorScreen
from llmtui.tui.screens.fetch import Came, FetchScreen
from llmtui.tui.screens.help import HelpScreen
from llmtui.tui.screens.stage import StageScreen
from llmtui.tui.screens.submit import Checked, SubmitScreen

from .fakes import FakeSession, running
from .injectedlogin import links, login
from .injectedstage import Stage
from .links import FakeTransport
from .payloads import PAYLOADS, Payload
from .screens import grid

if TYPE_CHECKING:
    from llmtui.services.prefetch.fetch import Prefetch

LOG_PATH, EVENTS_PATH = "/runs/log", "/runs/events"


def record(number: int, text: str) -> JobRecord:
    """A failed job in which all that can come from others is that text."""
    made = running(number, name=text, state="FAILED", reason=text, nodes=text, exit_code=text, elapsed_s=5)
    return replace(made, problem=text, model=text, partition=text, run_dir="/runs", output_path=text, base=text)


async def table(stage: Stage) -> None:
    """Names, reasons and errors in the list of jobs, and its line on the one under the cursor."""
    stage.session.listed = tuple(record(number, payload.text) for number, payload in enumerate(stage.texts))
    await stage.pilot.press("f6", "r")
    await stage.until(lambda: all(payload.mark in grid(stage.app) for payload in stage.texts))
    await stage.pilot.press(*["down"] * len(stage.some("detail")))
    for row, payload in enumerate(reversed(stage.texts)):
        if not payload.control:
            await stage.pilot.click("DataTable", offset=(22, 2 + row))


async def job(stage: Stage) -> None:
    """The lines of one job, its facts, its figures' names and its help."""
    stage.session.listed = tuple(record(number, payload.text) for number, payload in enumerate(stage.texts))
    await stage.pilot.press("f7", "r")
    await stage.pilot.pause()

    async def show(payload: Payload) -> None:
        event = {"event": "error", "message": payload.text}
        events = [{"event": "start", "device": payload.text, "world_size": 1}, event]
        events += [{"event": "log", "step": 1, payload.text: 1.0, "loss": 1.0}]
        lines = "".join(json.dumps(found) + "\n" for found in events)
        files = {EVENTS_PATH: lines.encode(), LOG_PATH: b""}
        transport = FakeTransport(files, lambda reason: None)
        session: Any = stage.session
        session.metrics_follower = lambda record: MetricsFollower(transport, EVENTS_PATH)
        run = next(found for found in stage.session.listed if payload.mark in found.name)
        stage.app.pages["job"].open_run(run.id)

    await stage.each("job", show)
    await stage.each("help", lambda payload: push(stage, HelpScreen("job", payload.text, [payload.text] * 2)))


async def log(stage: Stage) -> None:
    """Log lines through the reader of logs, the one that is still open among them."""
    done = "\n".join(payload.text for payload in stage.texts)
    data = done.encode("utf-8", "surrogatepass") + b"\n"
    last = stage.texts[0].text.encode("utf-8", "surrogatepass")
    transport = FakeTransport({LOG_PATH: data + last}, lambda reason: None)
    session: Any = stage.session
    session.log_follower = lambda record, **_: LogFollower(transport, LOG_PATH)
    stage.session.listed = (running(99, name="with-a-log"),)
    await stage.pilot.press("f6", "r")
    await stage.until(lambda: "with-a-log" in grid(stage.app))
    await stage.pilot.press("enter")
    await stage.until(lambda: stage.texts[0].mark in grid(stage.app).splitlines()[-2])
    shown = ""
    for _ in range(4):
        shown += grid(stage.app)
        await stage.pilot.press("f")
        stage.app.screen.query_one(Log).scroll_page_up(animate=False)
        await stage.pilot.pause()
    for payload in stage.texts:
        stage.note("log", payload, shown)


async def push(stage: Stage, screen: HelpScreen | ConfirmScreen) -> None:
    """Show a dialog in the place of the one before."""
    await stage.leave()
    await stage.app.push_screen(screen)


async def dialogs(stage: Stage) -> None:
    """Questions and errors whose words hold what a cluster said, toasts, and Slurm's verdict on a job."""
    await stage.pilot.press("f6")
    await stage.each("confirm", lambda p: push(stage, ConfirmScreen(f"Cancel {p.text}?", p.text, "cancels it")))

    async def error(payload: Payload) -> None:
        await stage.leave()
        tell(stage.app, RejectedError(f"{payload.text}", hint=payload.text))

    async def toast(payload: Payload) -> None:
        stage.app.clear_notifications()
        stage.app.notify(payload.text[:200], title=payload.text[:200])
        await asyncio.sleep(0.01)

    await stage.each("error", error)
    await stage.leave()
    await stage.each("toast", toast)
    stage.app.clear_notifications()
    await stage.pilot.press("f5", "ctrl+s")
    await stage.until(lambda: isinstance(stage.app.screen, SubmitScreen))

    async def verdict(payload: Payload) -> None:
        stage.app.screen.post_message(Checked(False, Verdict(False, payload.text).text))

    await stage.each("verdict", verdict)
    await stage.leave()


async def form(stage: Stage) -> None:
    """Findings, and what cluster files say of partitions in the list behind a field."""
    await stage.pilot.press("f5", "f3", "f3", "f3", "f3")
    await stage.until(lambda: all(payload.mark in grid(stage.app) for payload in stage.some("findings")))


async def folders(stage: Stage) -> None:
    """What run folders hold: names of files, why they stay, and errors, in the dialogs that fetch and clean."""
    session: Any = stage.session
    await stage.pilot.press("f6")

    async def fetch(payload: Payload) -> None:
        await stage.leave()
        session.folders = SimpleNamespace(plan_fetch=lambda record: RunFiles(left_out=(payload.text,)))
        await stage.app.push_screen(FetchScreen(stage.app.context, record(1, payload.text)))
        await stage.until(lambda: "not fetched" in grid(stage.app))
        screen: Any = stage.app.screen
        screen._busy = True
        screen.post_message(Came(1, 2, payload.text))

    async def clean(payload: Payload) -> None:
        await stage.leave()
        made = record(1, payload.text)
        old = Old(made, Size("there", 1), 60.0, kept=payload.text)
        session.folders = SimpleNamespace(sizes=lambda records: (old,))
        await stage.app.push_screen(CleanScreen(stage.app.context, [made]))
        await stage.until(lambda: "stays" in grid(stage.app))

    async def models(payload: Payload) -> None:
        await stage.leave()
        lies = Shared("lumi", payload.text, True, Size("there", 1), 60.0, kept=payload.text)
        session.folders = SimpleNamespace(models=lambda cluster: (lies,))
        await stage.app.push_screen(ModelsScreen(stage.app.context, ["lumi"]))
        await stage.until(lambda: "stays" in grid(stage.app))

    async def staged(payload: Payload) -> None:
        await stage.leave()

        def fails() -> Prefetch:
            raise RejectedError(payload.text, hint=payload.text)

        await stage.app.push_screen(StageScreen(stage.app.context, payload.text, fails))

    await stage.each("fetch", fetch)
    await stage.each("models", models)
    await stage.each("clean", clean)
    await stage.each("staged", staged)
    await stage.leave()


async def doctor(stage: Stage) -> None:
    """The lines of the doctor."""
    session: Any = stage.session
    listed = stage.some("findings")
    checks = [Check(payload.text[:60], False, payload.text, payload.text) for payload in listed]

    def look(cluster: object, account: object, tell: Callable[[Check], None]) -> tuple[Check, ...]:
        for check in checks:
            tell(check)
        return tuple(checks)

    session.doctor = look
    await stage.pilot.press("f6")
    await stage.app.push_screen(DoctorScreen(stage.app.context, "roihu", None))
    await stage.until(lambda: f"{len(checks)} checks" in grid(stage.app))
    stage.app.screen.query_one(VerticalScroll).scroll_home(animate=False)
    shown = ""
    for _ in range(20):
        await stage.pilot.press("down", "down", "down", "down")
        shown += grid(stage.app)
    for payload in listed:
        stage.note("doctor", payload, shown)
    await stage.leave()


PLACES: dict[str, Callable[[Stage], Awaitable[None]]] = {
    "table": table,
    "job": job,
    "log": log,
    "dialogs": dialogs,
    "form": form,
    "folders": folders,
    "doctor": doctor,
    "login": login,
    "links": links,
}


def harmless(payload: Payload) -> Payload:
    """The same text without what makes it hostile."""
    return replace(payload, text=f"{payload.mark}plain")


def run_app(texts: Sequence[Payload], places: Sequence[str], home: Path) -> dict[str, object]:
    """Go through the places; what was missed, and what stopped it."""
    session = FakeSession(home)
    listed = Stage.part(texts, "findings")
    session.findings = tuple(Finding("warning", "W", p.text, p.text, p.text) for p in listed)
    app = LlmtuiApp(session, glyphs=UNICODE, now=lambda: session.now)
    report: dict[str, object] = {"missed": {}, "stopped": "it ended by itself"}

    async def drive(pilot: Pilot[int]) -> None:
        stage = Stage(pilot, session, texts)
        try:
            await stage.until(lambda: "smol-reviews" in grid(app))
            for place in places:
                await PLACES[place](stage)
            report.update(missed=stage.missed, stopped="")
        except Exception:  # noqa: BLE001 - the report is all that the test sees of this process
            report.update(missed=stage.missed, stopped=traceback.format_exc())
        app.exit()

    llmtui.services.reach.link.is_here = lambda cluster: cluster.embedded
    app.run(auto_pilot=drive)  # type: ignore[arg-type]
    return report


def run_commands(texts: Sequence[Payload]) -> dict[str, object]:
    """What commands print of a cluster: checks, tables, facts, narration, JSON, and the errors of a command."""
    for payload in texts:
        text = payload.text
        complaint = Result.said("failed", 1, text, text).complaint
        output.narrate(complaint)
        output.print_table(("a", "b"), [(text, complaint)])
        output.print_facts([("name", text)])
        output.print_json({"name": text, text[:40]: [RemoteText(text).line()]})
    sys.stdout.flush()
    return {"missed": {}, "stopped": ""}


class Raw(App[int]):
    """Widgets that are given a str from a cluster as it is: what must never be done."""

    def __init__(self, texts: Sequence[Payload]) -> None:
        super().__init__()
        self.texts = [payload.text for payload in texts if payload.control]

    def compose(self) -> ComposeResult:
        yield Static("\n".join(self.texts), markup=False)
        yield DataTable[str]()
        yield Log()
        yield RichLog()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_column("name")
        for text in self.texts:
            table.add_row(Text(text))
            self.query_one(Log).write_line(text)
            self.query_one(RichLog).write(text)
        self.set_timer(0.5, self.exit)


def main(arguments: Sequence[str]) -> None:
    """See the top."""
    places, which, report, home = arguments
    texts = [harmless(payload) for payload in PAYLOADS] if which == "harmless" else list(PAYLOADS)
    if which == "raw":
        Raw(texts).run()
        found: dict[str, object] = {"missed": {}, "stopped": ""}
    elif places == "commands":
        found = run_commands(texts)
    else:
        found = run_app(texts, places.split(","), Path(home))
    Path(report).write_text(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
