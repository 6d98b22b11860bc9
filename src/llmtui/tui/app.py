"""The app: paints its frame at once, reads everything else in threads."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette, Provider
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.timer import Timer

from ..domain.edits import Edit
from ..domain.job import JobSpec
from ..domain.record import JobRecord
from ..domain.remotetext import safe_line
from . import scrollbars
from .context import Context
from .errors import QUIET, tell, tell_crash
from .glyphs import ASCII, UNICODE, Glyphs, wants_ascii
from .hangup import HANGUP_CODE, HANGUP_S, terminal_has_gone
from .jobs import (
    cancel_duplicates,
    cancel_runs,
    load_demo,
    load_run,
    open_file,
    read_form,
    read_journal,
    read_records,
    submit_again,
)
from .jobtext import cancel_question
from .keys import bindings, place_of
from .linked import LinkedApp
from .linkwords import Polled
from .messages import (
    AgainAsked,
    CancelAsked,
    DemoAsked,
    FileAsked,
    FormRead,
    JobLoaded,
    JournalRead,
    RecordsRead,
    RefreshAsked,
    ResubmitAsked,
    RunOpened,
    Submitted,
)
from .screens.build import BuildScreen
from .screens.page import Page
from .theme import BAR_COLOURS, DARK, THEMES
from .widgets.top import ScreenChosen
from .work import Crashed, CrashLog, Failed, in_background

if TYPE_CHECKING:
    from textual.screen import Screen

    from ..services.session import Session
    from .screens.cancel import Which

#: Seconds between refreshes: at least, and while the window has no focus.
_HERE = Path(__file__).parent
_LEAST_S = 2.0
_UNFOCUSED_S = 300.0
#: How long a refresh waits for the clusters, in seconds.
_REFRESH_S = 3.0


def _key_commands() -> type[Provider]:
    """The commands of the palette; imported when it is first opened."""
    from .commands import KeyCommands

    return KeyCommands


class LlmtuiApp(LinkedApp):
    """Three screens over one session. `demo` or `job_file` fill the form at the start, else it comes back as left."""

    TITLE = "llmtui"
    # The first screen's sheet is read with the app's: Textual parses all of them again for each one that comes later.
    CSS_PATH: ClassVar[list[str | PurePath] | None] = [_HERE / "app.tcss", _HERE / "screens" / "build.tcss"]
    DEFAULT_MODE = "build"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it this way
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = App.COMMANDS | {_key_commands}

    def __init__(
        self,
        session: Session,
        *,
        demo: bool = False,
        job_file: str | None = None,
        glyphs: Glyphs | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        drawn = glyphs or (ASCII if wants_ascii() else UNICODE)
        self.context = Context(session, drawn, CrashLog(session.paths.state), now)
        self._demo = demo
        self._job_file = job_file
        self._latest = RecordsRead((), "", 0.0)
        self._polled = Polled()
        self._timer: Timer | None = None
        self._filled = False
        for mode in ("build", "jobs", "job"):
            self.add_mode(mode, partial(self._page, mode))
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.set_class(drawn.ascii, "-ascii")
        scrollbars.choose(ascii_only=drawn.ascii)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return BAR_COLOURS

    # Screens

    def _page(self, mode: str) -> Screen[None]:
        """Make a screen when it is first shown; its module is imported then."""
        page: Page
        if mode == "jobs":
            from .screens.jobs import JobsScreen

            page = JobsScreen(self.context)
        elif mode == "job":
            from .screens.job import JobScreen

            page = JobScreen(self.context)
        else:
            page = BuildScreen(self.context)
        page.records, page.problem = self._latest.records, self._latest.problem
        page.renewals = self.renewals
        self._hand_over(page)
        self.pages[mode] = page
        return page

    async def action_go(self, mode: str) -> None:
        """Show a screen; a dialog that is open keeps its place."""
        if len(self.screen_stack) == 1:
            await self.switch_mode(mode)

    async def on_screen_chosen(self, event: ScreenChosen) -> None:
        await self.action_go(event.mode)

    def action_help(self) -> None:
        """What is under the cursor, and all keys."""
        if isinstance(self.screen, Page):
            from .screens.help import HelpScreen

            self.push_screen(HelpScreen(place_of(self.current_mode), *self.screen.help_topic()))

    def action_command_palette(self) -> None:
        """Every command by name."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(CommandPalette(id="--command-palette", placeholder="Search for commands"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Textual's own, without those that have a key or a place here."""
        for command in super().get_system_commands(screen):
            if command.title in {"Theme", "Quit", "Screenshot"}:
                yield command

    # Start

    def on_mount(self) -> None:
        self.call_after_refresh(self._start)
        if not self.is_headless:
            self.set_interval(HANGUP_S, self._end_without_terminal)

    def _end_without_terminal(self) -> None:
        """End when the terminal has gone: under make, say, no SIGHUP tells, and its closed end reads as input."""
        if terminal_has_gone():
            self.exit(return_code=HANGUP_CODE)

    def _start(self) -> None:
        """After the first paint: the form, then the jobs."""
        session = self.context.session
        if self._demo:
            self._work("form", load_demo)
        elif self._job_file is not None:
            self._work("form", partial(open_file, session, Path(self._job_file)))
        else:
            self._work("form", partial(read_form, session))
        # A first look may wait for a login; what is known is shown meanwhile.
        self._work("journal", partial(read_journal, session))
        self._refresh()

    def _work(self, group: str, job: Callable[[], Message | None]) -> None:
        in_background(self, group, self.context.crash_log, job)

    async def on_form_read(self, event: FormRead) -> None:
        await self._fill(event.spec, event.base, event.edits, elsewhere=False)

    def on_job_loaded(self, event: JobLoaded) -> None:
        page = self.pages.get("build")
        if isinstance(page, BuildScreen):
            page.before_load(event.spec.name, partial(self.call_later, self._take_job, event))

    async def _take_job(self, event: JobLoaded) -> None:
        await self.action_go("build")
        await self._fill(event.spec, event.base, event.edits)
        if event.script is not None:
            from .screens.imported import ImportedScreen

            self.push_screen(ImportedScreen(event.where, event.script))
            return
        self.notify(event.where, title="In the form", markup=False, timeout=3)

    async def _fill(self, spec: JobSpec, base: Path, edits: tuple[Edit, ...], *, elsewhere: bool = True) -> None:
        page = self.pages.get("build")
        if isinstance(page, BuildScreen):
            self._filled = True
            await page.load(spec, base, edits, elsewhere=elsewhere)

    # Records

    def _refresh(self, *, force: bool = False) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._work("refresh", partial(read_records, self.context.session, force=force))

    def on_journal_read(self, event: JournalRead) -> None:
        if not self._latest.records:
            self._take(replace(self._latest, records=event.records, damaged=event.damaged))

    def on_records_read(self, event: RecordsRead) -> None:
        self._polled = Polled(event.asked, self.context.now())
        self._take(event)
        wait = max(_LEAST_S, event.next_s)
        if not self.app_focus and wait > _LEAST_S:
            wait = _UNFOCUSED_S
        self._again(wait)

    def _again(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self._refresh)

    def _take(self, event: RecordsRead) -> None:
        self._latest = event
        for page in self.pages.values():
            self._hand_over(page)
            page.show_records(event.records, event.problem)

    def _hand_over(self, page: Page) -> None:
        page.polled, page.damaged = self._polled, self._latest.damaged

    def on_app_focus(self) -> None:
        self._refresh()

    def read_again(self) -> None:
        self._refresh()

    def on_refresh_asked(self, event: RefreshAsked) -> None:
        self._refresh(force=True)

    async def on_run_opened(self, event: RunOpened) -> None:
        await self.action_go("job")
        self.pages["job"].open_run(event.run_id)

    async def on_submitted(self, event: Submitted) -> None:
        """The new job stands first, before the next refresh, and its screen opens."""
        known = [record for record in self._latest.records if record.id != event.record.id]
        self._take(replace(self._latest, records=(event.record, *known)))
        await self.on_run_opened(RunOpened(event.record.id))
        self._refresh()

    # What jobs are asked to do

    def on_demo_asked(self, event: DemoAsked) -> None:
        self._work("form", load_demo)

    def on_file_asked(self, event: FileAsked) -> None:
        self._work("form", partial(open_file, self.context.session, event.path))

    def on_resubmit_asked(self, event: ResubmitAsked) -> None:
        record = event.record
        if record.submission != "SUBMIT_UNKNOWN" or record.can_submit_again:
            self._load_run(record, True)
            return
        text = "It is not known whether Slurm took it. A job that is built from it would be another one, beside it."
        self._ask(f"Build {record.name} again?", text, "builds another one", partial(self._load_run, record))

    def _load_run(self, record: JobRecord, yes: bool | None) -> None:
        if yes:
            self._work("form", partial(load_run, self.context.session, record))

    def on_again_asked(self, event: AgainAsked) -> None:
        record = event.record
        if not record.can_submit_again:
            self.notify(f"{record.name} may be in the queue already: s builds another job from it", markup=False)
            return
        text = f"{record.problem}\nThe files in its run folder are submitted as they are."
        self._ask(f"Submit {record.name} again?", text, "submits it", partial(self._again_submitted, record))

    def _again_submitted(self, record: JobRecord, yes: bool | None) -> None:
        if yes:
            self.notify(f"submitting {record.name}", markup=False)
            self._work("again", partial(submit_again, self.context.session, record))

    def _ask(self, question: str, text: str, verb: str, then: Callable[[bool | None], None]) -> None:
        from .screens.confirm import ConfirmScreen

        self.push_screen(ConfirmScreen(question, text, verb), then)

    def on_cancel_asked(self, event: CancelAsked) -> None:
        record, *more = event.records
        if record.others and not more:
            from .screens.cancel import CancelScreen

            self.push_screen(CancelScreen(record), partial(self._cancel_some, record))
            return
        chosen = tuple(each for each in event.records if each.active or each.others)
        if not chosen:
            self.notify(f"{record.name} has ended: {record.state}", markup=False)
            return
        self._ask(*cancel_question(chosen), partial(self._cancel, chosen))

    def _cancel(self, chosen: tuple[JobRecord, ...], yes: bool | None) -> None:
        if yes:
            self.notify(f"cancelling {chosen[0].name if len(chosen) == 1 else f'{len(chosen)} jobs'}", markup=False)
            self._work("cancel", partial(cancel_runs, self.context.session, chosen))

    def _cancel_some(self, record: JobRecord, which: Which | None) -> None:
        if which == "others":
            self.notify(f"cancelling duplicates of {record.name}", markup=False)
            self._work("cancel", partial(cancel_duplicates, self.context.session, record))
        else:
            self._cancel((record,), which == "run")

    # Errors

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A toast; names in it come from anywhere, so nothing in it is ever markup or a control."""
        super().notify(safe_line(message), title=safe_line(title), severity=severity, timeout=timeout, markup=False)

    def on_failed(self, event: Failed) -> None:
        if event.group in QUIET:
            self._take(replace(self._latest, problem=event.error.message))
        else:
            tell(self, event.error)
        self._carry_on(event.group)

    def on_crashed(self, event: Crashed) -> None:
        if event.group in QUIET:
            self.notify(f"{event.summary}; see {self.context.crash_log.path}", severity="error", markup=False)
        else:
            tell_crash(self, event.summary, self.context.crash_log)
        self._carry_on(event.group)

    def _carry_on(self, group: str) -> None:
        """A refresh is tried again; a start that could not read its job file falls back on the form as it was."""
        if group == "refresh":
            self._again(15.0)
        elif group == "cancel":
            self._refresh()
        elif group == "form" and not self._filled:
            self._work("form", partial(read_form, self.context.session))


def run(session: Session, *, demo: bool = False, job_file: str | None = None) -> int:
    """Open the app and return its exit code; jobs go on when it ends."""
    # What a cluster that hangs tells late is read from the journal.
    session.refresh_wait_s = _REFRESH_S
    app = LlmtuiApp(session, demo=demo, job_file=job_file)
    undo = app.context.crash_log.watch_threads()
    try:
        return app.run() or app.return_code or 0
    finally:
        undo()
